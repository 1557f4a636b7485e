/**
 * Sets of requests, each a principal's action on a resource in a context. This folder sees only the model.
 */

/** A set of strings, a regular language over UTF-16 code units. */
export interface Language {
  readonly __language: never;
}

/** A set of requests: a union of products of an action language, a resource language and constraints on context keys. */
export interface RequestSet {
  readonly __requests: never;
}

/** One request of a set. `context` holds only the keys that must be present, each with a value that satisfies the set. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}
