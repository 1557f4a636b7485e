import { type KnownAccount, knownAccounts } from '../../analysis/environments/known-accounts';
import type { WorkspaceIndex } from '../../analysis/index/workspace-index';
import { isForeign } from '../../rules/environments/mixed-environments/undeclared';

/** The accounts of the workspace's owners, in order of id: without those of AWS and of vendors, which templates name too. */
export function ownAccounts(index: WorkspaceIndex): readonly KnownAccount[] {
  return knownAccounts(index).flatMap(account => {
    const seen = account.seen.filter(at => !isForeign(account.id, at));
    return seen.length > 0 || account.landings.length > 0 || account.declared ? [{ ...account, seen }] : [];
  });
}
