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
  const close = origin.traces.filter(({ of }) => of !== 'around').flatMap(trace => foundOf(trace, origin, sources));
  const known = close.length > 0 ? close : nearest(origin, sources);
  const own = known.find(({ trace }) => trace.of === 'itself');
  const { statement } = origin;
  const line = statement ? statementLine(origin, statement, known) : own?.lines[0];
  if (line) return { at: pointerTo(line) };
  // What the first call made is not where the others stand: rather where all of them lead.
  const owner = statement && origin.gathered ? known.find(({ trace }) => trace.of === 'owner') : undefined;
  const best = owner ?? known[0];
  return best && { at: pointerTo(best.lines[0]), roughly: roughly(best, statement !== undefined) };
}

/** The first trace of what stands around it that leads through the workspace. */
function nearest(origin: Traced, sources: Sources): readonly Found[] {
  for (const trace of origin.traces) {
    const found = trace.of === 'around' ? foundOf(trace, origin, sources) : [];
    if (found.length > 0) return found;
  }
  return [];
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
  const trees = new Map<string, SyntaxTree>();
  for (const { lines } of found) for (const { tree } of lines) trees.set(tree.document.uri, tree);
  return [...trees.values()].map(linesOf);
}

function roughly({ trace }: Found, isStatement: boolean): string {
  if (trace.of === 'around') return `of the source only that of \`${trace.construct}\` is known, which it belongs to`;
  return isStatement
    ? 'of the source only the construct is known, not the statement'
    : 'of the source only that for which it is made is known';
}
