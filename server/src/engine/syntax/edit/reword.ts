import type { TextEdit } from '../../text/text';
import { nodeAt } from '../pointer';
import type { StructuralEdit } from '../structural-edit';
import type { SyntaxTree } from '../tree';
import { locate } from './place';

/** Undefined where the words are not written as they read, escaped for example, or not exactly once, and where an alias stands. */
export function reworded(
  tree: SyntaxTree,
  { at, from, to }: Extract<StructuralEdit, { kind: 'reword' }>,
): TextEdit | undefined {
  const node = nodeAt(tree, at);
  if (!node || locate(tree, at.path)?.shared) return undefined;
  const written = tree.document.text.slice(node.range.start, node.range.end);
  const first = written.indexOf(from);
  if (first < 0 || written.indexOf(from, first + 1) >= 0) return undefined;
  const start = node.range.start + first;
  return { range: { start, end: start + from.length }, text: to };
}
