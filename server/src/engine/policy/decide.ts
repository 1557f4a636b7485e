/** What an Allow grants once everything that speaks against it has been taken away. */
import type { PolicyStatement, When } from '../model/model';
import { concerns, denote, denoteWithin } from './denote';
import { type Bounds, exactly, type Given, isExact } from './reading';
import { intersect, noRequests, type RequestSet, subtract, union } from './request-set';
import { type Circumstance, conjoin, type World, worldsOf } from './when';

/** A statement and the circumstances in which it reaches the principal. */
export interface Stated {
  readonly statement: PolicyStatement;
  /** Of the policy, its attachment and whatever else lies between; the statement's own come on top. */
  readonly when?: When | undefined;
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
  readonly given: Given;
  readonly denied: readonly Restriction[];
  readonly ceilings: readonly (readonly CeilingOption[])[];
}

interface Restriction {
  readonly set: RequestSet;
  readonly when: Circumstance;
}

interface CeilingOption {
  readonly when: Circumstance;
  readonly allowed: readonly { readonly set: Bounds<RequestSet>; readonly when: Circumstance }[] | undefined;
}

export function restrictionsOn(
  asked: RequestSet,
  denies: readonly Stated[],
  ceilings: readonly Ceiling[],
  given: Given,
): Restrictions {
  const inCeilings = ceilings.flatMap(ceiling =>
    ceiling.options.flatMap(({ statements = [], when }) => statements.map(stated => within(stated, when))),
  );
  const all = [...denies, ...inCeilings].filter(
    ({ statement }) => statement.effect === 'Deny' && concerns(statement, asked),
  );
  return {
    asked,
    given,
    denied: all.map(stated => ({ set: denote(stated.statement, given).certain, when: whenOf(stated) })),
    ceilings: ceilings.map(ceiling => ceiling.options.map(option => readOption(option, asked, given))),
  };
}

function readOption({ statements, when }: Ceiling['options'][number], asked: RequestSet, given: Given): CeilingOption {
  const allows = statements?.filter(({ statement }) => statement.effect === 'Allow' && concerns(statement, asked));
  const allowed = allows?.map(stated => ({ set: denote(stated.statement, given), when: whenOf(stated) }));
  return { when, allowed };
}

function within(stated: Stated, when: Circumstance): Stated {
  return { ...stated, when: conjoin(stated.when, when) };
}

function whenOf({ statement, when }: Stated): Circumstance {
  return conjoin(statement.when, when);
}

/**
 * What an Allow grants of what was asked, in at least one deployment of the template. `certain`: whatever the open parts turn
 * out to be, except those of a Deny, which never takes away what it does not surely name. `possible`: at most.
 */
export function effective(allow: Stated, restrictions: Restrictions): Bounds<RequestSet> {
  const { asked, given, denied, ceilings } = restrictions;
  const granted = denoteWithin(asked, allow.statement, given);
  if (granted.possible.pieces.length === 0 && granted.certain.pieces.length === 0) return granted;
  const options = ceilings.flat();
  const allowed = options.flatMap(option => option.allowed ?? []);
  const worlds = worldsOf(
    whenOf(allow),
    [...denied, ...options, ...allowed].map(guard => guard.when),
  );
  const inWorlds = (bound: Bound) => union(...worlds.map(world => leftIn(world, granted[bound], bound, restrictions)));
  const exact = isExact(granted) && options.every(option => option.allowed?.every(({ set }) => isExact(set)));
  return exact ? exactly(inWorlds('certain')) : { certain: inWorlds('certain'), possible: inWorlds('possible') };
}

type Bound = keyof Bounds<RequestSet>;

function leftIn(world: World, granted: RequestSet, bound: Bound, by: Restrictions): RequestSet {
  const denied = by.denied.flatMap(({ set, when }) => (world.holds(when) ? [set] : []));
  const undenied = subtract(granted, union(...denied));
  return by.ceilings.reduce((left, options) => {
    const holding = options.filter(option => world.holds(option.when));
    if (holding.length === 0) return left;
    return union(...holding.map(option => underCeiling(left, option, bound, world)));
  }, undenied);
}

function underCeiling(left: RequestSet, option: CeilingOption, bound: Bound, world: World): RequestSet {
  if (option.allowed === undefined) return bound === 'certain' ? noRequests : left;
  const allowed = option.allowed.filter(({ when }) => world.holds(when)).map(({ set }) => set[bound]);
  return intersect(left, union(...allowed));
}
