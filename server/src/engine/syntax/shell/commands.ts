/** The words and commands of a POSIX shell (IEEE Std 1003.1, "Shell Command Language"), without running anything. */
import type { SourceRange } from '../../text/text';
import { expansionAt } from './expansions';

/** One command with its words, or a parenthesis of a shell of its own. */
export interface Command {
  readonly words: readonly Word[];
  /** Where its output goes: `>> "$GITHUB_ENV"`. */
  readonly into: readonly Word[];
  /** What stands before it: `&&`, `||`, `|`; empty for the end of a line or of a command. */
  readonly after: '' | '&&' | '||' | '|';
  readonly shell?: 'opens' | 'closes';
}

export interface Word {
  readonly parts: readonly WordPart[];
  /** Something in it is in quotes, so that it stays one word. */
  readonly isQuoted: boolean;
  /** Its number among all words of the script. */
  readonly index: number;
}

/** A text; a variable with what stands in its place while it is not set; an expression of GitHub; or what only running it tells. */
export type WordPart =
  | string
  | { readonly variable: string; readonly otherwise?: string }
  | { readonly expression: string }
  | { readonly open: string };

/** Of longer scripts the rest is not read. */
const MAX_LENGTH = 200_000;
const MAX_WORDS = 10_000;
/** So deep may `$(…)` stand in `$(…)`. */
const MAX_DEPTH = 20;

export interface Reading {
  readonly text: string;
  at: number;
  depth: number;
  /** What closes the innermost substitution. */
  closing: ')' | '`' | undefined;
  readonly commands: Command[];
  readonly ranges: SourceRange[];
  /** The ends of documents that begin on the next line: `<<EOF`. */
  heredocs: string[];
}

export function readCommands(script: string): Pick<Reading, 'commands' | 'ranges'> {
  const reading: Reading = {
    text: script.slice(0, MAX_LENGTH),
    at: 0,
    depth: 0,
    closing: undefined,
    commands: [],
    ranges: [],
    heredocs: [],
  };
  readUntil(reading);
  return reading;
}

interface Open {
  words: Word[];
  into: Word[];
  after: Command['after'];
}

/** Reads commands until the one that closes a substitution, which is read too. */
function readUntil(reading: Reading): void {
  const open: Open = { words: [], into: [], after: '' };
  while (reading.at < reading.text.length && reading.ranges.length < MAX_WORDS) {
    const c = reading.text[reading.at]!;
    if (c === reading.closing) {
      reading.at++;
      break;
    }
    if (/[ \t\r]/.test(c)) reading.at++;
    else if (isContinued(reading)) reading.at = pastLine(reading);
    else if (c === '#') reading.at = lineEnd(reading);
    else if (c === '<' || c === '>' || /^&>/.test(reading.text.slice(reading.at, reading.at + 2)))
      redirect(reading, open);
    else if (/[\n;&|()]/.test(c)) separate(reading, open, c);
    else open.words.push(readWord(reading));
  }
  end(reading, open, '');
}

/** Whether a line goes on: with a backslash, in PowerShell a backtick. */
function isContinued({ text, at }: Reading): boolean {
  return /^[\\`]\r?\n/.test(text.slice(at, at + 3));
}

function pastLine(reading: Reading): number {
  return lineEnd(reading) + 1;
}

function lineEnd({ text, at }: Reading): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found;
}

function separate(reading: Reading, open: Open, c: string): void {
  const isDouble = (c === '&' || c === '|') && reading.text[reading.at + 1] === c;
  reading.at += isDouble ? 2 : 1;
  end(reading, open, isDouble ? (c === '&' ? '&&' : '||') : c === '|' ? '|' : '');
  if (c === '(' || c === ')') {
    reading.commands.push({ words: [], into: [], after: '', shell: c === '(' ? 'opens' : 'closes' });
  }
  if (c === '\n') skipHeredocs(reading);
}

function end(reading: Reading, open: Open, next: Command['after']): void {
  const { words, into, after } = open;
  if (words.length > 0 || into.length > 0) reading.commands.push({ words, into, after });
  Object.assign(open, { words: [], into: [], after: next });
}

function redirect(reading: Reading, open: Open): void {
  const [operator] = /^(?:&>>?|<<<|<<-?|<>|<&|<|>>|>\||>&|>)/.exec(reading.text.slice(reading.at, reading.at + 3))!;
  dropDescriptor(reading, open);
  reading.at += operator.length;
  const heredoc = /^<<-?$/.test(operator)
    ? /^[ \t]*(["']?)([\w.-]{1,100})\1/.exec(reading.text.slice(reading.at, reading.at + 200))
    : null;
  if (heredoc) {
    reading.heredocs.push(heredoc[2]!);
    reading.at += heredoc[0].length;
    return;
  }
  while (/[ \t]/.test(reading.text[reading.at] ?? '')) reading.at++;
  if (reading.at >= reading.text.length || /[\s;&|()<>]/.test(reading.text[reading.at]!)) return;
  const target = readWord(reading);
  if (operator.includes('>')) open.into.push(target);
}

/** The `2` of `2>&1` is no word. */
function dropDescriptor({ text, at, ranges }: Reading, { words }: Open): void {
  const last = words.at(-1);
  const range = last && ranges[last.index]!;
  if (range?.end === at && /^\d$/.test(text.slice(range.start, at))) words.pop();
}

/** The texts that begin on this line are no commands. */
function skipHeredocs(reading: Reading): void {
  for (const name of reading.heredocs) {
    while (reading.at < reading.text.length) {
      const line = reading.text.slice(reading.at, lineEnd(reading)).trim();
      reading.at = pastLine(reading);
      if (line === name) break;
    }
  }
  reading.heredocs = [];
}

/** What is gathered of a word. */
interface Gathered {
  readonly parts: WordPart[];
  isQuoted: boolean;
}

function readWord(reading: Reading): Word {
  const start = reading.at;
  const word: Gathered = { parts: [], isQuoted: false };
  for (let c = reading.text[reading.at]; c !== undefined && !endsWord(reading, c); c = reading.text[reading.at]) {
    if (c === "'") singleQuoted(reading, word);
    else if (c === '"') doubleQuoted(reading, word);
    else if (isContinued(reading)) reading.at = pastLine(reading);
    else if (c === '\\') verbatim(reading, word, reading.at + 1, reading.at + 2);
    else if (c === '$' || c === '`') expanded(reading, word);
    else verbatim(reading, word, reading.at, plainEnd(reading));
  }
  // A character that begins no word and ends none would be read for ever.
  if (reading.at === start) reading.at++;
  reading.ranges.push({ start, end: reading.at });
  return { ...word, index: reading.ranges.length - 1 };
}

function endsWord({ closing }: Reading, c: string): boolean {
  return /[\s;&|()<>]/.test(c) || (c === '`' && closing === '`');
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
  // GitHub puts its values in before a shell sees the quotes.
  for (const piece of reading.text.slice(reading.at + 1, end).split(/(\$\{\{[^}]{0,1000}\}\})/)) {
    const expression = /^\$\{\{([^}]*)\}\}$/.exec(piece);
    if (expression) word.parts.push({ expression: expression[1]!.trim() });
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
  readUntil(reading);
  Object.assign(reading, { heredocs, closing });
  reading.depth--;
  parts.push({ open: '$(…)' });
}
