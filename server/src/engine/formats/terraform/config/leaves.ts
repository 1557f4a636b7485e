import type { Text } from '../../../model/text';
import { textOf } from '../values/readings';
import type { Value } from '../values/value';

const MAX_DEPTH = 3;

/** What is in lists and objects, by the words for it: `var.roles[0]`, `var.settings.role`. */
export function leavesOf(value: Value | undefined, words: string, depth = 0): readonly (readonly [string, Text])[] {
  if (value?.kind === 'scalar' || value?.kind === 'alternatives') return [[words, textOf(value)]];
  if (depth >= MAX_DEPTH) return [];
  if (value?.kind === 'list') return value.items.flatMap((item, i) => leavesOf(item, `${words}[${i}]`, depth + 1));
  if (value?.kind !== 'map') return [];
  return [...value.entries].flatMap(([key, held]) => leavesOf(held, `${words}.${key}`, depth + 1));
}
