import type { Resource } from '../../model/resource';
import type { WorkspaceIndex } from '../index/workspace-index';

export const principalKinds: ReadonlySet<Resource['kind']> = new Set(['role', 'user', 'group', 'permission-set']);

/**
 * Who is judged by all that it may do: roles, users, groups and permission sets; and a policy that nothing in the workspace attaches
 * and that is no permissions boundary, as if somebody attached it alone.
 */
export function isJudged(resource: Resource, index: WorkspaceIndex): boolean {
  if (principalKinds.has(resource.kind)) return true;
  return (
    resource.kind === 'policy' &&
    resource.grants.length > 0 &&
    index.attachedTo(resource).length === 0 &&
    index.boundedBy(resource).length === 0
  );
}
