/** Lines around an offset. A line ends at `\n`, `\r\n` or a lone `\r`; a byte order mark is no part of the first line. */

export function isBreak(c: number): boolean {
  return c === 10 || c === 13;
}

/** The offset of the first character of the line of `offset`. */
export function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !isBreak(text.charCodeAt(at - 1))) at--;
  return at === 0 && offset > 0 && text.charCodeAt(0) === 0xfeff ? 1 : at;
}

/** The offset of the line break that ends the line of `offset`, or the text's end. */
export function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isBreak(text.charCodeAt(at))) at++;
  return at;
}

/** The offset behind the line break at `offset`, if one is there. */
export function pastBreak(text: string, offset: number): number {
  if (text.startsWith('\r\n', offset)) return offset + 2;
  return isBreak(text.charCodeAt(offset)) ? offset + 1 : offset;
}

/** The column of an offset, in UTF-16 units. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** The spaces and tabs that the line of `offset` begins with. */
export function indentation(text: string, offset: number): string {
  const start = lineStart(text, offset);
  let end = start;
  while (text.charCodeAt(end) === 32 || text.charCodeAt(end) === 9) end++;
  return text.slice(start, end);
}
