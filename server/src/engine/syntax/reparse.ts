import { columnOf, lineStart } from '../text/line';
import type { SourceDocument, SourceRange, TextEdit } from '../text/text';
import { parse } from './parse';
import { moved, movedRange, shiftedEntry } from './shifted';
import type { Comment, Entry, MapNode, SyntaxNode, SyntaxTree } from './tree';

/**
 * The tree of a text that was edited in one place. What lies outside of the edited entries (a resource of a template, as a rule) is
 * taken over from the tree of before, so that a keystroke costs what they hold. Wherever that could give another tree than
 * reading the whole text, the whole text is read. `by`: what was edited, where that is known; else the texts are compared.
 */
export function reparse(before: SyntaxTree, document: SourceDocument, by?: TextEdit): SyntaxTree {
  return edited(before, document, by) ?? parse(document);
}

/** How deep the entries may stand that are read anew: `Resources` and some resources in it. */
const LEVELS = 2;

function edited(before: SyntaxTree, document: SourceDocument, by: TextEdit | undefined): SyntaxTree | undefined {
  const { root } = before;
  if (before.language === 'hcl' || before.problems.length > 0 || before.roots.length !== 1 || root?.kind !== 'map')
    return undefined;
  // A table of TOML may be said in several places, so that its extent is no part of the text.
  if (before.document.uri !== document.uri || before.language === 'toml' || hasAnchors(before)) return undefined;
  const edit = by ? replacedBy(by) : editBetween(before.document.text, document.text);
  const path = pathTo(before, root, edit.range);
  const innermost = path[path.length - 1];
  if (!innermost) return undefined;
  const fresh = readRun(before, document, innermost, edit.by);
  if (!fresh) return undefined;
  const newRoot = replaced(root, path, fresh.entries, edit.by);
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
interface Replaced {
  readonly range: SourceRange;
  readonly by: number;
}

function replacedBy({ range, text }: TextEdit): Replaced {
  return { range, by: text.length - (range.end - range.start) };
}

function editBetween(before: string, now: string): Replaced {
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

/** Entries of a map next to each other, from `first` to `last`, that hold an edit. */
interface Run {
  readonly map: MapNode;
  readonly first: number;
  readonly last: number;
  /** Their part of the text: in block style whole lines up to the next key's, in flow style from the first to the last character. */
  readonly extent: SourceRange;
}

/** From the root to the innermost run; each but the last is one entry, behind whose key the whole edit stands. */
function pathTo(tree: SyntaxTree, root: MapNode, edit: SourceRange): readonly Run[] {
  const path: Run[] = [];
  let map: MapNode = root;
  let within: SourceRange = { start: 0, end: tree.document.text.length };
  while (path.length < LEVELS) {
    const run = runAround(tree, map, within, edit);
    // A run of root entries would be the whole text.
    if (!run || (path.length === 0 && run.first !== run.last)) break;
    path.push(run);
    const { key, value } = map.entries[run.first]!;
    const goesOn = value.kind === 'map' && value.flow === root.flow && value.tag === undefined;
    if (!goesOn || run.first !== run.last || edit.start <= key.range.end + 1) break;
    map = value;
    within = run.extent;
  }
  return path;
}

function runAround(tree: SyntaxTree, map: MapNode, within: SourceRange, edit: SourceRange): Run | undefined {
  const { text } = tree.document;
  const { entries } = map;
  const first = lastStarting(entries, edit.start);
  const last = Math.max(first, lastStarting(entries, edit.end));
  const [one, other, next] = [entries[first], entries[last], entries[last + 1]];
  if (!one || !other) return undefined;
  const extent = map.flow
    ? { start: one.range.start, end: other.range.end }
    : { start: lineStart(text, one.range.start), end: next ? lineStart(text, next.range.start) : within.end };
  return edit.start > extent.start && edit.end < extent.end ? { map, first, last, extent } : undefined;
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

interface Fresh {
  readonly entries: readonly Entry[];
  readonly comments: readonly Comment[];
}

/** Reads the text of a run alone. Undefined where it would not read the same in its place. */
function readRun(before: SyntaxTree, document: SourceDocument, run: Run, by: number): Fresh | undefined {
  const { map, extent } = run;
  const written = document.text.slice(extent.start, extent.end + by);
  const text = map.flow ? `{${written}}` : written;
  const tree = parse({ uri: document.uri, text });
  const { root } = tree;
  if (tree.problems.length > 0 || tree.roots.length !== 1 || tree.language !== before.language) return undefined;
  if (root?.kind !== 'map' || root.flow !== map.flow || root.tag !== undefined || root.entries.length === 0)
    return undefined;
  const stands = map.flow ? standsInFlow(root, text) : standsInBlock(root, tree, columnIn(before, run));
  if (!stands || !keysFit(root.entries, run)) return undefined;
  const at = extent.start - (map.flow ? 1 : 0);
  return { entries: root.entries.map(entry => shifted(entry, at)), comments: movedComments(tree.comments, at) };
}

/** Nothing but the entries stands between the braces that were put around them, no comma either. */
function standsInFlow({ entries, range }: MapNode, text: string): boolean {
  const fills = entries[0]!.range.start === 1 && entries[entries.length - 1]!.range.end === text.length - 1;
  return fills && range.start === 0 && range.end === text.length;
}

/** Whole lines, keys in the column of those before, and nothing that reaches out of the lines. */
function standsInBlock({ entries }: MapNode, tree: SyntaxTree, column: number): boolean {
  const { text } = tree.document;
  if (!/[\r\n]$/.test(text) || /^(?:---|\.\.\.|%)/m.test(text) || hasAnchors(tree)) return false;
  return columnOf(text, entries[0]!.range.start) === column && entries.every(({ key }) => key.raw !== '<<');
}

function columnIn({ document: { text } }: SyntaxTree, { map, first }: Run): number {
  return columnOf(text, map.entries[first]!.range.start);
}

/** No key is twice in the map: what is new must not be a key outside of the run. */
function keysFit(entries: readonly Entry[], { map, first, last }: Run): boolean {
  const same =
    entries.length === last - first + 1 && entries.every(({ key }, i) => key.raw === map.entries[first + i]!.key.raw);
  if (same) return true;
  const fresh = new Set(entries.map(({ key }) => key.raw));
  return map.entries.every(({ key }, i) => (i >= first && i <= last) || !fresh.has(key.raw));
}

/** Moved at once: an entry that is new is asked for at once. */
function shifted({ key, value, range }: Entry, by: number): Entry {
  return { key: { ...key, range: movedRange(key.range, by) }, value: moved(value, by), range: movedRange(range, by) };
}

/** The map with the fresh entries at the end of the path, and with all behind them moved. */
function replaced(root: MapNode, path: readonly Run[], fresh: readonly Entry[], by: number): MapNode {
  const [{ map, first, last }, ...below] = path as [Run, ...Run[]];
  const old = map.entries[first]!;
  const now = below.length === 0 ? fresh : [withValue(old, replaced(old.value as MapNode, below, fresh, by))];
  const behind = map.entries.slice(last + 1).map(entry => shiftedEntry(entry, by));
  const entries = [...map.entries.slice(0, first), ...now, ...behind];
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
