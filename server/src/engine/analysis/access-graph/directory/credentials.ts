import type { ResourceId } from '../../../model/ids';
import type { Text } from '../../../model/text';
import type { WorkspaceIndex } from '../../index/workspace-index';

/** Of references to access keys, whose these are. */
export function usersIn(keys: readonly Text[], index: WorkspaceIndex): readonly ResourceId[] {
  return keys.flatMap(({ parts: [only] }) => {
    const key = typeof only === 'object' && only.resource ? index.resource(only.resource) : undefined;
    return (key?.credentials ?? []).flatMap(user =>
      index.named(user, ['user'], key!.at.uri).flatMap(({ resource, certain }) => (certain ? [resource.id] : [])),
    );
  });
}
