/** What the jobs of a pipeline deploy. */
import type { Text } from '../../../model/text';
import { part } from '../../../text/text';
import type { Neighbours } from '../../format';
import { child } from '../../place';
import type { Gathered } from '../facts';
import { type Ran, runScript } from '../run-script';
import { MAX_WORK, type Session } from '../session';
import { writtenAt } from '../text-at';
import { type Lookup, openAs, withVariables } from '../values';
import { type Way, waysThrough } from '../ways';
import { inherits } from './inherit';
import { inputNamed } from './inputs';
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
import { listed, resolved } from './references';
import { isAmong, type Ruled, ruled } from './rules';
import { type Definitions, definedBy, matrixOf, type Variables, valuesOf } from './variables';

/** More jobs than this, those of matrices and ways counted, are not looked at. */
const MAX_JOBS = 4_000;
/** What looking through one more place where a job is written takes, in words. */
const ANCESTOR = 4;
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
    files.flatMap(file => {
      const pipeline = pipelineIn(file, around.neighbours, root);
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
  if (around.work.left <= 0) return [];
  const ancestry = ancestryOf(name, pipeline);
  around.work.left -= ancestry.length * ANCESTOR;
  const environment = resolvedIn(ancestry, 'environment', pipeline);
  if (/^(?:stop|verify|access)$/.test(writtenAt(environment && child(environment.place, 'action')) ?? '')) return [];
  if (!isAmong(nearest(ancestry, 'only')?.place, nearest(ancestry, 'except')?.place, way)) return [];
  const ofFile = [...topLevel('variables', pipeline)].reverse();
  const defined = (maps: readonly Part[]) => definedBy(maps, pipeline);
  const shared = (maps: readonly Part[]) => inherited(ancestry, defined(maps));
  const workflow = ruledBy(topLevel('workflow', pipeline), around, lookupIn(valuesOf(defined(ofFile), given, way)));
  if (!workflow.runs) return [];
  const ofJob = new Map([
    ...shared([...ofFile, ...workflow.sets]),
    ...defined(partsOf(ancestry, 'variables').reverse()),
  ]);
  const own = ruledBy(ancestry, around, lookupIn(valuesOf(ofJob, given, way)));
  if (!own.runs) return [];
  const unsure = openedBy(new Map([...shared(workflow.maySet), ...defined(own.maySet)]));
  const parallel = resolvedIn(ancestry, 'parallel', pipeline);
  return matrixOf(parallel && child(parallel.place, 'matrix')).map(matrix => {
    const definitions = new Map([...ofJob, ...matrix, ...defined(own.sets)]);
    const known = new Map([...given, ...unsure]);
    const first = valuesOf(definitions, known, way);
    const called = environmentOf(environment, first, way);
    const variables = called ? valuesOf(definitions, known.set('CI_ENVIRONMENT_NAME', called), way) : first;
    return {
      name: { parts: [name], at: part(ancestry[0]!.place.at, 'key') },
      ancestry,
      variables,
      environment: called,
    };
  });
}

function resolvedIn(ancestry: readonly Part[], key: string, pipeline: Pipeline): Part | undefined {
  const found = nearest(ancestry, key);
  return found && resolved(found, pipeline);
}

function lookupIn(variables: Variables): Lookup {
  return name => variables.get(name);
}

function inherited(ancestry: readonly Part[], definitions: Definitions): Definitions {
  return new Map([...definitions].filter(([name]) => inherits(ancestry, 'variables', name)));
}

function partsOf(ancestry: readonly Part[], key: string): Part[] {
  return ancestry.flatMap(part => nearest([part], key) ?? []);
}

function ruledBy(ancestry: readonly Part[], { pipeline, way, work }: Around, variables: Lookup): Ruled {
  const rules = nearest(ancestry, 'rules');
  return ruled(rules && listed(rules, pipeline, work), variables, way);
}

/** What may be set or not is open. */
function openedBy(definitions: Definitions): Variables {
  return new Map([...definitions].map(([key, { at }]) => [key, { parts: [openAs(key)], at }]));
}

/** `environment: prod`, or with its name. */
function environmentOf(environment: Part | undefined, variables: Variables, way: Way): Text | undefined {
  const place = environment?.place;
  const name = place && (place.node.kind === 'map' ? child(place, 'name') : place);
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
  const isDefault = inherits(ancestry, 'default', 'before_script');
  const before = nearest(ancestry, 'before_script') ?? (isDefault ? defaultOf('before_script', pipeline) : undefined);
  for (const script of [before, nearest(ancestry, 'script')]) {
    for (const line of script ? listed(script, pipeline, work) : []) {
      if (all.at(-1)?.ends) break;
      const ran = runScript(line.tree, line.place, session, inputsIn(line, variables, way));
      session = ran.session;
      all.push(ran);
    }
  }
  return { calls: all.flatMap(({ calls }) => calls), made: all.flatMap(({ made }) => made) };
}

/** Inputs stand in a script before a shell sees it. */
function inputsIn({ inputs }: Part, variables: Variables, way: Way): Lookup {
  return (name, at) => {
    const text = inputNamed(name, inputs);
    return text === undefined ? undefined : withVariables(text, lookupIn(variables), at, way);
  };
}

/** What holds for all jobs, under `default` or, as it was before, at the top. */
function defaultOf(key: string, pipeline: Pipeline): Part | undefined {
  return nearest(topLevel('default', pipeline), key) ?? topLevel(key, pipeline)[0];
}
