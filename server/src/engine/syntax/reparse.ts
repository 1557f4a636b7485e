import { lineStart } from '../text/line';
import type { SourceDocument, SourceRange } from '../text/text';
import { parse } from './parse';
import { moved, movedRange, shiftedEntry } from './shifted';
import type { Comment, Entry, MapNode, SyntaxNode, SyntaxTree } from './tree';

/**
 * The tree of a text that was edited in one place. What lies outside of the edited entry (a resource of a template, as a rule) is
 * taken over from the tree of before, so that a keystroke costs what its entry holds. Wherever that could give another tree than
 * reading the whole text, the whole text is read.
 */
export function reparse(before: SyntaxTree, document: SourceDocument): SyntaxTree {
  return edited(before, document) ?? parse(document);
}

/** How deep the entry may stand that is read anew: `Resources` and one resource in it. */
const LEVELS = 2;

function edited(before: SyntaxTree, document: SourceDocument): SyntaxTree | undefined {
  const { root } = before;
  if (before.problems.length > 0 || before.roots.length !== 1 || root?.kind !== 'map') return undefined;
  if (before.document.uri !== document.uri || hasAnchors(before)) return undefined;
  const edit = editBetween(before.document.text, document.text);
  const path = pathTo(before, root, edit.range);
  const innermost = path[path.length - 1];
  if (!innermost) return undefined;
  const fresh = readEntry(before, document, innermost, edit.by);
  if (!fresh) return undefined;
  const newRoot = replaced(root, path, fresh.entry, edit.by);
  return {
    ...before,
    document,
    root: newRoot,
    roots: [newRoot],
    comments: commentsAfter(before.comments, innermost.extent, fresh.comments, edit.by),
    problems: [],
  };
}

/** A text has an anchor, or something that looks like one: its nodes may be shared. */
function hasAnchors({ language, document: { text } }: SyntaxTree): boolean {
  return language === 'yaml' && /[\s,[{]&[^\s&,\]}]/.test(text);
}

/** What was replaced: a range of the text of before, and by how much all behind it has moved. */
function editBetween(before: string, now: string): { readonly range: SourceRange; readonly by: number } {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === now.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === now.charCodeAt(now.length - 1 - tail)
  ) {
    tail++;
  }
  return { range: { start, end: before.length - tail }, by: now.length - before.length };
}

/** One step from a map to the entry that holds an edit. */
interface Step {
  readonly map: MapNode;
  readonly index: number;
  /** The entry's own part of the text: in block style whole lines up to the next key's. */
  readonly extent: SourceRange;
}

function pathTo(tree: SyntaxTree, root: MapNode, edit: SourceRange): readonly Step[] {
  const steps: Step[] = [];
  let map: MapNode = root;
  let extent: SourceRange = { start: 0, end: tree.document.text.length };
  while (steps.length < LEVELS) {
    const step = stepInto(tree, map, extent, edit);
    if (!step) break;
    steps.push(step);
    const { value } = map.entries[step.index]!;
    if (value.kind !== 'map' || value.flow !== root.flow || value.tag !== undefined) break;
    map = value;
    extent = step.extent;
  }
  return steps;
}

/** The entry behind whose key the whole edit stands. */
function stepInto(
  { document: { text } }: SyntaxTree,
  map: MapNode,
  within: SourceRange,
  edit: SourceRange,
): Step | undefined {
  const index = lastStarting(map.entries, edit.start);
  const entry = map.entries[index];
  if (!entry) return undefined;
  if (map.flow) {
    const extent = entry.value.range;
    const inside = entry.value.kind === 'map' && edit.start > extent.start && edit.end < extent.end;
    return inside ? { map, index, extent } : undefined;
  }
  const next = map.entries[index + 1];
  const extent = {
    start: lineStart(text, entry.range.start),
    end: next ? lineStart(text, next.range.start) : within.end,
  };
  // The character after the key is its colon: an edit there may make another key of it.
  const inside = edit.start > entry.key.range.end + 1 && edit.end < extent.end;
  return inside ? { map, index, extent } : undefined;
}

/** Index of the last entry that starts before an offset; -1 for none. Entries stand in the order of the text. */
function lastStarting(entries: readonly Entry[], offset: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle]!.range.start < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

interface FreshEntry {
  readonly entry: Entry;
  readonly comments: readonly Comment[];
}

/** Reads the entry's own text alone. Undefined where it would not read the same in its place. */
function readEntry(
  before: SyntaxTree,
  document: SourceDocument,
  { map, index, extent }: Step,
  by: number,
): FreshEntry | undefined {
  const old = map.entries[index]!;
  const text = document.text.slice(extent.start, extent.end + by);
  const tree = parse({ uri: document.uri, text });
  if (tree.problems.length > 0 || tree.roots.length !== 1 || tree.language !== before.language) return undefined;
  if (map.flow) return readFlowValue(tree, old, extent, text.length);
  if (!/[\r\n]$/.test(text) || /^(?:---|\.\.\.|%)/m.test(text) || hasAnchors(tree)) return undefined;
  const { root } = tree;
  const only = root?.kind === 'map' && !root.flow && root.tag === undefined ? root.entries : [];
  const [entry] = only;
  if (only.length !== 1 || !entry || entry.key.raw !== old.key.raw) return undefined;
  if (entry.key.range.start + extent.start !== old.key.range.start) return undefined;
  return { entry: shifted(entry, extent.start), comments: movedComments(tree.comments, extent.start) };
}

function readFlowValue(
  { root, comments }: SyntaxTree,
  old: Entry,
  extent: SourceRange,
  length: number,
): FreshEntry | undefined {
  if (root?.range.start !== 0 || root.range.end !== length) return undefined;
  const value = moved(root, extent.start);
  const range = { start: old.range.start, end: value.range.end };
  return { entry: { key: old.key, value, range }, comments: movedComments(comments, extent.start) };
}

/** Moved at once: an entry that is new is asked for at once. */
function shifted({ key, value, range }: Entry, by: number): Entry {
  return { key: { ...key, range: movedRange(key.range, by) }, value: moved(value, by), range: movedRange(range, by) };
}

/** The root with the fresh entry at the end of the path, and with all behind it moved. */
function replaced(root: MapNode, path: readonly Step[], fresh: Entry, by: number): MapNode {
  const [{ map, index }, ...below] = path as [Step, ...Step[]];
  const old = map.entries[index]!;
  const entry = below.length === 0 ? fresh : withValue(old, replaced(old.value as MapNode, below, fresh, by));
  const entries = map.entries.map((other, i) => (i < index ? other : i === index ? entry : shiftedEntry(other, by)));
  return { ...root, range: { start: root.range.start, end: endOf(root, entries, by) }, entries };
}

/** A block map ends with its last entry, a flow map behind it. */
function endOf(map: MapNode, entries: readonly Entry[], by: number): number {
  return map.flow ? map.range.end + by : (entries[entries.length - 1]?.range.end ?? map.range.end);
}

function withValue({ key, range }: Entry, value: SyntaxNode): Entry {
  return { key, value, range: { start: range.start, end: value.range.end } };
}

function commentsAfter(
  before: readonly Comment[],
  extent: SourceRange,
  fresh: readonly Comment[],
  by: number,
): readonly Comment[] {
  const above = before.filter(({ range }) => range.start < extent.start);
  const under = before.filter(({ range }) => range.start >= extent.end);
  return [...above, ...fresh, ...movedComments(under, by)];
}

function movedComments(comments: readonly Comment[], by: number): readonly Comment[] {
  return by === 0 ? comments : comments.map(comment => ({ ...comment, range: movedRange(comment.range, by) }));
}
