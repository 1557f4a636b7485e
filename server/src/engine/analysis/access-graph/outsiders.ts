/** Those whom policies let in and whom no document defines. */
import type { PolicyStatement, Principal, Resource } from '../../model/model';
import { literalOf, show } from '../../model/text';
import type { WorkspaceIndex } from '../index/workspace-index';
import type { NodeKind, OpenTo } from './access-graph';
import { scopesOf } from './federated';
import type { Among } from './strangers';

/** Somebody who is let in. */
export interface Outsider {
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: string;
  readonly account?: string;
  readonly openTo?: OpenTo | undefined;
  readonly deploysTo?: string | undefined;
}

const none: readonly never[] = [];

/** Nobody for those who have nodes of their own, and for the account that the resource itself stands in. */
export function outsidersIn(
  principal: Principal,
  allow: PolicyStatement,
  resource: Resource,
  index: WorkspaceIndex,
): readonly Outsider[] {
  switch (principal.kind) {
    case 'anyone':
    case 'canonical':
      return none;
    case 'service': {
      const name = literalOf(principal.name);
      return name === undefined || resource.kind === 'role' ? none : [service(name)];
    }
    case 'account': {
      const account = literalOf(principal.account);
      const isOther = account !== undefined && /^\d{12}$/.test(account) && account !== index.accountOf(resource);
      return isOther ? [{ id: `account:${account}`, kind: 'account', label: `account ${account}`, account }] : none;
    }
    case 'identity':
      return identity(literalOf(principal.arn), principal, resource, index);
    case 'federated': {
      const provider = providerIn(principal, resource, index);
      return scopesOf(allow, provider).map(scope => ({ ...scope, kind: 'federated' as const }));
    }
  }
}

/** A role or user that no document defines. */
function identity(
  arn: string | undefined,
  { arn: text }: Extract<Principal, { kind: 'identity' }>,
  { at }: Resource,
  index: WorkspaceIndex,
): readonly Outsider[] {
  const [, account, kind, name] = /^arn:[^:]*:iam::(\d{12}):(role|user)\/(.+)$/.exec(arn ?? '') ?? [];
  if (!arn || !account || !name || index.named(text, ['role', 'user'], at.uri).length > 0) return none;
  return [{ id: arn, kind: kind as NodeKind, label: name, account }];
}

/** `token.actions.githubusercontent.com`, of its ARN or of the resource that makes it. */
function providerIn(
  { provider }: Extract<Principal, { kind: 'federated' }>,
  { at }: Resource,
  index: WorkspaceIndex,
): string {
  const [made] = index.named(provider, ['identity-provider'], at.uri);
  const name = made?.resource.name;
  const written = name ? show(name).replace(/^https:\/\//, '') : show(provider);
  return written.replace(/^.*:(?:oidc|saml)-provider\//, '');
}

export function service(name: string): Outsider {
  return { id: `service:${name}`, kind: 'service', label: name };
}

export function strangersIn(who: Exclude<Among, { readonly kind: 'named' }>): Outsider {
  if (who.kind === 'anyone') return { id: 'anyone', kind: 'anyone', label: 'anyone', openTo: 'anyone' };
  const label = `anyone of the organization ${who.id}`;
  return { id: `organization:${who.id}`, kind: 'anyone', label, openTo: 'organization' };
}
