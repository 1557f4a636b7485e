/** Those whom policies let in and whom no document defines. */
import type { ResourceId } from '../../../model/ids';
import type { Resource } from '../../../model/resource';
import type { PolicyStatement, Principal } from '../../../model/statement';
import { literalOf } from '../../../model/text';
import type { WorkspaceIndex } from '../../index/workspace-index';
import type { EdgeGroup, NodeKind, OpenTo } from '../access-graph';
import { scopesOf } from './federated';
import { providerIn } from './federations/providers';
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

/** A way in. */
export interface Entrance {
  /** What tells of it. */
  readonly into: ResourceId;
  readonly who: Outsider;
  readonly edge: EdgeGroup;
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
      const own = index.accountOf(resource);
      // A role takes the tokens of its own account's providers alone.
      if (provider.account !== undefined && own !== undefined && provider.account !== own) return none;
      return scopesOf(allow, provider, { account: own, uri: resource.at.uri }).map(scope => ({
        ...scope,
        kind: 'federated' as const,
      }));
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

export function service(name: string): Outsider {
  return { id: `service:${name}`, kind: 'service', label: name };
}

export function strangersIn(who: Exclude<Among, { readonly kind: 'named' }>): Outsider {
  if (who.kind === 'anyone') return { id: 'anyone', kind: 'anyone', label: 'anyone', openTo: 'anyone' };
  const label = `anyone of the organization ${who.id}`;
  return { id: `organization:${who.id}`, kind: 'anyone', label, openTo: 'organization' };
}
