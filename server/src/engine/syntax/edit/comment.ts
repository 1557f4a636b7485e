import { indentation, lineEnd, lineStart, pastBreak } from '../../text/line';
import type { SourcePointer, TextEdit } from '../../text/text';
import { assignmentsIn } from '../assignments/assignments';
import { commentAt } from '../comments';
import { rangeOf } from '../pointer';
import { get, type SyntaxTree } from '../tree';
import { headOf } from './block';
import { mannerOf } from './manner';
import { locate, type Place } from './place';

/**
 * A comment line above the line of an entry or an item; above the string where that stands in one. Undefined in JSON, which has no
 * comments.
 */
export function commentAbove(
  tree: SyntaxTree,
  path: readonly (string | number)[],
  comment: string,
): TextEdit | undefined {
  if (tree.language === 'json') return undefined;
  const place = locate(tree, path);
  if (!place || place.shared || (place.steps !== path.length && !isAssignment(place, path))) return undefined;
  const { text } = tree.document;
  const start = startOf(outermost(tree, path.slice(0, place.steps)));
  const at = lineStart(text, start);
  const line = `${indentation(text, start)}# ${comment.replace(/\s+/g, ' ').trim()}${mannerOf(tree).eol}`;
  return { range: { start: at, end: at }, text: line };
}

/** Whether the path goes on to `Stage` of the string `Stage=prod`. */
function isAssignment({ page, node, steps }: Place, path: readonly (string | number)[]): boolean {
  if (node.kind !== 'scalar' || steps + 1 !== path.length) return false;
  return get(assignmentsIn(page.tree, node).map, String(path[steps])) !== undefined;
}

/** The place in the document itself, be it the string that holds what the path names. */
function outermost(tree: SyntaxTree, path: readonly (string | number)[]): Place {
  let place = locate(tree, path)!;
  for (let length = path.length; place.page.tree !== tree; length--) place = locate(tree, path.slice(0, length - 1))!;
  return place;
}

/** Where the key or the dash stands. */
function startOf({ page, seat, node }: Place): number {
  if (!seat) return node.range.start;
  if (seat.kind === 'entry') return seat.entry.key.range.start;
  return (seat.parent.flow ? undefined : headOf(page, seat, node)?.end) ?? node.range.start;
}

/** Takes a comment out: with its line where it has it to itself, else with the white space before it. */
export function removeComment(tree: SyntaxTree, at: SourcePointer): TextEdit | undefined {
  const { comment: _, ...what } = at;
  const range = commentAt(tree, at, rangeOf(tree, what).start)?.range;
  if (!range) return undefined;
  const { text } = tree.document;
  const line = lineStart(text, range.start);
  const before = text.slice(line, range.start);
  if (before.trim() !== '') return { range: { start: line + before.trimEnd().length, end: range.end }, text: '' };
  return { range: { start: line, end: pastBreak(text, lineEnd(text, range.end)) }, text: '' };
}
