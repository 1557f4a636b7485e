/** What an Allow grants once everything that speaks against it has been taken away. */
import type { PolicyStatement } from '../model/statement';
import type { When } from '../model/when';
import { concerns, type Denotation, denoteWithin, denoting } from './denote';
import { extentOf } from './extent';
import { type Budget, combiningBudget } from './language';
import { type Bounds, exactly, type Given, isExact } from './reading';
import { intersect, mayMeet, noRequests, type RequestSet, subtract, union } from './request-set';
import { type Circumstance, conjoin, type World, worldsOf } from './when';

/** A statement and the circumstances in which it reaches the principal. */
export interface Stated {
  readonly statement: PolicyStatement;
  /** Of the policy, its attachment and whatever else lies between; the statement's own come on top. */
  readonly when?: When | undefined;
  /** Something that is not in its text decides whether it speaks at all. */
  readonly uncertain?: boolean;
}

/** What a principal may do at most: a permissions boundary, a session policy, a service control policy. */
export interface Ceiling {
  /** Each holds in its circumstances; where none does, there is no ceiling. */
  readonly options: readonly {
    /** Undefined for a policy that cannot be read: it may allow all, and grants nothing for certain. */
    readonly statements: readonly Stated[] | undefined;
    readonly when?: When | undefined;
  }[];
}

/** Everything that takes away from what is allowed, worked out once for one question. */
export interface Restrictions {
  readonly asked: RequestSet;
  readonly denoted: Denotation;
  readonly denied: readonly Restriction[];
  readonly ceilings: readonly ReadCeiling[];
}

interface Restriction {
  readonly set: RequestSet;
  readonly when: Circumstance;
  /** It may take nothing away. */
  readonly uncertain: boolean;
}

/** What a ceiling says of one question: its options. */
export type ReadCeiling = readonly CeilingOption[];

interface CeilingOption {
  readonly when: Circumstance;
  readonly allowed: readonly { readonly set: Bounds<RequestSet>; readonly when: Circumstance }[] | undefined;
}

export function restrictionsOn(
  asked: RequestSet,
  denies: readonly Stated[],
  ceilings: readonly Ceiling[],
  given: Given,
  denoted: Denotation = denoting(given),
): Restrictions {
  const all = [...denies, ...ceilings.flatMap(statementsIn)].filter(
    ({ statement }) => statement.effect === 'Deny' && concerns(statement, asked),
  );
  const read = firstOf(all, MOST_DENIED);
  const budget = combiningBudget();
  const denied = read.map((stated): Restriction => {
    const { certain } = denoted(stated.statement, budget);
    return { set: certain, when: whenOf(stated), uncertain: stated.uncertain === true };
  });
  const unread: Restriction = { set: { ...noRequests, lacks: true }, when: undefined, uncertain: false };
  return {
    asked,
    denoted,
    denied: read.length < all.length ? [...denied, unread] : denied,
    ceilings: ceilings.map(ceiling => readCeiling(ceiling, asked, denoted, budget)),
  };
}

/** All that the policies of a ceiling say, each in the circumstances of its policy. */
export function statementsIn({ options }: Ceiling): readonly Stated[] {
  return options.flatMap(({ statements = [], when }) =>
    statements.map(stated => ({ ...stated, when: conjoin(stated.when, when) })),
  );
}

export function readCeiling(
  { options }: Ceiling,
  asked: RequestSet,
  denoted: Denotation,
  budget: Budget = combiningBudget(),
): ReadCeiling {
  return options.map(({ statements, when }) => {
    const allows = statements?.filter(({ statement }) => statement.effect === 'Allow' && concerns(statement, asked));
    if (!allows || firstOf(allows, MOST_ALLOWED).length < allows.length) return { when, allowed: undefined };
    return { when, allowed: allows.map(stated => ({ set: setOf(stated, denoted, budget), when: whenOf(stated) })) };
  });
}

/** What a statement denotes, which is nothing for certain where it may not speak. */
function setOf({ statement, uncertain }: Stated, denoted: Denotation, budget: Budget): Bounds<RequestSet> {
  const set = denoted(statement, budget);
  return uncertain ? { certain: noRequests, possible: set.possible } : set;
}

/**
 * Characters of the Denies that are read for one question, and of the Allows of one ceiling: more than AWS takes of all that can
 * stand on one principal, and of the control policies of one account.
 */
const MOST_DENIED = 200_000;
const MOST_ALLOWED = 65_536;

function firstOf(stated: readonly Stated[], most: number): readonly Stated[] {
  let read = 0;
  const end = stated.findIndex(({ statement }) => {
    read += extentOf(statement).completed;
    return read > most;
  });
  return end < 0 ? stated : stated.slice(0, end);
}

/** All that decides what a ceiling leaves. */
export function circumstancesOf(ceiling: ReadCeiling): readonly Circumstance[] {
  return ceiling.flatMap(({ when, allowed = [] }) => [when, ...allowed.map(one => one.when)]);
}

export function whenOf({ statement, when }: Stated): Circumstance {
  return conjoin(statement.when, when);
}

/**
 * What an Allow grants of what was asked, in at least one deployment of the template. `certain`: whatever the open parts turn
 * out to be, except those of a Deny, which never takes away what it does not surely name; but one that may not speak does.
 * `possible`: at most.
 */
export function effective(
  allow: Stated,
  restrictions: Restrictions,
  budget: Budget = combiningBudget(),
): Bounds<RequestSet> {
  const { asked, denoted, denied, ceilings } = restrictions;
  const granted = denoteWithin(asked, allow.statement, denoted, budget);
  if (granted.possible.pieces.length === 0 && granted.certain.pieces.length === 0) return granted;
  const denials = denied
    .filter(({ when, set }) => when && mayMeet(granted.possible, set, budget))
    .map(({ when }) => when);
  const questions = ceilings.flatMap(circumstancesOf);
  const worlds = worldsOf(whenOf(allow), questions, denials);
  const inWorlds = (bound: Bound) =>
    union(...worlds.map(world => leftIn(world, granted[bound], bound, restrictions, budget)));
  const isKnown = ceilings.flat().every(option => option.allowed?.every(({ set }) => isExact(set)));
  const isDecided = worlds.every(world =>
    [...questions, ...denials].every(when => world.holds(when) === world.mayHold(when)),
  );
  const isPlain = denied.every(({ uncertain }) => !uncertain);
  const exact = isExact(granted) && isKnown && isDecided && isPlain;
  return exact ? exactly(inWorlds('certain')) : { certain: inWorlds('certain'), possible: inWorlds('possible') };
}

export type Bound = keyof Bounds<RequestSet>;

function leftIn(world: World, granted: RequestSet, bound: Bound, by: Restrictions, budget: Budget): RequestSet {
  const denied = by.denied.flatMap(({ set, when, uncertain }) =>
    (bound === 'certain' ? world.mayHold(when) : !uncertain && world.holds(when)) ? [set] : [],
  );
  return underCeilings(subtract(granted, union(...denied), budget), by.ceilings, bound, world, budget);
}

/** What every ceiling leaves of a set; where it is not decided which of its options holds, nothing for certain. */
export function underCeilings(
  set: RequestSet,
  ceilings: readonly ReadCeiling[],
  bound: Bound,
  world: World,
  budget: Budget = combiningBudget(),
): RequestSet {
  return ceilings.reduce((left, options) => {
    const holding = options.filter(option => world.mayHold(option.when));
    if (holding.some(option => !world.holds(option.when))) return bound === 'certain' ? noRequests : left;
    if (holding.length === 0) return left;
    return union(...holding.map(option => underOption(left, option, bound, world, budget)));
  }, set);
}

function underOption(
  left: RequestSet,
  { allowed }: CeilingOption,
  bound: Bound,
  world: World,
  budget: Budget,
): RequestSet {
  if (allowed === undefined) return bound === 'certain' ? noRequests : left;
  const holding = allowed.filter(({ when }) => (bound === 'certain' ? world.holds(when) : world.mayHold(when)));
  return intersect(left, union(...holding.map(({ set }) => set[bound])), budget);
}
