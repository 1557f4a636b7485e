import { createScanner } from 'jsonc-parser';
import type { Comment } from '../tree';

/** The scanner's token kinds, those that a builder tells apart. */
export const Token = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  unknown: 16,
  end: 17,
} as const;

/** The token that a text's reading has come to. */
export interface JsonToken {
  kind: number;
  start: number;
  end: number;
  /** Of a string, quotes and escapes undone; of another value as written. */
  value: string;
  /** Whether it is the first word of its line. */
  startsLine: boolean;
  /** White space before the first word of its line. */
  indent: number;
}

/** Reports what is wrong from `start` to `end`. */
export type Fault = (message: string, start: number, end: number) => void;

/** Reads a text token by token: each call moves `token` on. Comments are put aside. */
export function jsonTokens(text: string, token: JsonToken, comments: Comment[], fault: Fault): () => void {
  const scanner = createScanner(text);
  token.end = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const scan = () => {
    const from = token.end;
    const start = pastSpace(text, from);
    token.startsLine = from === 0 || (start > from && hasBreak(text, from, start));
    if (token.startsLine) token.indent = indentBefore(text, start);
    scanner.setPosition(start);
    token.kind = scanner.scan();
    token.start = start;
    token.end = scanner.getPosition();
  };
  return () => {
    scan();
    while (token.kind === Token.lineComment || token.kind === Token.blockComment) {
      comments.push(comment(text, token.start, token.end));
      scan();
    }
    if (token.kind === Token.unknown) token.end = Math.max(token.end, wordEnd(text, token.start));
    const error = scanner.getTokenError();
    if (token.kind === Token.string) token.value = scanner.getTokenValue();
    else if (token.kind >= Token.null) token.value = text.slice(token.start, token.end);
    if (error !== 0) fault(scanErrors[error] ?? 'this cannot be read as JSON', token.start, token.end);
  };
}

/** Whether a colon follows the token that ends at `end`. */
export function colonFollows(text: string, end: number): boolean {
  return text.charCodeAt(pastSpace(text, end)) === 58;
}

const scanErrors: Readonly<Record<number, string>> = {
  1: 'this comment is not closed',
  2: 'this string is not closed',
  3: 'this number breaks off',
  4: 'this is no escape that JSON knows',
  5: 'this is no escape that JSON knows',
  6: 'a control character in a string is written as an escape',
};

function pastSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const c = text.charCodeAt(at);
    if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return at;
    at++;
  }
}

function hasBreak(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === 10 || text.charCodeAt(at) === 13) return true;
  return false;
}

function indentBefore(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at - 1) === 32 || text.charCodeAt(at - 1) === 9) at--;
  return start - at;
}

function comment(text: string, start: number, end: number): Comment {
  const written = text.slice(start, end);
  return { text: written.replace(/^\/[/*]+|\*+\/$/g, '').trim(), range: { start, end } };
}

/** Longer words are not looked for: each of many may begin one. */
const maxWord = 1000;

/** The end of what is no JSON and yet one word: `'in single quotes'`, or the hole `${Name}` of a text that something fills in. */
function wordEnd(text: string, start: number): number {
  const close = text[start] === "'" ? "'" : text.startsWith('${', start) ? '}' : undefined;
  if (close === undefined) return start;
  const end = Math.min(text.length, start + maxWord);
  for (let at = start + 1; at < end; at++) {
    const c = text.charCodeAt(at);
    if (c === 10 || c === 13) return start;
    if (text[at] === close) return at + 1;
  }
  return start;
}
