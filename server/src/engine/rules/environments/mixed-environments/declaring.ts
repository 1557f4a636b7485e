import type { WorkspaceIndex } from '../../../analysis/workspace-index';
import type { Uri } from '../../../text/text';
import type { Fix } from '../../rule';

/** Writes what an account is into the settings nearest to the document `near`; they are made if there are none. */
export function declaring(account: string, environment: string, near: Uri, index: WorkspaceIndex): Fix {
  const uri = index.settingsUri(near);
  const root = { uri, path: [], part: 'value' } as const;
  const entry = { id: account, environment };
  const purpose = environment === 'shared' ? 'shared by all environments' : environment;
  return {
    id: `declare-${environment}`,
    title: `Declare account ${account} as ${purpose} in bulkhead.yaml`,
    kind: 'review',
    edits: [
      ...(index.document(uri) ? [] : [{ kind: 'insert', into: root, key: 'version', value: 1 } as const]),
      { kind: 'append', to: { ...root, path: ['accounts'] }, value: entry },
    ],
  };
}
