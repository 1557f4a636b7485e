/** The words and commands of a POSIX shell (IEEE Std 1003.1, "Shell Command Language"), without running anything. */
import type { SourceRange } from '../../text/text';
import { isContinued, lineEnd, pastLine, type Reading, readWord, type Word } from './words';

/** One command with its words, or a parenthesis of a shell of its own. */
export interface Command {
  readonly words: readonly Word[];
  /** Where its output goes: `>> "$GITHUB_ENV"`. */
  readonly into: readonly Word[];
  /** What stands before it: `&&`, `||`, `|`, `;;` of a `case`; empty for the end of a line or of a command. */
  readonly after: '' | '&&' | '||' | '|' | ';;';
  readonly shell?: 'opens' | 'closes';
  /** What its substitutions run: `$(…)` in its words. */
  readonly inner: readonly Command[];
}

/** Of longer scripts the rest is not read. */
const MAX_LENGTH = 200_000;
const MAX_WORDS = 10_000;

/** What a script says, and where each of its words is written in it. */
export interface Commands {
  readonly commands: readonly Command[];
  readonly ranges: readonly SourceRange[];
}

export function readCommands(script: string): Commands {
  const commands: Command[] = [];
  const reading: Reading = {
    text: script.slice(0, MAX_LENGTH),
    at: 0,
    depth: 0,
    closing: undefined,
    ranges: [],
    heredocs: [],
    inner: [],
    inside: () => readUntil(reading, reading.inner as Command[]),
  };
  readUntil(reading, commands);
  return { commands, ranges: reading.ranges };
}

/** A command of which the end is not read. */
interface Open {
  readonly commands: Command[];
  words: Word[];
  into: Word[];
  after: Command['after'];
  inner: Command[];
}

/** Reads commands until the one that closes a substitution, which is read too. */
function readUntil(reading: Reading, commands: Command[]): void {
  const open: Open = { commands, words: [], into: [], after: '', inner: [] };
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
    else open.words.push(readIn(reading, open));
  }
  end(open, '');
}

function readIn(reading: Reading, open: Open): Word {
  const { inner } = reading;
  reading.inner = open.inner;
  const word = readWord(reading);
  reading.inner = inner;
  return word;
}

function separate(reading: Reading, open: Open, c: string): void {
  const isDouble = /[&|;]/.test(c) && reading.text[reading.at + 1] === c;
  reading.at += isDouble ? 2 : 1;
  // A line may end behind an operator.
  const isPending = c === '\n' && open.words.length === 0 && open.into.length === 0;
  if (!isPending) end(open, isDouble ? (`${c}${c}` as Command['after']) : c === '|' ? '|' : '');
  if (c === '(' || c === ')') {
    open.commands.push({ words: [], into: [], after: '', shell: c === '(' ? 'opens' : 'closes', inner: [] });
  }
  if (c === '\n') skipHeredocs(reading);
}

function end(open: Open, next: Command['after']): void {
  const { commands, words, into, after, inner } = open;
  if (words.length > 0 || into.length > 0) commands.push({ words, into, after, inner });
  Object.assign(open, { words: [], into: [], after: next, inner: [] });
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
  const target = readIn(reading, open);
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
