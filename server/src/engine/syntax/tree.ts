/**
 * Syntax trees: what a text says as YAML or JSON, with the place of every word. This folder knows text and its grammar, not
 * what a template means.
 */
import type { SourceDocument, SourcePointer, SourceRange } from '../text/text';

/** Parsing never fails: what could be read, and what could not. */
export interface SyntaxTree {
  readonly document: SourceDocument;
  /**
   * How the text is written. An edit is rendered in the same way. Sources of generated documents are not understood: `hcl` is a map
   * of the addresses of blocks, `lines` a list of lines.
   */
  readonly language: 'yaml' | 'json' | 'toml' | 'hcl' | 'lines';
  /** The only document of the text; of several, the first. Absent when nothing could be read. */
  readonly root: SyntaxNode | undefined;
  /** Every document of the text in order: one, as a rule. */
  readonly roots: readonly SyntaxNode[];
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
}

export interface SyntaxProblem {
  readonly message: string;
  readonly range: SourceRange;
  /** A `warning` leaves nothing unread: a repeated key. Absent: what stands there could not be read. */
  readonly severity?: 'warning';
}

export interface Comment {
  /** Without its `#`, `//` or `/*` and without white space at either end. */
  readonly text: string;
  readonly range: SourceRange;
}

export type SyntaxNode = ScalarNode | ListNode | MapNode;

interface NodeBase {
  /** From the first character of the value (quotes and tag not counted for scalars: see `ScalarNode.range`) to its end. */
  readonly range: SourceRange;
  /** As written: `!Sub`. */
  readonly tag?: string;
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  /**
   * Where the value is written: a plain scalar's characters; a quoted one's with its quotes; a block scalar's text without the header. The tag is outside.
   */
  readonly range: SourceRange;
  readonly value: string | number | boolean | null;
  /** The value as a string, quotes and escapes undone, nothing else interpreted: `012345678901` keeps its zero. */
  readonly raw: string;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
}

export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly items: readonly SyntaxNode[];
  /** Written with brackets. */
  readonly flow: boolean;
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  /** In the order of the text, repeated keys included; entries that a YAML merge key brings come last. */
  readonly entries: readonly Entry[];
  /** Written with braces. */
  readonly flow: boolean;
}

export interface Entry {
  readonly key: ScalarNode;
  readonly value: SyntaxNode;
  /** From the key's start to the value's end. */
  readonly range: SourceRange;
}

/** The value under `key`; of repeated keys the last, as YAML and JSON readers take it. */
export function get(node: SyntaxNode | undefined, key: string): SyntaxNode | undefined {
  return entryOf(node, key)?.value;
}

/** The entry under `key`; of repeated keys the last. Absent when `node` is no map. */
export function entryOf(node: SyntaxNode | undefined, key: string): Entry | undefined {
  if (node?.kind !== 'map') return undefined;
  const { entries } = node;
  if (entries.length > few) return byKey(entries).get(key);
  for (let i = entries.length - 1; i >= 0; i--) if (entries[i]!.key.raw === key) return entries[i];
  return undefined;
}

/** Beyond this a map is faster than looking at every key. */
const few = 32;

const remembered = new WeakMap<readonly Entry[], ReadonlyMap<string, Entry>>();

/** Remembered, as thousands of places may be looked for in a template with as many resources. */
function byKey(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  const known = remembered.get(entries) ?? new Map(entries.map(entry => [entry.key.raw, entry]));
  remembered.set(entries, known);
  return known;
}

/** A pointer to the whole document. */
export function rootPointer(tree: SyntaxTree): SourcePointer {
  return { uri: tree.document.uri, path: [], part: 'value' };
}
