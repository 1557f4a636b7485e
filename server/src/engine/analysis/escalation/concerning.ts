/** Which actions of the catalogue a statement may allow: decided on its texts, before any set is built. */
import type { PolicyStatement } from '../../model/statement';
import { covers, literalOf, matchesWildcards, type Text } from '../../model/text';
import { actionFacts } from '../../policy/actions';
import type { Grant } from '../permissions/permissions';
import { methods } from './methods/methods';

/** Some actions, and which of them statements may allow. */
export interface Concerning {
  actionsIn(statement: PolicyStatement): ReadonlySet<string>;
  /** The grants that may allow one of the actions, by action. */
  grantsByAction(grants: readonly Grant[]): ReadonlyMap<string, readonly Grant[]>;
}

export function concerning(actions: Iterable<string>): Concerning {
  const catalogue = catalogueOf(actions);
  /** A statement is the same object as long as its text is; it is looked at for each principal that it reaches. */
  const remembered = new WeakMap<PolicyStatement, ReadonlySet<string>>();
  const actionsIn = (statement: PolicyStatement) => {
    const known = remembered.get(statement);
    if (known) return known;
    const named = readActions(statement, catalogue);
    const found = named.size === 0 ? named : thatMayName(statement, named);
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

/** Actions of the catalogue as AWS writes them. */
interface Actions {
  readonly all: ReadonlySet<string>;
  /** By service, and then by the whole action in lower case: the set of it alone, which all who name it share. */
  readonly byService: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;
}

function catalogueOf(actions: Iterable<string>): Actions {
  const all = new Set(actions);
  const byService = new Map<string, Map<string, ReadonlySet<string>>>();
  for (const action of all) {
    const ofService = byService.get(serviceOf(action)) ?? new Map<string, ReadonlySet<string>>();
    byService.set(serviceOf(action), ofService.set(action.toLowerCase(), new Set([action])));
  }
  return { all, byService };
}

function readActions({ actions }: PolicyStatement, catalogue: Actions): ReadonlySet<string> {
  if (actions.mode === 'except') return coveredBy(actions, catalogue);
  const [only, ...others] = actions.list.map(text => actionsNamed(text, catalogue));
  if (!only) return none;
  return others.length === 0 ? only : new Set([only, ...others].flatMap(named => [...named]));
}

const none: ReadonlySet<string> = new Set();

function coveredBy(pattern: Text | PolicyStatement['actions'], { all }: Actions): ReadonlySet<string> {
  return new Set([...all].filter(action => covers(pattern, action, true) !== 'no'));
}

function actionsNamed(text: Text, catalogue: Actions): ReadonlySet<string> {
  const written = literalOf(text);
  return written === undefined ? coveredBy(text, catalogue) : actionsMatching(written.toLowerCase(), catalogue);
}

/** By a pattern in lower case. */
function actionsMatching(pattern: string, { all, byService }: Actions): ReadonlySet<string> {
  if (pattern === '*') return all;
  const service = serviceOf(pattern);
  const known = byService.get(service);
  if (!/[*?]/.test(pattern)) return known?.get(pattern) ?? none;
  const candidates = /[*?]/.test(service) ? [...byService.values()] : known ? [known] : [];
  const found = new Set<string>();
  for (const ofService of candidates) {
    for (const [lower, [action]] of ofService) if (matchesWildcards(pattern, lower)) found.add(action!);
  }
  return found;
}

/** No action works on another service's resources, unless AWS says so. */
function thatMayName(
  { resources: { mode, list } }: PolicyStatement,
  actions: ReadonlySet<string>,
): ReadonlySet<string> {
  const services = new Set(list.map(serviceIn));
  if (mode === 'except' || services.has(undefined)) return actions;
  const named = [...services] as readonly string[];
  const isNamed = (action: string) => named.some(service => service === serviceOf(action) || worksOn(action, service));
  const meant = [...actions].filter(isNamed);
  return meant.length === actions.size ? actions : new Set(meant);
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
