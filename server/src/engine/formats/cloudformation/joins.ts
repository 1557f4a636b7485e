import type { ResourceId } from '../../model/ids';
import type { Resource } from '../../model/resource';
import type { Text } from '../../model/text';
import { underCircumstance } from '../policy/policy';

/**
 * Puts what one resource says about another where it belongs, when both are in the template: a bucket policy's statements on the
 * bucket, a group on its users, an instance profile's roles on the machine. Of the rest, each keeps what it says.
 */
export function joined(resources: readonly Resource[]): readonly Resource[] {
  const byId = new Map(resources.map(resource => [resource.id, resource]));
  const changes = new Map<ResourceId, Resource>();
  const now = (id: ResourceId) => changes.get(id) ?? byId.get(id)!;
  for (const resource of resources) {
    const targets = targetsIn(resource.attachedTo, byId);
    if (targets.length === 0 || targets.length < resource.attachedTo.length || !speaksOfOthers(resource)) continue;
    for (const target of targets) changes.set(target, withSaid(now(target), resource));
    changes.set(resource.id, { ...now(resource.id), trust: [] });
  }
  return [...byId.keys()].map(id => withRoles(now(id), byId));
}

/** A policy and an organisation's policy are put on their targets, which is another matter. */
function speaksOfOthers({ kind }: Resource): boolean {
  return kind === 'other';
}

function targetsIn(texts: readonly Text[], byId: ReadonlyMap<ResourceId, Resource>): readonly ResourceId[] {
  return texts.flatMap(text => {
    const target = referenceIn(text);
    return target && byId.has(target) ? [target] : [];
  });
}

/** The resource that a text is a reference to, and nothing else. */
function referenceIn({ parts }: Text): ResourceId | undefined {
  const [only] = parts;
  return parts.length === 1 && typeof only === 'object' ? only.resource : undefined;
}

function withSaid(target: Resource, by: Resource): Resource {
  return {
    ...target,
    trust: [...target.trust, ...underCircumstance(by.trust, by.when)],
    memberOf: target.kind === 'user' ? [...target.memberOf, ...by.memberOf] : target.memberOf,
  };
}

/** `runsAs` with roles in place of the instance profiles that hold them. */
function withRoles(resource: Resource, byId: ReadonlyMap<ResourceId, Resource>): Resource {
  const profileOf = (text: Text) => {
    const target = referenceIn(text);
    const found = target && byId.get(target);
    return found?.kind === 'instance-profile' ? found : undefined;
  };
  if (!resource.runsAs.some(profileOf)) return resource;
  const runsAs = resource.runsAs.flatMap(text => {
    const profile = profileOf(text);
    return profile ? profile.memberOf.map(role => ({ parts: role.parts, at: text.at })) : [text];
  });
  return { ...resource, runsAs };
}
