/** One command of a script: whether it runs, what it sets and hands on, and whether it deploys. */
import { literalOf, type Text } from '../../model/text';
import type { Command, Statement, Statements, Word } from '../../syntax/shell/script';
import { below } from '../../text/text';
import type { Place } from '../place';
import { type Call, callOf, type Deployment, deploymentBy } from './command-line';
import { withSet } from './credentials';
import { eitherOf, sessionAfter } from './effects';
import { type Making, makingBy } from './making';
import { folderFrom, pathToRoot, type Session, type ShellFunction, variablesOf, withVariable } from './session';
import { isTest, type Meant, testHolds } from './shell-test';
import { assignment, type Lookup, openAs, splitText, textOf, withoutPrefix, wordText } from './values';

/** A call that deploys, and what holds where it stands. */
export interface Called extends Deployment {
  readonly session: Session;
  readonly at: Place['at'];
}

export interface Ran {
  readonly session: Session;
  readonly calls: readonly Called[];
  /** What it hands to the steps after it: `echo "STAGE=prod" >> "$GITHUB_ENV"`. */
  readonly exported: ReadonlyMap<string, Text>;
  /** What it gives as a step: `echo "stage=prod" >> "$GITHUB_OUTPUT"`. */
  readonly outputs: ReadonlyMap<string, Text>;
  /** Templates that it makes, with what each is made of. */
  readonly made: readonly Making[];
  /** It comes to an `exit` of its own, `badly` if that says that something is wrong; or to the `return` of a function. */
  readonly ends: 'well' | 'badly' | 'returns' | undefined;
}

/** Whether a command went well; `usually` where nothing else is said. */
type Status = boolean | 'usually' | undefined;

/** A script while it is read. */
export interface Run {
  session: Session;
  /** The text whose words are read: that of a function while it runs. */
  place: Place;
  readonly expressions: Lookup;
  readonly calls: Called[];
  readonly exported: Map<string, Text>;
  readonly outputs: Map<string, Text>;
  readonly made: Making[];
  /** How many branches and loops are open of which nobody knows whether they run: what is handed on in them may not be. */
  depth: number;
  /** Of the command before. */
  status: Status;
  ends: Ran['ends'];
  /** How many functions call each other. */
  called: number;
  readonly walk: (run: Run, statements: Statements) => void;
}

/** Whether a command runs, by what stands before it: undefined where only a run knows. */
function isReached({ status }: Run, after: Command['after']): boolean | undefined {
  if (after === '&&') return status === 'usually' ? true : status;
  if (after === '||') return status === 'usually' || status === undefined ? undefined : !status;
  return true;
}

export function step(run: Run, { command, inner }: Extract<Statement, { kind: 'command' }>): void {
  run.session.work.left -= command.words.length + 1;
  const reached = isReached(run, command.after);
  if (reached === false) return;
  const before = run.session;
  if (reached === undefined) run.depth++;
  run.walk(run, inner);
  const status = run.ends ? undefined : ran(run, command);
  if (reached === undefined) {
    run.depth--;
    run.session = eitherOf(before, run.session);
    run.ends = undefined;
    run.status = isKnownAnyway(status, command.after) ? status : undefined;
  } else run.status = status;
}

/** `unknown && false` is false, `unknown || true` is true. */
function isKnownAnyway(status: Status, after: Command['after']): boolean {
  return after === '&&' ? status === false : status === true;
}

function ran(run: Run, command: Command): Status {
  const [first, ...rest] = command.words;
  if (first && !first.isQuoted && first.parts[0] === '!' && first.parts.length === 1) {
    const status = ran(run, { ...command, words: rest });
    return typeof status === 'boolean' ? !status : undefined;
  }
  if (!isTest(command.words)) return callIn(run, command);
  return testHolds(
    command.words.map(word => meant(run, word)),
    run.session.way,
  );
}

function callIn(run: Run, { words, into }: Command): Status {
  for (const word of words) if (word.list) setList(run, word, word.list);
  const texts = words.flatMap(word => textsOf(run, word));
  const own = texts.findIndex(word => !isAssignment(word));
  const set = (own < 0 ? texts : texts.slice(0, own)).map(assignment);
  const inside = set.reduce((session, one) => (one ? withSet(session, one.name, one.value) : session), run.session);
  if (own < 0) {
    run.session = inside;
    return true;
  }
  const first = words.find(word => word.parts.length > 0);
  const at = first ? below(run.place.at, first.index) : run.place.at;
  return execute(run, { texts: texts.slice(own), into, inside, at });
}

function isAssignment(word: Text): boolean {
  return /^[A-Za-z_]\w*$/.test(assignment(word)?.name ?? '');
}

export function meant({ session, expressions, place }: Run, word: Word): Meant {
  const known = { variables: variablesOf(session), expressions, way: session.way, toRoot: () => pathToRoot(session) };
  return { word, text: wordText(word, known, below(place.at, word.index)) };
}

export function textsOf(run: Run, word: Word): readonly Text[] {
  const { text } = meant(run, word);
  const [only, ...more] = word.parts;
  const isList = more.length === 0 && typeof only === 'object' && 'variable' in only && only.variable.endsWith(']');
  const isSplit = isList || (!word.isQuoted && word.parts.some(part => typeof part !== 'string'));
  return isSplit ? splitText(text) : [text];
}

/** `NAME=(a b)`: each item is kept as a word of one text, under the name by which all are asked for. */
function setList(run: Run, word: Word, list: readonly Word[]): void {
  const name = /^\w+/.exec(String(word.parts[0]))?.[0];
  const items = list.flatMap(item => textsOf(run, item));
  const parts = items.flatMap(({ parts: own }, i) => (i === 0 ? own : [' ', ...own]));
  const at = below(run.place.at, word.index);
  for (const each of name === undefined ? [] : [`${name}[@]`, `${name}[*]`])
    run.session = withVariable(run.session, each, textOf(parts, at));
}

interface Executed {
  readonly texts: readonly Text[];
  readonly into: readonly Word[];
  /** With what is set for this command alone. */
  readonly inside: Session;
  readonly at: Place['at'];
}

function execute(run: Run, { texts, into, inside, at }: Executed): Status {
  const [name, ...given] = texts;
  const called = name && run.session.functions.get(literalOf(name) ?? '');
  if (called && run.called < MAX_CALLED) {
    run.session = inside;
    callFunction(run, called, given);
    return 'usually';
  }
  const call = callOf(texts);
  if (!call) return 'usually';
  const deployment = deploymentBy(call);
  const there = call.folder ? { ...inside, folder: folderFrom(inside, call.folder) } : inside;
  if (deployment) run.calls.push({ ...deployment, session: there, at });
  const making = makingBy(call);
  if (making) run.made.push({ ...making, session: there });
  if (call.program === 'echo' || call.program === 'printf') handOn(run, call, into);
  if (call.program === 'return') run.ends = 'returns';
  if (call.program === 'exit') run.ends = /^0?$/.test(textOfFirst(call.words)) ? 'well' : 'badly';
  run.session = sessionAfter(run.session, call);
  if (call.program === 'false') return false;
  return neverFails.has(call.program) ? true : 'usually';
}

const neverFails: ReadonlySet<string> = new Set(['true', ':', 'echo', 'export', 'local']);

function textOfFirst([first]: readonly Text[]): string {
  return (first && literalOf(first)) ?? '';
}

function handOn(run: Run, { words }: Call, into: readonly Word[]): void {
  const isInto = (name: string) =>
    into.some(({ parts }) =>
      parts.some(part => typeof part === 'object' && 'variable' in part && part.variable === name),
    );
  const isEnvironment = isInto('GITHUB_ENV');
  const isOutput = isInto('GITHUB_OUTPUT');
  for (const word of words) {
    const old = withoutPrefix(word, '::set-output name=');
    const one = old ? byOldWay(old) : assignment(word);
    const target = old || isOutput ? run.outputs : isEnvironment ? run.exported : undefined;
    if (one) target?.set(one.name, run.depth > 0 ? { parts: [openAs(one.name)], at: one.value.at } : one.value);
  }
}

/** `stage::prod` of `::set-output name=stage::prod` */
function byOldWay({ parts: [first, ...rest], at }: Text): ReturnType<typeof assignment> {
  const [, name, value] = typeof first === 'string' ? (/^([\w-]+)::([\s\S]*)$/.exec(first) ?? []) : [];
  return name === undefined ? undefined : { name, value: textOf([value!, ...rest], at) };
}

/** Functions that call each other more often than this call themselves. */
const MAX_CALLED = 10;

/** A function's body, with its arguments as `$1`, `$2` and so on. */
function callFunction(run: Run, { body, place }: ShellFunction, given: readonly Text[]): void {
  const { place: outside, session } = run;
  const before = session.variables;
  const own = new Map(before);
  const nothing: Text = { parts: [], at: run.place.at };
  for (let i = 1; i <= MAX_ARGUMENTS; i++) own.set(`${i}`, given[i - 1] ?? nothing);
  Object.assign(run, { place, session: { ...session, variables: own }, called: run.called + 1 });
  run.walk(run, body);
  if (run.ends === 'returns') run.ends = undefined;
  const after = new Map([...run.session.variables].filter(([name]) => !/^\d$/.test(name)));
  for (const [name, value] of before) if (/^\d$/.test(name)) after.set(name, value);
  Object.assign(run, { place: outside, session: { ...run.session, variables: after }, called: run.called - 1 });
}

const MAX_ARGUMENTS = 9;
