/** Takes entries and items out of a text, each with its comments, and leaves every other character as it is. */
import { columnOf, indentation, lineEnd, lineStart, pastBreak } from '../../text/line';
import type { SourceRange, TextEdit } from '../../text/text';
import type { ListNode, MapNode, SyntaxNode, SyntaxTree } from '../tree';
import { endBehind } from './block';
import { commaBetween, pastComment } from './flow';
import { holds } from './place';

/** The steps to what is to go: a step leads to more steps, or to nothing, when all that stands there goes. */
export type Going = ReadonlyMap<string | number, Going | undefined>;

/**
 * The edits that take out what is going; what would be left empty goes too. Undefined where something is not written in its own
 * place (an alias, a merge key) or not on lines of its own.
 */
export function takeOut(tree: SyntaxTree, going: Going): readonly TextEdit[] | undefined {
  if (!tree.root) return undefined;
  const { text } = tree.document;
  const page: Page = { text, root: tree.root, comments: new Set(tree.comments.map(({ range }) => range.start)) };
  const cuts = inside(page, tree.root, going);
  if (!cuts || cuts === 'emptied') return undefined;
  return merged(merged(cuts).map(range => toTheEnd(text, range))).map(range => ({ range, text: '' }));
}

type Collection = MapNode | ListNode;

interface Page {
  readonly text: string;
  readonly root: SyntaxNode;
  /** Where comments begin. */
  readonly comments: ReadonlySet<number>;
}

/** A child that is written in its parent. */
interface Child {
  readonly step: string | number;
  readonly range: SourceRange;
  readonly value: SyntaxNode;
}

function inside(page: Page, node: SyntaxNode, going: Going): readonly SourceRange[] | 'emptied' | undefined {
  const children = node.kind === 'scalar' ? undefined : childrenOf(node);
  if (!children || node.kind === 'scalar') return undefined;
  const gone = new Set<number>();
  const cuts: SourceRange[] = [];
  for (const [i, { step, value }] of children.entries()) {
    if (!going.has(step)) continue;
    const more = going.get(step);
    const within = more === undefined ? 'emptied' : inside(page, value, more);
    if (within === undefined) return undefined;
    if (within === 'emptied') gone.add(i);
    else cuts.push(...within);
  }
  if (gone.size === children.length) return 'emptied';
  const own = node.flow ? cutsInFlow(page, node, children, gone) : cutsInBlock(page, node, children, gone);
  return own && [...cuts, ...own];
}

/** In order of place. Undefined when one is written elsewhere. */
function childrenOf(node: Collection): readonly Child[] | undefined {
  const children: readonly Child[] =
    node.kind === 'list'
      ? node.items.map((value, step) => ({ step, range: value.range, value }))
      : node.entries.map(({ key, value, range }) => ({ step: key.raw, range, value }));
  let end = node.range.start;
  for (const { range } of children) {
    if (range.start < end || !holds(node.range, range)) return undefined;
    end = range.end;
  }
  return children;
}

/** Each child goes with its comma and the lines down to it; the last that stays loses its own. */
function cutsInFlow(
  { text }: Page,
  { range }: Collection,
  children: readonly Child[],
  gone: ReadonlySet<number>,
): readonly SourceRange[] {
  const commas = children.map((child, i) =>
    commaBetween(text, child.range.end, children[i + 1]?.range.start ?? range.end - 1),
  );
  const ends = children.map((child, i) => pastComment(text, commas[i] ?? child.range.end));
  const cuts = [...gone].map(i => ({ start: i === 0 ? range.start + 1 : ends[i - 1]!, end: ends[i]! }));
  const last = children.length - 1;
  const comma = gone.has(last) && commas[last] === undefined ? commas[lastKept(last, gone)] : undefined;
  return comma === undefined ? cuts : [...cuts, { start: comma - 1, end: comma }];
}

function lastKept(last: number, gone: ReadonlySet<number>): number {
  let at = last;
  while (gone.has(at)) at--;
  return at;
}

/**
 * Each child goes with its lines, the comments right above, those indented deeper below, and the blank lines behind. What a file
 * begins with speaks of all of it, and stays.
 */
function cutsInBlock(
  page: Page,
  node: Collection,
  children: readonly Child[],
  gone: ReadonlySet<number>,
): readonly SourceRange[] | undefined {
  const { text } = page;
  const column = columnOf(text, node.range.start);
  const cuts: SourceRange[] = [];
  for (const i of gone) {
    const child = children[i]!;
    const line = lineStart(text, child.range.start);
    if (!standsAlone(text, node, child, line, column)) return undefined;
    const before = children[i - 1];
    const stop = before ? pastBreak(text, endOf(text, before)) : node === page.root ? line : 0;
    const start = withCommentsAbove(page, line, stop, before ? column : Number.POSITIVE_INFINITY);
    const end = withLinesBelow(page, pastBreak(text, endOf(text, child)), column);
    cuts.push({ start, end });
  }
  return cuts;
}

/** Whether nothing but its indentation, and the dash of an item, stands before a child on its line. */
function standsAlone(text: string, { kind }: Collection, { range }: Child, line: number, column: number): boolean {
  const before = text.slice(line, range.start);
  if (kind === 'list') return before.trim() === '-' && before.indexOf('-') === column;
  return before.trim() === '' && before.length === column;
}

/** The end of the last line that a child stands on. */
function endOf(text: string, { range, value }: Child): number {
  const end = lineEnd(text, range.end);
  return holds(range, value.range) ? Math.max(endBehind(text, value), end) : end;
}

/** The start of the comment lines right above a line; what is indented deeper than `deepest` belongs to what stands above. */
function withCommentsAbove(page: Page, line: number, stop: number, deepest: number): number {
  let start = line;
  while (start > stop) {
    const above = lineStart(page.text, start - (page.text.startsWith('\r\n', start - 2) ? 2 : 1));
    const column = commentColumn(page, above);
    if (above < stop || column === undefined || column > deepest) break;
    start = above;
  }
  return start;
}

/** Past the lines of comments that are indented deeper than `column`, and past blank lines. */
function withLinesBelow(page: Page, from: number, column: number): number {
  const { text } = page;
  let line = from;
  while (line < text.length) {
    const next = pastBreak(text, lineEnd(text, line));
    const isBlank = text.slice(line, next).trim() === '';
    const comment = commentColumn(page, line);
    if (!isBlank && (comment === undefined || comment <= column)) break;
    line = next;
  }
  return line;
}

/** The column of the comment that has the line at `line` to itself. */
function commentColumn({ text, comments }: Page, line: number): number | undefined {
  const start = line + indentation(text, line).length;
  return comments.has(start) ? start - line : undefined;
}

/** What reaches the text's end takes the blank lines above along, and the last break where the text ends without one. */
function toTheEnd(text: string, { start, end }: SourceRange): SourceRange {
  if (text.slice(end).trim() !== '') return { start, end };
  const kept = text.slice(0, start).trimEnd().length;
  return { start: /[\r\n]$/.test(text) ? pastBreak(text, lineEnd(text, kept)) : kept, end: text.length };
}

function merged(ranges: readonly SourceRange[]): readonly SourceRange[] {
  const out: SourceRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last && range.start <= last.end)
      out[out.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else out.push(range);
  }
  return out;
}
