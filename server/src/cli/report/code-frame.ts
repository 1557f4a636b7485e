import { type LineIndex, lineIndex } from '../../engine/text/lines';
import type { Range } from '../../findings/places';
import type { Paint } from './paint';

/** Columns of a line that are shown: a plan on one line has millions. */
const width = 120;
/** How much of it stands before the squiggle. */
const lead = 40;

/** Draws the lines around a place, with carets under it. */
export function codeFrames(text: string, paint: Paint): (range: Range) => readonly string[] {
  const lines = lineIndex(text);
  return range => frame(text, lines, range, paint);
}

function frame(text: string, lines: LineIndex, { start, end }: Range, paint: Paint): readonly string[] {
  const gutter = String(start.line + 1).length;
  const line = lineText(text, lines, start.line);
  const from = line.length > width ? Math.max(0, start.character - lead) : 0;
  const to = end.line === start.line ? end.character : line.length;
  const shown = line.slice(from, from + width);
  const before = visible(shown.slice(0, start.character - from));
  const marked = visible(shown.slice(start.character - from, Math.max(to, start.character + 1) - from));
  const carets = ' '.repeat(columns(before)) + '^'.repeat(Math.max(1, columns(marked)));
  const row = (number: string, content: string) => `${paint.dim(`${number.padStart(gutter)} |`)} ${content}`.trimEnd();
  const above = start.line > 0 && from === 0 ? lineText(text, lines, start.line - 1) : '';
  return [
    ...(above.trim() === '' ? [] : [row(String(start.line), visible(above.slice(0, width)))]),
    row(String(start.line + 1), visible(shown)),
    row('', paint.bad(carets)),
  ];
}

function lineText(text: string, lines: LineIndex, line: number): string {
  return text.slice(lines.lineStart(line), lines.offset({ line, character: Number.MAX_SAFE_INTEGER }));
}

/** One visible character for each that a terminal would obey instead of showing. */
export function visible(text: string): string {
  return text.replaceAll('\t', ' ').replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\u00b7');
}

function columns(text: string): number {
  return [...text].length;
}
