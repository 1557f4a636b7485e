import type { Resource } from '../../model/resource';
import { type Declaration, property, statementsAt } from './declaration';
import { attachments, type Lowering } from './iam';

/** Types that hand policies to the sessions of their roles: the property of a document, and that of ARNs. */
const places: Readonly<Record<string, readonly [policy: string, arns?: string]>> = {
  'AWS::EKS::PodIdentityAssociation': ['Policy'],
  'AWS::RolesAnywhere::Profile': ['SessionPolicy', 'ManagedPolicyArns'],
  'AWS::Transfer::User': ['Policy'],
};

export const sessionTypes: ReadonlyMap<string, Lowering> = new Map(
  Object.entries(places).map(([type, [policy, arns]]) => [type, resource => session(resource, policy, arns)]),
);

function session(resource: Declaration, policy: string, arns: string | undefined): Pick<Partial<Resource>, 'session'> {
  const document = property(resource, policy);
  const managed = arns === undefined ? undefined : property(resource, arns);
  if (!document && !managed) return {};
  return {
    session: { statements: statementsAt(document, resource.scope), attached: attachments(managed, resource) },
  };
}
