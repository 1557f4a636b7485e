import type { Entry, ScalarNode, SyntaxNode } from '../tree';

/** A map or a list that is still open. */
export interface JsonFrame {
  readonly kind: 'map' | 'list';
  readonly start: number;
  /** Indentation of the line that it begins on. */
  readonly indent: number;
  readonly items: SyntaxNode[];
  readonly entries: Entry[];
  /** Read, and still without its value. */
  key: ScalarNode | undefined;
  expects: 'key' | 'colon' | 'value' | 'comma';
}

const noItems: SyntaxNode[] = [];
const noEntries: Entry[] = [];

export function newFrame(kind: 'map' | 'list', start: number, indent: number): JsonFrame {
  return kind === 'map'
    ? { kind, start, indent, items: noItems, entries: [], key: undefined, expects: 'key' }
    : { kind, start, indent, items: [], entries: noEntries, key: undefined, expects: 'value' };
}

export function nodeOf({ kind, start, items, entries }: JsonFrame, end: number): SyntaxNode {
  const range = { start, end };
  return kind === 'map' ? { kind, range, entries, flow: true } : { kind, range, items, flow: true };
}
