/** What the jobs of a pipeline deploy. */
import type { Text } from '../../../model/model';
import { part } from '../../../text/text';
import type { Neighbours } from '../../format';
import { child, items, type Place } from '../../place';
import type { Gathered } from '../facts';
import { type Ran, runScript } from '../run-script';
import { MAX_WORK, type Session } from '../session';
import { descendant, writtenAt } from '../text-at';
import { type Lookup, openAs, withVariables } from '../values';
import { type Way, waysThrough } from '../ways';
import {
  ancestryOf,
  jobNames,
  localIncludes,
  nearest,
  type Part,
  type Pipeline,
  pipelineIn,
  topLevel,
} from './pipeline';
import { isAmong, type Ruled, ruled } from './rules';
import { definedBy, matrixOf, type Variables, valuesOf } from './variables';

/** More jobs than this, those of matrices and ways counted, are not looked at. */
const MAX_JOBS = 4_000;
/** GitLab lets a pipeline start one that starts another. */
const MAX_CHILDREN = 2;

/** What holds for all jobs of a pipeline on one way through it. */
interface Around {
  readonly pipeline: Pipeline;
  readonly neighbours: Neighbours;
  /** What the job that starts this pipeline gives to it. */
  readonly given: Variables;
  readonly way: Way;
  readonly work: Session['work'];
  readonly budget: { left: number };
  /** How many pipelines may still be started in a row. */
  readonly children: number;
}

type Found = Pick<Gathered, 'deploying' | 'made'>;

const none: Found = { deploying: [], made: [] };

export function gatheredOf(pipeline: Pipeline, neighbours: Neighbours): Gathered {
  const work = { left: MAX_WORK };
  const budget = { left: MAX_JOBS };
  const common = { pipeline, neighbours, given: new Map(), work, budget, children: MAX_CHILDREN };
  const all = jobNames(pipeline).flatMap(name => waysThrough(new Map(), way => jobFound(name, { ...common, way })));
  return { ...together(all), isCut: work.left <= 0 || budget.left < 0 };
}

function together(all: readonly Found[]): Found {
  return { deploying: all.flatMap(({ deploying }) => deploying), made: all.flatMap(({ made }) => made) };
}

function jobFound(name: string, around: Around): Found {
  const jobs = jobsOf(name, around);
  return together(jobs.map(job => (--around.budget.left < 0 ? none : foundBy(job, around))));
}

function foundBy(job: Job, around: Around): Found {
  const trigger = nearest(job.ancestry, 'trigger');
  if (trigger) return startedBy(trigger, job, around);
  const { calls, made } = runJob(job, around);
  return { deploying: calls.map(call => ({ ...call, job: job.name, environment: job.environment })), made };
}

/** The pipeline that a job starts, where its file is in the repository. */
function startedBy({ place }: Part, { variables }: Job, around: Around): Found {
  if (around.children === 0) return none;
  const { root } = around.pipeline;
  const files = localIncludes(child(place, 'include'), root, around.neighbours);
  return together(
    files.flatMap(tree => {
      const pipeline = pipelineIn(tree, around.neighbours, root);
      const own = { ...around, pipeline, given: variables, children: around.children - 1 };
      return jobNames(pipeline).map(name => jobFound(name, own));
    }),
  );
}

interface Job {
  readonly name: Text;
  readonly ancestry: readonly Part[];
  readonly variables: Variables;
  readonly environment: Text | undefined;
}

/** One for each set of values of `parallel: matrix`; none for a job that does not run, or that takes an environment down. */
function jobsOf(name: string, around: Around): readonly Job[] {
  const { pipeline, way, given } = around;
  const ancestry = ancestryOf(name, pipeline);
  const environment = nearest(ancestry, 'environment');
  if (/^(?:stop|verify|access)$/.test(writtenAt(environment && child(environment.place, 'action')) ?? '')) return [];
  if (!isAmong(nearest(ancestry, 'only')?.place, nearest(ancestry, 'except')?.place, way)) return [];
  const ofFile = topLevel('variables', pipeline)
    .map(({ place }) => place)
    .reverse();
  const workflow = ruledBy(topLevel('workflow', pipeline), around, lookupIn(valuesOf(definedBy(ofFile), given, way)));
  if (!workflow.runs) return [];
  const ofJob = [...ofFile, ...workflow.sets, ...placesOf(ancestry, 'variables').reverse()];
  const own = ruledBy(ancestry, around, lookupIn(valuesOf(definedBy(ofJob), given, way)));
  if (!own.runs) return [];
  const unsure = openedBy([...workflow.maySet, ...own.maySet]);
  const parallel = nearest(ancestry, 'parallel');
  return matrixOf(parallel && child(parallel.place, 'matrix')).map(matrix => {
    const definitions = new Map([...definedBy(ofJob), ...matrix, ...definedBy(own.sets)]);
    const known = new Map([...given, ...unsure]);
    const first = valuesOf(definitions, known, way);
    const called = environmentOf(ancestry, first, way);
    const variables = called ? valuesOf(definitions, known.set('CI_ENVIRONMENT_NAME', called), way) : first;
    return {
      name: { parts: [name], at: part(ancestry[0]!.place.at, 'key') },
      ancestry,
      variables,
      environment: called,
    };
  });
}

function lookupIn(variables: Variables): Lookup {
  return name => variables.get(name);
}

function placesOf(ancestry: readonly Part[], key: string): Place[] {
  return ancestry.flatMap(({ place }) => child(place, key) ?? []);
}

function ruledBy(ancestry: readonly Part[], { pipeline, way, work }: Around, variables: Lookup): Ruled {
  const rules = nearest(ancestry, 'rules');
  return ruled(rules && listed(rules, pipeline, work, 0).map(({ place }) => place), variables, way);
}

/** What may be set or not is open. */
function openedBy(maps: readonly Place[]): Variables {
  return new Map([...definedBy(maps)].map(([key, { at }]) => [key, { parts: [openAs(key)], at }]));
}

/** `environment: prod`, or with its name. */
function environmentOf(ancestry: readonly Part[], variables: Variables, way: Way): Text | undefined {
  const environment = nearest(ancestry, 'environment')?.place;
  const name = environment && (environment.node.kind === 'map' ? child(environment, 'name') : environment);
  const written = writtenAt(name);
  return name && written !== undefined ? withVariables(written, lookupIn(variables), name.at, way) : undefined;
}

function runJob({ ancestry, variables }: Job, { pipeline, way, work }: Around): Pick<Ran, 'calls' | 'made'> {
  let session: Session = {
    variables,
    folder: pipeline.root,
    root: pipeline.root,
    credentials: undefined,
    profiles: new Map(),
    functions: new Map(),
    work,
    way,
  };
  const all: Ran[] = [];
  const before = nearest(ancestry, 'before_script') ?? defaultOf('before_script', pipeline);
  for (const script of [before, nearest(ancestry, 'script')]) {
    for (const line of script ? listed(script, pipeline, work, 0) : []) {
      if (all.at(-1)?.ends) break;
      const ran = runScript(line.tree, line.place, session, () => undefined);
      session = ran.session;
      all.push(ran);
    }
  }
  return { calls: all.flatMap(({ calls }) => calls), made: all.flatMap(({ made }) => made) };
}

/** What holds for all jobs, under `default` or, as it was before, at the top. */
function defaultOf(key: string, pipeline: Pipeline): Part | undefined {
  return nearest(topLevel('default', pipeline), key) ?? topLevel(key, pipeline)[0];
}

/** GitLab lets lists lie ten deep. */
const MAX_DEPTH = 10;

/** What a list holds, of scripts or rules, with the lists in it; some are those of another job (`!reference [.setup, script]`). */
function listed({ tree, place }: Part, pipeline: Pipeline, work: Session['work'], depth: number): readonly Part[] {
  if (depth > MAX_DEPTH || --work.left < 0) return [];
  if (place.node.kind !== 'list') return [{ tree, place }];
  if (place.node.tag === '!reference') {
    const found = referred(place, pipeline);
    return found ? listed(found, pipeline, work, depth + 1) : [];
  }
  return items(place).flatMap(item => listed({ tree, place: item }, pipeline, work, depth + 1));
}

function referred(place: Place, pipeline: Pipeline): Part | undefined {
  const [job, ...keys] = items(place).map(item => writtenAt(item) ?? '');
  const [first, ...rest] = keys;
  const found = first === undefined ? undefined : nearest(ancestryOf(job ?? '', pipeline), first);
  const inner = found && descendant(found.place, ...rest);
  return inner && { tree: found.tree, place: inner };
}
