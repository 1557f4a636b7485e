import { isBreak } from '../../text/line';
import type { Pieces } from '../edit/pieces';

/** Where a string ends, its closing quotes included; of one that is not closed, where its line or the text does. */
export interface StringEnd {
  readonly end: number;
  readonly closed: boolean;
}

/** The end of the string that begins with the quote at `start`, before `limit`. */
export function stringEnd(text: string, start: number, limit: number): StringEnd {
  const quotes = quotesAt(text, start);
  const escapes = quotes.startsWith('"');
  for (let at = start + quotes.length; at < limit; at++) {
    const c = text.charCodeAt(at);
    if (c === 92 && escapes) at++;
    else if (isBreak(c) && quotes.length === 1) return { end: at, closed: false };
    else if (text.startsWith(quotes, at)) return { end: pastQuotes(text, at, quotes), closed: true };
  }
  return { end: limit, closed: false };
}

/** Three quotes begin a string of several lines. */
export function quotesAt(text: string, start: number): string {
  const quote = text[start]!;
  return text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
}

/** Two quotes more before the closing three belong to the string. */
function pastQuotes(text: string, at: number, quotes: string): number {
  let end = at + quotes.length;
  for (let more = 0; quotes.length === 3 && more < 2 && text[end] === quotes[0]; more++) end++;
  return end;
}

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\x1B',
  '"': '"',
  '\\': '\\',
};
const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** What a string stands for, piece by piece; `fault` is told where an escape stands that TOML does not know. */
export function readTomlString(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  out: Pieces,
  fault?: (start: number, end: number) => void,
): void {
  const quotes = quotesAt(text, start);
  const last = contentEnd(text, start, end, quotes);
  let from = contentStart(text, start, quotes);
  for (let at = from; quotes.startsWith('"') && at < last; ) {
    if (text.charCodeAt(at) !== 92) {
      at++;
      continue;
    }
    out.verbatim(from, at);
    const known = escapeAt(text, at, last, quotes.length === 3);
    if (known) out.written(known.characters, at, known.end);
    else {
      fault?.(at, Math.min(at + 2, last));
      out.verbatim(at, Math.min(at + 2, last));
    }
    from = at = known?.end ?? Math.min(at + 2, last);
  }
  out.verbatim(from, last);
}

/** A line break right behind three quotes is no part of the string. */
function contentStart(text: string, start: number, quotes: string): number {
  const first = start + quotes.length;
  if (quotes.length === 1) return first;
  if (text.startsWith('\r\n', first)) return first + 2;
  return isBreak(text.charCodeAt(first)) ? first + 1 : first;
}

function contentEnd(text: string, start: number, end: number, quotes: string): number {
  const isClosed = end >= start + 2 * quotes.length && text.startsWith(quotes, end - quotes.length);
  return isClosed ? end - quotes.length : Math.max(end, start + quotes.length);
}

function escapeAt(
  text: string,
  at: number,
  last: number,
  severalLines: boolean,
): { readonly characters: string; readonly end: number } | undefined {
  const letter = text.charAt(at + 1);
  const simple = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
  if (simple !== undefined) return { characters: simple, end: at + 2 };
  const digits = Object.hasOwn(hexLengths, letter) ? text.slice(at + 2, at + 2 + hexLengths[letter]!) : '';
  if (digits.length > 0 && digits.length === hexLengths[letter] && /^[\da-fA-F]+$/.test(digits)) {
    const code = Number.parseInt(digits, 16);
    return { characters: code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD', end: at + 2 + digits.length };
  }
  const line = severalLines ? lineJoin(text, at + 1, last) : undefined;
  return line === undefined ? undefined : { characters: '', end: line };
}

/** A backslash at a line's end takes away the break and all white space up to the next character. */
function lineJoin(text: string, from: number, last: number): number | undefined {
  let at = from;
  while (at < last && /[ \t]/.test(text[at]!)) at++;
  if (!isBreak(text.charCodeAt(at))) return undefined;
  while (at < last && /\s/.test(text[at]!)) at++;
  return at;
}
