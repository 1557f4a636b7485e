import { columnOf } from '../../text/line';
import type { TextEdit } from '../../text/text';
import { decoded } from '../decoded';
import type { ScalarNode, SyntaxTree } from '../tree';
import { mannerOf } from './manner';

/** An edit of a string's text as an edit of what is written for it. Undefined where its style cannot hold the new text. */
export function lifted(tree: SyntaxTree, scalar: ScalarNode, edit: TextEdit): TextEdit | undefined {
  const text = written(tree, scalar, edit.text);
  if (text === undefined) return undefined;
  return { range: decoded(tree, scalar).rangeOf(edit.range.start, edit.range.end), text };
}

/** Escaped as the style asks. Where line breaks fold into spaces they may stand: to the text in the string both are white space. */
function written(tree: SyntaxTree, scalar: ScalarNode, text: string): string | undefined {
  if (scalar.style === 'plain') return undefined;
  if (scalar.style === 'double') return JSON.stringify(text).slice(1, -1);
  const indent = ' '.repeat(columnOf(tree.document.text, scalar.range.start));
  const lines = text.replace(/\r\n|\r|\n/g, `${mannerOf(tree).eol}${indent}`);
  return scalar.style === 'single' ? lines.replaceAll("'", "''") : lines;
}
