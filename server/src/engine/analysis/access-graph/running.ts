/** What acts with which role. */
import type { Resource, Text } from '../../model/model';
import type { WorkspaceIndex } from '../index/workspace-index';
import type { EdgeGroup } from './edge-group';

interface Role {
  readonly resource: Resource;
  readonly certain: boolean;
  /** Where it is named. */
  readonly by: Text;
}

/** Of compute, by itself or by an instance profile. */
export function rolesOf({ runsAs, at }: Resource, index: WorkspaceIndex): readonly Role[] {
  return runsAs.flatMap(by =>
    index.named(by, ['role', 'instance-profile'], at.uri).flatMap(({ resource, certain }) => {
      if (resource.kind === 'role') return [{ resource, certain, by }];
      const held = resource.memberOf.flatMap(text => index.named(text, ['role'], resource.at.uri));
      return held.map(one => ({ resource: one.resource, certain: certain && one.certain, by }));
    }),
  );
}

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
