import type { Json } from '../../text/json';
import { indentation, lineEnd } from '../../text/line';
import type { TextEdit } from '../../text/text';
import { writeHclEntry } from '../hcl/write';
import type { Entry, SyntaxTree } from '../tree';
import { mannerOf } from './manner';

/**
 * An attribute as the first line of a block of a `.tf` file. Undefined where there is not one block of that address, and where it may
 * have the attribute.
 */
export function intoBlock(
  tree: SyntaxTree,
  path: readonly (string | number)[],
  key: string,
  value: Json,
): TextEdit | undefined {
  const blocks = tree.root?.kind === 'map' ? tree.root.entries.filter(entry => entry.key.raw === path[0]) : [];
  const [block, ...others] = blocks;
  if (!block || others.length > 0 || path.length !== 1) return undefined;
  const { text } = tree.document;
  const { start, end } = block.range;
  const open = text.indexOf('{', block.key.range.end) + 1;
  const written = writeHclEntry(key, value);
  if (text.slice(start, end).includes(key) || open > end) return undefined;
  const { eol } = mannerOf(tree);
  const indent = indentation(text, start);
  if (lineEnd(text, open) < end) {
    const within = secondLineIndent(text, block) ?? `${indent}  `;
    return { range: { start: open, end: open }, text: `${eol}${within}${written}` };
  }
  const held = text.slice(open, end - 1).trim();
  const rest = held === '' ? '' : `${eol}${indent}  ${held}`;
  return { range: { start: open, end: end - 1 }, text: `${eol}${indent}  ${written}${rest}${eol}${indent}` };
}

function secondLineIndent(text: string, { key, range }: Entry): string | undefined {
  return /[\r\n]([ \t]+)[^\s}]/.exec(text.slice(key.range.end, range.end))?.[1];
}
