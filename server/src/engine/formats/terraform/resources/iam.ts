import type { Attachment, Resource } from '../../../model/resource';
import { joined, type Text } from '../../../model/text';
import { statementsOf } from '../policies/policies';
import { attribute, blocks, holeOf, literalOf, possibleItems, textOf } from '../values/readings';
import type { MapValue, Value } from '../values/value';
import { type Declaration, statementsAt, textAt, textsAt } from './declaration';

/** What a type says beyond what all resources say. */
export type Lowering = (declaration: Declaration) => Partial<Resource>;

export const identities: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ['aws_iam_role', role],
  ['aws_iam_user', principal],
  ['aws_iam_group', principal],
  ['aws_iam_policy', declaration => ({ ...named(declaration), grants: statementsAt(declaration, 'policy') })],
  ['aws_iam_role_policy', declaration => policyOf(declaration, 'role')],
  ['aws_iam_user_policy', declaration => policyOf(declaration, 'user')],
  ['aws_iam_group_policy', declaration => policyOf(declaration, 'group')],
  ['aws_iam_instance_profile', declaration => ({ ...named(declaration), memberOf: textsAt(declaration, 'role') })],
  [
    'aws_ssoadmin_permission_set_inline_policy',
    declaration => ({
      grants: statementsAt(declaration, 'inline_policy'),
      attachedTo: textsAt(declaration, 'permission_set_arn'),
    }),
  ],
]);

function role(declaration: Declaration): Partial<Resource> {
  const inline = blocks(declaration.attribute('inline_policy'));
  return {
    ...principal(declaration),
    trust: statementsAt(declaration, 'assume_role_policy'),
    grants: inline.flatMap(block => statementsOf(attribute(block, 'policy'), declaration.policies)),
    attached: attachments(declaration.attribute('managed_policy_arns')),
  };
}

function principal(declaration: Declaration): Partial<Resource> {
  return { ...named(declaration), boundary: attachments(declaration.attribute('permissions_boundary')) };
}

function policyOf(declaration: Declaration, owner: string): Partial<Resource> {
  return { grants: statementsAt(declaration, 'policy'), attachedTo: textsAt(declaration, owner) };
}

/** The policies of a list of ARNs, each with when it is put on. */
export function attachments(value: Value | undefined): readonly Attachment[] {
  return possibleItems(value)
    .map(({ value: arn, when }) => (when ? { policy: textOf(arn), when } : { policy: textOf(arn) }))
    .filter(({ policy }) => policy.parts.length > 0);
}

/** IAM's name with its path: `service-role/app`. Without a name the provider makes one up. */
function named(declaration: Declaration): { readonly name?: Text } {
  const name = physicalName(declaration, 'name');
  return name ? { name: withPath(declaration.attribute('path'), name) } : {};
}

function withPath(path: Value | undefined, name: Text): Text {
  const [first, ...rest] = path ? textOf(path).parts : [];
  if (first === undefined) return name;
  const start = typeof first === 'string' ? first.replace(/^\//, '') : first;
  return { ...name, parts: joined([start, ...rest, ...name.parts]) };
}

/** The name that an attribute sets, or what `…_prefix` leaves of it. */
export function physicalName(declaration: Declaration, name: string): Text | undefined {
  const own = declaration.attribute(name);
  if (own && literalOf(own) !== '') return textOf(own);
  const prefix = textAt(declaration, `${name}_prefix`);
  if (!prefix || prefix.parts.length === 0) return undefined;
  return { ...prefix, parts: [...prefix.parts, { hole: `${declaration.address} suffix`, kind: 'opaque' }] };
}

/** `{ name, path }` of a policy of the account that a permission set refers to. */
export function customerPolicy(block: MapValue | undefined): Text | undefined {
  const name = block && attribute(block, 'name');
  if (!name || holeOf(name)?.resource) return name && textOf(name);
  return withPath(attribute(block, 'path'), textOf(name));
}
