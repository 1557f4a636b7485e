import type { SourcePointer, SourceRange } from '../text/text';
import { assignmentsIn } from './assignments/assignments';
import { commentAt } from './comments';
import { embeddedIn } from './embedded';
import { hclIn } from './hcl/hcl';
import { scriptIn } from './shell/script';
import { type Entry, entryOf, type ScalarNode, type SyntaxNode, type SyntaxTree } from './tree';

/** The node that a pointer names; undefined when it is not there (any more). */
export function nodeAt(tree: SyntaxTree, at: SourcePointer): SyntaxNode | undefined {
  const found = follow(tree, at.path);
  return found.steps === at.path.length ? found.node : undefined;
}

/**
 * The range that a pointer names, or its nearest surviving ancestor's: that one's key where it has one. Empty only in an empty
 * text. Where an alias stands, the range is that of what the alias stands for.
 */
export function rangeOf(tree: SyntaxTree, at: SourcePointer): SourceRange {
  const { node, entry, steps } = follow(tree, at.path);
  if (!node) return startOf(tree);
  const comment = commentAt(tree, at, (entry ?? node).range.start);
  if (comment) return comment.range;
  const range = steps < at.path.length ? (entry?.key.range ?? node.range) : partOf(node, entry, at.part);
  if (range.end > range.start) return range;
  return entry && entry.range.end > entry.range.start ? entry.range : startOf(tree, range.start);
}

/** The path of the innermost key or value at an offset. */
export function pathAt(tree: SyntaxTree, offset: number): (string | number)[] {
  const path: (string | number)[] = [];
  let node = rootAt(tree, offset, path);
  while (node) node = childAt(tree, node, offset, path);
  return path;
}

/** The document inside a string: JSON, or the expression of a Terraform template. */
function stepInto(tree: SyntaxTree, scalar: ScalarNode): SyntaxNode | undefined {
  return scalar.raw.startsWith('${') ? hclIn(tree, scalar) : embeddedIn(tree, scalar);
}

/** As far as a path leads. */
interface Followed {
  readonly node: SyntaxNode | undefined;
  /** The entry of which `node` is the value. */
  readonly entry: Entry | undefined;
  /** Steps of the path that were there. */
  readonly steps: number;
}

function follow(tree: SyntaxTree, path: readonly (string | number)[]): Followed {
  let node = documentAt(tree, path);
  let entry: Entry | undefined;
  let steps = tree.roots.length > 1 && typeof path[0] === 'number' ? 1 : 0;
  while (node && steps < path.length) {
    const step = path[steps]!;
    const within: SyntaxNode | undefined = node.kind === 'scalar' ? insideOf(tree, node, step) : node;
    const nextEntry: Entry | undefined = entryOf(within, String(step));
    const next: SyntaxNode | undefined = within?.kind === 'list' ? itemOf(within.items, step) : nextEntry?.value;
    if (!next) break;
    node = next;
    entry = nextEntry;
    steps++;
  }
  return { node, entry, steps };
}

/** What a step into a string leads into: a document, a word of a script by its number, what a list of assignments gives to a name. */
function insideOf(tree: SyntaxTree, scalar: ScalarNode, step: string | number): SyntaxNode {
  const document = stepInto(tree, scalar);
  if (typeof step === 'number') return document?.kind === 'list' ? document : scriptIn(tree, scalar).words;
  return document ?? assignmentsIn(tree, scalar).map;
}

function documentAt(tree: SyntaxTree, path: readonly (string | number)[]): SyntaxNode | undefined {
  const first = path[0];
  return tree.roots.length > 1 && typeof first === 'number' ? tree.roots[first] : tree.root;
}

function itemOf(items: readonly SyntaxNode[], step: string | number): SyntaxNode | undefined {
  return typeof step === 'number' ? items[step] : undefined;
}

function partOf(node: SyntaxNode, entry: Entry | undefined, part: SourcePointer['part']): SourceRange {
  if (part === 'value' || !entry) return node.range;
  return part === 'key' ? entry.key.range : entry.range;
}

/** One character at `offset` or before it: something to show where nothing is written. */
function startOf(tree: SyntaxTree, offset = 0): SourceRange {
  const end = Math.min(offset + 1, tree.document.text.length);
  return { start: Math.max(0, Math.min(offset, end - 1)), end };
}

function rootAt(tree: SyntaxTree, offset: number, path: (string | number)[]): SyntaxNode | undefined {
  if (tree.roots.length < 2) return tree.root;
  let index = 0;
  while (index + 1 < tree.roots.length && tree.roots[index + 1]!.range.start <= offset) index++;
  path.push(index);
  return tree.roots[index];
}

/** The child at an offset, its step added to the path; undefined when the node itself is the innermost. */
function childAt(
  tree: SyntaxTree,
  node: SyntaxNode,
  offset: number,
  path: (string | number)[],
): SyntaxNode | undefined {
  if (node.kind === 'scalar') {
    const inside = stepInto(tree, node);
    return inside && holds(inside.range, offset) ? childAt(tree, inside, offset, path) : undefined;
  }
  if (node.kind === 'list') {
    const index = indexAt(
      node.items.map(item => item.range),
      offset,
    );
    if (index < 0) return undefined;
    path.push(index);
    return node.items[index];
  }
  const entry =
    node.entries[
      indexAt(
        node.entries.map(each => each.range),
        offset,
      )
    ];
  if (!entry) return undefined;
  path.push(entry.key.raw);
  return holds(entry.value.range, offset) ? entry.value : undefined;
}

/** The range that holds an offset, or else one that ends there; -1 when none does. */
function indexAt(ranges: readonly SourceRange[], offset: number): number {
  const within = ranges.findIndex(({ start, end }) => start <= offset && offset < end);
  return within >= 0 ? within : ranges.findIndex(({ end }) => offset === end);
}

function holds({ start, end }: SourceRange, offset: number): boolean {
  return start <= offset && offset <= end;
}
