import type { ProblemList } from './problems';
import type { Entry } from './tree';

/** Beyond this a set is faster than comparing every pair. */
const few = 8;

/** A warning at every key that the map already has. */
export function reportRepeatedKeys(entries: readonly Entry[], problems: ProblemList): void {
  if (entries.length <= few) reportAmongFew(entries, problems);
  else reportAmongMany(entries, problems);
}

function reportAmongFew(entries: readonly Entry[], problems: ProblemList): void {
  for (let i = 1; i < entries.length; i++) {
    const key = entries[i]!.key;
    for (let j = 0; j < i; j++) {
      if (entries[j]!.key.raw !== key.raw) continue;
      report(entries[i]!, problems);
      break;
    }
  }
}

function reportAmongMany(entries: readonly Entry[], problems: ProblemList): void {
  const seen = new Set<string>();
  for (const entry of entries) {
    if (seen.has(entry.key.raw)) report(entry, problems);
    seen.add(entry.key.raw);
  }
}

function report({ key }: Entry, problems: ProblemList): void {
  problems.add(
    `the key \`${key.raw}\` stands here a second time; the last one counts`,
    key.range.start,
    key.range.end,
    'warning',
  );
}
