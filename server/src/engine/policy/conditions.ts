/** What conditions demand of the context keys of a request. */
import type { Condition } from '../model/statement';
import { comparisonOf } from './comparisons';
import {
  absent,
  anyState,
  bothStates,
  holding,
  holdingSome,
  type KeyStates,
  noState,
  orAbsent,
  statesSurelyApart,
  statesSurelyInclude,
} from './context';
import { contextKey } from './context-keys';
import { accepts, anything, type Budget, type Language, nothing, unionWithin } from './language';
import { type Bounds, combine, exactly, type Given, isInvalid, languageOf, opposite } from './reading';

export type ContextStates = ReadonlyMap<string, KeyStates>;

/** All conditions of a statement together, by key in lower case. */
export function contextOf(conditions: readonly Condition[], given: Given, budget: Budget): Bounds<ContextStates> {
  const keys = conditions.map(condition => condition.key.toLowerCase());
  return combine(
    conditions.map((condition, i) => decidedByPrincipal(condition, keys[i]!, given, budget)),
    states => {
      const context = new Map<string, KeyStates>();
      for (const [i, key] of keys.entries()) {
        if (states[i] !== anyState) context.set(key, bothStates(context.get(key) ?? anyState, states[i]!, budget));
      }
      return context;
    },
  );
}

/** What is the same in all requests of who asks: a condition on that is met by all of them, or by none, or it is not known. */
function decidedByPrincipal(condition: Condition, key: string, given: Given, budget: Budget): Bounds<KeyStates> {
  const own = given.own?.(key);
  if (own === undefined) return statesOf(condition, given, budget);
  const asking = key === 'aws:principalarn' ? inOnePartition(condition) : condition;
  return combine([statesOf(asking, given, budget)], ([asked]) => {
    if (statesSurelyApart(asked!, own, budget)) return noState;
    return statesSurelyInclude(asked!, own, budget) ? anyState : asked!;
  });
}

/** As `principals.ts` writes who asks: an account is in one partition only. */
function inOnePartition(condition: Condition): Condition {
  const values = condition.values.map(value => ({
    ...value,
    parts: value.parts.map((part, i) =>
      i === 0 && typeof part === 'string' ? part.replace(/^arn:aws-[a-z-]+:/, 'arn:aws:') : part,
    ),
  }));
  return { ...condition, values };
}

/** `ForAllValues:`, the operator's own name, `IfExists`. */
const OPERATOR = /^(?:(forallvalues|foranyvalue):)?(\w+?)(ifexists)?$/;

/** What one condition demands of its key. What an unknown operator demands is open. */
function statesOf(condition: Condition, given: Given, budget: Budget): Bounds<KeyStates> {
  const [, quantifier, name = '', ifExists] = OPERATOR.exec(condition.operator.toLowerCase()) ?? [];
  if (name === 'null' && !quantifier && !ifExists) return presence(condition, given);
  const known = comparisonOf(name);
  if (!known) return { certain: noState, possible: anyState };
  const matched = combine(
    condition.values.map(text => known.comparison(text, given)),
    each => unionWithin(budget, each),
  );
  if (known.negated && condition.values.some(text => isInvalid(text, given))) return exactly(noState);
  const values = known.negated ? opposite(matched) : matched;
  const states = quantified(quantifier, condition.key, values, known.negated);
  return ifExists ? combine([states], ([each]) => orAbsent(each!)) : states;
}

/** `values` are those that the operator lets through; `negated` alone says that it lets an absent key through. */
function quantified(
  quantifier: string | undefined,
  key: string,
  values: Bounds<Language>,
  negated: boolean,
): Bounds<KeyStates> {
  const some = combine([values], ([each]) => holdingSome(key, each!));
  if (quantifier === 'foranyvalue') return some;
  if (quantifier === undefined && contextKey(key).multivalued) return unquantified(some.possible, negated);
  const each = combine([values], ([allowed]) => holding(allowed!));
  return quantifier === 'forallvalues' || negated ? combine([each], ([states]) => orAbsent(states!)) : each;
}

/**
 * "Multivalued context keys require a condition set operator" (Single-valued vs. multivalued context keys). What a plain operator
 * does with a list, AWS does not say; only what it does without one.
 */
function unquantified(some: KeyStates, negated: boolean): Bounds<KeyStates> {
  return negated ? { certain: absent, possible: orAbsent(some) } : { certain: noState, possible: some };
}

/** `Null`: `true` asks for the key's absence. */
function presence(condition: Condition, given: Given): Bounds<KeyStates> {
  const texts = condition.values.map(text => languageOf(text, 'literal', given, { ignoreCase: true }));
  return combine(texts, each => {
    const says = (word: string) => each.some(language => accepts(language, word));
    return { absent: says('true'), every: says('false') ? anything : nothing, some: [] };
  });
}
