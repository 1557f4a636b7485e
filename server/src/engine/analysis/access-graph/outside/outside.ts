/** Whom the workspace's policies let in from outside: accounts, federations, services and anyone. */
import type { Resource } from '../../../model/resource';
import type { PolicyStatement, Principal } from '../../../model/statement';
import { show } from '../../../model/text';
import { statementsIn } from '../../../policy/decide';
import { denote } from '../../../policy/denote';
import { intersect } from '../../../policy/request-set';
import { environmentOfAccount } from '../../environments/known-environment';
import type { WorkspaceIndex } from '../../index/workspace-index';
import { givenFor } from '../../permissions/iam-names';
import { letsIn, type OwnPolicies, ownPolicies } from '../../permissions/lets-in';
import { controlPoliciesOn } from '../../permissions/organization';
import { resourcePolicies } from '../../permissions/resource-policy';
import { trustedServices, trustsServicesAlone } from '../../permissions/trusted-services';
import type { AccessNode, EdgeGroup, How, NodeId } from '../access-graph';
import { administratorIn } from '../becoming/administrators';
import { conditionsInWords, demandsInWords } from '../conditions';
import { type Entry, entriesByDocument, ownEntries } from '../directory/entries';
import { outsideNode } from '../nodes';
import { callsUnwritten } from './addresses';
import { besidesPublic, isBlockedByAccount, ofBucket } from './blocked';
import { deliveriesTo } from './delivered';
import { guestsTaken } from './federations/cognito';
import { type Entrance, type Outsider, outsidersIn, service, strangersIn } from './outsiders';
import { visitorsBy } from './strangers';
import { waysInto } from './ways-in';

export interface Outside {
  readonly nodes: readonly AccessNode[];
  /** An account's administrator may do what the account is let do. */
  readonly edges: ReadonlyMap<NodeId, readonly EdgeGroup[]>;
}

export function outsideOf(index: WorkspaceIndex): Outside {
  const nodes = new Map<string, AccessNode>();
  const edges = new Map<NodeId, EdgeGroup[]>();
  for (const { who, edge } of besidesPublic(entrancesIn(index), into => isBlockedByAccount(into, index))) {
    const node = nodes.get(who.id) ?? nodeFor(who, index);
    nodes.set(who.id, node);
    for (const from of node.kind === 'account' ? [node.id, administratorIn(node.account!)] : [node.id]) {
      const known = edges.get(from);
      if (known) known.push(edge);
      else edges.set(from, [edge]);
    }
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

function nodeFor({ id, kind, label, account, openTo, deploysTo }: Outsider, index: WorkspaceIndex): AccessNode {
  const environment = account === undefined ? undefined : environmentOfAccount(account, index);
  const open = { ...(openTo ? { openTo } : {}), ...(deploysTo === undefined ? {} : { deploysTo }) };
  return { ...outsideNode(id, kind, label, { account, environment }), ...open };
}

const none: readonly never[] = [];

function entrancesTo(entry: Entry, index: WorkspaceIndex): readonly Entrance[] {
  const { resource } = entry;
  return resource.delivery
    ? [...policyEntrances(entry, index), ...deliveriesTo(entry, index)]
    : policyEntrances(entry, index);
}

function policyEntrances(entry: Entry, index: WorkspaceIndex): readonly Entrance[] {
  const { resource, policies, asides } = entry;
  if (resource.kind === 'role') {
    return [...servicesOf(resource), ...(trustsServicesAlone(resource) ? none : letInBy(entry, index))];
  }
  const isHolder = resource.kind === 'data' || resource.kind === 'secret' || resource.kind === 'compute';
  const byPolicy = isHolder && policies.length > 0 ? letInBy(entry, index) : none;
  const entrances = resource.kind === 'compute' ? [...byPolicy, ...callsUnwritten(entry)] : byPolicy;
  return ofBucket(entrances, [resource, ...asides]);
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

function letInBy(entry: Entry, index: WorkspaceIndex): readonly Entrance[] {
  const { resource } = entry;
  return resourcePolicies(resource, index).flatMap(({ statements = [], values }) => {
    const all = statements.map(({ statement, when }) => (when && !statement.when ? { ...statement, when } : statement));
    const controls = controlPoliciesOn(index.accountOf(resource), 'resource', index).flatMap(statementsIn);
    const denying = controls.map(({ statement, when }) => (when ? { ...statement, when } : statement));
    const own = ownPolicies(resource, [...all, ...denying], givenFor(resource, index, values));
    const allowing = all.filter(({ effect }) => effect === 'Allow');
    return allowing.flatMap(allow =>
      principalsIn(allow, resource).flatMap(principal => entrancesBy(principal, allow, own, entry, index)),
    );
  });
}

/** All but some are anyone. A trust policy takes no NotPrincipal ("AWS JSON policy elements: NotPrincipal"). */
function principalsIn({ principals, at }: PolicyStatement, { kind }: Resource): readonly Principal[] {
  if (principals?.mode === 'only') return principals.list;
  return principals && kind !== 'role' ? [{ kind: 'anyone', at }] : none;
}

function entrancesBy(
  principal: Principal,
  allow: PolicyStatement,
  own: OwnPolicies,
  { asides, policies }: Entry,
  index: WorkspaceIndex,
): readonly Entrance[] {
  const { resource } = own;
  const ways = waysInto({ resource, asides, policies }, principal, allow, index);
  if (ways.length === 0) return none;
  const visits = principal.kind === 'anyone' ? visitsBy(allow, own, index) : visitsOf(principal, allow, own, index);
  const conditions = demandsInWords([allow, ...demandsBy(allow, own)]);
  return visits.flatMap(({ who, certain }) =>
    ways.map(({ how, says, provided }) => {
      const edge = edgeTo(resource, how, says, certain && provided === undefined, allow);
      const demanded = provided === undefined ? conditions : [...conditions, provided];
      return { into: resource.id, who, edge: { ...edge, conditions: demanded } };
    }),
  );
}

/** With what a Deny asks of tokens, where it asks for one thing alone. */
function narrowed(allow: PolicyStatement, own: OwnPolicies): PolicyStatement {
  const alone = demandsBy(allow, own).flatMap(({ conditions }) => (conditions.length === 1 ? conditions : none));
  const asked = alone.filter(({ operator }) => NEGATED.test(operator));
  const turned = asked.map(one => ({ ...one, operator: one.operator.replace(NEGATED, '$1$2') }));
  return { ...allow, conditions: [...allow.conditions, ...turned] };
}

const NEGATED = /^(String)Not(Equals|Like|EqualsIgnoreCase)(?:IfExists)?$/i;

interface Visit {
  readonly who: Outsider;
  readonly certain: boolean;
}

function visitsOf(
  principal: Principal,
  allow: PolicyStatement,
  own: OwnPolicies,
  index: WorkspaceIndex,
): readonly Visit[] {
  const outsiders = outsidersIn(
    principal,
    principal.kind === 'federated' ? narrowed(allow, own) : allow,
    own.resource,
    index,
  );
  const found = outsiders[0] && letsIn(allow, principal, outsiders[0].account, own);
  if (!found) return none;
  const guests = outsiders.some(isGuest) ? guestsTaken(allow.conditions, index) : 'yes';
  return outsiders
    .filter(who => guests !== 'no' || !isGuest(who))
    .map(who => ({ who, certain: found.certain && (guests === 'yes' || !isGuest(who)) }));
}

function isGuest({ openTo }: Outsider): boolean {
  return openTo === 'guests';
}

function visitsBy(allow: PolicyStatement, own: OwnPolicies, index: WorkspaceIndex): readonly Visit[] {
  return visitorsBy(allow, own).flatMap(({ who, certain }) => {
    const outsiders =
      who.kind === 'named' ? outsidersIn(who.principal, allow, own.resource, index) : [strangersIn(who)];
    return outsiders.map(one => ({ who: one, certain }));
  });
}

/** Denies that may be about what this lets in. */
function demandsBy(allow: PolicyStatement, { denies, given }: OwnPolicies): readonly PolicyStatement[] {
  if (denies.length === 0) return none;
  const { possible } = denote(allow, given);
  const met = denies.filter(({ set }) => intersect(possible, set.possible).pieces.length > 0);
  return met.map(({ statement }) => statement);
}
