/** The jobs that a matrix makes of one. Source: GitHub Docs, "Running variations of jobs in a workflow". */
import type { Text } from '../../../model/text';
import type { Json } from '../../../text/json';
import { children, items, type Place } from '../../place';
import { descendant } from '../text-at';
import { partsOf } from './evaluate';
import { type Contexts, textIn, valueIn } from './expressions';

/** Of larger matrices no value is told apart; GitHub itself takes 256. */
const MAX_JOBS = 64;

/** One value of an axis: a text, or several by the path below it (`.account`). */
type Value = ReadonlyMap<string, Text>;

type Combination = ReadonlyMap<string, Value>;

/** What the `matrix` context is in each job; one without values where a job has no matrix, or only a run knows it. */
export function matrixJobs(job: Place, contexts: Contexts): readonly ReadonlyMap<string, Text>[] {
  const matrix = descendant(job, 'strategy', 'matrix');
  const combinations = matrix && combinationsOf(axesOf(matrix, contexts));
  if (!combinations || combinations.length === 0) return [new Map()];
  return combinations.map(
    combination =>
      new Map(
        [...combination].flatMap(([key, value]) => [...value].map(([below, text]) => [key + below, text] as const)),
      ),
  );
}

/** The values of each key; of `include` and `exclude` combinations. */
interface Axes {
  readonly byKey: ReadonlyMap<string, readonly Value[]>;
  readonly include: readonly Combination[];
  readonly exclude: readonly Combination[];
}

function axesOf(matrix: Place, contexts: Contexts): Axes {
  const computed = valueIn(matrix, contexts);
  const all = computed && 'json' in computed ? jsonEntries(computed.json, matrix.at) : [];
  const entries: readonly (readonly [string, readonly Value[], readonly Combination[]])[] =
    matrix.node.kind === 'map'
      ? children(matrix).map(({ key, place }) => [key, valuesAt(place, contexts), combinationsAt(place, contexts)])
      : all;
  const named = (name: string) => entries.find(([key]) => key === name)?.[2] ?? [];
  const own = entries.filter(([key, values]) => key !== 'include' && key !== 'exclude' && values.length > 0);
  return {
    byKey: new Map(own.map(([key, values]) => [key, values])),
    include: named('include').slice(0, MAX_JOBS),
    exclude: named('exclude').slice(0, MAX_JOBS),
  };
}

function jsonEntries(
  json: Json,
  at: Text['at'],
): readonly (readonly [string, readonly Value[], readonly Combination[]])[] {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return [];
  return Object.entries(json).map(([key, list]) => [key, jsonItems(list, at), jsonCombinations(list, at)]);
}

function valuesAt(place: Place, contexts: Contexts): readonly Value[] {
  const computed = valueIn(place, contexts);
  if (computed) return 'json' in computed ? jsonItems(computed.json, place.at) : [];
  return place.node.kind === 'list' ? items(place).map(item => valueAt(item, contexts, 0)) : [];
}

function combinationsAt(place: Place, contexts: Contexts): readonly Combination[] {
  const computed = valueIn(place, contexts);
  if (computed) return 'json' in computed ? jsonCombinations(computed.json, place.at) : [];
  const entries = place.node.kind === 'list' ? items(place) : [];
  return entries.map(
    entry => new Map(children(entry).map(({ key, place: value }) => [key, valueAt(value, contexts, 0)])),
  );
}

/** So deep may maps lie in a value of a matrix. */
const MAX_DEPTH = 4;

function valueAt(place: Place, contexts: Contexts, depth: number): Value {
  if (place.node.kind === 'map' && depth < MAX_DEPTH)
    return below(children(place).map(({ key, place: value }) => [key, valueAt(value, contexts, depth + 1)]));
  const text = textIn(place, contexts);
  return new Map(text ? [['', text]] : []);
}

function jsonItems(json: Json, at: Text['at']): readonly Value[] {
  return Array.isArray(json) ? json.map((one: Json) => jsonValue(one, at, 0)) : [];
}

function jsonCombinations(json: Json, at: Text['at']): readonly Combination[] {
  const entries: readonly Json[] = Array.isArray(json) ? json : [];
  return entries.map(
    entry =>
      new Map(
        entry !== null && typeof entry === 'object'
          ? Object.entries(entry).map(([key, value]) => [key, jsonValue(value, at, 0)])
          : [],
      ),
  );
}

function jsonValue(json: Json, at: Text['at'], depth: number): Value {
  if (json !== null && typeof json === 'object' && !Array.isArray(json) && depth < MAX_DEPTH)
    return below(Object.entries(json).map(([key, value]) => [key, jsonValue(value, at, depth + 1)]));
  return new Map([['', { parts: partsOf({ json }), at }]]);
}

function below(entries: readonly (readonly [string, Value])[]): Value {
  return new Map(
    entries.flatMap(([key, value]) => [...value].map(([path, text]) => [`.${key}${path}`, text] as const)),
  );
}

function combinationsOf({ byKey, include, exclude }: Axes): readonly Combination[] | undefined {
  let all: readonly Combination[] = [new Map()];
  for (const [key, values] of byKey) {
    if (all.length * values.length > MAX_JOBS) return undefined;
    all = all.flatMap(one => values.map(value => new Map(one).set(key, value)));
  }
  const left = all.filter(one => !exclude.some(entry => matches(one, entry)));
  return withIncluded(byKey.size === 0 ? [] : left, include).slice(0, MAX_JOBS);
}

function matches(combination: Combination, entry: Combination): boolean {
  return [...entry].every(([key, value]) => same(combination.get(key), value));
}

/** An entry is added to every job with whose own values it agrees, and is a job of its own where there is none. */
function withIncluded(all: readonly Combination[], entries: readonly Combination[]): readonly Combination[] {
  const jobs = all.map(own => ({ own, whole: new Map(own) }));
  const more: Combination[] = [];
  for (const entry of entries) {
    const fitting = jobs.filter(({ own }) =>
      [...entry].every(([key, value]) => !own.has(key) || same(own.get(key), value)),
    );
    for (const { whole } of fitting) for (const [key, value] of entry) whole.set(key, value);
    if (fitting.length === 0) more.push(entry);
  }
  return [...jobs.map(({ whole }) => whole), ...more];
}

function same(a: Value | undefined, b: Value): boolean {
  const words = (value: Value | undefined) =>
    value && JSON.stringify([...value].map(([key, { parts }]) => [key, parts]));
  return words(a) === words(b);
}
