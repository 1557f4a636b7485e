/** Keys that data is encrypted with: who may not decrypt reads nothing of it. */
import type { ResourceId } from '../../../model/ids';
import type { Resource } from '../../../model/resource';
import { literalOf, show, type Text } from '../../../model/text';
import type { WorkspaceIndex } from '../../index/workspace-index';

export interface DataKey {
  /** Undefined for one that no document defines. */
  readonly id: ResourceId | undefined;
  readonly label: string;
}

/** Those of AWS itself let everybody decrypt whom their service lets read. */
export function keysOf(text: Text, { at }: Resource, index: WorkspaceIndex): readonly DataKey[] {
  if (/^(?:arn:[^:]*:kms:[^:]*:[^:]*:)?alias\/aws\//.test(literalOf(text) ?? '')) return [];
  const named = index.named(text, ['secret'], at.uri);
  if (named.length === 0) return [{ id: undefined, label: show(text) }];
  return named.map(({ resource }) => ({ id: resource.id, label: resource.label }));
}
