/** What a shell script deploys, read command by command without running any. */
import type { Text } from '../../model/model';
import { literalOf } from '../../model/text';
import { type Command, scriptIn, type Word } from '../../syntax/shell/script';
import type { SyntaxTree } from '../../syntax/tree';
import { below } from '../../text/text';
import type { Place } from '../place';
import { type Call, callOf, type Deployment, deploymentBy } from './command-line';
import { eitherOf, sessionAfter } from './effects';
import { type Making, makingBy } from './making';
import { type Session, variablesOf, withVariable } from './session';
import { assignment, type Lookup, openAs, splitText, wordText } from './values';

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
  /** Templates that it makes, with what each is made of. */
  readonly made: readonly Making[];
}

interface Run {
  session: Session;
  readonly place: Place;
  readonly expressions: Lookup;
  readonly calls: Called[];
  readonly exported: Map<string, Text>;
  readonly made: Making[];
  /** How many `if`, `case` and loops are open: what is set in them may not be. */
  depth: number;
  /** What holds outside of the parentheses that are open. */
  readonly outside: Session[];
  /** The last command was a test. */
  isTested: boolean;
}

export function runScript(tree: SyntaxTree, place: Place, session: Session, expressions: Lookup): Ran {
  const run: Run = {
    session,
    place,
    expressions,
    calls: [],
    exported: new Map(),
    made: [],
    depth: 0,
    outside: [],
    isTested: false,
  };
  const commands = place.node.kind === 'scalar' ? scriptIn(tree, place.node).commands : [];
  for (const command of commands) {
    if (session.work.left <= 0) break;
    session.work.left -= command.words.length + 1;
    step(run, command);
  }
  return run;
}

function step(run: Run, command: Command): void {
  if (command.shell) {
    if (command.shell === 'opens') run.outside.push(run.session);
    else run.session = run.outside.pop() ?? run.session;
    return;
  }
  const words = pastKeywords(run, command.words);
  const texts = words.flatMap(word => textsOf(run, word));
  const own = texts.findIndex(word => !isAssignment(word));
  const set = (own < 0 ? texts : texts.slice(0, own)).map(assignment);
  const isUnsure = run.depth > 0 || command.after === '||' || (command.after === '&&' && run.isTested);
  run.isTested = /^(?:\[\[?|test)$/.test(textOfFirst(texts));
  const inside = set.reduce(
    (session, one) => (one ? withVariable(session, one.name, one.value) : session),
    run.session,
  );
  if (own < 0) {
    run.session = isUnsure ? eitherOf(run.session, inside) : inside;
    return;
  }
  const first = words.find(word => word.parts.length > 0);
  const at = first ? below(run.place.at, first.index) : run.place.at;
  execute(run, { texts: texts.slice(own), into: command.into, inside, isUnsure, at });
}

function textOfFirst([first]: readonly Text[]): string {
  return (first && literalOf(first)) ?? '';
}

function isAssignment(word: Text): boolean {
  return /^[A-Za-z_]\w*$/.test(assignment(word)?.name ?? '');
}

const opening: ReadonlySet<string> = new Set(['if', 'while', 'until', 'for', 'case', 'select']);
const closing: ReadonlySet<string> = new Set(['fi', 'done', 'esac']);
const between: ReadonlySet<string> = new Set(['then', 'do', 'else', 'elif', '!', '{', '}']);

/** The command behind `if`, `then` and their like. */
function pastKeywords(run: Run, words: readonly Word[]): readonly Word[] {
  let first = 0;
  for (; first < words.length; first++) {
    const [only] = words[first]!.parts;
    if (words[first]!.parts.length !== 1 || typeof only !== 'string' || words[first]!.isQuoted) break;
    if (opening.has(only)) run.depth++;
    else if (closing.has(only)) run.depth = Math.max(0, run.depth - 1);
    else if (!between.has(only)) break;
    if (only === 'for' || only === 'case' || only === 'select') {
      forget(run, words[first + 1]);
      return [];
    }
  }
  return words.slice(first);
}

/** A loop's variable is each of several values. */
function forget(run: Run, word: Word | undefined): void {
  const [name] = word?.parts ?? [];
  if (typeof name === 'string')
    run.session = withVariable(run.session, name, { parts: [openAs(name)], at: run.place.at });
}

function textsOf({ session, expressions, place }: Run, word: Word): readonly Text[] {
  const text = wordText(word, variablesOf(session), expressions, below(place.at, word.index));
  const isSplit = !word.isQuoted && word.parts.some(part => typeof part !== 'string');
  return isSplit ? splitText(text) : [text];
}

interface Executed {
  readonly texts: readonly Text[];
  readonly into: readonly Word[];
  /** With what is set for this command alone. */
  readonly inside: Session;
  readonly isUnsure: boolean;
  readonly at: Place['at'];
}

function execute(run: Run, { texts, into, inside, isUnsure, at }: Executed): void {
  const call = callOf(texts);
  if (!call) return;
  const deployment = deploymentBy(call);
  if (deployment) run.calls.push({ ...deployment, session: inside, at });
  const making = makingBy(call);
  if (making) run.made.push({ ...making, session: inside });
  if (call.program === 'echo' || call.program === 'printf') handOn(run, call, into, isUnsure);
  const after = sessionAfter(run.session, call);
  run.session = isUnsure ? eitherOf(run.session, after) : after;
}

function handOn(run: Run, { words }: Call, into: readonly Word[], isUnsure: boolean): void {
  const isEnvironment = into.some(({ parts }) =>
    parts.some(part => typeof part === 'object' && 'variable' in part && part.variable === 'GITHUB_ENV'),
  );
  for (const one of isEnvironment ? words.map(assignment) : [])
    if (one) run.exported.set(one.name, isUnsure ? { parts: [openAs(one.name)], at: one.value.at } : one.value);
}
