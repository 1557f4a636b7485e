/** Which actions of the catalogue a statement may allow: decided on its texts, before any set is built. */
import type { PolicyStatement, Text } from '../../model/model';
import { covers, literalOf, matchesWildcards } from '../../model/text';
import { actionFacts } from '../../policy/actions';
import type { Grant } from '../permissions/permissions';
import { methods } from './methods/methods';

const reported = methods.filter(({ forGraphAlone }) => !forGraphAlone);
const catalogued = new Set(reported.flatMap(({ chains }) => chains.flat().flatMap(({ actions }) => actions)));

/** By service, and then by the whole action in lower case, as AWS writes it. */
const byService: ReadonlyMap<string, ReadonlyMap<string, string>> = (() => {
  const services = new Map<string, Map<string, string>>();
  for (const action of catalogued) {
    const ofService = services.get(serviceOf(action)) ?? new Map<string, string>();
    services.set(serviceOf(action), ofService.set(action.toLowerCase(), action));
  }
  return services;
})();

/** A statement is the same object as long as its text is; it is looked at for each principal that it reaches. */
const remembered = new WeakMap<PolicyStatement, readonly string[]>();

/** The actions of the catalogue that the statement may allow; of those for the access graph alone, none. */
export function actionsIn(statement: PolicyStatement): readonly string[] {
  const known = remembered.get(statement);
  if (known) return known;
  const named = readActions(statement);
  const found = named.length === 0 ? none : named.filter(action => mayNameResource(statement, action));
  remembered.set(statement, found);
  return found;
}

/** The grants that may allow an action of the catalogue, by action. */
export function grantsByAction(grants: readonly Grant[]): ReadonlyMap<string, readonly Grant[]> {
  const byAction = new Map<string, Grant[]>();
  for (const grant of grants) {
    for (const action of actionsIn(grant.statement)) {
      const list = byAction.get(action);
      if (list) list.push(grant);
      else byAction.set(action, [grant]);
    }
  }
  return byAction;
}

function readActions({ actions }: PolicyStatement): readonly string[] {
  if (actions.mode === 'except') return [...catalogued].filter(action => covers(actions, action, true) !== 'no');
  const found = new Set<string>();
  for (const text of actions.list) for (const action of actionsNamed(text)) found.add(action);
  return found.size === 0 ? none : [...found];
}

const none: readonly string[] = [];

function actionsNamed(text: Text): readonly string[] {
  const written = literalOf(text);
  if (written !== undefined) return actionsMatching(written.toLowerCase());
  return [...catalogued].filter(action => covers(text, action, true) !== 'no');
}

/** By a pattern in lower case. */
function actionsMatching(pattern: string): readonly string[] {
  const service = serviceOf(pattern);
  const known = byService.get(service);
  if (!/[*?]/.test(pattern)) {
    const action = known?.get(pattern);
    return action === undefined ? none : [action];
  }
  const candidates = /[*?]/.test(service) ? [...byService.values()] : known ? [known] : [];
  return candidates.flatMap(ofService =>
    [...ofService].flatMap(([lower, action]) => (matchesWildcards(pattern, lower) ? action : [])),
  );
}

/** No action works on another service's resources, unless AWS says so. */
function mayNameResource({ resources: { mode, list } }: PolicyStatement, action: string): boolean {
  if (mode === 'except') return true;
  return list.some(text => {
    const service = serviceIn(text);
    return service === undefined || service === serviceOf(action) || worksOn(action, service);
  });
}

const services = new Map<string, ReadonlySet<string>>();

function worksOn(action: string, service: string): boolean {
  const known = services.get(action) ?? servicesOf(action);
  services.set(action, known);
  return known.has(service);
}

/** By the ARNs of what an action works on. */
function servicesOf(action: string): ReadonlySet<string> {
  const types = actionFacts(action)?.resourceTypes ?? [];
  return new Set(types.flatMap(({ arns }) => arns.map(arn => arn.split(':')[2]!)));
}

/** `lambda` of an ARN; undefined where that is open. */
function serviceIn({ parts }: Text): string | undefined {
  const [first, second, third] = parts;
  const beginning = typeof first === 'string' ? first : '';
  const written = /^arn:[^:]*:([a-z0-9-]+):/.exec(beginning)?.[1];
  if (written !== undefined || beginning !== 'arn:' || typeof second === 'string') return written;
  return typeof third === 'string' ? /^:([a-z0-9-]+):/.exec(third)?.[1] : undefined;
}

function serviceOf(action: string): string {
  return action.split(':', 1)[0]!.toLowerCase();
}
