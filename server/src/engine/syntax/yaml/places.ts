/**
 * Places that the YAML parser's events do not say: ends of flow collections, values that are not written, the text of block scalars.
 */
import { isBreak, lineEnd } from '../../text/line';
import type { SourceRange } from '../../text/text';

/** Past the bracket or brace that closes a flow collection whose last child ends at `from`. */
export function flowEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    at = skipGap(text, at);
    const c = text.charCodeAt(at);
    if (c === 93 || c === 125) return at + 1;
    at++;
  }
  return text.length;
}

/** Where a value that is not written would stand: behind the `:` of its key or the `-` of its item. */
export function emptyScalarAt(text: string, from: number, within: 'list' | 'map' | 'document'): number {
  const at = skipGap(text, from);
  const marker = within === 'map' ? 58 : 45;
  return within !== 'document' && text.charCodeAt(at) === marker ? at + 1 : from;
}

/** The characters of a block scalar: from its first character that is not indentation to the end of its last line. */
export function blockScalarRange(text: string, from: number, to: number, indent: number): SourceRange {
  let end = to;
  while (end > from && isSpace(text.charCodeAt(end - 1))) end--;
  let start = from;
  for (let i = from; i < end && isSpace(text.charCodeAt(i)); i++) if (isBreak(text.charCodeAt(i))) start = i + 1;
  return start >= end ? { start: from, end: from } : { start: Math.min(start + Math.max(indent, 0), end), end };
}

/** Past white space and comments. */
export function skipGap(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const c = text.charCodeAt(at);
    if (isSpace(c)) at++;
    else if (c === 35 && (at === 0 || isSpace(text.charCodeAt(at - 1)))) at = lineEnd(text, at);
    else break;
  }
  return at;
}

export function isSpace(c: number): boolean {
  return c === 32 || c === 9 || c === 10 || c === 13;
}
