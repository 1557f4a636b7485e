/** What a shell script deploys: its branches and loops, as far as it is known which of them are run. */
import { literalOf, type Text } from '../../model/text';
import { type Statement, type Statements, scriptIn, type Word } from '../../syntax/shell/script';
import type { SyntaxTree } from '../../syntax/tree';
import type { Place } from '../place';
import { eitherOf } from './effects';
import { meant, type Ran, type Run, step, textsOf } from './run-command';
import { type Session, withVariable } from './session';
import { patternOf } from './shell-test';
import { type Lookup, openAs, textOf } from './values';
import { isAnyLike } from './ways';

export type { Called, Ran } from './run-command';

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
    called: 0,
    walk,
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
  else if (statement.kind === 'function') define(run, statement);
  else if (statement.kind === 'loop') perhaps(run, [statement.body]);
  else if (statement.isOwn) inOwnShell(run, statement.body);
  else walk(run, statement.body);
}

function inOwnShell(run: Run, body: Statements): void {
  const { session } = run;
  walk(run, body);
  Object.assign(run, { session, ends: undefined });
}

function define(run: Run, { name, body }: Extract<Statement, { kind: 'function' }>): void {
  const { session, place } = run;
  run.session = { ...session, functions: new Map(session.functions).set(name, { body, place }) };
}

/** What telling branches apart takes, in words. */
const BRANCHES = 10;

/** What one of these bodies leaves, or none of them. */
function perhaps(run: Run, bodies: readonly Statements[]): void {
  const before = run.session;
  before.work.left -= BRANCHES;
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
