import type { ResourceKind } from '../model/resource';

/** What is said of a type beyond what its resources set. */
export interface TypeFacts {
  readonly kind: ResourceKind;
  /** What sets its physical name; absent where a type has none, or none that tells. */
  readonly name?: string;
}

/** Types, and what sets the physical name of each. */
export type Names = Readonly<Record<string, string | undefined>>;

export function typesOf(kinds: Partial<Record<ResourceKind, Names>>): ReadonlyMap<string, TypeFacts> {
  const all = Object.entries(kinds) as [ResourceKind, Names][];
  return new Map(
    all.flatMap(([kind, names]) =>
      Object.entries(names).map(([type, name]) => [type, name === undefined ? { kind } : { kind, name }] as const),
    ),
  );
}
