import { isBreak, lineEnd, lineStart } from '../text/line';
import type { SourcePointer } from '../text/text';
import type { Comment, SyntaxNode, SyntaxTree } from './tree';

/**
 * The path of what a comment speaks of: the outermost entry or list item that begins on its line, or, for a comment that has its
 * line to itself, on the next line that is no comment. Undefined where a blank line or nothing follows.
 */
export function commentTarget(tree: SyntaxTree, comment: Comment): (string | number)[] | undefined {
  const { text } = tree.document;
  let line = lineStart(text, comment.range.start);
  if (text.slice(line, comment.range.start).trim() === '') {
    do line = nextLine(text, line);
    while (isCommentLine(text, line));
  }
  const end = lineEnd(text, line);
  if (text.slice(line, end).trim() === '') return undefined;
  const index = tree.roots.filter(root => root.range.start < end).length - 1;
  const root = tree.roots[index];
  return root && outermost(root, line, end, tree.roots.length > 1 ? [index] : []);
}

/** The pointer to a comment: to what it speaks of, and which of the comments there it is. */
export function commentPointer(tree: SyntaxTree, comment: Comment): SourcePointer | undefined {
  const path = commentTarget(tree, comment);
  if (!path) return undefined;
  const number = commentsOn(tree, comment.range.start).indexOf(comment);
  return { uri: tree.document.uri, path, part: 'entry', comment: number };
}

/** The comment that a pointer names, which speaks of what begins at `start`; undefined when it is gone. */
export function commentAt(tree: SyntaxTree, { comment }: SourcePointer, start: number): Comment | undefined {
  return comment === undefined ? undefined : commentsOn(tree, start)[comment];
}

/** The comments of a line and of the lines of comments directly above it; `offset` may stand in any of these. */
function commentsOn({ document: { text }, comments }: SyntaxTree, offset: number): readonly Comment[] {
  let from = lineStart(text, offset);
  while (from > 0 && isCommentLine(text, lineBefore(text, from))) from = lineBefore(text, from);
  let last = lineStart(text, offset);
  while (isCommentLine(text, last)) last = nextLine(text, last);
  const to = lineEnd(text, last);
  return comments.filter(({ range }) => from <= range.start && range.start < to);
}

function isCommentLine(text: string, start: number): boolean {
  return /^[ \t]*(?:#|\/\/)/.test(text.slice(start, lineEnd(text, start)));
}

function lineBefore(text: string, line: number): number {
  return lineStart(text, line - (text.startsWith('\r\n', line - 2) ? 2 : 1));
}

function nextLine(text: string, line: number): number {
  const end = lineEnd(text, line);
  const crlf = text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10;
  return isBreak(text.charCodeAt(end)) ? end + (crlf ? 2 : 1) : end;
}

/** The outermost child that begins between two offsets. */
function outermost(
  root: SyntaxNode,
  from: number,
  to: number,
  path: (string | number)[],
): (string | number)[] | undefined {
  let node: SyntaxNode | undefined = root;
  while (node && node.kind !== 'scalar') {
    const children = childrenOf(node);
    const begins = children.find(({ start }) => from <= start && start < to);
    if (begins) return [...path, begins.step];
    const holds = children.find(({ start, end }) => start < from && from < end);
    if (!holds) return undefined;
    path.push(holds.step);
    node = holds.node;
  }
  return undefined;
}

interface Child {
  readonly step: string | number;
  readonly start: number;
  readonly end: number;
  readonly node: SyntaxNode;
}

function childrenOf(node: SyntaxNode): Child[] {
  if (node.kind === 'list') return node.items.map((item, step) => ({ step, ...item.range, node: item }));
  if (node.kind === 'scalar') return [];
  return node.entries.map(({ key, value, range }) => ({ step: key.raw, ...range, node: value }));
}
