/** What a change lets principals do that they could not do before, and what it forbids. */
import type { ResourceId } from '../../model/ids';
import type { Resource } from '../../model/resource';
import type { When } from '../../model/when';
import { type Circumstance, type World, worldsOf } from '../../policy/when';
import type { WorkspaceIndex } from '../index/workspace-index';
import { isJudged } from '../permissions/judged';
import type { AccessChange } from './access-change';
import { type Affected, affectedBetween } from './affected';
import { changesBetween } from './compare';
import { type Counterpart, counterparts } from './counterparts';
import { circumstancesOn, isSame, type PoliciesOn, policiesOn } from './policies-on';
import { type Allowed, type State, statesOfPrincipal, statesOfResource } from './state';

export interface Broadening {
  /** What is allowed first; of each, by document and place of its subject. */
  readonly changes: readonly AccessChange[];
  /** Whether there were more than are told. */
  readonly isCut: boolean;
}

/** More of them nobody reads. */
const MOST_CHANGES = 500;

/** More choices of a template than make so many worlds are not told apart. */
const MOST_WORLDS = 8;

/** Pauses after each subject, so that a host can do other things in between. */
export function* broadeningSince(before: WorkspaceIndex, now: WorkspaceIndex): Generator<void, Broadening, void> {
  const isAffected = affectedBetween(before, now);
  const allowed = yield* changesTo('allowed', now, before, isAffected);
  const forbidden = yield* changesTo('forbidden', before, now, isAffected);
  const changes = [...allowed, ...forbidden];
  return { changes: changes.slice(0, MOST_CHANGES), isCut: changes.length > MOST_CHANGES };
}

/** What `here` allows and `there` does not. */
function* changesTo(
  is: AccessChange['is'],
  here: WorkspaceIndex,
  there: WorkspaceIndex,
  isAffected: Affected,
): Generator<void, readonly AccessChange[], void> {
  const changes: AccessChange[] = [];
  const sides: Sides = { is, here, there, counterpart: counterparts(here, there) };
  for (const document of here.documents()) {
    for (const resource of document.resources) {
      if (changes.length > MOST_CHANGES) return changes;
      for (const use of ['grant', 'trust'] as const) {
        if (!isAffected(resource) || !isSubject(resource, use, here)) continue;
        changes.push(...changesOn(resource, use, sides));
        yield;
      }
    }
  }
  return changes;
}

interface Sides {
  readonly is: AccessChange['is'];
  readonly here: WorkspaceIndex;
  readonly there: WorkspaceIndex;
  readonly counterpart: Counterpart;
}

function isSubject(resource: Resource, use: State['use'], index: WorkspaceIndex): boolean {
  if (use === 'grant') return isJudged(resource, index);
  return resource.trust.length > 0;
}

function changesOn(resource: Resource, use: State['use'], sides: Sides): readonly AccessChange[] {
  const { is, here, there, counterpart } = sides;
  const other = counterpart(resource);
  // A policy that something attaches now is judged by whom it is put on.
  if (use === 'grant' && resource.kind === 'policy' && other && !isJudged(other, there)) return [];
  const own = policiesOn(resource, use, here);
  const others = other && policiesOn(other, use, there);
  if (others && isSame(own, others)) return [];
  const isWrittenThere = writtenIn(there, counterpart);
  const found = worldsFor(own, others).flatMap(world =>
    pairsOf(resource, other, use, world, sides).flatMap(([state, against]) =>
      changesBetween({ state, other: against, is, index: here, isWrittenThere }),
    ),
  );
  return distinct(found);
}

function worldsFor(own: PoliciesOn, others: PoliciesOn | undefined): readonly (World | undefined)[] {
  const circumstances: readonly Circumstance[] = [own, ...(others ? [others] : [])].flatMap(circumstancesOn);
  const followed = circumstances.filter((when): when is When => when !== undefined);
  if (followed.length === 0) return [undefined];
  const worlds = worldsOf(undefined, followed);
  return worlds.length > MOST_WORLDS ? [undefined] : worlds;
}

/**
 * Each way to deploy it with the same way on the other side; where there are not as many, with each of the others. What is allowed in
 * one of those is nothing new in any.
 */
function pairsOf(
  resource: Resource,
  other: Resource | undefined,
  use: State['use'],
  world: World | undefined,
  { is, here, there }: Sides,
): readonly (readonly [State, State | undefined])[] {
  const read = use === 'grant' ? statesOfPrincipal : statesOfResource;
  const reading = { world };
  // Names and accounts of now count on both sides.
  const [first] = is === 'forbidden' && other ? read(other, there, reading) : [];
  const states = read(resource, here, reading, first?.given);
  if (!other) return states.map(state => [state, undefined] as const);
  const others = read(other, there, reading, is === 'allowed' ? states[0]?.given : undefined);
  return states.map((state, i) => [state, others.length === states.length ? others[i] : together(others)] as const);
}

function together(states: readonly State[]): State {
  const [first, ...rest] = states as readonly [State, ...State[]];
  return rest.reduce(joined, first);
}

function joined(a: State, b: State): State {
  return {
    ...a,
    allowed: [...a.allowed, ...b.allowed],
    denied: new Set([...a.denied].filter(content => b.denied.has(content))),
    unread: new Map([...a.unread, ...b.unread]),
    asIs: () => both(a.asIs(), b.asIs()),
    asNamed: () => both(a.asNamed(), b.asNamed()),
  };
}

type Sets = ReturnType<State['asIs']>;

function both(a: Sets, b: Sets): Sets {
  const union = (bound: keyof Sets) => ({
    pieces: [...a[bound].pieces, ...b[bound].pieces],
    lacks: a[bound].lacks || b[bound].lacks,
    exceeds: a[bound].exceeds || b[bound].exceeds,
  });
  return { certain: union('certain'), possible: union('possible') };
}

/** By what the policy that holds a statement said on the other side. */
function writtenIn(there: WorkspaceIndex, counterpart: Counterpart): (one: Allowed) => boolean {
  const contents = new Map<ResourceId, ReadonlySet<string>>();
  return ({ holder, content }) => {
    const other = holder && counterpart(holder);
    if (!other) return false;
    const known = contents.get(other.id) ?? contentsOf(other, there);
    contents.set(other.id, known);
    return known.has(content);
  };
}

function contentsOf(policy: Resource, index: WorkspaceIndex): ReadonlySet<string> {
  const states = statesOfPrincipal(policy, index, { world: undefined });
  return new Set(states.flatMap(({ allowed }) => allowed.map(({ content }) => content)));
}

/** One for each place and message, a certain one where there is one. */
function distinct(changes: readonly AccessChange[]): readonly AccessChange[] {
  const byWords = new Map<string, AccessChange>();
  for (const change of changes) {
    const key = JSON.stringify([change.at, change.message]);
    const known = byWords.get(key);
    if (!known || (known.confidence === 'possible' && change.confidence === 'certain')) byWords.set(key, change);
  }
  return [...byWords.values()];
}
