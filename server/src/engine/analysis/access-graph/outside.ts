/** Whom the workspace's policies let in from outside: accounts, federations, services and anyone. */
import type { PolicyStatement, Principal, Resource, ResourceId } from '../../model/model';
import { covers, literalOf, show } from '../../model/text';
import { environmentOfAccount } from '../environments/known-environment';
import type { WorkspaceIndex } from '../index/workspace-index';
import { givenFor } from '../permissions/iam-names';
import { letsIn, type OwnPolicies, ownPolicies } from '../permissions/lets-in';
import { resourcePolicies } from '../permissions/resource-policy';
import { trustedServices, trustsServicesAlone } from '../permissions/trusted-services';
import type { AccessNode, How, NodeId, NodeKind } from './access-graph';
import { conditionsInWords } from './conditions';
import { dataKinds } from './data-kinds';
import { deliveriesTo } from './delivered';
import type { EdgeGroup } from './edge-group';
import { type Entry, entriesByDocument, ownEntries } from './entries';
import { scopesOf } from './federated';
import { outsideNode } from './nodes';

export interface Outside {
  readonly nodes: readonly AccessNode[];
  readonly edges: ReadonlyMap<NodeId, readonly EdgeGroup[]>;
}

/** Somebody who is let in. */
export interface Outsider {
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: string;
  readonly account?: string;
}

export interface Entrance {
  /** What tells of it. */
  readonly into: ResourceId;
  readonly who: Outsider;
  readonly edge: EdgeGroup;
}

export function outsideOf(index: WorkspaceIndex): Outside {
  const nodes = new Map<string, AccessNode>();
  const edges = new Map<NodeId, EdgeGroup[]>();
  for (const { who, edge } of entrancesIn(index)) {
    const node = nodes.get(who.id) ?? nodeFor(who, index);
    nodes.set(who.id, node);
    const known = edges.get(node.id);
    if (known) known.push(edge);
    else edges.set(node.id, [edge]);
  }
  return { nodes: [...nodes.values()], edges };
}

/** Asked by document; but of what other documents speak of, one by one. */
function entrancesIn(index: WorkspaceIndex): readonly Entrance[] {
  return entriesByDocument(index).flatMap(({ uri, joined }) => {
    const own = index.lasting(`outsiders of ${uri}`, asked =>
      ownEntries(uri, asked).flatMap(entry => entrancesTo(entry, asked)),
    );
    if (joined.length === 0) return own;
    const ids = new Set(joined.map(({ resource }) => resource.id));
    return [...own.filter(({ into }) => !ids.has(into)), ...joined.flatMap(entry => entrancesTo(entry, index))];
  });
}

function nodeFor({ id, kind, label, account }: Outsider, index: WorkspaceIndex): AccessNode {
  const environment = account === undefined ? undefined : environmentOfAccount(account, index);
  return outsideNode(id, kind, label, { account, environment });
}

const none: readonly never[] = [];

function entrancesTo(entry: Entry, index: WorkspaceIndex): readonly Entrance[] {
  const { resource } = entry;
  return resource.delivery
    ? [...policyEntrances(entry, index), ...deliveriesTo(entry, index)]
    : policyEntrances(entry, index);
}

function policyEntrances({ resource, policies }: Entry, index: WorkspaceIndex): readonly Entrance[] {
  if (resource.kind === 'role') {
    return [...servicesOf(resource), ...(trustsServicesAlone(resource) ? none : letInBy(resource, index))];
  }
  const isHolder = resource.kind === 'data' || resource.kind === 'secret' || resource.kind === 'compute';
  return isHolder && policies.length > 0 ? letInBy(resource, index) : none;
}

const services = new WeakMap<Resource, readonly Entrance[]>();

/** As often as roles have services. */
function servicesOf(role: Resource): readonly Entrance[] {
  const known = services.get(role);
  if (known) return known;
  const found = trustedServices(role).map(({ name, certain }) => ({
    into: role.id,
    who: service(name),
    edge: edgeTo(role, 'assumes', 'may assume', certain, statementNaming(role, name)),
  }));
  services.set(role, found);
  return found;
}

function service(name: string): Outsider {
  return { id: `service:${name}`, kind: 'service', label: name };
}

function statementNaming({ trust }: Resource, service: string): PolicyStatement {
  const names = (principal: Principal) => principal.kind === 'service' && show(principal.name) === service;
  const allowing = trust.filter(({ effect }) => effect === 'Allow');
  return allowing.find(({ principals }) => principals?.list.some(names)) ?? allowing[0]!;
}

function edgeTo(to: Resource, how: How, says: string, certain: boolean, statement: PolicyStatement): EdgeGroup {
  return {
    targets: [to.id],
    how,
    method: undefined,
    certain,
    says,
    asked: [],
    because: [statement.at],
    conditions: conditionsInWords(statement),
  };
}

function letInBy(resource: Resource, index: WorkspaceIndex): readonly Entrance[] {
  return resourcePolicies(resource, index).flatMap(({ statements = [], values }) => {
    const all = statements.map(({ statement, when }) => (when && !statement.when ? { ...statement, when } : statement));
    const own = ownPolicies(resource, all, givenFor(resource, index, values));
    const allowing = all.filter(({ effect, principals }) => effect === 'Allow' && principals?.mode === 'only');
    return allowing.flatMap(allow =>
      allow.principals!.list.flatMap(principal => entrancesBy(principal, allow, own, index)),
    );
  });
}

function entrancesBy(
  principal: Principal,
  allow: PolicyStatement,
  own: OwnPolicies,
  index: WorkspaceIndex,
): readonly Entrance[] {
  const { resource } = own;
  const outsiders = outsidersIn(principal, allow, resource, index);
  const found = outsiders[0] && letsIn(allow, principal, outsiders[0].account, own);
  if (!found) return none;
  return waysInto(resource, allow).flatMap(([how, says]) =>
    outsiders.map(who => ({ into: resource.id, who, edge: edgeTo(resource, how, says, found.certain, allow) })),
  );
}

function waysInto({ kind, type }: Resource, allow: PolicyStatement): readonly (readonly [How, string])[] {
  if (kind === 'role') {
    const assuming = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'];
    return assuming.some(action => covers(allow.actions, action, true) !== 'no') ? [['assumes', 'may assume']] : none;
  }
  const found = new Map<How, string>();
  for (const { touches, says } of dataKinds.filter(({ types }) => types.includes(type))) {
    for (const [how, actions] of Object.entries(touches)) {
      if (actions.some(action => covers(allow.actions, action, true) !== 'no'))
        found.set(how as How, says ?? words[how]!);
    }
  }
  return [...found];
}

const words: Readonly<Record<string, string>> = {
  reads: 'may read',
  writes: 'may write to',
  administers: 'may decide about',
};

/** Nobody for those who have nodes of their own, and for the account that the resource itself stands in. */
function outsidersIn(
  principal: Principal,
  allow: PolicyStatement,
  resource: Resource,
  index: WorkspaceIndex,
): readonly Outsider[] {
  switch (principal.kind) {
    case 'anyone':
      return [{ id: 'anyone', kind: 'anyone', label: 'anyone' }];
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
    case 'canonical':
      return none;
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
