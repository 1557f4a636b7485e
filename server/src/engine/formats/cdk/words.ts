import type { Text } from '../../model/text';
import type { SourcePointer } from '../../text/text';
import { child, children, type Place } from '../place';

/** A single value and where it stands. */
export interface Word {
  readonly word: string;
  readonly at: SourcePointer;
}

export function placeAt(place: Place, ...keys: readonly string[]): Place | undefined {
  return keys.reduce<Place | undefined>((at, key) => at && child(at, key), place);
}

/** The single value under these keys. */
export function wordAt(place: Place, ...keys: readonly string[]): Word | undefined {
  const found = placeAt(place, ...keys);
  return found && wordOf(found);
}

function wordOf({ node, at }: Place): Word | undefined {
  return node.kind === 'scalar' && node.value !== null ? { word: node.raw, at } : undefined;
}

export function textOf({ word, at }: Word): Text {
  return { parts: [word], at };
}

/** The single values of a map by key. */
export function textsOf(place: Place): Readonly<Record<string, Text>> {
  const texts = children(place).flatMap(({ key, place: value }) => {
    const word = wordOf(value);
    return word ? [[key, textOf(word)] as const] : [];
  });
  return Object.fromEntries(texts);
}
