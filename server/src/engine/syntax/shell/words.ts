import type { SourceRange } from '../../text/text';
import { expansionAt, type WordPart } from './expansions';

export interface Word {
  readonly parts: readonly WordPart[];
  /** Something in it is in quotes, so that it stays one word. */
  readonly isQuoted: boolean;
  /** Its number among all words of the script. */
  readonly index: number;
  /** Of `NAME=(a b)`, which ends with the sign: the words in the parentheses. */
  readonly list?: readonly Word[];
}

/** So deep may `$(…)` stand in `$(…)`. */
const MAX_DEPTH = 20;

/** A script while it is read. */
export interface Reading {
  readonly text: string;
  at: number;
  depth: number;
  /** What closes the innermost substitution. */
  closing: ')' | '`' | undefined;
  readonly ranges: SourceRange[];
  /** The ends of documents that begin on the next line: `<<EOF`. */
  heredocs: string[];
  /** What gathers the commands of a substitution. */
  inner: unknown[];
  /** Reads them, up to what closes it. */
  readonly inside: () => void;
}

/** Whether a line goes on: with a backslash, in PowerShell a backtick. */
export function isContinued({ text, at }: Reading): boolean {
  return /^[\\`]\r?\n/.test(text.slice(at, at + 3));
}

export function pastLine(reading: Reading): number {
  return lineEnd(reading) + 1;
}

export function lineEnd({ text, at }: Reading): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found;
}

/** What is gathered of a word. */
interface Gathered {
  readonly parts: WordPart[];
  isQuoted: boolean;
}

export function readWord(reading: Reading): Word {
  const start = reading.at;
  const word: Gathered = { parts: [], isQuoted: false };
  for (let c = reading.text[reading.at]; c !== undefined && !endsWord(reading, c); c = reading.text[reading.at]) {
    if (c === "'") singleQuoted(reading, word);
    else if (c === '"') doubleQuoted(reading, word);
    else if (isContinued(reading)) reading.at = pastLine(reading);
    else if (c === '\\') verbatim(reading, word, escapedAt(reading), reading.at + 2);
    else if (c === '$' || c === '`') expanded(reading, word);
    else verbatim(reading, word, reading.at, plainEnd(reading));
  }
  // A character that begins no word and ends none would be read for ever.
  if (reading.at === start) reading.at++;
  reading.ranges.push({ start, end: reading.at });
  const own = { ...word, index: reading.ranges.length - 1 };
  return beginsList(reading, word) ? { ...own, list: readList(reading) } : own;
}

function beginsList({ text, at, depth }: Reading, { parts: [only, ...more], isQuoted }: Gathered): boolean {
  return text[at] === '(' && depth <= MAX_DEPTH && !isQuoted && more.length === 0 && /^\w+\+?=$/.test(String(only));
}

function readList(reading: Reading): readonly Word[] {
  const words: Word[] = [];
  reading.at++;
  reading.depth++;
  while (reading.at < reading.text.length && reading.text[reading.at] !== ')' && words.length < MAX_LIST) {
    const c = reading.text[reading.at]!;
    if (/\s/.test(c)) reading.at++;
    else if (isContinued(reading)) reading.at = pastLine(reading);
    else if (c === '#') reading.at = lineEnd(reading);
    else words.push(readWord(reading));
  }
  reading.depth--;
  reading.at++;
  return words;
}

/** Of a longer list the rest is read as commands. */
const MAX_LIST = 1_000;

function endsWord({ closing }: Reading, c: string): boolean {
  return /[\s;&|()<>]/.test(c) || (c === '`' && closing === '`');
}

/** Before a letter nobody needs a backslash but in a path of Windows, where it stays. */
function escapedAt({ text, at }: Reading): number {
  return /[\w.]/.test(text[at + 1] ?? '') ? at : at + 1;
}

function plainEnd({ text, at }: Reading): number {
  let end = at + 1;
  while (end < text.length && !/[\s;&|()<>'"\\$`]/.test(text[end]!)) end++;
  return end;
}

function verbatim(reading: Reading, { parts }: Gathered, from: number, to: number): void {
  add(parts, reading.text.slice(from, to));
  reading.at = Math.min(to, reading.text.length);
}

function add(parts: WordPart[], text: string): void {
  const last = parts.at(-1);
  if (typeof last === 'string') parts[parts.length - 1] = last + text;
  else if (text !== '') parts.push(text);
}

function singleQuoted(reading: Reading, word: Gathered): void {
  const found = reading.text.indexOf("'", reading.at + 1);
  const end = found < 0 ? reading.text.length : found;
  word.isQuoted = true;
  // GitHub and GitLab put their values in before a shell sees the quotes.
  const pieces = reading.text.slice(reading.at + 1, end).split(/(\$\{\{[^}]{0,1000}\}\}|\$\[\[[^\]]{0,1000}\]\])/);
  for (const piece of pieces) {
    const expression = /^\$(?:\{\{([^}]*)\}\}|\[\[([^\]]*)\]\])$/.exec(piece);
    if (expression) word.parts.push({ expression: (expression[1] ?? expression[2]!).trim() });
    else add(word.parts, piece);
  }
  reading.at = end + 1;
}

function doubleQuoted(reading: Reading, word: Gathered): void {
  word.isQuoted = true;
  reading.at++;
  while (reading.at < reading.text.length && reading.text[reading.at] !== '"') {
    const c = reading.text[reading.at]!;
    if (isContinued(reading)) reading.at = pastLine(reading);
    else if (c === '\\' && /["\\$`]/.test(reading.text[reading.at + 1] ?? ''))
      verbatim(reading, word, reading.at + 1, reading.at + 2);
    else if (c === '$' || c === '`') expanded(reading, word);
    else verbatim(reading, word, reading.at, quotedEnd(reading));
  }
  reading.at++;
}

function quotedEnd({ text, at }: Reading): number {
  let end = at + 1;
  while (end < text.length && !/["\\$`]/.test(text[end]!)) end++;
  return end;
}

function expanded(reading: Reading, { parts }: Gathered): void {
  const found = expansionAt(reading.text, reading.at);
  if ('part' in found) {
    reading.at = found.end;
    if (typeof found.part === 'string') add(parts, found.part);
    else parts.push(found.part);
    return;
  }
  reading.at = found.begins;
  if (++reading.depth > MAX_DEPTH) reading.at = reading.text.length;
  const { heredocs, closing } = reading;
  Object.assign(reading, { heredocs: [], closing: found.closing });
  reading.inside();
  Object.assign(reading, { heredocs, closing });
  reading.depth--;
  parts.push({ open: '$(…)' });
}
