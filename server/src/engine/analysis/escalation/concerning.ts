/** Which actions of the catalogue a statement may allow: decided on its texts, before any set is built. */
import type { PolicyStatement } from '../../model/model';
import { covers, literalOf } from '../../model/text';
import type { Grant } from '../permissions/permissions';
import { methods } from './methods/methods';

const catalogued: ReadonlySet<string> = new Set([
  ...methods.flatMap(({ chains }) => chains.flat().flatMap(({ actions }) => actions)),
]);
const byLowerCase: ReadonlyMap<string, string> = new Map([...catalogued].map(action => [action.toLowerCase(), action]));
const services: ReadonlySet<string> = new Set([...catalogued].map(serviceOf));

/** A statement is the same object as long as its text is; it is looked at for each principal that it reaches. */
const remembered = new WeakMap<PolicyStatement, readonly string[]>();

/** The actions of the catalogue that the statement may allow. */
export function actionsIn(statement: PolicyStatement): readonly string[] {
  const known = remembered.get(statement);
  if (known) return known;
  const found = readActions(statement);
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
  if (actions.mode === 'only') {
    const written = actions.list.map(literalOf);
    const plain = written.map(text => (text === undefined || /[*?]/.test(text) ? undefined : text.toLowerCase()));
    if (plain.every(text => text !== undefined)) return plain.flatMap(text => byLowerCase.get(text) ?? []);
    if (written.every(text => text !== undefined && namesOtherService(text))) return none;
  }
  return [...catalogued].filter(action => covers(actions, action, true) !== 'no');
}

const none: readonly string[] = [];

function namesOtherService(action: string): boolean {
  const service = serviceOf(action);
  return !/[*?]/.test(service) && !services.has(service);
}

function serviceOf(action: string): string {
  return action.split(':', 1)[0]!.toLowerCase();
}
