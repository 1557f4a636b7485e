/** What acts with which role. */
import type { Resource } from '../../../model/resource';
import type { WorkspaceIndex } from '../../index/workspace-index';
import { rolesOf } from '../../permissions/compute-roles';
import type { EdgeGroup } from '../access-graph';

export function runsAsOf(compute: Resource, index: WorkspaceIndex): readonly EdgeGroup[] {
  return rolesOf(compute, index).map(({ resource, certain, by }) => ({
    targets: [resource.id],
    how: 'runs-as',
    method: undefined,
    certain,
    says: 'acts as',
    asked: [],
    because: [by.at],
    conditions: [],
  }));
}
