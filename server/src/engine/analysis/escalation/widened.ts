/** More rights for an identity that has a permissions boundary: all that the boundary lets it have, or its own without it. */
import type { Resource } from '../../model/resource';
import { canBeGrantedAnything, everythingAt } from './administering';
import type { Asker } from './asker';
import type { Method, Step } from './escalation';
import { assumeRole } from './methods/chains';
import { createAccessKey, creations, selfGrants } from './methods/identities';
import { runAfter } from './running';
import { policiesOf, selvesOf } from './self-grants';
import { isWithinReach } from './standing';
import type { Target } from './target';
import { known, resourcesNamed, rolesNamed } from './targets';
import { type Binding, mayTake, take, type Way } from './ways';

export interface Widened {
  /** With the rights that it has then. */
  readonly identity: Resource;
  /** Everything that the boundary allows, which stays; or what its policies allow, without it. */
  readonly is: 'within-boundary' | 'unbounded';
  readonly method: Method;
  /** To give it these rights and, unless it is the principal, to act as it. */
  readonly way: Way;
}

/** Nothing where the boundary leaves every right: who is granted these administers. */
export function* widenedOf(asker: Asker): Iterable<Widened> {
  const { principal } = asker.permissions;
  if (principal.boundary.length > 0) yield* widenings(principal, asker);
  for (const identity of others(asker)) yield* widenings(identity, asker);
}

const removing = creations.find(({ id }) => id === 'remove-boundary')!;
const granting = selfGrants.filter(({ id }) => id !== 'switch-policy-version');

function* widenings(identity: Resource, asker: Asker): Iterable<Widened> {
  const removed = waysTo(removing, ({ on: surface }) => (surface === identity.kind ? [identity] : []), identity, asker);
  if (removed) yield { identity: { ...identity, boundary: [] }, is: 'unbounded', method: removing, way: removed };
  if (canBeGrantedAnything(identity, asker.index) !== 'no') return;
  for (const method of granting) {
    const way = waysTo(method, step => heldBy(identity, step, asker), identity, asker);
    if (!way) continue;
    const everything = { ...identity, grants: [everythingAt(identity), ...identity.grants] };
    return yield { identity: everything, is: 'within-boundary', method, way };
  }
}

/** What a step is to be done to, so that the identity has other rights. */
function heldBy(identity: Resource, { on: surface }: Step, asker: Asker): readonly Resource[] {
  if (surface === 'policy') return policiesOf(identity, asker.index);
  if (identity.id === asker.permissions.principal.id)
    return selvesOf(surface, asker).flatMap(({ resource }) => resource ?? []);
  return surface === identity.kind ? [identity] : [];
}

/** A certain way before an open one. */
function waysTo(
  { chains }: Method,
  heldFor: (step: Step) => readonly Resource[],
  identity: Resource,
  asker: Asker,
): Way | undefined {
  let open: Way | undefined;
  for (const [step, ...more] of chains) {
    if (!step || more.length > 0 || !mayTake([step], asker)) continue;
    for (const resource of heldFor(step)) {
      const way = wayTo(step, known(resource, asker), identity, asker);
      if (way?.isCertain) return way;
      open ??= way;
    }
  }
  return open;
}

function wayTo(step: Step, target: Target, identity: Resource, asker: Asker): Way | undefined {
  if (identity.id === asker.permissions.principal.id) return take([step], { [step.on]: target }, asker);
  const binding: Binding = { [identity.kind]: known(identity, asker), [step.on]: target };
  if (identity.kind === 'user') return take([step, createAccessKey], binding, asker);
  return take([step, assumeRole], binding, asker) ?? runAfter(step, { [step.on]: target }, identity, asker);
}

/** So many of those that have a boundary are looked at. */
const MOST_BOUNDED = 20;

/** Roles and users with a boundary that the principal's grants to change them may mean. */
function others(asker: Asker): readonly Resource[] {
  const ofRoles = ofRole.filter(action => asker.byAction.has(action));
  const ofUsers = ofUser.filter(action => asker.byAction.has(action));
  const all = [
    ...(ofRoles.length > 0 ? rolesNamed(ofRoles, asker) : []),
    ...(ofUsers.length > 0 ? resourcesNamed('user', ofUsers, asker) : []),
  ];
  const bounded = all.filter(({ id, boundary }) => boundary.length > 0 && id !== asker.permissions.principal.id);
  return bounded.filter(one => isWithinReach(one, asker)).slice(0, MOST_BOUNDED);
}

function actionsOn(kind: 'role' | 'user'): readonly string[] {
  const steps = [removing, ...granting].flatMap(({ chains }) => chains.flatMap(([first]) => first ?? []));
  return [...new Set(steps.filter(step => step.on === kind).flatMap(({ actions }) => actions))];
}

const [ofRole, ofUser] = (['role', 'user'] as const).map(actionsOn) as [readonly string[], readonly string[]];
