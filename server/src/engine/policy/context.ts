/** What a condition key may hold in a request: a set of its possible states, of which absence is one. */
import { contextKey } from './context-keys';
import {
  accepts,
  anything,
  type Budget,
  complement,
  glanceBudget,
  intersectWithin,
  isNothing,
  type Language,
  nothing,
  surelyDisjoint,
  surelyIncludes,
} from './language';

/**
 * Either the key is absent (when `absent`), or it holds values all of which are in `every`, and for each language of `some` at
 * least one that is in it. A key with a single value has no `some`.
 */
export interface KeyStates {
  readonly absent: boolean;
  readonly every: Language;
  readonly some: readonly Language[];
}

export const anyState: KeyStates = { absent: true, every: anything, some: [] };
export const noState: KeyStates = { absent: false, every: nothing, some: [] };
export const absent: KeyStates = { absent: true, every: nothing, some: [] };
export const present: KeyStates = { absent: false, every: anything, some: [] };

/** The key is there and its value, or each of its values, is in `values`. */
export function holding(values: Language): KeyStates {
  return { absent: false, every: values, some: [] };
}

/** The key is there and its value, or one of its values, is in `values`. */
export function holdingSome(key: string, values: Language): KeyStates {
  if (!contextKey(key).multivalued || isNothing(values)) return holding(values);
  return { absent: false, every: anything, some: [values] };
}

export function orAbsent(states: KeyStates): KeyStates {
  return { ...states, absent: true };
}

export function bothStates(one: KeyStates, other: KeyStates, budget: Budget = glanceBudget()): KeyStates {
  return {
    absent: one.absent && other.absent,
    every: intersectWithin(budget, [one.every, other.every]),
    some: [...new Set([...one.some, ...other.some])],
  };
}

/** Everything that is not in `states`, as alternatives. */
export function otherStates(key: string, states: KeyStates): readonly KeyStates[] {
  if (states.some.length === 0 && !contextKey(key).multivalued) {
    return withoutImpossible([{ absent: !states.absent, every: complement(states.every), some: [] }]);
  }
  const each = holdingSome(key, complement(states.every));
  const none = states.some.map(values => holding(complement(values)));
  return withoutImpossible([...(states.absent ? [] : [absent]), each, ...none]);
}

/** Whether a glance shows that no state is left. */
export function isImpossible(states: KeyStates): boolean {
  return !states.absent && (isNothing(states.every) || states.some.some(isNothing));
}

function withoutImpossible(alternatives: readonly KeyStates[]): readonly KeyStates[] {
  return alternatives.filter(states => !isImpossible(states));
}

/** Whether a key with these values, absent when undefined, is in one of the states. */
export function isIn(states: KeyStates, values: readonly string[] | undefined, budget?: Budget): boolean {
  if (values === undefined || values.length === 0) return states.absent;
  if (!values.every(value => accepts(states.every, value, budget))) return false;
  return states.some.every(language => values.some(value => accepts(language, value, budget)));
}

/** Whether a glance shows that no state is one of both. */
export function statesSurelyApart(one: KeyStates, other: KeyStates, budget: Budget): boolean {
  return !(one.absent && other.absent) && surelyDisjoint(one.every, other.every, budget);
}

/** Whether a glance shows that every state of `narrow` is one of `wide`. */
export function statesSurelyInclude(wide: KeyStates, narrow: KeyStates, budget: Budget): boolean {
  if (narrow.absent && !wide.absent) return false;
  return surelyIncludes(wide.every, narrow.every, budget) && wide.some.every(values => narrow.some.includes(values));
}
