import { get, type SyntaxNode, type SyntaxTree } from '../syntax/tree';

/** What is there once in a deployment; all else may be said in both parts. */
const single: ReadonlySet<string> = new Set(['Resources', 'Outputs']);

/**
 * Whether two texts hold what one held: each entry of each section unchanged, none lost, resources and outputs in one of the two
 * alone. An alias may mean another thing where its anchor has gone.
 */
export function isParted(
  { root: whole }: SyntaxTree,
  { root: here }: SyntaxTree,
  { root: there }: SyntaxTree,
): boolean {
  if (whole?.kind !== 'map') return false;
  return whole.entries.every(({ key: { raw }, value }) => {
    const parts = [get(here, raw), get(there, raw)].filter(part => part !== undefined);
    if (raw === 'Metadata') return parts.length > 0;
    if (value.kind !== 'map') return parts.length > 0 && parts.every(part => isSame(part, value));
    return value.entries.every(entry => {
      const found = parts.flatMap(part => get(part, entry.key.raw) ?? []);
      const isOnce = !single.has(raw) || found.length === 1;
      return isOnce && found.length > 0 && found.every(one => isSame(one, entry.value));
    });
  });
}

function isSame(a: SyntaxNode, b: SyntaxNode): boolean {
  if (a.tag !== b.tag) return false;
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.raw === b.raw && a.style === b.style;
  if (a.kind === 'list') {
    return (
      b.kind === 'list' && a.items.length === b.items.length && a.items.every((one, i) => isSame(one, b.items[i]!))
    );
  }
  if (b.kind !== 'map' || a.entries.length !== b.entries.length) return false;
  return a.entries.every(({ key, value }, i) => {
    const other = b.entries[i]!;
    return key.raw === other.key.raw && isSame(value, other.value);
  });
}
