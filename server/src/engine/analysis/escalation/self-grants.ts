/** Giving rights of one's choice: to oneself, or to an identity that one can become. */
import type { Resource } from '../../model/resource';
import type { Text } from '../../model/text';
import type { WorkspaceIndex } from '../index/workspace-index';
import { permissionsOf } from '../permissions/permissions';
import { canBeGrantedAnything } from './administering';
import { type Asker, askerFor } from './asker';
import type { Gain, Method, Step, Surface } from './escalation';
import { takeWithAny } from './everybody';
import { type Found, few, found } from './found';
import { runAfter, runUnlisted } from './running';
import { gainOf, isMeant, isWithinReach } from './standing';
import type { Target } from './target';
import { known, resourcesNamed, rolesNamed } from './targets';
import { mayTake, take } from './ways';

/** Of those who have a policy, so many are looked at. */
const MOST_HOLDERS = 20;

type Identity = 'role' | 'user' | 'group';

export function* selfGrantsOf(method: Method, asker: Asker): Iterable<Found> {
  // Whether an older version says more is not known.
  const isCertain = method.id !== 'switch-policy-version';
  for (const way of waysOf(method, asker)) yield isCertain ? way : { ...way, isCertain };
}

function* waysOf(method: Method, asker: Asker): Iterable<Found> {
  for (const chain of method.chains) {
    if (!mayTake(chain, asker)) continue;
    if (chain.length === 1) yield* ofOneStep(chain, asker);
    else yield* few(ofIdentityToBecome(chain, asker));
  }
  for (const chain of method.chains) if (chain.length === 1) yield* few(ofRoleToRun(chain[0]!, asker));
}

function* ofOneStep(chain: readonly Step[], asker: Asker): Iterable<Found> {
  const [{ on }] = chain as [Step];
  yield* toSelf(chain, asker);
  if (asker.permissions.principal.kind === 'group' && on === 'user') yield* toSelf(chain, memberOf(asker));
  yield* few(ofOthers(chain, on, asker));
  const any = takeWithAny(chain, [on], asker);
  if (any) yield found(any, { kind: 'any-identity', of: on === 'policy' ? 'role' : (on as Identity) });
}

function* toSelf(chain: readonly Step[], asker: Asker): Iterable<Found> {
  const [{ on }] = chain as [Step];
  const { principal } = asker.permissions;
  for (const self of selvesOf(on, asker)) {
    const way = take(chain, { [on]: self }, asker);
    const granted = way ? canBeGrantedAnything(principal, asker.index) : 'no';
    if (!way || granted === 'no') continue;
    yield found(way, { kind: 'anything' }, { isCertain: granted === 'yes' });
  }
}

/** Any member of a group, by the name that policies have for it. */
function memberOf({ permissions: { principal }, index }: Asker): Asker {
  const name: Text = { parts: ['${aws:username}'], at: principal.at };
  return askerFor(permissionsOf({ ...principal, kind: 'user', name }, index), index);
}

/** What the principal's own rights come from. */
export function selvesOf(on: Surface, asker: Asker): readonly Target[] {
  const { permissions, index } = asker;
  const { principal } = permissions;
  const own = principal.kind === on ? [principal] : [];
  if (on === 'policy') return [...own, ...policiesOf(principal, index)].map(policy => known(policy, asker));
  if (on !== 'group') return own.map(resource => known(resource, asker));
  const groups = principal.memberOf.flatMap(text => index.named(text, ['group'], principal.at.uri));
  return [...own, ...groups.map(({ resource }) => resource)].map(resource => known(resource, asker));
}

/** Customer managed policies on a principal: of what is written into it there are no versions. */
export function policiesOf(principal: Resource, index: WorkspaceIndex): readonly Resource[] {
  const attached = principal.attached.flatMap(({ policy }) => index.named(policy, ['policy'], principal.at.uri));
  const all = [...attached.map(({ resource }) => resource), ...index.policiesPutOn(principal)];
  return [...new Set(all)].filter(isManaged);
}

function isManaged({ type }: Resource): boolean {
  return type === 'AWS::IAM::ManagedPolicy' || type === 'aws_iam_policy';
}

/** Production's identities, by themselves or by a policy that is on them. */
function* ofOthers(chain: readonly Step[], on: Surface, asker: Asker): Iterable<Found> {
  const { index } = asker;
  const [{ actions }] = chain as [Step];
  const named = on === 'role' ? rolesNamed(actions, asker) : resourcesNamed(on as Identity | 'policy', actions, asker);
  for (const resource of named) {
    const holders = on === 'policy' ? index.attachedTo(resource).slice(0, MOST_HOLDERS) : [resource];
    const gain = holders.map(holder => gainOf(holder, asker)).find(one => one?.ofProduction);
    const way = gain && take(chain, { [on]: known(resource, asker) }, asker);
    if (way && !isMeant(way.answers[0]!.hop, asker, resource)) yield found(way, gain);
  }
}

function* ofIdentityToBecome(chain: readonly Step[], asker: Asker): Iterable<Found> {
  const { index } = asker;
  const anything: Gain = { kind: 'anything' };
  const [first, second] = chain as [Step, Step];
  for (const identity of identitiesToWiden(first, asker)) {
    if (identity.id === asker.permissions.principal.id || !isWithinReach(identity, asker)) continue;
    if (identity.kind !== second.on) continue;
    const target = known(identity, asker);
    const ways = wideningTargets(first, identity, asker).map(widened =>
      take(chain, { [second.on]: target, [first.on]: widened }, asker),
    );
    const way = ways.find(one => one !== undefined);
    const granted = way ? canBeGrantedAnything(identity, index) : 'no';
    if (way && granted !== 'no') yield found(way, anything, { isCertain: granted === 'yes' });
  }
  // Whom a role trusts that nobody lists, nobody knows.
  if (second.actions.includes('sts:AssumeRole')) return;
  const any = takeWithAny(chain, [first.on, second.on], asker);
  if (any) yield found(any, anything);
}

function* ofRoleToRun(first: Step, asker: Asker): Iterable<Found> {
  const { index, permissions } = asker;
  if ((first.on !== 'role' && first.on !== 'policy') || !mayTake([first], asker)) return;
  for (const role of identitiesToWiden(first, asker)) {
    if (role.kind !== 'role' || role.id === permissions.principal.id || !isWithinReach(role, asker)) continue;
    const way = wideningTargets(first, role, asker)
      .map(target => runAfter(first, { [first.on]: target }, role, asker))
      .find(one => one !== undefined);
    const granted = way ? canBeGrantedAnything(role, index) : 'no';
    if (way && granted !== 'no') yield found(way, { kind: 'anything' }, { isCertain: granted === 'yes' });
  }
  const unlisted = first.on === 'role' ? runUnlisted(first, asker) : undefined;
  if (unlisted) yield found(unlisted, { kind: 'anything' });
}

/** What the first step is done to: the identity itself, or each of the policies on it. */
function wideningTargets({ on }: Step, identity: Resource, asker: Asker): readonly Target[] {
  const widened = on === 'policy' ? policiesOf(identity, asker.index) : [identity];
  return widened.map(resource => known(resource, asker));
}

/** Those that the first step may widen; a policy widens whom it is on. */
function identitiesToWiden({ on, actions }: Step, asker: Asker): readonly Resource[] {
  if (on === 'role') return rolesNamed(actions, asker);
  const named = resourcesNamed(on as 'user' | 'policy', actions, asker);
  if (on === 'user') return named;
  return named.flatMap(policy => asker.index.attachedTo(policy).slice(0, MOST_HOLDERS)).slice(0, MOST_HOLDERS);
}
