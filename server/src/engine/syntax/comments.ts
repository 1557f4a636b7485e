import { isBreak, lineEnd, lineStart } from '../text/line';
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
    while (/^[ \t]*(?:#|\/\/)/.test(text.slice(line, lineEnd(text, line))));
  }
  const end = lineEnd(text, line);
  if (text.slice(line, end).trim() === '') return undefined;
  const index = tree.roots.filter(root => root.range.start < end).length - 1;
  const root = tree.roots[index];
  return root && outermost(root, line, end, tree.roots.length > 1 ? [index] : []);
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
