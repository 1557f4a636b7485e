import { originOf } from '../syntax/shifted';
import { type Entry, entryOf, type SyntaxNode } from '../syntax/tree';
import type { SourcePointer } from '../text/text';

/** A node and where it stands. */
export interface Place {
  readonly node: SyntaxNode;
  readonly at: SourcePointer;
}

/** The place of what stands under a key or index of another place. */
export function step(from: SourcePointer, key: string | number): SourcePointer {
  return { uri: from.uri, path: [...from.path, key], part: 'value' };
}

/** The child of a map under `key`, of repeated ones the last. */
export function child(place: Place, key: string): Place | undefined {
  const entry = entryOf(place.node, key);
  return entry && { node: entry.value, at: step(place.at, key) };
}

export interface Child {
  readonly key: string;
  readonly place: Place;
  /** The same object as long as nothing in the entry is edited. */
  readonly origin: object;
}

/** The children of a map, of repeated keys the last. */
export function children(place: Place): readonly Child[] {
  if (place.node.kind !== 'map') return [];
  const last = new Map<string, Entry>();
  for (const entry of place.node.entries) last.set(entry.key.raw, entry);
  return Array.from(last, ([key, entry]) => ({
    key,
    place: { node: entry.value, at: step(place.at, key) },
    origin: originOf(entry),
  }));
}

/** The items of a list, or the one thing that stands where a list may. */
export function items(place: Place): readonly Place[] {
  if (place.node.kind !== 'list') return [place];
  return place.node.items.map((node, i) => ({ node, at: step(place.at, i) }));
}
