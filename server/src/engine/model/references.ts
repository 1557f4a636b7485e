import type { ResourceId } from './model';

/** Every resource that a fact refers to, wherever in it. */
export function* referencesIn(fact: unknown): Iterable<ResourceId> {
  if (typeof fact !== 'object' || fact === null) return;
  if ('hole' in fact && 'resource' in fact) yield fact.resource as ResourceId;
  for (const part of Object.values(fact)) yield* referencesIn(part);
}
