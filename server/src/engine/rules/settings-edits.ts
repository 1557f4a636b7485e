import type { WorkspaceIndex } from '../analysis/index/workspace-index';
import type { StructuralEdit } from '../syntax/structural-edit';
import type { Json } from '../text/json';
import type { Uri } from '../text/text';

/** Adds an entry to a list of the settings nearest to the document `near`; they are made if there are none. */
export function addToSettings(list: string, entry: Json, near: Uri, index: WorkspaceIndex): readonly StructuralEdit[] {
  const uri = index.settingsUri(near);
  const root = { uri, path: [], part: 'value' } as const;
  const version: StructuralEdit = { kind: 'insert', into: root, key: 'version', value: 1 };
  const added: StructuralEdit = { kind: 'append', to: { ...root, path: [list] }, value: entry };
  return index.document(uri)?.settings ? [added] : [version, added];
}
