import type { Traced } from '../../formats/origin';
import { closedAt, depthAt, type Program, type ProgramString, readProgram } from '../../syntax/sources/program';
import type { SyntaxTree } from '../../syntax/tree';
import type { SourcePointer, SourceRange } from '../../text/text';
import { lineIn, type ProgramLine, pointerTo } from './program-lines';
import type { Sources } from './sources';

/** Where a program writes the account of what it makes. */
export interface AccountLiteral {
  /** The line with the account. */
  readonly at: SourcePointer;
  /** Where it is written for a name: all places that read the name, and the call among them that was asked about. */
  readonly named?: { readonly uses: readonly SourceRange[]; readonly call: SourceRange; readonly isExported: boolean };
}

/** What makes a stack, and in which line. */
interface Call {
  readonly line: ProgramLine;
  readonly program: Program;
  readonly range: SourceRange;
}

/**
 * The only place that says the account in the calls which make a stack or a stage that holds it, the innermost first; else in the
 * declaration of a name which such a call is given, in the same file. `undefined` where no such call says it, or in several places.
 */
export function accountLiteral(origin: Traced, account: string, sources: Sources): AccountLiteral | undefined {
  const calls = callsOf(origin, sources);
  for (const call of calls) {
    const [only, ...others] = saying(account, call.program, call.range);
    if (others.length > 0) return undefined;
    if (only) return { at: pointerTo(lineAt(call.line, only.start)) };
  }
  const declared = calls.flatMap(call => declaredFor(call, account));
  return declared.length === 1 ? declared[0] : undefined;
}

/** The calls on the lines of a trace that are given the name of the stack or of a stage that holds it. */
function callsOf({ traces, app }: Traced, sources: Sources): readonly Call[] {
  const own = traces.find(({ of }) => of === 'itself');
  const names = own?.construct.split('/') ?? [];
  const found = (own?.lines ?? []).flatMap(traced => {
    const line = lineIn(traced, app, sources);
    return line ? (callOn(line, names) ?? []) : [];
  });
  return [...new Map(found.map(call => [`${call.line.tree.document.uri} ${call.range.start}`, call])).values()];
}

/** An app may make hundreds of stacks in one file. */
const remembered = new WeakMap<SyntaxTree, Program>();

function programOf({ tree }: ProgramLine): Program {
  const { uri, text } = tree.document;
  const program = remembered.get(tree) ?? readProgram(text, /\.py$/i.test(uri) ? 'python' : 'script');
  remembered.set(tree, program);
  return program;
}

/** The last call which begins on the line of which one of the names is an argument. */
function callOn(line: ProgramLine, names: readonly string[]): Call | undefined {
  const range = rangeOf(line);
  if (!range) return undefined;
  const program = programOf(line);
  const opened = [...program.bare.slice(range.start, range.end).matchAll(/\(/g)].map(
    ({ index }) => range.start + index,
  );
  for (const start of opened.reverse()) {
    const end = closedAt(program.bare, start);
    const isMeant = (one: ProgramString) => names.includes(one.text) && depthAt(program.bare, start, one.start) === 1;
    if (end !== undefined && within(program, { start, end }).some(isMeant))
      return { line, program, range: { start, end } };
  }
  return undefined;
}

function rangeOf({ tree, index }: ProgramLine): SourceRange | undefined {
  return tree.root?.kind === 'list' ? tree.root.items[index]?.range : undefined;
}

function within({ strings }: Program, { start, end }: SourceRange): readonly ProgramString[] {
  return strings.filter(one => start <= one.start && one.end <= end);
}

/** The strings in a stretch that are an account and said to be one: `account: '…'`, `account="…"`. */
function saying(account: string, program: Program, range: SourceRange): readonly ProgramString[] {
  return within(program, range).filter(
    one => one.text === account && /\baccount["']?\s*[:=]\s*$/.test(program.bare.slice(range.start, one.start)),
  );
}

/** The line of an offset in the text of another line. */
function lineAt({ tree }: ProgramLine, offset: number): ProgramLine {
  const items = tree.root?.kind === 'list' ? tree.root.items : [];
  return { tree, index: items.findIndex(({ range }) => range.start <= offset && offset < range.end) };
}

/** `const env: Environment = {`, `PROD = cdk.Environment(`, `const prod = '…'` */
const declaration =
  /^[ \t]*(?:export[ \t]+)?(?:const[ \t]+|let[ \t]+|var[ \t]+)?([\w$]+)[ \t]*(?::[ \t]*[\w.]+[ \t]*)?=[ \t]*(?=[{\w"'`])/gm;

/** The declaration of a name in the arguments of a call, if it says the account and nothing else does. */
function declaredFor({ line, program, range }: Call, account: string): readonly AccountLiteral[] {
  const declarations = [...program.bare.matchAll(declaration)];
  return declarations.flatMap(({ 0: written, 1: name = '', index }) => {
    const uses = usesOf(name, program.bare);
    const isUsed = uses.some(use => range.start <= use.start && use.end <= range.end);
    if (!isUsed || declarations.filter(other => other[1] === name).length > 1) return [];
    const start = index + written.length;
    const stretch = valueAt(program.bare, start);
    const found = stretch ? within(program, stretch).filter(({ text }) => text === account) : [];
    const [only] = found;
    const isSaid = only && (only.start === start || saying(account, program, stretch!).length === 1);
    if (!isSaid || found.length > 1) return [];
    const at = lineAt(line, only.start);
    return [{ at: pointerTo(at), named: { uses, call: range, isExported: /^\s*export\b/.test(written) } }];
  });
}

/** A string, or what stands in the first brackets of the line. */
function valueAt(bare: string, start: number): SourceRange | undefined {
  const stop = bare.slice(start).search(/[\r\n]/);
  const end = stop < 0 ? bare.length : start + stop;
  const open = bare.slice(start, end).search(/[({]/);
  if (/["'`]/.test(bare[start]!)) return { start, end };
  const close = open < 0 ? undefined : closedAt(bare, start + open);
  return close === undefined ? undefined : { start, end: close };
}

/** Where a name is read, also all that it holds, `...env`: not as a key, and not where something is assigned to it. */
function usesOf(name: string, bare: string): readonly SourceRange[] {
  const read = `(?<![\\w$])(?<!(?<!\\.\\.)\\.)${name.replaceAll('$', '\\$')}(?![\\w$])(?!\\s*:)(?!\\s*=(?![=>]))`;
  const uses = bare.matchAll(new RegExp(read, 'g'));
  return [...uses].map(({ index }) => ({ start: index, end: index + name.length }));
}
