/** The comparisons that condition operators make between a key's value and a policy's text. */
import type { Text } from '../model/text';
import { addresses, anything, type Language, nothing, type Range, readValue, type Scale, union } from './language';
import { type Bounds, exactly, type Given, languageOf, type Reading } from './reading';

/** The values that one text of a condition allows. */
export type Comparison = (text: Text, given: Given) => Bounds<Language>;

/** What an operator compares, named in lower case without quantifier and `IfExists`; undefined for an unknown one. */
export function comparisonOf(
  operator: string,
): { readonly comparison: Comparison; readonly negated: boolean } | undefined {
  const plain = COMPARISONS.get(operator);
  if (plain) return { comparison: plain, negated: false };
  const opposite = OPPOSITES.get(operator);
  const comparison = opposite === undefined ? undefined : COMPARISONS.get(opposite);
  return comparison && { comparison, negated: true };
}

const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ['stringnotequals', 'stringequals'],
  ['stringnotequalsignorecase', 'stringequalsignorecase'],
  ['stringnotlike', 'stringlike'],
  ['arnnotequals', 'arnequals'],
  ['arnnotlike', 'arnlike'],
  ['numericnotequals', 'numericequals'],
  ['datenotequals', 'dateequals'],
  ['notipaddress', 'ipaddress'],
]);

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map([
  ['stringequals', texts('literal')],
  ['stringequalsignorecase', texts('literal', true)],
  ['stringlike', texts('pattern')],
  // AWS: "ArnEquals and ArnLike behave identically".
  ['arnequals', texts('arn')],
  ['arnlike', texts('arn')],
  ['binaryequals', texts('literal')],
  ['bool', texts('literal', true)],
  ['ipaddress', ranges(addresses)],
  ...ordered('numeric', 'number'),
  ...ordered('date', 'date'),
]);

function texts(reading: Reading, ignoreCase = false): Comparison {
  return (text, given) => languageOf(text, reading, given, { ignoreCase });
}

function ordered(prefix: string, scale: Scale): readonly (readonly [string, Comparison])[] {
  const operator = (name: string, range: (at: number | bigint) => Omit<Range, 'kind' | 'scale'>) => {
    const toRange = (text: string): Range | undefined => {
      const at = readValue(scale, text);
      return at === undefined ? undefined : { kind: 'range', scale, ...range(at) };
    };
    return [`${prefix}${name}`, ranges(toRange)] as const;
  };
  return [
    operator('equals', at => ({ low: { at, included: true }, high: { at, included: true } })),
    operator('lessthan', at => ({ high: { at, included: false } })),
    operator('lessthanequals', at => ({ high: { at, included: true } })),
    operator('greaterthan', at => ({ low: { at, included: false } })),
    operator('greaterthanequals', at => ({ low: { at, included: true } })),
  ];
}

/**
 * Compares by order. A text that has no place in the order allows no value; what a deployment, or a policy variable, may make of a
 * text is open.
 */
function ranges(toRange: (text: string) => Range | undefined): Comparison {
  return (text, given) => {
    const { certain, possible } = languageOf(text, 'literal', given);
    const isWritten = text.parts.every(part => typeof part === 'string' && !part.includes('${'));
    if (isWritten) return exactly(inOrder(certain, toRange, nothing));
    return { certain: inOrder(certain, toRange, nothing), possible: inOrder(possible, toRange, anything) };
  };
}

/** `open` is allowed by what has no place in the order. */
function inOrder(values: Language, toRange: (text: string) => Range | undefined, open: Language): Language {
  if (values.kind !== 'strings') return open;
  return union(...values.list.map(text => toRange(text) ?? open));
}
