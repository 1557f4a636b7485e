import type { Text } from '../../model/text';
import { child, children, type Place } from '../place';

/** The single value of a place as it is written; undefined for a list, a map, and for nothing. */
export function writtenAt(place: Place | undefined): string | undefined {
  return place?.node.kind === 'scalar' && place.node.value !== null ? place.node.raw : undefined;
}

/** The single values of a map by key, each as `read` takes it. */
export function textsAt(place: Place | undefined, read: (place: Place) => Text | undefined): ReadonlyMap<string, Text> {
  const all = place ? children(place) : [];
  return new Map(
    all.flatMap(({ key, place: value }) => {
      const text = read(value);
      return text ? [[key, text] as const] : [];
    }),
  );
}

/** What stands below a place under these keys. */
export function descendant(place: Place | undefined, ...keys: readonly string[]): Place | undefined {
  return keys.reduce<Place | undefined>((at, key) => at && child(at, key), place);
}
