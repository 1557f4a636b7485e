import { originOf } from '../syntax/shifted';
import { type Entry, entryOf, type SyntaxNode } from '../syntax/tree';
import type { SourcePointer } from '../text/text';

/** A node and where it stands. */
export interface Place {
  readonly node: SyntaxNode;
  readonly at: SourcePointer;
}

/** The pointer to what stands under a key or index. Facts keep very many of them: a spread would leave room to grow in each. */
function step({ uri, path }: SourcePointer, key: string | number): SourcePointer {
  const longer = new Array<string | number>(path.length + 1);
  for (let i = 0; i < path.length; i++) longer[i] = path[i]!;
  longer[path.length] = key;
  return { uri, path: longer, part: 'value' };
}

/** What stands under a key or index of another place. Its pointer is made when asked for: most places are only looked at. */
class Below implements Place {
  private pointer: SourcePointer | undefined;

  constructor(
    private readonly parent: Place,
    private readonly key: string | number,
    readonly node: SyntaxNode,
  ) {}

  get at(): SourcePointer {
    this.pointer ??= step(this.parent.at, this.key);
    return this.pointer;
  }
}

/** The place of `node`, which stands under a key or index of `parent`. */
export function under(parent: Place, key: string | number, node: SyntaxNode): Place {
  return new Below(parent, key, node);
}

/** The same place, read as `node`. */
export function readAs(place: Place, node: SyntaxNode): Place {
  return new Reread(place, node);
}

class Reread implements Place {
  constructor(
    private readonly place: Place,
    readonly node: SyntaxNode,
  ) {}

  get at(): SourcePointer {
    return this.place.at;
  }
}

/** The child of a map under `key`, of repeated ones the last. */
export function child(place: Place, key: string): Place | undefined {
  const entry = entryOf(place.node, key);
  return entry && under(place, key, entry.value);
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
    place: under(place, key, entry.value),
    origin: originOf(entry),
  }));
}

/** The items of a list, or the one thing that stands where a list may. */
export function items(place: Place): readonly Place[] {
  if (place.node.kind !== 'list') return [place];
  return place.node.items.map((node, i) => under(place, i, node));
}
