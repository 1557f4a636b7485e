import type { Trace, Traced } from '../../formats/origin';
import type { WrittenStatement } from '../../formats/policy/statement-around';
import type { SyntaxTree } from '../../syntax/tree';
import type { Placed } from './placed';
import { lineIn, linesOf, type ProgramLine, pointerTo, withWhatBelongs } from './program-lines';
import type { Sources } from './sources';
import { lineAdding, lineSaying } from './statement-lines';

/** A trace as far as it leads through the workspace. */
interface Found {
  readonly trace: Trace;
  /** The innermost first, at least one. */
  readonly lines: readonly [ProgramLine, ...ProgramLine[]];
}

/** The line of a program that made something, or of what stands around it. */
export function placeOfTrace(origin: Traced, sources: Sources): Placed | undefined {
  const found = origin.traces.flatMap(trace => foundOf(trace, origin, sources));
  const own = found.find(({ trace }) => trace.of === 'itself');
  const { statement } = origin;
  const line = statement ? statementLine(origin, statement, found) : own?.lines[0];
  if (line) return { at: pointerTo(line) };
  // What the first call made is not where the others stand: rather where all of them lead.
  const nearest = (statement && origin.gathered && found.find(({ trace }) => trace.of === 'owner')) || found[0];
  return nearest && { at: pointerTo(nearest.lines[0]), roughly: roughly(nearest, statement !== undefined) };
}

function foundOf(trace: Trace, { app }: Traced, sources: Sources): readonly Found[] {
  const [first, ...rest] = trace.lines.flatMap(line => lineIn(line, app, sources) ?? []);
  return first ? [{ trace, lines: [first, ...rest] }] : [];
}

function statementLine(
  { gathered }: Traced,
  { actions, alone }: WrittenStatement,
  found: readonly Found[],
): ProgramLine | undefined {
  const own = found.find(({ trace }) => trace.of === 'itself')?.lines[0];
  if (own && (alone || !gathered)) {
    const within = lineSaying(actions, [withWhatBelongs(own)]);
    if (within) return within;
    if (gathered) return own;
  }
  const nearby = filesAround(found);
  return lineSaying(actions, nearby) ?? (gathered ? lineAdding(nearby) : undefined);
}

/** The lines of each file through which it was made, the innermost first. */
function filesAround(found: readonly Found[]): readonly (readonly ProgramLine[])[] {
  const close = found.filter(({ trace }) => trace.of !== 'around');
  const looked = close.length > 0 ? close : found.slice(0, 1);
  const trees = new Map<string, SyntaxTree>();
  for (const { lines } of looked) for (const { tree } of lines) trees.set(tree.document.uri, tree);
  return [...trees.values()].map(linesOf);
}

function roughly({ trace }: Found, isStatement: boolean): string {
  if (trace.of === 'around') return `of the source only that of \`${trace.construct}\` is known, which it belongs to`;
  return isStatement
    ? 'of the source only the construct is known, not the statement'
    : 'of the source only that for which it is made is known';
}
