import type { Json } from '../../text/json';
import { columnOf, indentation, lineStart } from '../../text/line';
import type { TextEdit } from '../../text/text';
import type { SyntaxNode } from '../tree';
import { behind, headOf, skipSpaces } from './block';
import { flowValue, writtenStart } from './flow';
import type { Page, Seat } from './place';
import { yamlItem } from './write-yaml';

/** Makes a list of a value that stands alone and a new one. The old value stays as it is written, comments included. */
export function wrapInList(page: Page, seat: Seat | undefined, node: SyntaxNode, value: Json): TextEdit | undefined {
  if (seat && !seat.parent.flow) return inBlock(page, seat, node, value);
  return page.language === 'yaml' && !seat ? undefined : inFlow(page, seat, node, value);
}

function inFlow(page: Page, seat: Seat | undefined, node: SyntaxNode, value: Json): TextEdit | undefined {
  const { text } = page.tree.document;
  const { eol, json } = page.manner;
  const start = writtenStart(page, seat, node);
  if (start === undefined) return undefined;
  const range = { start, end: node.range.end };
  const old = text.slice(range.start, range.end);
  if (page.language !== 'json' || json.unit === '') {
    const comma = page.language === 'json' && !json.spaced ? ',' : ', ';
    return { range, text: `[${old}${comma}${flowValue(page, value, '')}]` };
  }
  const outer = indentation(text, start);
  const within = outer + json.unit;
  const first = old.replace(/\r\n|\r|\n/g, `$&${json.unit}`);
  return { range, text: `[${eol}${within}${first},${eol}${within}${flowValue(page, value, within)}${eol}${outer}]` };
}

function inBlock(page: Page, seat: Seat, node: SyntaxNode, value: Json): TextEdit | undefined {
  const head = headOf(page, seat, node);
  const { text } = page.tree.document;
  if (!head || /(?:^|\s)&/.test(text.slice(head.end, node.range.start))) return undefined;
  const { eol, yaml } = page.manner;
  const column = head.column + (seat.kind === 'entry' ? yaml.listIndent : 2);
  const stop = behind(page, node);
  const from = skipSpaces(text, head.end);
  const sameLine = !/[\r\n#]/.test(text.charAt(from));
  if (!sameLine && node.tag !== undefined) return undefined;
  const start = sameLine ? from : node.range.start;
  const bare = node.kind !== 'scalar' && !node.flow && node.tag === undefined;
  const deeper = bare ? column + 2 - columnOf(text, start) : column - head.column;
  const old = shifted(text.slice(start, stop), deeper);
  const indent = ' '.repeat(column);
  const items = `- ${old}${eol}${indent}- ${yamlItem(value, yaml, column + 2)}`;
  if (!sameLine) return { range: { start: lineStart(text, start), end: stop }, text: indent + items };
  const lead = seat.kind === 'entry' ? `${eol}${indent}` : ' ';
  return { range: { start: head.end, end: stop }, text: lead + items };
}

/** The lines after the first moved by columns to the right, or to the left as far as they are indented. */
function shifted(written: string, columns: number): string {
  const spaces = ' '.repeat(Math.max(columns, 0));
  return written.replace(/(\r\n|\r|\n)( *)(?=[^\s])/g, (_, eol: string, indent: string) =>
    columns >= 0 ? eol + spaces + indent : eol + indent.slice(Math.min(-columns, indent.length)),
  );
}
