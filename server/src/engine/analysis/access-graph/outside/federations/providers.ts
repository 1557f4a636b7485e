/** Who signs the tokens that a trust policy takes: "Available federation options" of the IAM User Guide, 2026. */
import type { Resource } from '../../../../model/resource';
import type { Principal } from '../../../../model/statement';
import { show } from '../../../../model/text';
import type { WorkspaceIndex } from '../../../index/workspace-index';

export interface Provider {
  /** The host of the one that signs, or what the provider is called: `token.actions.githubusercontent.com`. */
  readonly name: string;
  /** Undefined where a template leaves it open. */
  readonly kind: 'oidc' | 'saml' | undefined;
  /** Twelve digits, where its ARN tells them. */
  readonly account: string | undefined;
}

/** By its ARN, or by the resource that makes it. */
export function providerIn(
  { provider }: Extract<Principal, { kind: 'federated' }>,
  { at }: Resource,
  index: WorkspaceIndex,
): Provider {
  const [made] = index.named(provider, ['identity-provider'], at.uri);
  const written = show(provider);
  const name = made?.resource.name ? show(made.resource.name).replace(/^https:\/\//, '') : written;
  return {
    name: name.replace(/^.*:(?:oidc|saml)-provider\//, ''),
    kind: kindOf(made ? made.resource.type : written),
    account: /^arn:[^:]*:iam::(\d{12}):/.exec(written)?.[1],
  };
}

/** Those that AWS knows without a provider of the account are named by their hosts. */
function kindOf(written: string): Provider['kind'] {
  if (/saml[-_]?provider/i.test(written)) return 'saml';
  return /oidc-?provider|openid_connect_provider/i.test(written) || HOST.test(written) ? 'oidc' : undefined;
}

const HOST = /^[\w-]+(?:\.[\w-]+)+$/;

const byToken = 'sts:AssumeRoleWithWebIdentity';
const byAssertion = 'sts:AssumeRoleWithSAML';

/** How a principal asks for a role; anyone may be of a federation. */
export function assumingBy(principal: Principal, role: Resource, index: WorkspaceIndex): readonly string[] {
  if (principal.kind === 'anyone') return ['sts:AssumeRole', byToken, byAssertion];
  if (principal.kind !== 'federated') return ['sts:AssumeRole'];
  const { kind } = providerIn(principal, role, index);
  return kind === undefined ? [byToken, byAssertion] : [kind === 'saml' ? byAssertion : byToken];
}
