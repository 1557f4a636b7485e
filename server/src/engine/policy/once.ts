/** Puts work off until it is first asked for, and keeps what it gave, be it nothing. */
export function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | undefined;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}
