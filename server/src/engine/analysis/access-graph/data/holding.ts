/** Credentials that stand where others read them: the secrets of access keys, in secrets, parameters and variables. */
import type { Resource } from '../../../model/resource';
import type { WorkspaceIndex } from '../../index/workspace-index';
import { readable } from '../../permissions/iam-names';
import type { EdgeGroup } from '../access-graph';
import { usersIn } from '../directory/credentials';
import type { Directory } from '../directory/directory';
import { requestArn } from '../directory/request-arns';

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
