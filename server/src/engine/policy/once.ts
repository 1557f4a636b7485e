/** Puts work off until it is first asked for, and keeps what it gave. */
export function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
