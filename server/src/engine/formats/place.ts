import { entryOf, type SyntaxNode } from '../syntax/tree';
import { below, type SourcePointer } from '../text/text';

/** A node and where it stands. */
export interface Place {
  readonly node: SyntaxNode;
  readonly at: SourcePointer;
}

/** The child of a map under `key`, of repeated ones the last. */
export function child(place: Place, key: string): Place | undefined {
  const entry = entryOf(place.node, key);
  return entry && { node: entry.value, at: below(place.at, key) };
}

/** The children of a map, of repeated keys the last. */
export function children(place: Place): readonly { readonly key: string; readonly place: Place }[] {
  if (place.node.kind !== 'map') return [];
  const last = new Map(place.node.entries.map(entry => [entry.key.raw, entry.value]));
  return [...last].map(([key, node]) => ({ key, place: { node, at: below(place.at, key) } }));
}

/** The items of a list, or the one thing that stands where a list may. */
export function items(place: Place): readonly Place[] {
  if (place.node.kind !== 'list') return [place];
  return place.node.items.map((node, i) => ({ node, at: below(place.at, i) }));
}
