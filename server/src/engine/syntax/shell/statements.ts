/** What belongs together of a script's commands: branches, loops, and shells of their own. */
import type { Command } from './commands';
import type { Word } from './words';

export type Statement =
  /** `inner` is what its substitutions run, before it. */
  | { readonly kind: 'command'; readonly command: Command; readonly inner: Statements }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly test: Statements; readonly body: Statements }[];
      readonly otherwise: Statements;
    }
  | { readonly kind: 'case'; readonly word: Word | undefined; readonly arms: readonly Arm[] }
  /** `values` are absent where they are the arguments of the script. */
  | { readonly kind: 'for'; readonly name: string; readonly values?: readonly Word[]; readonly body: Statements }
  /** `while`, `until`, `select`. */
  | { readonly kind: 'loop'; readonly body: Statements }
  | { readonly kind: 'function'; readonly name: string; readonly body: Statements }
  /** `( … )` where `isOwn`, `{ … }` where not. */
  | { readonly kind: 'group'; readonly isOwn: boolean; readonly body: Statements };

export type Statements = readonly Statement[];

/** What one of these patterns of a `case` leads to. */
export interface Arm {
  readonly patterns: readonly Word[];
  readonly body: Statements;
}

/** So deep may statements lie in each other; what is deeper is read as commands in a row. */
const MAX_DEPTH = 40;

interface Reading {
  readonly commands: readonly Command[];
  at: number;
  /** Words of the command at `at` that are read already: keywords. */
  words: number;
  depth: number;
}

export function statementsIn(commands: readonly Command[]): Statements {
  const reading: Reading = { commands, at: 0, words: 0, depth: 0 };
  const all: Statement[] = [];
  while (reading.at < commands.length) {
    all.push(...readBody(reading));
    // A word that closes nothing.
    if (reading.at < commands.length) skipWord(reading);
  }
  return all;
}

const opening: ReadonlySet<string> = new Set(['if', 'for', 'case', 'while', 'until', 'select', '{']);
const closing: ReadonlySet<string> = new Set(['then', 'do', 'else', 'elif', 'fi', 'done', 'esac', '}']);

/** Up to a word that closes something; of an arm, up to its `;;`. */
function readBody(reading: Reading, isArm = false): Statement[] {
  const all: Statement[] = [];
  for (let command = reading.commands[reading.at]; command; command = reading.commands[reading.at]) {
    const word = keyword(reading);
    if (command.shell === 'closes' || closing.has(word)) break;
    if (isArm && command.after === ';;' && reading.words === 0) break;
    const naming = reading.depth < MAX_DEPTH ? namingFunction(reading) : 0;
    if (naming !== 0) all.push(readFunction(reading, naming));
    else if (command.shell === 'opens') all.push(readShell(reading));
    else if (opening.has(word) && reading.depth < MAX_DEPTH) all.push(...readCompound(reading, word));
    else all.push(...readCommand(reading));
  }
  return all;
}

/** The unquoted word with which the rest of a command begins. */
function keyword({ commands, at, words }: Reading): string {
  return plain(commands[at]?.words[words]) ?? '';
}

function plain(word: Word | undefined): string | undefined {
  const [only] = word?.parts ?? [];
  return word && !word.isQuoted && word.parts.length === 1 && typeof only === 'string' ? only : undefined;
}

function skipWord(reading: Reading): void {
  const command = reading.commands[reading.at];
  if (!command) return;
  reading.words++;
  if (reading.words >= command.words.length) nextCommand(reading);
}

function nextCommand(reading: Reading): void {
  reading.at++;
  reading.words = 0;
}

function readCommand(reading: Reading): readonly Statement[] {
  const { commands, at, words } = reading;
  const command = commands[at]!;
  nextCommand(reading);
  const own = words === 0 ? command : { ...command, words: command.words.slice(words), after: '' as const };
  const inner = statementsIn(command.inner);
  return own.words.length === 0 && own.into.length === 0 ? [] : [{ kind: 'command', command: own, inner }];
}

/** How many words name a function that begins here, `name() { … }` or `function name { … }`; 0 where none begins. */
function namingFunction({ commands, at, words }: Reading): 0 | 1 | 2 {
  const all = commands[at]!.words.slice(words);
  const naming = plain(all[0]) === 'function' ? 2 : 1;
  const isEmpty = commands[at + 1]?.shell === 'opens' && commands[at + 2]?.shell === 'closes';
  const isAlone = all.length === naming && (isEmpty || naming === 2);
  return isAlone || (naming === 2 && plain(all[2]) === '{') ? naming : 0;
}

function readFunction(reading: Reading, naming: 1 | 2): Statement {
  const { words } = reading.commands[reading.at]!;
  const name = plain(words[reading.words + naming - 1]) ?? '';
  for (let i = 0; i < naming; i++) skipWord(reading);
  while (reading.words === 0 && reading.commands[reading.at]?.shell !== undefined) nextCommand(reading);
  if (keyword(reading) !== '{') return { kind: 'function', name, body: [] };
  skipWord(reading);
  reading.depth++;
  const body = bodyUpTo(reading, '}');
  reading.depth--;
  return { kind: 'function', name, body };
}

/** A parenthesis that opens a shell, and closes it. */
function readShell(reading: Reading): Statement {
  nextCommand(reading);
  reading.depth++;
  const body = reading.depth < MAX_DEPTH ? readBody(reading) : [];
  reading.depth--;
  if (reading.commands[reading.at]?.shell === 'closes') nextCommand(reading);
  return { kind: 'group', isOwn: true, body };
}

/** What substitutions run in the words of a loop or of a `case` comes before it. */
function readCompound(reading: Reading, word: string): readonly Statement[] {
  const before = word === 'for' || word === 'case' ? statementsIn(reading.commands[reading.at]!.inner) : [];
  reading.depth++;
  const statement = compoundOf(reading, word);
  reading.depth--;
  return [...before, statement];
}

function compoundOf(reading: Reading, word: string): Statement {
  switch (word) {
    case 'if':
      return readIf(reading);
    case 'case':
      return readCase(reading);
    case 'for':
      return readFor(reading);
    case '{':
      skipWord(reading);
      return { kind: 'group', isOwn: false, body: bodyUpTo(reading, '}') };
    default: {
      skipWord(reading);
      const test = readBody(reading);
      return { kind: 'loop', body: [...test, ...loopBody(reading)] };
    }
  }
}

function readIf(reading: Reading): Statement {
  const branches: { test: Statements; body: Statements }[] = [];
  let otherwise: Statements = [];
  for (let word = keyword(reading); word === 'if' || word === 'elif'; word = keyword(reading)) {
    skipWord(reading);
    const test = readBody(reading);
    if (keyword(reading) === 'then') skipWord(reading);
    branches.push({ test, body: readBody(reading) });
    // Another `if` here belongs to a script that lacks its `fi`.
    if (keyword(reading) !== 'elif') break;
  }
  if (keyword(reading) === 'else') {
    skipWord(reading);
    otherwise = readBody(reading);
  }
  if (keyword(reading) === 'fi') skipWord(reading);
  return { kind: 'if', branches, otherwise };
}

function bodyUpTo(reading: Reading, end: string): Statements {
  const body = readBody(reading);
  if (keyword(reading) === end) skipWord(reading);
  return body;
}

function loopBody(reading: Reading): Statements {
  if (keyword(reading) === 'do') skipWord(reading);
  return bodyUpTo(reading, 'done');
}

function readFor(reading: Reading): Statement {
  const [name, inWord, ...values] = reading.commands[reading.at]!.words.slice(reading.words + 1);
  nextCommand(reading);
  const all = plain(inWord) === 'in' ? { values } : {};
  // What counts in `for ((i = 0; …))` is no body.
  readBody(reading);
  return { kind: 'for', name: plain(name) ?? '', ...all, body: loopBody(reading) };
}

/** The patterns of an arm stand before a parenthesis that nothing has opened. */
function readCase(reading: Reading): Statement {
  const [word, inWord, ...first] = reading.commands[reading.at]!.words.slice(reading.words + 1);
  nextCommand(reading);
  const arms: Arm[] = [];
  let patterns: Word[] = plain(inWord) === 'in' ? [...first] : [];
  for (let command = reading.commands[reading.at]; command; command = reading.commands[reading.at]) {
    if (keyword(reading) === 'esac') {
      skipWord(reading);
      break;
    }
    if (command.shell === 'closes') {
      nextCommand(reading);
      arms.push({ patterns, body: readBody(reading, true) });
      patterns = [];
    } else {
      patterns.push(...command.words.slice(reading.words));
      nextCommand(reading);
    }
  }
  return { kind: 'case', word, arms };
}
