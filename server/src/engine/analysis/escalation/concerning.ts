/** Which actions of the catalogue a statement may allow: decided on its texts, before any set is built. */
import type { PolicyStatement, Text } from '../../model/model';
import { covers, literalOf, matchesWildcards } from '../../model/text';
import { actionFacts } from '../../policy/actions';
import type { Grant } from '../permissions/permissions';
import { methods } from './methods/methods';

/** Some actions, and which of them statements may allow. */
export interface Concerning {
  actionsIn(statement: PolicyStatement): readonly string[];
  /** The grants that may allow one of the actions, by action. */
  grantsByAction(grants: readonly Grant[]): ReadonlyMap<string, readonly Grant[]>;
}

export function concerning(actions: Iterable<string>): Concerning {
  const services = byServiceOf(actions);
  /** A statement is the same object as long as its text is; it is looked at for each principal that it reaches. */
  const remembered = new WeakMap<PolicyStatement, readonly string[]>();
  const actionsIn = (statement: PolicyStatement) => {
    const known = remembered.get(statement);
    if (known) return known;
    const named = readActions(statement, services);
    const found = named.length === 0 ? none : named.filter(action => mayNameResource(statement, action));
    remembered.set(statement, found);
    return found;
  };
  return { actionsIn, grantsByAction: grants => grouped(grants, actionsIn) };
}

/** The actions of the catalogue, but for those for the access graph alone. */
export const reported: Concerning = concerning(
  methods
    .filter(({ forGraphAlone }) => !forGraphAlone)
    .flatMap(({ chains }) => chains.flat().flatMap(step => step.actions)),
);

function grouped(grants: readonly Grant[], actionsOf: Concerning['actionsIn']): ReadonlyMap<string, readonly Grant[]> {
  const byAction = new Map<string, Grant[]>();
  for (const grant of grants) {
    for (const action of actionsOf(grant.statement)) {
      const list = byAction.get(action);
      if (list) list.push(grant);
      else byAction.set(action, [grant]);
    }
  }
  return byAction;
}

/** By service, and then by the whole action in lower case, as AWS writes it. */
type ByService = ReadonlyMap<string, ReadonlyMap<string, string>>;

function byServiceOf(actions: Iterable<string>): ByService {
  const services = new Map<string, Map<string, string>>();
  for (const action of actions) {
    const ofService = services.get(serviceOf(action)) ?? new Map<string, string>();
    services.set(serviceOf(action), ofService.set(action.toLowerCase(), action));
  }
  return services;
}

function readActions({ actions }: PolicyStatement, services: ByService): readonly string[] {
  if (actions.mode === 'except') return allIn(services).filter(action => covers(actions, action, true) !== 'no');
  const found = new Set<string>();
  for (const text of actions.list) for (const action of actionsNamed(text, services)) found.add(action);
  return found.size === 0 ? none : [...found];
}

const none: readonly string[] = [];

function allIn(services: ByService): readonly string[] {
  return [...services.values()].flatMap(ofService => [...ofService.values()]);
}

function actionsNamed(text: Text, services: ByService): readonly string[] {
  const written = literalOf(text);
  if (written !== undefined) return actionsMatching(written.toLowerCase(), services);
  return allIn(services).filter(action => covers(text, action, true) !== 'no');
}

/** By a pattern in lower case. */
function actionsMatching(pattern: string, services: ByService): readonly string[] {
  const service = serviceOf(pattern);
  const known = services.get(service);
  if (!/[*?]/.test(pattern)) {
    const action = known?.get(pattern);
    return action === undefined ? none : [action];
  }
  const candidates = /[*?]/.test(service) ? [...services.values()] : known ? [known] : [];
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

const resourceServices = new Map<string, ReadonlySet<string>>();

function worksOn(action: string, service: string): boolean {
  const known = resourceServices.get(action) ?? servicesOf(action);
  resourceServices.set(action, known);
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
