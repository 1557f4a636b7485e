import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { Uri } from '../../../text/text';
import type { Fix } from '../../rule';
import { addToSettings } from '../../settings-edits';

/** Writes what an account is into the settings nearest to the document `near`; they are made if there are none. */
export function declaring(account: string, environment: string, near: Uri, index: WorkspaceIndex): Fix {
  const purpose = environment === 'shared' ? 'shared by all environments' : environment;
  return {
    id: `declare-${environment}`,
    title: `Declare account ${account} as ${purpose} in bulkhead.yaml`,
    kind: 'review',
    edits: addToSettings('accounts', { id: account, environment }, near, index),
  };
}
