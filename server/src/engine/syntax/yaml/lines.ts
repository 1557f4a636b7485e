/** A text as its lines, to look at its indentation and to blank parts of it without moving anything. */
import { isBreak } from '../../text/line';
import { isSpace } from './places';

/** Lines with their line endings; joined they are the text. Blanking replaces a line by one of the same length. */
export type Lines = string[];

export function linesOf(text: string): Lines {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}

/** Column of the first character that is neither a space nor a tab; -1 for a line that is blank or a comment alone. */
export function indentOf(line: string): number {
  let at = line.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (line.charCodeAt(at) === 32 || line.charCodeAt(at) === 9) at++;
  const c = line.charCodeAt(at);
  if (Number.isNaN(c) || isBreak(c) || c === 35) return -1;
  return line.charCodeAt(0) === 0xfeff ? at - 1 : at;
}

/** The column behind the last character that is no white space of YAML. */
export function contentEnd(line: string): number {
  let end = line.length;
  while (end > 0 && isSpace(line.charCodeAt(end - 1))) end--;
  return end;
}

/** Whether the line begins with a list item's `-`. */
export function beginsItem(line: string): boolean {
  return /^\uFEFF?[ \t]*-(?:\s|$)/.test(line);
}

/** Past the lines that belong to a line because they are deeper: without it they would belong to what stands above. */
export function blockStop(lines: Lines, line: number, stop: number): number {
  const indent = indentOf(lines[line]!);
  let end = line + 1;
  for (let at = end; at < stop; at++) {
    const column = indentOf(lines[at]!);
    if (column > indent) end = at + 1;
    else if (column >= 0) break;
  }
  return end;
}

/** A line with its characters from `from` to `to` (its end by default) as spaces; the line ending stays. */
export function blank(line: string, from = 0, to = line.length): string {
  return line.slice(0, from) + line.slice(from, to).replace(/[^\r\n]/g, ' ') + line.slice(to);
}

/** Where the value begins on a line that is `key: …` or `- key: …`: right behind the colon. -1 on others. */
export function valueColumn(line: string): number {
  let at = contentColumn(line);
  const quote = line.charCodeAt(at);
  if (quote === 34 || quote === 39) {
    at = line.indexOf(line[at]!, at + 1) + 1;
    while (line.charCodeAt(at) === 32) at++;
    return at > 0 && endsKey(line, at) ? at + 1 : -1;
  }
  if ('[]{},&*!|>%@`'.includes(line.charAt(at))) return -1;
  for (; at < line.length; at++) {
    if (endsKey(line, at)) return at + 1;
    if (line.charCodeAt(at) === 35 && isSpace(line.charCodeAt(at - 1))) return -1;
  }
  return -1;
}

function endsKey(line: string, at: number): boolean {
  return line.charCodeAt(at) === 58 && (at + 1 >= line.length || isSpace(line.charCodeAt(at + 1)));
}

/** Column of the first character that is neither indentation nor the `-` of a list item. */
function contentColumn(line: string): number {
  let at = line.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < line.length) {
    const c = line.charCodeAt(at);
    if (c !== 32 && c !== 9 && !(c === 45 && isSpace(line.charCodeAt(at + 1)))) break;
    at++;
  }
  return at;
}

/** Whether nothing but deeper lines follows: `key:`, `-`, `- key:` with no value of its own, a tag or an anchor not counted. */
export function opensBlock(line: string): boolean {
  const from = valueColumn(line);
  if (from < 0) return isBlank(line, contentColumn(`${line} `));
  const end = propertiesEnd(line, from);
  return isBlank(line, end) || line.charCodeAt(end) === 35;
}

function propertiesEnd(line: string, from: number): number {
  let at = from;
  while (at < line.length) {
    while (line.charCodeAt(at) === 32) at++;
    if (line.charCodeAt(at) !== 33 && line.charCodeAt(at) !== 38) break;
    while (at < line.length && !isSpace(line.charCodeAt(at))) at++;
  }
  return at;
}

export function isBlank(line: string, from = 0): boolean {
  for (let at = from; at < line.length; at++) if (!isSpace(line.charCodeAt(at))) return false;
  return true;
}
