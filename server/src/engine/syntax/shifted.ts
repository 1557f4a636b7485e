import type { SourceRange } from '../text/text';
import type { Entry, ScalarNode, SyntaxNode } from './tree';

/** The same entry, `by` code units further on. Its nodes are moved when somebody asks for them: most are never asked for. */
export function shiftedEntry(entry: Entry, by: number): Entry {
  if (entry instanceof MovedEntry) return new MovedEntry(entry.origin, entry.by + by);
  return by === 0 ? entry : new MovedEntry(entry, by);
}

/** The entry that was parsed, before any move: the same object as long as nothing in the entry is edited. */
export function originOf(entry: Entry): Entry {
  return entry instanceof MovedEntry ? entry.origin : entry;
}

class MovedEntry implements Entry {
  private moved: { readonly key: ScalarNode; readonly value: SyntaxNode } | undefined;

  constructor(
    readonly origin: Entry,
    readonly by: number,
  ) {}

  get range(): SourceRange {
    return movedRange(this.origin.range, this.by);
  }

  get key(): ScalarNode {
    return this.nodes().key;
  }

  get value(): SyntaxNode {
    return this.nodes().value;
  }

  private nodes() {
    this.moved ??= {
      key: { ...this.origin.key, range: movedRange(this.origin.key.range, this.by) },
      value: moved(this.origin.value, this.by),
    };
    return this.moved;
  }
}

/** The same node, `by` code units further on. Not for nodes that an alias shares. */
export function moved(node: SyntaxNode, by: number): SyntaxNode {
  const range = movedRange(node.range, by);
  if (node.kind === 'scalar') return { ...node, range };
  if (node.kind === 'list') return { ...node, range, items: node.items.map(item => moved(item, by)) };
  return { ...node, range, entries: node.entries.map(entry => shiftedEntry(entry, by)) };
}

export function movedRange({ start, end }: SourceRange, by: number): SourceRange {
  return { start: start + by, end: end + by };
}
