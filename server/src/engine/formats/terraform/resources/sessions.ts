import type { Resource } from '../../../model/resource';
import { literalOf } from '../values/readings';
import { type Declaration, statementsAt } from './declaration';
import { attachments, type Lowering } from './iam';

/** Types that hand policies to the sessions of their roles: the attribute of a document, and that of ARNs. */
const places: Readonly<Record<string, readonly [policy: string, arns?: string]>> = {
  aws_eks_pod_identity_association: ['policy'],
  aws_rolesanywhere_profile: ['session_policy', 'managed_policy_arns'],
  aws_transfer_access: ['policy'],
  aws_transfer_user: ['policy'],
};

export const sessionTypes: ReadonlyMap<string, Lowering> = new Map(
  Object.entries(places).map(([type, [policy, arns]]) => [type, declaration => session(declaration, policy, arns)]),
);

function session(
  declaration: Declaration,
  policy: string,
  arns: string | undefined,
): Pick<Partial<Resource>, 'session'> {
  const statements = isSet(declaration, policy) ? statementsAt(declaration, policy) : [];
  const attached = arns === undefined ? [] : attachments(declaration.attribute(arns));
  return isSet(declaration, policy) || attached.length > 0 ? { session: { statements, attached } } : {};
}

/** States write what is not set as an empty text. */
function isSet(declaration: Declaration, name: string): boolean {
  const value = declaration.attribute(name);
  return value !== undefined && literalOf(value) !== '';
}
