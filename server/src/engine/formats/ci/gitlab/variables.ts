/** The variables of a job: who sets one, and what it comes to once all are set. */
import type { Text } from '../../../model/text';
import { child, children, items, type Place } from '../../place';
import { writtenAt } from '../text-at';
import { type Lookup, openAs, withVariables } from '../values';
import type { Way } from '../ways';
import type { Part, Pipeline } from './pipeline';
import { resolved } from './references';

export type Variables = ReadonlyMap<string, Text>;

/** By name, where each is written. A later one wins. */
export type Definitions = ReadonlyMap<string, Place>;

export function definedBy(maps: readonly Part[], pipeline: Pipeline): Definitions {
  return new Map(
    maps.flatMap(part => {
      const map = resolved(part, pipeline);
      const entries = map ? children(map.place) : [];
      return entries.flatMap(({ key, place }) => {
        const value = resolved({ ...map!, place }, pipeline);
        return value ? [[key, value.place] as const] : [];
      });
    }),
  );
}

/**
 * Their values. A value may name any other variable, also one that is set closer to the job; one that names itself stays open.
 */
export function valuesOf(definitions: Definitions, given: Variables, way: Way): Variables {
  const known = new Map<string, Text>(given);
  const open = new Set<string>();
  const meaning: Lookup = name => {
    const place = definitions.get(name);
    const before = known.get(name);
    if (before || !place || open.has(name) || open.size >= MAX_DEPTH) return before;
    open.add(name);
    const value = valueAt(place, meaning, way);
    open.delete(name);
    if (value) known.set(name, value);
    return value;
  };
  for (const [name, place] of definitions) meaning(name, place.at);
  return known;
}

/** So many variables may stand for one another in a row. */
const MAX_DEPTH = 100;

/** `STAGE: prod`, `STAGE: { value: prod }`. What people choose from `options` when they start a pipeline is open. */
function valueAt(entry: Place, variables: Lookup, way: Way): Text | undefined {
  if (child(entry, 'options')) return { parts: [openAs(entry.at.path.at(-1) as string)], at: entry.at };
  const place = entry.node.kind === 'map' ? child(entry, 'value') : entry;
  const written = writtenAt(place);
  return place && written !== undefined ? withVariables(written, variables, place.at, way) : undefined;
}

const MAX_COMBINATIONS = 64;

/** The sets of variables of `parallel: matrix`. */
export function matrixOf(matrix: Place | undefined): readonly Definitions[] {
  if (matrix?.node.kind !== 'list') return [new Map()];
  const all = items(matrix).flatMap(combinationsOf);
  return all.length === 0 || all.length > MAX_COMBINATIONS ? [new Map()] : all;
}

function combinationsOf(entry: Place): readonly Definitions[] {
  let all: readonly Definitions[] = [new Map()];
  for (const { key, place } of children(entry)) {
    const values = items(place);
    if (all.length * values.length > MAX_COMBINATIONS) return [];
    all = all.flatMap(one => values.map(value => new Map(one).set(key, value)));
  }
  return all;
}
