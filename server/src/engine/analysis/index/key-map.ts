/**
 * An immutable map from a key to the values that documents contribute to it. A new version copies only the shards that a change
 * touches, so that an edit costs what its document holds and not what the workspace holds.
 */
export interface KeyMap<V> {
  /** In order of contribution; empty when nothing contributes. The same array as long as nothing changed. */
  get(key: string): readonly V[];
  /** A new version; the map itself stays as it is. `remove` takes out one value per pair. */
  with(remove: Iterable<KeyValue<V>>, add: Iterable<KeyValue<V>>): KeyMap<V>;
}

export type KeyValue<V> = readonly [key: string, value: V];

const SHARDS = 1024;
const NOTHING: readonly never[] = Object.freeze([]) as readonly never[];

/** `same` tells whether two values are one contribution, which need not be one object. */
type Same<V> = (a: V, b: V) => boolean;

export function emptyKeyMap<V>(same: Same<V>): KeyMap<V> {
  return keyMap<V>(
    Array.from({ length: SHARDS }, () => new Map()),
    same,
  );
}

function keyMap<V>(shards: readonly ReadonlyMap<string, readonly V[]>[], same: Same<V>): KeyMap<V> {
  return {
    get: key => shards[shardOf(key)]!.get(key) ?? NOTHING,
    with(remove, add) {
      const next = [...shards];
      const copied = new Map<number, Map<string, readonly V[]>>();
      const writable = (key: string) => {
        const index = shardOf(key);
        let shard = copied.get(index);
        if (!shard) {
          shard = new Map(next[index]!);
          copied.set(index, shard);
          next[index] = shard;
        }
        return shard;
      };
      for (const [key, value] of remove) takeOut(writable(key), key, known => same(known, value));
      // Lists of this version alone, which nobody has seen: a key may get a value of each resource of a large file.
      const own = new Map<string, V[]>();
      for (const [key, value] of add) {
        const list = own.get(key);
        if (list) list.push(value);
        else {
          const shard = writable(key);
          const fresh = [...(shard.get(key) ?? NOTHING), value];
          own.set(key, fresh);
          shard.set(key, fresh);
        }
      }
      return keyMap(next, same);
    },
  };
}

function takeOut<V>(shard: Map<string, readonly V[]>, key: string, isMeant: (value: V) => boolean): void {
  const before = shard.get(key) ?? NOTHING;
  const at = before.findIndex(isMeant);
  if (at < 0) return;
  if (before.length === 1) shard.delete(key);
  else shard.set(key, [...before.slice(0, at), ...before.slice(at + 1)]);
}

function shardOf(key: string): number {
  return keyHash(key) % SHARDS;
}

/** A number in place of a key, to be kept in great numbers. Where different keys have the same, a change of one counts for both. */
export function keyHash(key: string): number {
  let hash = 0;
  for (let i = 0; i < key.length; i++) hash = (hash * 31 + key.charCodeAt(i)) | 0;
  return hash >>> 2;
}
