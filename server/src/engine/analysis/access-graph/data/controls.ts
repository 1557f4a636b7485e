/** Data that a policy of the organization keeps even from its own account. */
import type { PolicyStatement } from '../../../model/statement';
import { covers } from '../../../model/text';
import { statementsIn } from '../../../policy/decide';
import type { WorkspaceIndex } from '../../index/workspace-index';
import { controlPoliciesOn } from '../../permissions/organization';
import { isOfPlainTraffic } from '../conditions';
import { type List, noEntries } from '../directory/families';

/** A list by whether a resource control policy may deny the action on them. */
export function byControls(list: List, action: string, index: WorkspaceIndex): { free: List; controlled: List } {
  const accounts = accountsOf(list).filter(account => isControlled(account, action, index));
  if (accounts.length === 0) return { free: list, controlled: noEntries };
  const controlling = new Set(accounts);
  return {
    free: among(list, 'not controlled', account => !controlling.has(account)),
    controlled: among(list, 'controlled', account => controlling.has(account)),
  };
}

const remembered = new WeakMap<List, readonly (string | undefined)[]>();

function accountsOf(list: List): readonly (string | undefined)[] {
  const known = remembered.get(list) ?? [...new Set(list.entries.map(({ home }) => home.account))];
  remembered.set(list, known);
  return known;
}

function among(list: List, word: string, isMeant: (account: string | undefined) => boolean): List {
  const entries = list.entries.filter(({ home }) => isMeant(home.account));
  return { ...list, entries, ids: entries.map(({ resource }) => resource.id), word: `${list.word} ${word}` };
}

function isControlled(account: string | undefined, action: string, index: WorkspaceIndex): boolean {
  return controlPoliciesOn(account, 'resource', index)
    .flatMap(statementsIn)
    .some(({ statement }) => mayDeny(statement, action));
}

function mayDeny({ effect, actions, conditions }: PolicyStatement, action: string): boolean {
  if (effect !== 'Deny' || conditions.some(isOfPlainTraffic) || conditions.some(isOfOthers)) return false;
  return actions.list.some(text => covers(text, action, true) !== 'no');
}

/** A perimeter keeps out who is of another organization, which nobody of the account is. */
function isOfOthers({ key, operator }: PolicyStatement['conditions'][number]): boolean {
  return /^aws:PrincipalOrg(?:ID|Paths)$/i.test(key) && /Not(?:Equals|Like)/i.test(operator);
}
