/** Ways to rise that are open to a principal: every method of the catalogue, tried on what it may be tried on. */
import type { WorkspaceIndex } from '../index/workspace-index';
import type { Permissions } from '../permissions/permissions';
import { policiesOf } from '../permissions/principal-policies';
import { administers, administration, passesAnyRole } from './administering';
import { type Asker, askerFor } from './asker';
import { assumingOf, bootstrapOf } from './assuming';
import { changesOf } from './compute';
import type { Escalation, Hop, Method } from './escalation';
import { byWeight, type Found, MOST_WAYS } from './found';
import { launchesOf } from './launching';
import { makingOf, removalsOf, rewritesOf } from './making';
import { existing, pipelines } from './methods/existing';
import { administrator, creations, selfGrants, takeovers } from './methods/identities';
import { launches } from './methods/launches';
import { selfGrantsOf } from './self-grants';
import { takeoversOf } from './takeovers';
import { mayBegin } from './ways';

type Search = (method: Method, asker: Asker) => Iterable<Found>;

const bySearch: readonly (readonly [readonly Method[], Search])[] = [
  [selfGrants, selfGrantsOf],
  [creations.filter(({ id }) => id.startsWith('create-')), makingOf],
  [creations.filter(({ id }) => id === 'remove-boundary'), removalsOf],
  [creations.filter(({ id }) => id === 'change-boundary-policy'), rewritesOf],
  [takeovers.filter(({ id }) => id === 'assume-role'), assumingOf],
  [takeovers.filter(({ id }) => id === 'cdk-bootstrap'), bootstrapOf],
  [takeovers.filter(({ id }) => id !== 'assume-role' && id !== 'cdk-bootstrap'), takeoversOf],
  [launches, launchesOf],
  [[...existing, ...pipelines], changesOf],
];

const searched = bySearch.flatMap(([methods, search]) =>
  methods.filter(({ forGraphAlone }) => !forGraphAlone).map(method => [method, search] as const),
);

/** By an action of a chain's last step: many chains begin alike. */
const endingWith: ReadonlyMap<string, readonly Method[]> = (() => {
  const all = new Map<string, Method[]>();
  for (const [method] of searched) {
    for (const action of method.chains.flatMap(chain => chain.at(-1)?.actions ?? [])) {
      all.set(action, [...(all.get(action) ?? []), method]);
    }
  }
  return all;
})();

/** Ways by which it gets every right that there is in its account, whatever it is called. */
export function* risesOf(asker: Asker): Iterable<{ readonly method: Method; readonly way: Found }> {
  for (const [method, search] of methodsOf(asker)) {
    if (!rising.has(method)) continue;
    for (const way of search(method, asker)) if (way.gain.kind === 'anything') yield { method, way };
  }
}

const rising: ReadonlySet<Method> = new Set([...selfGrants, ...creations]);

/** The methods of the catalogue that are open to a principal, at most one escalation each. */
export function escalationsOf(permissions: Permissions, index: WorkspaceIndex): readonly Escalation[] {
  const asker = askerFor(permissions, index);
  if (asker.byAction.size === 0 && index.trusting(permissions.principal).length === 0) return [];
  if (administers(asker) !== 'no') return administratorsEscalation(asker);
  const isOwn = ownGrants(permissions, index);
  return methodsOf(asker).flatMap(([method, search]) => {
    if (!mayBeOwn(method, isOwn, asker)) return [];
    const ways = [...search(method, asker)].filter(({ hops }) => hops.some(({ grant }) => isOwn(grant)));
    return together(method, ways) ?? [];
  });
}

/** Those of which a chain can be begun, and one can be ended. */
function methodsOf(asker: Asker): readonly (readonly [Method, Search])[] {
  const { byAction } = asker;
  const ended = new Set<Method>();
  for (const action of byAction.keys()) for (const method of endingWith.get(action) ?? []) ended.add(method);
  // A role's trust policy may be enough to assume it.
  for (const method of endingWith.get('sts:AssumeRole') ?? []) ended.add(method);
  return searched.filter(([method]) => ended.has(method) && method.chains.some(chain => mayBegin(chain, asker)));
}

/** Whether a hop rests on the principal's own grant, or on none: what only a group's policies allow is said of the group. */
function ownGrants({ principal }: Permissions, index: WorkspaceIndex): (grant: Hop['grant']) => boolean {
  if (principal.memberOf.length === 0) return () => true;
  const { statements } = policiesOf({ ...principal, memberOf: [] }, index);
  const own = new Set(statements.map(({ statement }) => statement));
  return grant => grant === undefined || own.has(grant.written ?? grant.statement);
}

/** Seen at a glance, so that a group's ways are not looked for once more for each of its members. */
function mayBeOwn({ chains }: Method, isOwn: (grant: Hop['grant']) => boolean, { byAction }: Asker): boolean {
  const restsOnOwn = (action: string) => action === 'sts:AssumeRole' || byAction.get(action)?.some(isOwn);
  return chains.some(chain => chain.some(({ actions }) => actions.some(restsOnOwn)));
}

/** None for who may pass any role as well: that is said already, by the one who looks at the roles that are passed. */
function administratorsEscalation(asker: Asker): readonly Escalation[] {
  const answers = administration(asker);
  const isOwn = ownGrants(asker.permissions, asker.index);
  if (!answers?.some(({ hop }) => isOwn(hop.grant)) || passesAnyRole(asker) !== 'no') return [];
  const confidence = answers.every(({ isCertain }) => isCertain) ? 'certain' : 'possible';
  const hops = answers.map(({ hop }) => hop);
  return [{ method: administrator, hops, gain: { kind: 'anything' }, confidence, others: [] }];
}

function together(method: Method, ways: readonly Found[]): Escalation | undefined {
  const [first, ...others] = shortest(ways).sort(byWeight);
  if (!first) return undefined;
  return {
    method,
    hops: first.hops,
    gain: first.gain,
    confidence: first.isCertain ? 'certain' : 'possible',
    others: others.slice(0, MOST_WAYS - 1).map(({ hops, gain }) => ({ hops, gain })),
    ...(first.throughBoundary ? { throughBoundary: first.throughBoundary } : {}),
  };
}

/** Without those that only do more to reach the same. */
function shortest(ways: readonly Found[]): Found[] {
  const actions = new Map(ways.map(way => [way, new Set(way.hops.map(({ request }) => request.action))]));
  return ways.filter((way, i) => {
    const isLonger = (other: Found, j: number) =>
      j < i &&
      gainsAlike(way, other) &&
      (other.isCertain || !way.isCertain) &&
      [...actions.get(other)!].every(action => actions.get(way)!.has(action));
    return !ways.some(isLonger);
  });
}

function gainsAlike({ gain: one }: Found, { gain: other }: Found): boolean {
  if (one.kind === 'identity' && other.kind === 'identity') return one.identity.id === other.identity.id;
  return one.kind === other.kind;
}
