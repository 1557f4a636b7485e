import { createScanner } from 'jsonc-parser';
import type { Comment } from './tree';

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

/** One token after another; comments are put aside. */
export interface JsonTokens {
  /** Moves to the next token and gives its kind. */
  next(): number;
  kind(): number;
  start(): number;
  end(): number;
  /** Of a string, quotes and escapes undone; of anything else as written. */
  value(): string;
  /** Whether the next token is a colon. */
  beforeColon(): boolean;
}

/** Reports what is wrong from `start` to `end`. */
export type Fault = (message: string, start: number, end: number) => void;

export function jsonTokens(text: string, comments: Comment[], fault: Fault): JsonTokens {
  const scanner = createScanner(text);
  let kind: number = Token.unknown;
  let end = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let start = end;
  const word = (length: number) => {
    end = start + length;
    scanner.setPosition(end);
  };
  return {
    next() {
      for (;;) {
        scanner.setPosition(pastSpace(text, end));
        kind = scanner.scan();
        start = scanner.getTokenOffset();
        end = scanner.getPosition();
        if (kind === Token.lineComment || kind === Token.blockComment) comments.push(comment(text, start, end));
        else break;
      }
      if (kind === Token.unknown) word(wordLength(text, start) || end - start);
      const error = scanner.getTokenError();
      if (error !== 0) fault(scanErrors[error] ?? 'this cannot be read as JSON', start, end);
      return kind;
    },
    kind: () => kind,
    start: () => start,
    end: () => end,
    value: () => (kind === Token.string ? scanner.getTokenValue() : text.slice(start, end)),
    beforeColon: () => text.charCodeAt(pastSpace(text, end)) === 58,
  };
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

function comment(text: string, start: number, end: number): Comment {
  const written = text.slice(start, end);
  return { text: written.replace(/^\/[/*]+|\*+\/$/g, '').trim(), range: { start, end } };
}

/** Length of what is no JSON and yet one word: `'in single quotes'`, or the hole `${Name}` of a text that something fills in. */
function wordLength(text: string, start: number): number {
  const close = text[start] === "'" ? "'" : text.startsWith('${', start) ? '}' : undefined;
  if (close === undefined) return 0;
  for (let at = start + 1; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 10 || c === 13) return 0;
    if (text[at] === close) return at + 1 - start;
  }
  return 0;
}
