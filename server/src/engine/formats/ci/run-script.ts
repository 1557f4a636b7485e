/** What a shell script deploys, read command by command without running any. */
import type { Text } from '../../model/model';
import { literalOf } from '../../model/text';
import { type Command, type Statement, type Statements, scriptIn, type Word } from '../../syntax/shell/script';
import type { SyntaxTree } from '../../syntax/tree';
import { below } from '../../text/text';
import type { Place } from '../place';
import { type Call, callOf, type Deployment, deploymentBy } from './command-line';
import { eitherOf, sessionAfter } from './effects';
import { type Making, makingBy } from './making';
import { type Session, variablesOf, withVariable } from './session';
import { isTest, type Meant, patternOf, testHolds } from './shell-test';
import { assignment, type Lookup, openAs, splitText, textOf, withoutPrefix, wordText } from './values';
import { isAnyLike } from './ways';

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
  /** It comes to an `exit` of its own: `badly` if it says that something is wrong. */
  readonly ends: 'well' | 'badly' | undefined;
}

/** Whether a command went well; `usually` where nothing else is said. */
type Status = boolean | 'usually' | undefined;

interface Run {
  session: Session;
  readonly place: Place;
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
}

export function runScript(tree: SyntaxTree, place: Place, session: Session, expressions: Lookup): Ran {
  const run: Run = {
    session,
    place,
    expressions,
    calls: [],
    exported: new Map(),
    outputs: new Map(),
    made: [],
    depth: 0,
    status: true,
    ends: undefined,
  };
  if (place.node.kind === 'scalar') walk(run, scriptIn(tree, place.node).statements);
  return run;
}

function walk(run: Run, statements: Statements): void {
  for (const statement of statements) {
    if (run.ends || run.session.work.left <= 0) return;
    walkOne(run, statement);
  }
}

function walkOne(run: Run, statement: Statement): void {
  if (statement.kind === 'command') step(run, statement);
  else if (statement.kind === 'if') walkIf(run, statement);
  else if (statement.kind === 'case') walkCase(run, statement);
  else if (statement.kind === 'for') walkFor(run, statement);
  else if (statement.kind === 'loop') perhaps(run, [statement.body]);
  else if (statement.isOwn) inOwnShell(run, statement.body);
  else walk(run, statement.body);
}

function inOwnShell(run: Run, body: Statements): void {
  const { session } = run;
  walk(run, body);
  Object.assign(run, { session, ends: undefined });
}

/** What one of these bodies leaves, or none of them. */
function perhaps(run: Run, bodies: readonly Statements[]): void {
  const before = run.session;
  run.depth++;
  let after = before;
  for (const body of bodies) {
    run.session = before;
    walk(run, body);
    // Behind a branch that ends, nothing of what it set is left.
    if (!run.ends) after = eitherOf(after, run.session);
    run.ends = undefined;
  }
  run.depth--;
  Object.assign(run, { session: after, status: 'usually' });
}

function walkIf(run: Run, { branches, otherwise }: Extract<Statement, { kind: 'if' }>): void {
  for (const [i, { test, body }] of branches.entries()) {
    walk(run, test);
    const { status } = run;
    if (run.ends || status === false) continue;
    const others = branches.slice(i + 1).flatMap(one => [one.test, one.body]);
    if (status === true) walk(run, body);
    else perhaps(run, [body, ...others, otherwise]);
    return;
  }
  walk(run, otherwise);
}

function walkCase(run: Run, { word, arms }: Extract<Statement, { kind: 'case' }>): void {
  const text = word && meant(run, word).text;
  for (const [i, { patterns, body }] of arms.entries()) {
    const all = patterns.map(pattern => patternOf(meant(run, pattern)));
    const known = all.flatMap(pattern => (pattern ? [pattern] : []));
    const answer = text && isAnyLike(text.parts, known, run.session.way);
    if (answer === false && known.length === all.length) continue;
    const rest = arms.slice(i).map(arm => arm.body);
    if (answer) walk(run, body);
    else perhaps(run, rest);
    return;
  }
}

/** More values than this of a loop are not told apart. */
const MAX_VALUES = 32;

function walkFor(run: Run, { name, values, body }: Extract<Statement, { kind: 'for' }>): void {
  const texts = (values ?? []).flatMap(word => valuesOf(run, word));
  const open: Text = { parts: [openAs(name)], at: run.place.at };
  const isKnown = values && texts.length <= MAX_VALUES && texts.every(text => text && literalOf(text) !== undefined);
  if (!isKnown) {
    run.session = withVariable(run.session, name, open);
    perhaps(run, [body]);
  }
  for (const text of isKnown ? texts : []) {
    run.session = withVariable(run.session, name, text!);
    walk(run, body);
  }
}

/** Undefined for names of files, which nobody looks for here. */
function valuesOf(run: Run, word: Word): readonly (Text | undefined)[] {
  const texts = textsOf(run, word);
  if (word.isQuoted) return texts;
  return texts.flatMap(text => {
    const written = literalOf(text);
    const listed = /^\{([^{}\s]*,[^{}\s]*)\}$/.exec(written ?? '')?.[1];
    if (listed !== undefined) return listed.split(',').map(one => textOf([one], text.at));
    return written !== undefined && /[*?[{]/.test(written) ? [undefined] : [text];
  });
}

/** Whether a command runs, by what stands before it: undefined where only a run knows. */
function isReached({ status }: Run, after: Command['after']): boolean | undefined {
  if (after === '&&') return status === 'usually' ? true : status;
  if (after === '||') return status === 'usually' || status === undefined ? undefined : !status;
  return true;
}

function step(run: Run, { command, inner }: Extract<Statement, { kind: 'command' }>): void {
  run.session.work.left -= command.words.length + 1;
  const reached = isReached(run, command.after);
  if (reached === false) return;
  const before = run.session;
  if (reached === undefined) run.depth++;
  walk(run, inner);
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
  const all = command.words.map(word => meant(run, word));
  if (isTest(all)) return testHolds(all, run.session.way);
  return callIn(run, command);
}

function callIn(run: Run, { words, into }: Command): Status {
  const texts = words.flatMap(word => textsOf(run, word));
  const own = texts.findIndex(word => !isAssignment(word));
  const set = (own < 0 ? texts : texts.slice(0, own)).map(assignment);
  const inside = set.reduce(
    (session, one) => (one ? withVariable(session, one.name, one.value) : session),
    run.session,
  );
  if (own < 0) {
    run.session = inside;
    return 'usually';
  }
  const first = words.find(word => word.parts.length > 0);
  const at = first ? below(run.place.at, first.index) : run.place.at;
  return execute(run, { texts: texts.slice(own), into, inside, at });
}

function isAssignment(word: Text): boolean {
  return /^[A-Za-z_]\w*$/.test(assignment(word)?.name ?? '');
}

function meant({ session, expressions, place }: Run, word: Word): Meant {
  const known = { variables: variablesOf(session), expressions, way: session.way };
  return { word, text: wordText(word, known, below(place.at, word.index)) };
}

function textsOf(run: Run, word: Word): readonly Text[] {
  const { text } = meant(run, word);
  const isSplit = !word.isQuoted && word.parts.some(part => typeof part !== 'string');
  return isSplit ? splitText(text) : [text];
}

interface Executed {
  readonly texts: readonly Text[];
  readonly into: readonly Word[];
  /** With what is set for this command alone. */
  readonly inside: Session;
  readonly at: Place['at'];
}

function execute(run: Run, { texts, into, inside, at }: Executed): Status {
  const call = callOf(texts);
  if (!call) return 'usually';
  const deployment = deploymentBy(call);
  if (deployment) run.calls.push({ ...deployment, session: inside, at });
  const making = makingBy(call);
  if (making) run.made.push({ ...making, session: inside });
  if (call.program === 'echo' || call.program === 'printf') handOn(run, call, into);
  if (call.program === 'exit') run.ends = /^0?$/.test(textOfFirst(call.words)) ? 'well' : 'badly';
  run.session = sessionAfter(run.session, call);
  if (call.program === 'false' || call.program === 'true' || call.program === ':') return call.program !== 'false';
  return 'usually';
}

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
