import type { Hole, Text } from '../../../model/text';
import { during, type Possible } from '../../possible';
import type { Alternatives, MapValue, Value } from './value';

/** The string when no hole is left in it. */
export function literalOf(value: Value | undefined): string | undefined {
  if (value?.kind !== 'scalar') return undefined;
  const { parts } = value.text;
  if (parts.length === 0) return '';
  return parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : undefined;
}

/** The hole when there is nothing else. */
export function holeOf(value: Value | undefined): Hole | undefined {
  const only = value?.kind === 'scalar' && value.text.parts.length === 1 ? value.text.parts[0] : undefined;
  return typeof only === 'object' ? only : undefined;
}

/** The value of an attribute; undefined for anything but a map. */
export function attribute(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === 'map' ? value.entries.get(name) : undefined;
}

/** The blocks of a name: written as one object, or as a list of them. */
export function blocks(value: Value | undefined): readonly MapValue[] {
  return itemsOf(value).filter(item => item.kind === 'map');
}

/** The items of a list; a single value counts as a list of itself, as Terraform converts it. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  if (value.kind === 'list') return value.items;
  if (value.kind === 'alternatives') return value.of.flatMap(one => itemsOf(one.value));
  return [value];
}

/** What may stand in a list, or alone where a list may, each with when it is there. */
export function possibleItems(value: Value | undefined): readonly Possible<Value>[] {
  if (value === undefined) return [];
  if (value.kind === 'list') return value.items.flatMap(possibleItems);
  if (value.kind !== 'alternatives') return [{ value }];
  return value.of.flatMap(one => during(one.when, possibleItems(one.value)));
}

/** Every item as text. */
export function textsOf(value: Value | undefined): readonly Text[] {
  return itemsOf(value).map(textOf);
}

/** One text: alternatives of literals are a hole with these values, a list or object is what cannot be known. */
export function textOf(value: Value): Text {
  if (value.kind === 'scalar') return value.text;
  if (value.kind === 'document') return { parts: [value.hole], at: value.at };
  if (value.kind === 'alternatives') return { parts: [holeAmong(value)], at: value.at };
  return { parts: [{ hole: `a ${value.kind}`, kind: 'opaque' }], at: value.at };
}

/** Beyond so many cases it is not said which of them is when. */
const MAX_CASES = 16;

function holeAmong(value: Alternatives): Hole {
  const known = value.of.map(one => literalOf(one.value)).filter(option => option !== undefined);
  if (known.length < value.of.length) return { hole: value.words, kind: 'opaque' };
  const cases = value.of.flatMap(({ when }, i) => (when ? [{ value: known[i]!, when }] : []));
  const isTold = cases.length === value.of.length && cases.length <= MAX_CASES;
  return { hole: value.words, kind: 'opaque', oneOf: [...new Set(known)], ...(isTold ? { cases } : {}) };
}
