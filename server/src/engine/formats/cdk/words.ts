import type { SourcePointer } from '../../text/text';
import { child, type Place } from '../place';

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

export function wordOf({ node, at }: Place): Word | undefined {
  return node.kind === 'scalar' && node.value !== null ? { word: node.raw, at } : undefined;
}
