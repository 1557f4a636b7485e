/** Making an identity with rights of one's choice, and taking off or rewriting the boundary that it must have, or that one has. */
import type { Resource } from '../../model/resource';
import type { Answer } from '../../model/text';
import { holding } from '../../policy/context';
import { literal, subtract } from '../../policy/language';
import { permissionsOf } from '../permissions/permissions';
import { administers } from './administering';
import { type Asker, askerFor } from './asker';
import { exactly } from './asking';
import { boundaryHolds, policyOf } from './boundaries';
import { type Creation, creationsBy, policies } from './creations';
import type { Gain, Method, Step } from './escalation';
import { type Found, found } from './found';
import { creations, selfGrants } from './methods/identities';
import { selfGrantsOf } from './self-grants';
import { BOUNDARY, type Target } from './target';
import { known } from './targets';
import { mayTake, take, type Way } from './ways';

const anything: Gain = { kind: 'anything' };

/** Of the methods `create-admin-…`. */
export function* makingOf({ chains }: Method, asker: Asker): Iterable<Found> {
  for (const chain of chains) for (const creation of creationsBy(chain, asker)) yield* ofCreation(creation, asker);
}

function* ofCreation({ way, boundary }: Creation, asker: Asker): Iterable<Found> {
  if (boundary === undefined || boundary === 'any') return yield found(way, anything);
  const holds = boundaryHolds(boundary, asker);
  if (holds.is === 'unread') yield found(way, anything, { isCertain: false });
  if (holds.is !== 'leaky') return;
  const made = found(way, anything, { isCertain: holds.isCertain });
  yield holds.policy ? { ...made, throughBoundary: { policy: holds.policy, hop: holds.by.hop } } : made;
}

/** Of `remove-boundary`. */
export function* removalsOf({ chains }: Method, asker: Asker): Iterable<Found> {
  for (const chain of chains) {
    if (!mayTake(chain, asker)) continue;
    if (chain.length === 1) yield* ofOwn(chain, asker);
    else yield* ofMade(chain, asker);
  }
}

function* ofOwn(chain: readonly Step[], asker: Asker): Iterable<Found> {
  const { principal } = asker.permissions;
  const [{ on }] = chain as [Step];
  if (principal.kind !== on || principal.boundary.length === 0) return;
  const way = take(chain, { [on]: known(principal, asker) }, asker);
  if (way) yield* risingOnce(way, asker);
}

/** Without its boundary, it would be what its policies make it. */
function* risingOnce(way: Way, asker: Asker): Iterable<Found> {
  const rises = risesUnbounded(asker);
  if (rises !== 'no') yield found(way, anything, { isCertain: rises === 'yes' });
}

function risesUnbounded({ permissions: { principal }, index }: Asker): Answer {
  const free = askerFor(permissionsOf({ ...principal, boundary: [] }, index), index);
  if (administers(free) === 'yes') return 'yes';
  const made = creations.filter(({ id }) => id.startsWith('create-')).flatMap(method => [...makingOf(method, free)]);
  const ways = [...made, ...selfGrants.flatMap(method => [...selfGrantsOf(method, free)])];
  const rising = ways.filter(({ gain }) => gain.kind === 'anything');
  return rising.some(({ isCertain }) => isCertain) ? 'yes' : rising.length > 0 ? 'maybe' : 'no';
}

function* ofMade(chain: readonly Step[], asker: Asker): Iterable<Found> {
  const removing = chain.at(-1)!;
  const boundaries = boundariesBy(chain.slice(0, -1), asker);
  for (const boundary of boundaries) {
    const puts = removing.actions.some(action => action.startsWith('iam:Put'));
    const after = puts ? holding(subtract(policies, literal(...boundaries))) : exactly(boundary);
    const way = take(chain, {}, asker, step => ({ [BOUNDARY]: step === removing ? after : exactly(boundary) }));
    if (way) yield found(way, anything);
  }
}

/** Those that identities made like this must have; none where they need not have any. */
function boundariesBy(create: readonly Step[], asker: Asker): readonly string[] {
  const made = creationsBy(create, asker);
  const demanded = made.flatMap(({ boundary }) => (boundary === undefined || boundary === 'any' ? [] : [boundary]));
  return demanded.length === made.length ? demanded : [];
}

/** Of `change-boundary-policy`. */
export function* rewritesOf({ chains }: Method, asker: Asker): Iterable<Found> {
  for (const chain of chains) {
    if (!mayTake(chain, asker)) continue;
    const create = chain.filter(({ on }) => on !== 'policy');
    if (create.length === 0) yield* ofOwnPolicy(chain, asker);
    for (const boundary of create.length > 0 ? boundariesBy(create, asker) : []) {
      const policy = isKeptByAws(boundary) ? undefined : policyTarget(boundary, asker);
      const way = policy && take(chain, { policy }, asker, () => ({ [BOUNDARY]: exactly(boundary) }));
      const isStuck = chain[0]!.actions.includes('iam:DeletePolicy') && isHeld(policy?.resource, asker);
      if (way) yield found(way, anything, { isCertain: !isStuck });
    }
  }
}

/** As somebody's boundary. */
function isHeld(policy: Resource | undefined, { index }: Asker): boolean {
  return policy !== undefined && index.boundedBy(policy).some(({ boundary }) => boundary.length > 0);
}

function* ofOwnPolicy(chain: readonly Step[], asker: Asker): Iterable<Found> {
  const { permissions, index } = asker;
  const { boundary, at } = permissions.principal;
  for (const { resource } of boundary.flatMap(({ policy }) => index.named(policy, ['policy'], at.uri))) {
    const way = take(chain, { policy: known(resource, asker) }, asker);
    if (way) yield* risingOnce(way, asker);
  }
}

function isKeptByAws(arn: string): boolean {
  return /^arn:[^:]*:iam::aws:/.test(arn);
}

/** By what is known of it, or by its ARN alone. */
function policyTarget(arn: string, asker: Asker): Target {
  const policy = policyOf(arn, asker);
  if (policy) return known(policy, asker);
  return { key: arn, is: 'known', name: arn.slice(arn.indexOf('/') + 1), spellings: [arn], context: {} };
}
