import type { Resource } from '../model/resource';

/** What a type says beyond what all resources say, of a resource as it is written. */
type Lowering<D> = (declaration: D) => Partial<Resource>;

/** All that these tables say of a type, the first of them when two say the same. */
export function together<D>(...tables: readonly ReadonlyMap<string, Lowering<D>>[]): ReadonlyMap<string, Lowering<D>> {
  const all = new Map<string, Lowering<D>>();
  for (const [type, lowering] of tables.flatMap(table => [...table])) {
    const before = all.get(type);
    all.set(type, before ? declaration => ({ ...lowering(declaration), ...before(declaration) }) : lowering);
  }
  return all;
}
