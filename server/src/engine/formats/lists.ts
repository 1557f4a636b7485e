/**
 * All items in one list. Unlike `flat` and a spread, it leaves no room to grow, which facts would keep for nothing; of lists that
 * are empty but for one, it is that one.
 */
export function concatenated<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const filled = lists.filter(({ length }) => length > 0);
  return filled.length < 2 ? (filled[0] ?? nothing) : ([] as readonly T[]).concat(...filled);
}

const nothing: readonly never[] = [];
