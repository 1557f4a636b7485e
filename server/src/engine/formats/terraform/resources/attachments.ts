import type { ResourceId } from '../../../model/ids';
import type { Attachment, Resource } from '../../../model/resource';
import type { Text } from '../../../model/text';
import { both, type Circumstance } from '../../when';
import { attribute, blocks, holeOf, textsOf } from '../values/readings';
import { list, scalar, type Value } from '../values/value';
import type { Declaration } from './declaration';
import { attachments, customerPolicy } from './iam';

/** What a resource of its own says of a principal that is written elsewhere. */
export interface Addition {
  /** The resource that says it. */
  readonly by: ResourceId;
  /** The provider that makes it: names mean resources of the same one. */
  readonly scope: string;
  readonly kind: Resource['kind'];
  readonly principals: readonly Text[];
  readonly attached: readonly Attachment[];
  readonly boundary: readonly Attachment[];
  readonly memberOf: readonly Text[];
}

type Says = Omit<Partial<Addition>, 'by' | 'scope'> & Pick<Addition, 'kind' | 'principals'>;

const lowerings: Readonly<Record<string, (declaration: Declaration) => readonly Says[]>> = {
  aws_iam_role_policy_attachment: declaration => [attachment('role', declaration, 'role')],
  aws_iam_user_policy_attachment: declaration => [attachment('user', declaration, 'user')],
  aws_iam_group_policy_attachment: declaration => [attachment('group', declaration, 'group')],
  aws_iam_role_policy_attachments_exclusive: declaration => [
    attachment('role', declaration, 'role_name', 'policy_arns'),
  ],
  aws_iam_user_policy_attachments_exclusive: declaration => [
    attachment('user', declaration, 'user_name', 'policy_arns'),
  ],
  aws_iam_group_policy_attachments_exclusive: declaration => [
    attachment('group', declaration, 'group_name', 'policy_arns'),
  ],
  aws_iam_policy_attachment: declaration => [
    attachment('role', declaration, 'roles'),
    attachment('user', declaration, 'users'),
    attachment('group', declaration, 'groups'),
  ],
  aws_iam_user_group_membership: declaration => [membership(declaration, 'user', 'groups')],
  aws_iam_group_membership: declaration => [membership(declaration, 'users', 'group')],
  aws_ssoadmin_managed_policy_attachment: declaration => [
    ofPermissionSet(declaration, { attached: policiesAt(declaration, 'managed_policy_arn') }),
  ],
  aws_ssoadmin_customer_managed_policy_attachment: declaration => [
    ofPermissionSet(declaration, {
      attached: customerPolicies(declaration.attribute('customer_managed_policy_reference')),
    }),
  ],
  aws_ssoadmin_permissions_boundary_attachment: declaration => [
    ofPermissionSet(declaration, { boundary: boundaries(declaration.attribute('permissions_boundary')) }),
  ],
};

/** What the resource says of principals; nothing for most types. */
export function additionsOf(declaration: Declaration): readonly Addition[] {
  const says = Object.hasOwn(lowerings, declaration.type) ? lowerings[declaration.type]!(declaration) : [];
  return says
    .filter(({ principals }) => principals.length > 0)
    .map(found => ({
      by: declaration.id,
      scope: declaration.provider,
      attached: [],
      boundary: [],
      memberOf: [],
      ...found,
    }));
}

function attachment(
  kind: Resource['kind'],
  declaration: Declaration,
  principals: string,
  policies = 'policy_arn',
): Says {
  const attached = policiesAt(declaration, policies);
  return { kind, principals: textsOf(everyInstance(declaration.attribute(principals))), attached };
}

function policiesAt(declaration: Declaration, name: string): readonly Attachment[] {
  return attachments(everyInstance(declaration.attribute(name))).map(({ policy, when }) => {
    const left = both(declaration.when, everywhere(when));
    return left === undefined ? { policy } : { policy, when: left };
  });
}

/** `each.value` stands for one value in each instance, and every instance is there. */
export function everyInstance(value: Value | undefined): Value | undefined {
  const hole = holeOf(value);
  if (!hole?.oneOf || !hole.hole.startsWith('each.') || value?.kind !== 'scalar') return value;
  const { at } = value.text;
  return list(
    hole.oneOf.map(option => scalar([option], at)),
    at,
  );
}

function everywhere(when: Circumstance): Circumstance {
  const left = when?.map(choices => choices.filter(({ of }) => !of.startsWith('each.')));
  return left?.some(choices => choices.length === 0) ? undefined : left;
}

function membership(declaration: Declaration, users: string, groups: string): Says {
  const memberOf = textsOf(everyInstance(declaration.attribute(groups)));
  return { kind: 'user', principals: textsOf(everyInstance(declaration.attribute(users))), memberOf };
}

function ofPermissionSet(declaration: Declaration, says: Partial<Says>): Says {
  return { kind: 'permission-set', principals: textsOf(declaration.attribute('permission_set_arn')), ...says };
}

function customerPolicies(value: Value | undefined): readonly Attachment[] {
  return blocks(value).flatMap(block => {
    const policy = customerPolicy(block);
    return policy ? [{ policy }] : [];
  });
}

function boundaries(value: Value | undefined): readonly Attachment[] {
  return blocks(value).flatMap(block => [
    ...customerPolicies(attribute(block, 'customer_managed_policy_reference')),
    ...attachments(attribute(block, 'managed_policy_arn')),
  ]);
}

/** Additions by the principals that they are about. */
export interface Additions {
  of(principal: Principal): readonly Addition[];
}

type Principal = Pick<Resource, 'id' | 'kind' | 'name' | 'scope'>;

export function additionsByPrincipal(additions: readonly Addition[]): Additions {
  const byKey = new Map<string, Addition[]>();
  for (const addition of additions) {
    for (const principal of addition.principals) {
      const key = keyOf(principal, addition.kind, addition.scope);
      if (key !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), addition]);
    }
  }
  return { of: principal => [...new Set(keysOf(principal).flatMap(key => byKey.get(key) ?? []))] };
}

/** What the additions say of no principal that is here. */
export function elsewhere(additions: readonly Addition[], principals: readonly Principal[]): readonly Addition[] {
  const here = new Set(principals.flatMap(keysOf));
  const isHere = (addition: Addition, principal: Text) =>
    here.has(keyOf(principal, addition.kind, addition.scope) ?? '');
  return additions
    .map(addition => ({
      ...addition,
      principals: addition.principals.filter(principal => !isHere(addition, principal)),
    }))
    .filter(({ principals: left }) => left.length > 0);
}

export function isPrincipal(kind: Resource['kind']): boolean {
  return kind === 'role' || kind === 'user' || kind === 'group' || kind === 'permission-set';
}

/** A principal with the policies that are put on it; a policy attachment to somebody unknown as a policy that says so itself. */
export function joined(resource: Resource, additions: Additions, left: readonly Addition[]): Resource {
  if (isPrincipal(resource.kind)) return withAdditions(resource, additions.of(resource));
  const own = left.filter(({ by }) => by === resource.id);
  const attached = own.flatMap(addition => addition.attached);
  if (attached.length === 0) return resource;
  return { ...resource, kind: 'policy', attached, attachedTo: own.flatMap(({ principals }) => principals) };
}

/** A principal with what others say of it. */
function withAdditions(resource: Resource, additions: readonly Addition[]): Resource {
  if (additions.length === 0) return resource;
  return {
    ...resource,
    attached: [...resource.attached, ...additions.flatMap(({ attached }) => attached)],
    boundary: [...resource.boundary, ...additions.flatMap(({ boundary }) => boundary)],
    memberOf: [...resource.memberOf, ...additions.flatMap(({ memberOf }) => memberOf)],
  };
}

/** A name, an ARN or a reference as one word, equal to one of those of the principal that it means. */
function keyOf(text: Text, kind: Resource['kind'], scope: string | undefined): string | undefined {
  const [only] = text.parts;
  if (text.parts.length !== 1 || only === undefined) return undefined;
  if (typeof only === 'object') return only.resource && `#${only.resource}`;
  return `${scope} ${kind} ${only.slice(only.lastIndexOf('/') + 1)}`;
}

function keysOf({ id, kind, name, scope }: Principal): readonly string[] {
  const byName = name && keyOf(name, kind, scope);
  return byName === undefined ? [`#${id}`] : [`#${id}`, byName];
}
