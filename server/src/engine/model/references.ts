import type { ResourceId } from './ids';

/** Every resource that a fact refers to, wherever in it. */
export function* referencesIn(fact: unknown): Iterable<ResourceId> {
  if (typeof fact !== 'object' || fact === null) return;
  if ('hole' in fact && 'resource' in fact) yield fact.resource as ResourceId;
  for (const part of Object.values(fact)) yield* referencesIn(part);
}

/** Of `ids`, those that a fact does not refer to. Asked of each resource that is read, and so as cheap as can be. */
export function notReferredTo(fact: unknown, ids: Iterable<ResourceId>): ReadonlySet<ResourceId> {
  const left = new Set(ids);
  strike(fact, left);
  return left;
}

function strike(fact: unknown, left: Set<ResourceId>): void {
  if (typeof fact !== 'object' || fact === null) return;
  if ('resource' in fact) left.delete(fact.resource as ResourceId);
  for (const key in fact) {
    if (left.size === 0) return;
    // A place refers to nothing, and there are more of them than of anything else.
    if (key !== 'at') strike(fact[key as keyof typeof fact], left);
  }
}
