/** Credentials that stand where others read them: the secrets of access keys, in secrets, parameters and variables. */
import type { ResourceId } from '../../../model/ids';
import type { Resource } from '../../../model/resource';
import type { Text } from '../../../model/text';
import type { WorkspaceIndex } from '../../index/workspace-index';
import { readable } from '../../permissions/iam-names';
import type { Directory } from '../directory/directory';
import { requestArn } from '../directory/request-arns';
import type { EdgeGroup } from '../edge-group';

/** Of references to access keys, whose these are. */
export function usersIn(keys: readonly Text[], index: WorkspaceIndex): readonly ResourceId[] {
  return keys.flatMap(({ parts: [only] }) => {
    const key = typeof only === 'object' && only.resource ? index.resource(only.resource) : undefined;
    return (key?.credentials ?? []).flatMap(user =>
      index.named(user, ['user'], key!.at.uri).flatMap(({ resource, certain }) => (certain ? [resource.id] : [])),
    );
  });
}

/** Who reads it can act as them. Who calls a function reads only what it answers. */
export function holding(edge: EdgeGroup, account: string | undefined, directory: Directory): readonly EdgeGroup[] {
  if (edge.how !== 'reads' || edge.method === 'invoke-function') return none;
  return directory.holdersAmong(edge.targets).map(({ resource, users }) => {
    const asked = edge.asked.map(one => {
      if ('resource' in one) return one;
      const { part, ...request } = one;
      return readable({ ...request, resource: requestArn(resource, one.action, account, part) });
    });
    return { ...edge, targets: users, how: 'holds-credential', says: 'may read a credential of', asked };
  });
}

const none: readonly never[] = [];

/** Whoever runs in it has its variables. */
export function heldBy({ credentials = [] }: Resource, index: WorkspaceIndex): readonly EdgeGroup[] {
  return credentials.flatMap(key =>
    usersIn([key], index).map(user => ({
      targets: [user],
      how: 'holds-credential',
      method: undefined,
      certain: true,
      says: 'has a credential of',
      asked: [],
      because: [key.at],
      conditions: [],
    })),
  );
}
