import type { When } from '../model/when';
import { both, type Circumstance, isNever } from './when';

/** What a place may be, and under which choices of the deployment. `when` absent: always. */
export interface Possible<T> {
  readonly value: T;
  readonly when?: When;
}

export function possible<T>(value: T, when: Circumstance): Possible<T> {
  return when === undefined ? { value } : { value, when };
}

/** Those of `options` that can be while `when` holds. */
export function during<T>(when: Circumstance, options: readonly Possible<T>[]): readonly Possible<T>[] {
  if (when === undefined) return options;
  return options.map(option => possible(option.value, both(when, option.when))).filter(option => !isNever(option.when));
}

/** Each way to take one option of every list, contradictions left out; undefined when there are more than `limit`. */
export function combinations<T>(
  lists: readonly (readonly Possible<T>[])[],
  limit: number,
): readonly Possible<readonly T[]>[] | undefined {
  if (lists.every(isCertain)) return [{ value: lists.map(list => list[0]!.value) }];
  let out: readonly Possible<readonly T[]>[] = [{ value: [] }];
  for (const list of lists) {
    out = out.flatMap(taken =>
      during(taken.when, list).map(({ value, when }) => possible([...taken.value, value], when)),
    );
    if (out.length > limit) return undefined;
  }
  return out;
}

function isCertain<T>(list: readonly Possible<T>[]): boolean {
  return list.length === 1 && list[0]!.when === undefined;
}
