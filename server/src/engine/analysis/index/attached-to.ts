import type { ResourceId } from '../../model/ids';
import type { Resource } from '../../model/resource';
import type { Text } from '../../model/text';
import { attachedKey } from './index-keys';
import { pointingAt, type Source, unique } from './naming';

const principals = ['role', 'user', 'group', 'permission-set'] as const;

/** As `WorkspaceIndex.attachedTo`. */
export function attachedTo(source: Source, policy: Resource): readonly Resource[] {
  const pointing = policy.kind === 'policy' ? pointingAt(source, attachedKey, policy) : [];
  const own = pointing.filter(principal => attaches(source, principal, policy));
  const put = policy.attachedTo.flatMap(text => source.named(text, principals, policy.at.uri).map(n => n.resource));
  return unique([...own, ...put]);
}

/** A parameter's default points at a policy that its caller may not mean. */
function attaches(source: Source, principal: Resource, { id }: Resource): boolean {
  return principal.attached.some(
    ({ policy }) =>
      refersTo(policy, id) ||
      source.named(policy, ['policy'], principal.at.uri).some(({ resource }) => resource.id === id),
  );
}

/** Seen without a look into the index: who asks for all that attach a policy would be asked again for each of them. */
function refersTo({ parts: [only, ...more] }: Text, id: ResourceId): boolean {
  return more.length === 0 && typeof only === 'object' && only.resource === id;
}
