/** What conditions demand of the context keys of a request. */
import type { Condition } from '../model/model';
import { comparisonOf } from './comparisons';
import { absent, anyState, bothStates, holding, holdingSome, isIn, type KeyStates, noState, orAbsent } from './context';
import { contextKey } from './context-keys';
import { accepts, anything, type Budget, type Language, nothing, unionWithin } from './language';
import { type Bounds, combine, exactly, type Given, isInvalid, languageOf, opposite } from './reading';

export type ContextStates = ReadonlyMap<string, KeyStates>;

/** All conditions of a statement together, by key in lower case. */
export function contextOf(conditions: readonly Condition[], given: Given, budget: Budget): Bounds<ContextStates> {
  const keys = conditions.map(condition => condition.key.toLowerCase());
  return combine(
    conditions.map((condition, i) => decidedByPrincipal(keys[i]!, statesOf(condition, given, budget), given)),
    states => {
      const context = new Map<string, KeyStates>();
      for (const [i, key] of keys.entries()) {
        if (states[i] !== anyState) context.set(key, bothStates(context.get(key) ?? anyState, states[i]!, budget));
      }
      return context;
    },
  );
}

/** What a principal is called holds in all its requests: a condition on that is met by all of them, or by none. */
function decidedByPrincipal(key: string, states: Bounds<KeyStates>, given: Given): Bounds<KeyStates> {
  const own = ownValues(key, given);
  if (own === undefined) return states;
  return combine([states], ([asked]) => (isIn(asked!, own) ? anyState : noState));
}

const OWN_NAMES: readonly string[] = ['aws:principalaccount', 'aws:principalarn', 'aws:username'];

/**
 * None of a key that no request of the principal carries. Undefined for a name that deployment decides. Its account is not
 * `given.account` where the policy is that of a resource in another.
 */
function ownValues(key: string, given: Given): readonly string[] | undefined {
  if (!OWN_NAMES.includes(key)) return undefined;
  const name = given.variable?.(key);
  if (name === undefined) return given.carries?.(key) === 'no' ? [] : undefined;
  return name.includes('${') ? undefined : [name];
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
