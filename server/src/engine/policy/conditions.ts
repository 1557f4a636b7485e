/** What conditions demand of the context keys of a request. */
import type { Condition } from '../model/model';
import { type Comparison, comparisonOf } from './comparisons';
import { anyState, bothStates, holding, holdingSome, type KeyStates, noState, orAbsent } from './context';
import { accepts, anything, complement, type Language, nothing, union } from './language';
import { type Bounds, type Given, languageOf } from './reading';

export type ContextStates = ReadonlyMap<string, KeyStates>;

/** All conditions of a statement together, by key in lower case. */
export function contextOf(conditions: readonly Condition[], given: Given): Bounds<ContextStates> {
  const each = conditions.map(condition => ({ key: condition.key.toLowerCase(), ...statesOf(condition, given) }));
  const collect = (bound: 'certain' | 'possible') => {
    const context = new Map<string, KeyStates>();
    for (const one of each) context.set(one.key, bothStates(context.get(one.key) ?? anyState, one[bound]));
    return context;
  };
  return { certain: collect('certain'), possible: collect('possible') };
}

/** `ForAllValues:`, the operator's own name, `IfExists`. */
const OPERATOR = /^(?:(forallvalues|foranyvalue):)?(\w+?)(ifexists)?$/;

/** What one condition demands of its key. What an unknown operator demands is open. */
export function statesOf(condition: Condition, given: Given): Bounds<KeyStates> {
  const [, quantifier, name = '', ifExists] = OPERATOR.exec(condition.operator.toLowerCase()) ?? [];
  if (name === 'null' && !quantifier && !ifExists) return presence(condition, given);
  const known = comparisonOf(name);
  if (!known) return { certain: noState, possible: anyState };
  const { comparison, negated } = known;
  const matched = valuesOf(condition, comparison, given);
  const values = negated ? opposite(matched) : matched;
  const states = (language: Language) => {
    const found = quantified(quantifier, condition.key, language, negated);
    return ifExists ? orAbsent(found) : found;
  };
  return { certain: states(values.certain), possible: states(values.possible) };
}

/** `negated` alone says how a plain operator treats an absent key and a list: none of its values may match. */
function quantified(quantifier: string | undefined, key: string, values: Language, negated: boolean): KeyStates {
  if (quantifier === 'forallvalues' || (negated && !quantifier)) return orAbsent(holding(values));
  return holdingSome(key, values);
}

function opposite({ certain, possible }: Bounds<Language>): Bounds<Language> {
  return { certain: complement(possible), possible: complement(certain) };
}

/** The values that at least one of the condition's texts allows. */
function valuesOf(condition: Condition, comparison: Comparison, given: Given): Bounds<Language> {
  const each = condition.values.map(text => comparison(text, given));
  return { certain: union(...each.map(one => one.certain)), possible: union(...each.map(one => one.possible)) };
}

function presence(condition: Condition, given: Given): Bounds<KeyStates> {
  const each = condition.values.map(text => languageOf(text, 'literal', given, { ignoreCase: true }));
  const states = (bound: 'certain' | 'possible') => {
    const says = (word: string) => each.some(one => accepts(one[bound], word));
    return { absent: says('true'), every: says('false') ? anything : nothing, some: [] };
  };
  return { certain: states('certain'), possible: states('possible') };
}
