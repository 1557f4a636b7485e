import type { TextEdit } from '../../text/text';
import { nodeAt } from '../pointer';
import type { StructuralEdit } from '../structural-edit';
import type { SyntaxTree } from '../tree';

/** Undefined where the words are not written as they read, escaped for example, or not exactly once. */
export function reworded(
  tree: SyntaxTree,
  { at, from, to }: Extract<StructuralEdit, { kind: 'reword' }>,
): TextEdit | undefined {
  const node = nodeAt(tree, at);
  if (node?.kind !== 'scalar') return undefined;
  const written = tree.document.text.slice(node.range.start, node.range.end);
  const first = written.indexOf(from);
  if (first < 0 || written.indexOf(from, first + 1) >= 0) return undefined;
  const start = node.range.start + first;
  return { range: { start, end: start + from.length }, text: to };
}
