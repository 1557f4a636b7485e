/** What a context key can hold, as far as its name says it, or else the operators that ask about it. */
import type { KeyStates } from './context';
import type { ContextKey, ValueType } from './context-keys';
import { anything, type Language, literal, patternOf, type Range, type Scale, union, wildcards } from './language';
import { show } from './language/pattern';

/** `asked`: all that is asked about the key in one question. */
export function valuesOf({ type, values }: ContextKey, asked: Iterable<KeyStates>): Language {
  const leaves = [...asked].flatMap(({ every, some }) => [every, ...some]).flatMap(leavesOf);
  if (type === 'arn') return union(arns, ...leaves.flatMap(unresolvedIn));
  // What is held against words or patterns is compared as text, which has values on no scale: nothing is excluded then.
  if (values !== anything || leaves.some(leaf => leaf.kind !== 'range')) return values;
  const types = [...(type ? [type] : []), ...leaves.flatMap(leaf => (leaf.kind === 'range' ? [typeOf(leaf)] : []))];
  const scales = new Set(types.flatMap(one => SCALES[one]));
  return scales.size === 0 ? anything : union(...[...scales].map(scale => ({ kind: 'range', scale }) as const));
}

/** Of six parts, of which region and account may be empty. */
const arns = patternOf(wildcards('arn:?*:?*:*:*:', true).concat(wildcards('?*')));

const SCALES: Readonly<Record<Exclude<ValueType, 'arn'>, readonly Scale[]>> = {
  number: ['number'],
  date: ['date'],
  address: ['ipv4', 'ipv6'],
};

function typeOf({ scale }: Range): Exclude<ValueType, 'arn'> {
  return scale === 'number' || scale === 'date' ? scale : 'address';
}

type Leaf = Exclude<Language, { readonly kind: 'not' | 'any' | 'all' }>;

/** The sets that a set is made of. */
export function leavesOf(language: Language): readonly Leaf[] {
  if (language.kind === 'any' || language.kind === 'all') return language.of.flatMap(leavesOf);
  if (language.kind === 'not') return leavesOf(language.of);
  return language.kind === 'strings' && language.list.length === 0 ? [] : [language];
}

/** What stands for the ARN of another resource until it is deployed: `${TaskRole.Arn}`. */
function unresolvedIn(leaf: Leaf): readonly Language[] {
  if (leaf.kind === 'glob') return show(leaf.tokens).includes('${') ? [leaf] : [];
  return leaf.kind === 'strings' ? [literal(...leaf.list.filter(text => text.includes('${')))] : [];
}
