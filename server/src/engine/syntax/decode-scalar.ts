import { columnOf, isBreak, lineEnd } from '../text/line';
import { type Decoded, type Pieces, pieces } from './edit/pieces';
import { readTomlString } from './toml/strings';
import type { ScalarNode, SyntaxTree } from './tree';

/** What a scalar of a tree stands for; `text` of the result is the scalar's `raw`. */
export function decodeScalar(tree: SyntaxTree, scalar: ScalarNode): Decoded {
  const { text } = tree.document;
  const { start, end } = scalar.range;
  const quoted = scalar.style === 'double' || scalar.style === 'single';
  const out = pieces(text, start);
  const reader: Reader = { text, out, end: quoted ? Math.max(start + 1, end - 1) : end };
  if (quoted && tree.language === 'toml') readTomlString(text, scalar.range, out);
  else if (scalar.style === 'double' && tree.language === 'json') readJsonString(reader, start + 1);
  else if (scalar.style === 'literal' || scalar.style === 'folded') readBlock(reader, scalar);
  else
    readFlow(reader, quoted ? start + 1 : start, scalar.style === 'double' ? 92 : scalar.style === 'single' ? 39 : -1);
  return out.decoded(reader.end);
}

interface Reader {
  readonly text: string;
  readonly out: Pieces;
  readonly end: number;
}

const jsonEscapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function readJsonString({ text, out, end }: Reader, start: number): void {
  let from = start;
  for (let at = text.indexOf('\\', start); at >= 0 && at < end; at = text.indexOf('\\', from)) {
    out.verbatim(from, at);
    const hex = text[at + 1] === 'u' ? /^[\da-fA-F]{4}/.exec(text.slice(at + 2, at + 6)) : null;
    from = at + (hex ? 6 : 2);
    out.written(hex ? String.fromCharCode(Number.parseInt(hex[0], 16)) : (jsonEscapes[text[at + 1]!] ?? ''), at, from);
  }
  out.verbatim(from, end);
}

/** Plain and quoted YAML scalars: line breaks fold, `special` (a backslash, a single quote, or none) begins an escape. */
function readFlow({ text, out, end }: Reader, start: number, special: number): void {
  let from = start;
  let solid = start;
  for (let at = start; at < end; ) {
    const c = text.charCodeAt(at);
    if (c === special) {
      out.verbatim(from, at);
      at = special === 39 ? quote(out, at) : escaped({ text, out, end }, at);
      from = solid = at;
    } else if (isBreak(c)) {
      out.verbatim(from, solid);
      const fold = folded(text, at, end);
      out.written(fold.breaks === 1 ? ' ' : '\n'.repeat(fold.breaks - 1), solid, fold.end);
      from = solid = at = fold.end;
    } else if (++at && c !== 32 && c !== 9) solid = at;
  }
  out.verbatim(from, special < 0 ? solid : end);
}

function quote(out: Pieces, at: number): number {
  out.written("'", at, at + 2);
  return at + 2;
}

const yamlEscapes: Readonly<Record<string, string>> = {
  ...jsonEscapes,
  '0': '\0',
  a: '\x07',
  '\t': '\t',
  v: '\v',
  e: '\x1B',
  ' ': ' ',
  N: '\x85',
  _: '\xA0',
  L: '\u2028',
  P: '\u2029',
};
const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function escaped({ text, out, end }: Reader, at: number): number {
  const letter = text.charAt(at + 1);
  if (isBreak(letter.charCodeAt(0))) return folded(text, at + 1, end).end;
  const next = at + 2 + (hexLengths[letter] ?? 0);
  const code = Number.parseInt(text.slice(at + 2, next), 16);
  out.written(yamlEscapes[letter] ?? (code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD'), at, next);
  return next;
}

/** The line breaks from `at` on and the white space around them. */
function folded(text: string, at: number, end: number): { readonly breaks: number; readonly end: number } {
  let breaks = 0;
  let position = at;
  for (; position < end; position++) {
    const c = text.charCodeAt(position);
    if (isBreak(c)) breaks += c === 10 && position > at && text.charCodeAt(position - 1) === 13 ? 0 : 1;
    else if (c !== 32 && c !== 9) break;
  }
  return { breaks, end: position };
}

/** Block scalars: the indentation goes, and in folded ones the breaks between lines of text become spaces. */
function readBlock({ text, out, end }: Reader, scalar: ScalarNode): void {
  const { start } = scalar.range;
  const { raw } = scalar;
  const indent = columnOf(text, start);
  const leading = /^\n*/.exec(raw)![0].length;
  out.written('\n'.repeat(leading), start, start);
  let length = leading;
  for (let at = start; at < end; ) {
    const stop = Math.min(lineEnd(text, at), end);
    out.verbatim(at, stop);
    length += stop - at;
    const next = nextContent(text, stop, end, indent);
    if (next >= end) break;
    // What stands between two lines of text is known from the value: line breaks, or the one space they fold into.
    const gap = /^(?: (?=[^\n])|\n+)/.exec(raw.slice(length, length + next - stop + 1))?.[0] ?? '\n';
    out.written(gap, stop, next);
    length += gap.length;
    at = next;
  }
  out.written(raw.slice(length), end, end);
}

/** Where the next line that is not empty has its text, behind the block's indentation. */
function nextContent(text: string, from: number, end: number, indent: number): number {
  let at = from;
  while (at < end && isBreak(text.charCodeAt(at))) {
    at += text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? 2 : 1;
    const line = at;
    while (at < line + indent && text.charCodeAt(at) === 32) at++;
  }
  return at;
}
