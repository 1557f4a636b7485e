/** Credentials that stand where others read them: the secrets of access keys, in secrets, parameters and variables. */
import type { Resource, ResourceId, Text } from '../../model/model';
import type { WorkspaceIndex } from '../index/workspace-index';
import { readable } from '../permissions/iam-names';
import type { NodeId } from './access-graph';
import type { Directory } from './directory';
import type { EdgeGroup } from './edge-group';
import { requestArn } from './request-arns';

/** Users, by what their keys stand in. */
export type Holders = ReadonlyMap<NodeId, readonly NodeId[]>;

export function holdersIn(index: WorkspaceIndex): Holders {
  const holders = new Map<NodeId, readonly NodeId[]>();
  for (const holder of [...index.ofKind('secret'), ...index.ofKind('compute'), ...index.ofKind('other')]) {
    const users = holder.credentials ? usersIn(holder.credentials, index) : [];
    if (users.length === 0) continue;
    for (const id of placesOf(holder, index)) holders.set(id, [...(holders.get(id) ?? []), ...users]);
  }
  return holders;
}

/** What Terraform says of a secret, it says in a resource of its own. */
function placesOf({ id, kind, attachedTo, at }: Resource, index: WorkspaceIndex): readonly ResourceId[] {
  if (kind !== 'other') return [id];
  return attachedTo.flatMap(text => index.named(text, ['secret'], at.uri).map(({ resource }) => resource.id));
}

/** Of references to access keys, whose these are. */
function usersIn(keys: readonly Text[], index: WorkspaceIndex): readonly ResourceId[] {
  return keys.flatMap(({ parts: [only] }) => {
    const key = typeof only === 'object' && only.resource ? index.resource(only.resource) : undefined;
    return (key?.credentials ?? []).flatMap(user =>
      index.named(user, ['user'], key!.at.uri).flatMap(({ resource, certain }) => (certain ? [resource.id] : [])),
    );
  });
}

/** Who reads it can act as them. Who calls a function reads only what it answers. */
export function* holding(
  edge: EdgeGroup,
  account: string | undefined,
  { entries, holders }: Directory,
): Iterable<EdgeGroup> {
  if (edge.how !== 'reads' || edge.method === 'invoke-function' || holders.size === 0) return;
  for (const id of edge.targets) {
    const users = holders.get(id);
    const holder = entries.get(id as ResourceId)?.resource;
    if (!users || !holder) continue;
    const asked = edge.asked.map(one => {
      if ('resource' in one) return one;
      return readable({ ...one, resource: requestArn(holder, one.action, account) });
    });
    yield { ...edge, targets: users, how: 'holds-credential', says: 'may read a credential of', asked };
  }
}

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
