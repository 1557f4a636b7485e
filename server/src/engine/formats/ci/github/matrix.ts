/** The jobs that a matrix makes of one. Source: GitHub Docs, "Running variations of jobs in a workflow". */
import type { Text } from '../../../model/model';
import { child, children, items, type Place } from '../../place';
import { descendant } from '../text-at';
import { type Contexts, textIn } from './expressions';

/** Of larger matrices no value is told apart; GitHub itself takes 256. */
const MAX_JOBS = 64;

type Combination = ReadonlyMap<string, Place>;

/** What the `matrix` context is in each job; one without values where a job has no matrix, or only a run knows it. */
export function matrixJobs(job: Place, contexts: Contexts): readonly ReadonlyMap<string, Text>[] {
  const matrix = descendant(job, 'strategy', 'matrix');
  if (matrix?.node.kind !== 'map') return [new Map()];
  const combinations = combinationsOf(matrix);
  if (!combinations || combinations.length === 0) return [new Map()];
  return combinations.map(
    combination => new Map([...combination].flatMap(([key, place]) => values(key, place, contexts, 0))),
  );
}

function combinationsOf(matrix: Place): readonly Combination[] | undefined {
  const axes = children(matrix).filter(({ key }) => key !== 'include' && key !== 'exclude');
  let all: readonly Combination[] = [new Map()];
  for (const { key, place } of axes) {
    if (place.node.kind !== 'list') continue;
    all = all.flatMap(one => items(place).map(value => new Map(one).set(key, value)));
    if (all.length > MAX_JOBS) return undefined;
  }
  const excluded = listed(matrix, 'exclude');
  const left = all.filter(one => !excluded.some(entry => matches(one, entry)));
  return withIncluded(axes.length === 0 ? [] : left, listed(matrix, 'include')).slice(0, MAX_JOBS);
}

function listed(matrix: Place, key: string): readonly Combination[] {
  const list = child(matrix, key);
  const entries = list?.node.kind === 'list' ? items(list) : [];
  return entries.slice(0, MAX_JOBS).map(entry => new Map(children(entry).map(one => [one.key, one.place])));
}

function matches(combination: Combination, entry: Combination): boolean {
  return [...entry].every(([key, place]) => same(combination.get(key), place));
}

/** An entry is added to every job with whose own values it agrees, and is a job of its own where there is none. */
function withIncluded(all: readonly Combination[], entries: readonly Combination[]): readonly Combination[] {
  const jobs = all.map(own => ({ own, whole: new Map(own) }));
  const more: Combination[] = [];
  for (const entry of entries) {
    const fitting = jobs.filter(({ own }) =>
      [...entry].every(([key, place]) => !own.has(key) || same(own.get(key), place)),
    );
    for (const { whole } of fitting) for (const [key, place] of entry) whole.set(key, place);
    if (fitting.length === 0) more.push(entry);
  }
  return [...jobs.map(({ whole }) => whole), ...more];
}

function same(a: Place | undefined, b: Place): boolean {
  return a?.node.kind === 'scalar' && b.node.kind === 'scalar' && a.node.raw === b.node.raw;
}

/** So deep may maps lie in a value of a matrix. */
const MAX_DEPTH = 4;

function values(key: string, place: Place, contexts: Contexts, depth: number): readonly (readonly [string, Text])[] {
  if (place.node.kind === 'map' && depth < MAX_DEPTH)
    return children(place).flatMap(one => values(`${key}.${one.key}`, one.place, contexts, depth + 1));
  const text = textIn(place, contexts);
  return text ? [[key, text]] : [];
}
