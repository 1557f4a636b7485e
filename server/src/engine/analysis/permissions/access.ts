/** What a principal may do with a resource, by its own policies and by the resource's. */
import type { Resource } from '../../model/resource';
import { accessOf } from '../../policy/access';
import { anyState, type KeyStates } from '../../policy/context';
import { statementsIn, whenOf } from '../../policy/decide';
import { denote } from '../../policy/denote';
import type { Allowed, Caller, Said, Target } from '../../policy/question';
import { type Bounds, standIns } from '../../policy/reading';
import { intersect, type RequestSet, requests, union } from '../../policy/request-set';
import type { SourcePointer } from '../../text/text';
import type { WorkspaceIndex } from '../index/workspace-index';
import { type Demand, demandsOf } from './demands';
import { type Identity, identityIn, ownKey, settled, whoAsks } from './identity';
import { mayConcern, type Permissions } from './permissions';
import { type ResourcePolicy, resourcePolicies, targetAt } from './resource-policy';
import { mayShareAccount, sharesAccount } from './same-account';

export interface Access {
  readonly bounds: Bounds<RequestSet>;
  /** The Allows that it rests on: the principal's own first, then the resource's. */
  readonly because: readonly SourcePointer[];
  /** What both sides ask of requests that they let through. */
  readonly demands: readonly Demand[];
}

/**
 * Of `asked`, requests on this resource, what the principal may do in one of its deployments and in at least one of the resource's.
 * What requests say of the resource, its tags, is for `asked` to say; what they say of who asks is known here. Where nobody knows
 * whether both stand in one account, it is certain only if AWS would allow it across accounts.
 */
export function accessTo(
  permissions: Permissions,
  resource: Resource,
  asked: RequestSet,
  index: WorkspaceIndex,
): Access {
  const written = index.once(`policies of ${resource.id}`, remembered => resourcePolicies(resource, remembered));
  const all = written.map(policy => accessUnder(policy, permissions, asked, index));
  const of = (bound: 'certain' | 'possible') => union(...all.map(({ bounds }) => bounds[bound]));
  const bounds = { certain: of('certain'), possible: of('possible') };
  const distinct = <T>(of: (access: Access) => readonly T[]) => [...new Set(all.flatMap(of))];
  return { bounds, because: distinct(({ because }) => because), demands: distinct(({ demands }) => demands) };
}

function accessUnder(
  policy: ResourcePolicy,
  permissions: Permissions,
  asked: RequestSet,
  index: WorkspaceIndex,
): Access {
  const [certainly, atMost] = standings(policy.resource, permissions, index);
  const certain = weigh(certainly, policy, permissions, asked, index);
  if (!atMost) return certain;
  const possible = weigh(atMost, policy, permissions, asked, index);
  return { ...possible, bounds: { certain: certain.bounds.certain, possible: possible.bounds.possible } };
}

/** Where the two stand to each other. */
interface Standing {
  readonly isSameAccount: boolean;
  /** Of who asks; undefined: any. */
  readonly from: string | undefined;
  /** Of the resource. */
  readonly to: string;
}

/** An account that nobody has. */
const ELSEWHERE = '000000000000';

/** One, or, where nobody knows, the one in which least is allowed and the one in which most is. */
function standings(
  resource: Resource,
  { principal }: Permissions,
  index: WorkspaceIndex,
): readonly [Standing, Standing?] {
  const from = principal.kind === 'permission-set' ? undefined : index.accountOf(principal);
  const to = index.accountOf(resource);
  if (principal.kind !== 'permission-set' && sharesAccount(resource, principal, index)) {
    const account = to ?? from ?? standIns.account;
    return [{ isSameAccount: true, from: account, to: account }];
  }
  const apart = { isSameAccount: false, from: from ?? ELSEWHERE, to: to ?? standIns.account };
  if (from !== undefined && !mayShareAccount(resource, principal, index)) return [apart];
  return [apart, { isSameAccount: true, from, to: to ?? from ?? standIns.account }];
}

function weigh(
  { isSameAccount, from, to }: Standing,
  policy: ResourcePolicy,
  permissions: Permissions,
  asked: RequestSet,
  index: WorkspaceIndex,
): Access {
  const identity = identityIn(from, permissions);
  const target = targetAt(policy, to, identity, permissions.given, index);
  const own = intersect(asked, requestsOf(identity, [...saidOf(permissions), ...saidIn(target)]));
  const granted = permissions.grants.flatMap(grant => {
    const set = permissions.granted(grant, own);
    const isOut = isNone(set.certain) && isNone(set.possible);
    return isOut ? [] : [{ set, when: whenOf(grant), at: grant.via, statement: grant.statement }];
  });
  const statements = target.statements?.map(said => settled(said, identity, target.given));
  const caller = callerOf(permissions, granted, identity, asked);
  const bounds = accessOf(own, caller, { ...target, statements }, isSameAccount);
  const because = becauseOf(bounds.possible, granted, { ...target, statements });
  const ofCaller = [...granted, ...saidOf(permissions).filter(isDeny)].map(({ statement }) => statement);
  const ofTarget = saidIn(target).map(({ statement }) => statement);
  const demands = [
    ...demandsOf(ofCaller, own, bounds.possible, permissions.given),
    ...demandsOf(ofTarget, own, bounds.possible, target.given),
  ];
  return { bounds, because, demands };
}

function isDeny({ statement }: Said): boolean {
  return statement.effect === 'Deny';
}

function callerOf(
  { principal, policies, unread, given }: Permissions,
  allowed: readonly Allowed[],
  identity: Identity,
  asked: RequestSet,
): Caller {
  const isBounded = principal.boundary.length > 0;
  return {
    allowed,
    mayBeAllowedMore: unread.some(policy => mayConcern(policy, asked)),
    denies: policies.statements.map(said => settled(said, identity, given)),
    boundary: isBounded ? policies.boundary : [],
    session: isBounded ? [] : policies.boundary,
    controls: policies.controls,
    given,
  };
}

function saidOf({ policies: { statements, boundary, controls } }: Permissions): readonly Said[] {
  return [...statements, ...[...boundary, ...controls].flatMap(statementsIn)];
}

function saidIn({ statements = [], controls }: Target): readonly Said[] {
  return [...statements, ...controls.flatMap(statementsIn)];
}

/** All requests of the principal, as far as these statements ask what is known of it. */
function requestsOf(identity: Identity, said: readonly Said[]): RequestSet {
  const keys = new Set(said.flatMap(({ statement }) => statement.conditions.map(({ key }) => key.toLowerCase())));
  const known = [...keys].flatMap((key): readonly (readonly [string, KeyStates])[] => {
    const own = ownKey(key, identity);
    return own === undefined || own.states === anyState ? [] : [[key, own.states]];
  });
  return requests({ principal: whoAsks(identity), context: Object.fromEntries(known) });
}

function becauseOf(
  reached: RequestSet,
  granted: readonly (Allowed & { readonly at: SourcePointer })[],
  { statements = [], given }: Target,
): readonly SourcePointer[] {
  const meets = (set: RequestSet) => !isNone(intersect(reached, set));
  const own = granted.filter(({ set }) => meets(set.possible)).map(({ at }) => at);
  const allows = statements.map(({ statement }) => statement).filter(({ effect }) => effect === 'Allow');
  return [...own, ...allows.filter(one => meets(denote(one, given).possible)).map(({ at }) => at)];
}

function isNone({ pieces }: RequestSet): boolean {
  return pieces.length === 0;
}
