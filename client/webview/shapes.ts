/** Reading what somebody else sent: a value has the shape that is asked for, or it is not taken. */

/** The value where it has the shape; otherwise undefined. */
export type Shape<T> = (value: unknown) => value is T;

export const text: Shape<string> = (value): value is string => typeof value === 'string';
export const flag: Shape<boolean> = (value): value is boolean => typeof value === 'boolean';
/** Finite. */
export const number: Shape<number> = (value): value is number => Number.isFinite(value);

export function oneOf<const T extends string | number | null>(...choices: readonly T[]): Shape<T> {
  return (value): value is T => choices.includes(value as T);
}

export function either<A, B>(one: Shape<A>, other: Shape<B>): Shape<A | B> {
  return (value): value is A | B => one(value) || other(value);
}

export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(shape);
}

export function recordOf<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> => isObject(value) && Object.values(value).every(shape);
}

/** An object that has these; others are let be, for the map's JSON changes by adding. `optional` ones may be absent or undefined. */
export function object<T extends object>(
  shapes: { readonly [K in keyof Required<T>]: Shape<Exclude<T[K], undefined>> | Optional<T[K]> },
): Shape<T> {
  const entries = Object.entries<Shape<unknown> | Optional<unknown>>(shapes);
  return (value): value is T =>
    isObject(value) &&
    entries.every(([key, shape]) => {
      const field = value[key];
      return typeof shape === 'function' ? shape(field) : field === undefined || shape.optional(field);
    });
}

export interface Optional<T> {
  readonly optional: Shape<Exclude<T, undefined>>;
}

export function optional<T>(shape: Shape<T>): { readonly optional: Shape<T> } {
  return { optional: shape };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
