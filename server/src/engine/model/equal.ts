import type { DocumentFacts } from './document-facts';

/** Whether two plain values have the same JSON, up to the order of keys. */
export function equalData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, i) => equalData(item, b[i]));
  }
  const keysA = Object.keys(a);
  if (keysA.length !== Object.keys(b).length) return false;
  return keysA.every(key => Object.hasOwn(b, key) && equalData(a[key as keyof typeof a], b[key as keyof typeof b]));
}

/**
 * The facts of now, sharing with those of before whatever is equal: the whole object when all is, else the resources and
 * deployments that are. So identity tells later layers what changed.
 */
export function shareUnchanged(before: DocumentFacts | undefined, now: DocumentFacts): DocumentFacts {
  if (!before) return now;
  const resources = shareItems(before.resources, now.resources, r => r.id);
  const deployments = shareItems(before.deployments, now.deployments, d => d.id);
  const shared: DocumentFacts = { ...now, resources, deployments };
  return equalData(before, shared) ? before : shared;
}

function shareItems<T>(before: readonly T[], now: readonly T[], keyOf: (item: T) => string): readonly T[] {
  if (before.length === 0) return now;
  const known = new Map(before.map(item => [keyOf(item), item]));
  const items = now.map(item => {
    const old = known.get(keyOf(item));
    return old !== undefined && equalData(old, item) ? old : item;
  });
  return items.length === before.length && items.every((item, i) => item === before[i]) ? before : items;
}
