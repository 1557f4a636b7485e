/** What Terraform says of an organization: its accounts, the units that hold them, and the policies on both. */
import type { Resource } from '../../../model/resource';
import { controlPolicyKind } from '../../organization';
import { literalOf, textsOf } from '../values/readings';
import { everyInstance } from './attachments';
import { type Declaration, statementsAt, textsAt } from './declaration';
import { attachments, type Lowering } from './iam';

export const organizationTypes: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ['aws_organizations_policy', policy],
  ['aws_organizations_policy_attachment', attachment],
  ['aws_organizations_account', member],
  ['aws_organizations_organizational_unit', member],
]);

/** Of a type that nobody knows, the content may be an IAM policy and is read as one. */
function policy(declaration: Declaration): Partial<Resource> {
  const written = declaration.attribute('type');
  const type = written ? literalOf(written) : 'SERVICE_CONTROL_POLICY';
  const controls = type === undefined ? undefined : controlPolicyKind(type);
  return {
    ...identified(declaration),
    grants: type === undefined || controls ? statementsAt(declaration, 'content') : [],
    ...(controls ? { controls } : {}),
  };
}

function attachment(declaration: Declaration): Partial<Resource> {
  return {
    attached: attachments(declaration.attribute('policy_id')),
    attachedTo: textsOf(everyInstance(declaration.attribute('target_id'))),
  };
}

/** Of a block that makes several, a reference does not tell which it means. */
function member(declaration: Declaration): Partial<Resource> {
  if (declaration.makesSeveral) return { kind: 'other' };
  return { ...identified(declaration), memberOf: textsAt(declaration, 'parent_id') };
}

function identified(declaration: Declaration): Pick<Resource, 'organizationId'> {
  const id = literalOf(declaration.attribute('id'));
  return id ? { organizationId: id } : {};
}
