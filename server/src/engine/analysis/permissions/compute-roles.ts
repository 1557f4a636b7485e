/** With which roles compute acts. */
import type { Resource } from '../../model/resource';
import type { Text } from '../../model/text';
import type { WorkspaceIndex } from '../index/workspace-index';

export interface ActsWith {
  readonly resource: Resource;
  readonly certain: boolean;
  /** Where it is named. */
  readonly by: Text;
}

/** By itself or by an instance profile; without the roles that a service uses to start it. */
export function rolesOf({ runsAs, startedWith, at }: Resource, index: WorkspaceIndex): readonly ActsWith[] {
  const own = startedWith ? runsAs.filter(by => !startedWith.some(other => isSamePlace(other, by))) : runsAs;
  return own.flatMap(by =>
    index.named(by, ['role', 'instance-profile'], at.uri).flatMap(({ resource, certain }) => {
      if (resource.kind === 'role') return [{ resource, certain, by }];
      const held = resource.memberOf.flatMap(text => index.named(text, ['role'], resource.at.uri));
      return held.map(one => ({ resource: one.resource, certain: certain && one.certain, by }));
    }),
  );
}

function isSamePlace({ at: one }: Text, { at: other }: Text): boolean {
  return one.path.length === other.path.length && one.path.every((step, i) => step === other.path[i]);
}
