import type { ProblemList } from '../problems';
import type { Entry, SyntaxNode } from '../tree';

/** More merged entries than any document written by hand has; keeps maps that merge each other from growing without end. */
const maxMerged = 10_000;

/** Adds what merge keys bring: entries of the named maps whose keys the map has not itself, the first of several maps first. */
export function mergeInto(entries: Entry[], sources: readonly SyntaxNode[], problems: ProblemList): void {
  const known = new Set(entries.map(entry => entry.key.raw));
  for (const source of sources.flatMap(mapsOf)) {
    if (source.kind !== 'map') {
      problems.add('only maps can be merged here', source.range.start, source.range.end);
      continue;
    }
    for (const entry of source.entries) {
      if (known.size >= maxMerged || known.has(entry.key.raw)) continue;
      known.add(entry.key.raw);
      entries.push(entry);
    }
  }
}

function mapsOf(source: SyntaxNode): readonly SyntaxNode[] {
  return source.kind === 'list' ? source.items : [source];
}
