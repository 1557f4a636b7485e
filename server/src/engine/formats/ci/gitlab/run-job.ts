/** What the jobs of a pipeline deploy. */
import type { Text } from '../../../model/model';
import { part } from '../../../text/text';
import { child, children, items, type Place } from '../../place';
import type { Gathered } from '../facts';
import type { Making } from '../making';
import { type Called, runScript } from '../run-script';
import { MAX_WORK, type Session } from '../session';
import { descendant, writtenAt } from '../text-at';
import { openAs, withVariables } from '../values';
import { ancestryOf, jobNames, nearest, type Part, type Pipeline, topLevel } from './pipeline';

/** More jobs than this, those of matrices counted, are not looked at. */
const MAX_JOBS = 2_000;

export function gatheredOf(pipeline: Pipeline): Gathered {
  const jobs = jobNames(pipeline)
    .flatMap(name => jobsOf(name, pipeline))
    .slice(0, MAX_JOBS);
  const work = { left: MAX_WORK };
  const ran = jobs.map(job => ({ job, ...runJob(job, pipeline, work) }));
  return {
    deploying: ran.flatMap(({ job, calls }) =>
      calls.map(call => ({ ...call, job: job.name, environment: environmentOf(job) })),
    ),
    made: ran.flatMap(({ made }) => made),
    isCut: work.left <= 0,
  };
}

interface Job {
  readonly name: Text;
  readonly ancestry: readonly Part[];
  readonly variables: Variables;
}

type Variables = ReadonlyMap<string, Text>;

/** One for each set of values of `parallel: matrix`; none for a job that takes an environment down. */
function jobsOf(name: string, pipeline: Pipeline): readonly Job[] {
  const ancestry = ancestryOf(name, pipeline);
  const environment = nearest(ancestry, 'environment');
  if (/^(?:stop|verify|access)$/.test(writtenAt(environment && child(environment.place, 'action')) ?? '')) return [];
  const ofJob = variablesIn([...parts(ancestry, 'variables'), ...topLevel('variables', pipeline)].reverse());
  const unsure = rulesVariables(ancestry);
  return matrixOf(ancestry).map(matrix => ({
    name: { parts: [name], at: part(ancestry[0]!.place.at, 'key') },
    ancestry,
    variables: new Map([...ofJob, ...matrix, ...unsure]),
  }));
}

function parts(ancestry: readonly Part[], key: string): readonly Part[] {
  return ancestry.flatMap(({ tree, place }) => {
    const found = child(place, key);
    return found ? [{ tree, place: found }] : [];
  });
}

/** Of maps in this order, a later one wins; values may name variables that are set before. */
function variablesIn(maps: readonly Part[]): Variables {
  const variables = new Map<string, Text>();
  for (const { place } of maps) {
    for (const { key, place: entry } of children(place)) {
      const value = valueIn(entry, variables);
      if (value) variables.set(key, value);
    }
  }
  return variables;
}

/** `STAGE: prod`, `STAGE: { value: prod }`. What people choose from `options` when they start a pipeline is open. */
function valueIn(entry: Place, variables: Variables): Text | undefined {
  if (child(entry, 'options')) return { parts: [openAs(entry.at.path.at(-1) as string)], at: entry.at };
  const place = entry.node.kind === 'map' ? child(entry, 'value') : entry;
  const written = writtenAt(place);
  return place && written !== undefined ? withVariables(written, name => variables.get(name), place.at) : undefined;
}

/** What rules set decides the run. */
function rulesVariables(ancestry: readonly Part[]): Variables {
  const rules = nearest(ancestry, 'rules');
  const names = (rules ? items(rules.place) : []).flatMap(rule => {
    const set = child(rule, 'variables');
    return set ? children(set) : [];
  });
  return new Map(names.map(({ key, place }) => [key, { parts: [openAs(key)], at: place.at }]));
}

const MAX_COMBINATIONS = 64;

function matrixOf(ancestry: readonly Part[]): readonly Variables[] {
  const parallel = nearest(ancestry, 'parallel');
  const matrix = parallel && child(parallel.place, 'matrix');
  if (matrix?.node.kind !== 'list') return [new Map()];
  const all = items(matrix).flatMap(combinationsOf);
  return all.length === 0 || all.length > MAX_COMBINATIONS ? [new Map()] : all;
}

function combinationsOf(entry: Place): readonly Variables[] {
  let all: readonly Variables[] = [new Map()];
  for (const { key, place } of children(entry)) {
    const values = items(place).flatMap(item => valueIn(item, new Map()) ?? []);
    if (all.length * values.length > MAX_COMBINATIONS) return [];
    all = all.flatMap(one => values.map(value => new Map(one).set(key, value)));
  }
  return all;
}

/** `environment: prod`, or with its name. */
function environmentOf({ ancestry, variables }: Job): Text | undefined {
  const environment = nearest(ancestry, 'environment')?.place;
  const name = environment && (environment.node.kind === 'map' ? child(environment, 'name') : environment);
  const written = writtenAt(name);
  return name && written !== undefined ? withVariables(written, key => variables.get(key), name.at) : undefined;
}

function runJob(
  { ancestry, variables }: Job,
  pipeline: Pipeline,
  work: Session['work'],
): { calls: readonly Called[]; made: readonly Making[] } {
  let session: Session = {
    variables,
    folder: pipeline.root,
    root: pipeline.root,
    credentials: undefined,
    profiles: new Map(),
    work,
  };
  const calls: Called[] = [];
  const made: Making[] = [];
  const before = nearest(ancestry, 'before_script') ?? defaultOf('before_script', pipeline);
  for (const part of [before, nearest(ancestry, 'script')]) {
    for (const line of part ? linesIn(part, pipeline, work, 0) : []) {
      const ran = runScript(line.tree, line.place, session, () => undefined);
      session = ran.session;
      calls.push(...ran.calls);
      made.push(...ran.made);
    }
  }
  return { calls, made };
}

/** What holds for all jobs, under `default` or, as it was before, at the top. */
function defaultOf(key: string, pipeline: Pipeline): Part | undefined {
  return nearest(topLevel('default', pipeline), key) ?? topLevel(key, pipeline)[0];
}

/** GitLab lets lists lie ten deep. */
const MAX_DEPTH = 10;

/** The texts of a script: one, or lists of them in each other, some of them those of another job (`!reference [.setup, script]`). */
function linesIn({ tree, place }: Part, pipeline: Pipeline, work: Session['work'], depth: number): readonly Part[] {
  if (depth > MAX_DEPTH || --work.left < 0) return [];
  if (place.node.kind === 'scalar') return [{ tree, place }];
  if (place.node.tag === '!reference') {
    const found = referred(place, pipeline);
    return found ? linesIn(found, pipeline, work, depth + 1) : [];
  }
  return items(place).flatMap(item =>
    item === place ? [] : linesIn({ tree, place: item }, pipeline, work, depth + 1),
  );
}

function referred(place: Place, pipeline: Pipeline): Part | undefined {
  const [job, ...keys] = items(place).map(item => writtenAt(item) ?? '');
  const [first, ...rest] = keys;
  const found = first === undefined ? undefined : nearest(ancestryOf(job ?? '', pipeline), first);
  const inner = found && descendant(found.place, ...rest);
  return inner && { tree: found.tree, place: inner };
}
