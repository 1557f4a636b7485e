/** Reads a text of HCL forwards, each character a bounded number of times. */
export interface Cursor {
  readonly text: string;
  /** Where the text to be read ends. */
  readonly end: number;
  at: number;
  depth: number;
  /** Whether a line's end ends an expression: between braces it does, between parentheses and brackets not. */
  lineEnds: boolean;
}

/** Expressions nested deeper than this are not read: no recursion here goes deeper. */
export const maximumDepth = 256;

export function cursorOf(text: string, at = 0, end = text.length): Cursor {
  return { text, end, at, depth: 0, lineEnds: false };
}

export function looksAt(cursor: Cursor, word: string): boolean {
  return cursor.at + word.length <= cursor.end && cursor.text.startsWith(word, cursor.at);
}

/** Steps over `word` and says whether it stood there. */
export function take(cursor: Cursor, word: string): boolean {
  const there = looksAt(cursor, word);
  if (there) cursor.at += word.length;
  return there;
}

const blank = /[ \t\r]*/y;
const blankLines = /[ \t\r\n]*/y;
const lineComment = /(?:#|\/\/)[^\n]*/y;
const blockComment = /\/\*[\s\S]*?(?:\*\/|$)/y;

/** Steps over white space and comments; over line ends only where they mean nothing. */
export function skipBlank(cursor: Cursor): void {
  do match(cursor, cursor.lineEnds ? blank : blankLines);
  while (match(cursor, lineComment) || match(cursor, blockComment));
}

/** Like `skipBlank`, over line ends too. */
export function skipLines(cursor: Cursor): void {
  do match(cursor, blankLines);
  while (match(cursor, lineComment) || match(cursor, blockComment));
}

/** Steps over what a sticky pattern matches here; undefined when that is nothing. */
export function match(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0].slice(0, cursor.end - cursor.at);
  if (!found) return undefined;
  cursor.at += found.length;
  return found;
}

const openers = '([{';
const closers = ')]}';

/**
 * Steps over broken text to the next place where reading can go on: a closing bracket that is not opened on the way, or, when
 * `separators` holds them, a comma or line end.
 */
export function resynchronize(cursor: Cursor, separators: string): void {
  let open = 0;
  while (cursor.at < cursor.end) {
    const c = cursor.text[cursor.at]!;
    if (c === '"') {
      skipQuoted(cursor);
      continue;
    }
    if (openers.includes(c)) open++;
    else if (closers.includes(c) && open-- === 0) return;
    else if (open === 0 && separators.includes(c)) return;
    cursor.at++;
  }
}

/** Steps over a quoted string; one that is not closed ends with its line. */
function skipQuoted(cursor: Cursor): void {
  cursor.at++;
  while (cursor.at < cursor.end) {
    const c = cursor.text[cursor.at++];
    if (c === '"' || c === '\n') return;
    if (c === '\\') cursor.at++;
  }
  cursor.at = Math.min(cursor.at, cursor.end);
}
