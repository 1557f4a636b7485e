import { rules } from '../engine/rules/index';
import { UsageError } from './exit';

/** Throws a UsageError, with the nearest name, for one that is no rule. */
export function requireRules(ids: readonly string[]): ReadonlySet<string> {
  const known = rules.map(({ id }) => id);
  for (const id of ids) {
    if (known.includes(id)) continue;
    throw new UsageError(`there is no rule \`${id}\`${suggestion(id, known)}`);
  }
  return new Set(ids);
}

function suggestion(id: string, known: readonly string[]): string {
  const [nearest] = known
    .map(name => ({ name, distance: distance(id, name) }))
    .filter(({ name, distance }) => distance <= name.length / 2)
    .sort((a, b) => a.distance - b.distance);
  return nearest ? `; did you mean \`${nearest.name}\`?` : '; `bulkhead explain` lists the rules';
}

/** Letters to insert, remove or change (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
