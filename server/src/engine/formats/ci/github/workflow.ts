/** The jobs of a workflow, each as often as its matrix and the choices of its inputs make it run. */
import type { Text } from '../../../model/text';
import { rootPointer, type SyntaxTree } from '../../../syntax/tree';
import { part, type Uri } from '../../../text/text';
import { resolveUri } from '../../../text/uri';
import type { Neighbours } from '../../format';
import { child, children, items, type Place } from '../../place';
import type { Gathered } from '../facts';
import { MAX_WORK } from '../session';
import { descendant, textsAt, writtenAt } from '../text-at';
import { type Way, waysThrough } from '../ways';
import { type Contexts, holds, noContexts, textIn } from './expressions';
import { calledWith, givenAt, startedWith } from './inputs';
import { matrixJobs } from './matrix';
import type { Running } from './running';
import { runSteps } from './steps';
import { triggersOf } from './triggers';

/** A workflow's text, and the repository that it belongs to. */
export interface Workflow {
  readonly tree: SyntaxTree;
  readonly place: Place;
  readonly root: Uri;
  readonly jobs: ReadonlyMap<string, Place>;
}

/** More jobs than this, those of matrices, calls and ways counted, are not looked at. */
const MAX_JOBS = 3_000;
/** GitHub lets ten workflows call each other in a row. */
const MAX_CALLS = 10;

type Found = { readonly deploying: Gathered['deploying'][number][]; readonly made: Gathered['made'][number][] };

interface Gathering {
  readonly neighbours: Neighbours;
  readonly found: Found;
  readonly budget: { left: number };
  readonly work: { left: number };
}

export function workflowAt(tree: SyntaxTree, root: Uri): Workflow | undefined {
  const place = tree.root && { node: tree.root, at: rootPointer(tree) };
  const jobs = place && child(place, 'jobs');
  const all = jobs ? children(jobs).map(({ key, place: job }) => [key, job] as const) : [];
  return place && { tree, place, root, jobs: new Map(all) };
}

/** What the jobs of a workflow deploy, on each of the ways through them. */
export function gatheredOf(workflow: Workflow, neighbours: Neighbours): Gathered {
  const { tree, place } = workflow;
  const common = { neighbours, budget: { left: MAX_JOBS }, work: { left: MAX_WORK } };
  const own = calledWith(descendant(place, 'on', 'workflow_call', 'inputs'), new Map());
  const among = triggersOf(place);
  const namesBranch = /\bgithub\.ref(?:_name)?\b|\bGITHUB_REF(?:_NAME)?\b/.test(tree.document.text);
  const all: Found[] = [];
  for (const chosen of startedWith(place, tree.document.text)) {
    const inputs = new Map([...own, ...chosen]);
    for (const key of workflow.jobs.keys()) {
      const walk = (way: Way) => {
        const found: Found = { deploying: [], made: [] };
        runWorkflow(workflow, { ...noContexts(way), inputs }, { ...common, found }, MAX_CALLS, key);
        return found;
      };
      all.push(...waysThrough(among, walk, namesBranch ? 'github.ref' : undefined));
    }
  }
  return {
    deploying: all.flatMap(({ deploying }) => deploying),
    made: all.flatMap(({ made }) => made),
    isCut: common.budget.left < 0 || common.work.left <= 0,
  };
}

/** One of its jobs, or all. */
function runWorkflow(workflow: Workflow, given: Contexts, gathering: Gathering, calls: number, only?: string): void {
  const contexts = withEnvironment(workflow.place, given);
  const needed = neededIn(workflow, contexts, gathering);
  const own = { ...contexts, needs: needed.output };
  const whetherRun = new Map<string, boolean>();
  for (const key of only === undefined ? workflow.jobs.keys() : [only]) {
    const job = workflow.jobs.get(key)!;
    if (gathering.work.left <= 0 || !runs(key, own, { workflow, gathering, known: whetherRun })) continue;
    for (const matrix of matrixJobs(job, own)) {
      if (--gathering.budget.left < 0) return;
      const inside = withEnvironment(job, { ...own, matrix });
      const found: Found = { deploying: [], made: [] };
      if (child(job, 'uses')) callWorkflow(workflow, job, inside, { ...gathering, found }, calls);
      else runJob(workflow, key, job, inside, { ...gathering, found });
      // Only now it is known whether one that it needs has failed.
      if (namesNeeded(job).some(needed.hasFailed)) continue;
      gathering.found.deploying.push(...found.deploying);
      gathering.found.made.push(...found.made);
    }
  }
}

interface Asking {
  readonly workflow: Workflow;
  readonly gathering: Gathering;
  /** The answers for jobs that were asked of. */
  readonly known: Map<string, boolean>;
}

/** A job is skipped with one that it needs, unless its condition asks how that went. */
function runs(name: string, contexts: Contexts, asking: Asking): boolean {
  const { workflow, gathering, known } = asking;
  const job = workflow.jobs.get(name);
  const before = known.get(name);
  if (!job || before !== undefined || known.size >= MAX_NEEDED) return before ?? true;
  known.set(name, true);
  const condition = writtenAt(child(job, 'if'));
  gathering.work.left -= 1 + (condition?.length ?? 0);
  const holding = holds(condition, contexts) !== 'no';
  const isAlone = /\b(?:always|cancelled|failure)\s*\(/.test(condition ?? '');
  const answer = holding && (isAlone || namesNeeded(job).every(other => runs(other, contexts, asking)));
  known.set(name, answer);
  return answer;
}

/** More jobs than this are not followed that need each other. */
const MAX_NEEDED = 100;

function namesNeeded(job: Place): readonly string[] {
  const needs = child(job, 'needs');
  return needs ? items(needs).flatMap(one => writtenAt(one) ?? []) : [];
}

function withEnvironment(place: Place, contexts: Contexts): Contexts {
  const own = textsAt(child(place, 'env'), value => textIn(value, contexts));
  return own.size === 0 ? contexts : { ...contexts, env: new Map([...contexts.env, ...own]) };
}

/** What jobs give to those after them: worked out when one asks for it, and once. */
interface Needed {
  readonly output: Contexts['needs'];
  hasFailed(job: string): boolean;
}

function neededIn(workflow: Workflow, contexts: Contexts, gathering: Gathering): Needed {
  const known = new Map<string, Given | undefined>();
  const output = (name: string): Text | undefined => {
    const [, job, key] = /^([^.]+)\.outputs\.(.+)$/.exec(name) ?? [];
    if (job === undefined || key === undefined) return undefined;
    if (!known.has(job) && known.size < MAX_NEEDED) {
      // One that needs itself gives nothing.
      known.set(job, undefined);
      known.set(job, givenBy(job, workflow, { ...contexts, needs: output }, gathering));
    }
    return known.get(job)?.outputs.get(key);
  };
  return { output, hasFailed: job => known.get(job)?.isOver === true };
}

interface Given {
  readonly outputs: ReadonlyMap<string, Text>;
  readonly isOver: boolean;
}

function givenBy(name: string, workflow: Workflow, contexts: Contexts, gathering: Gathering): Given | undefined {
  const job = workflow.jobs.get(name);
  const outputs = job && child(job, 'outputs');
  if (!job || !outputs || --gathering.budget.left < 0 || descendant(job, 'strategy', 'matrix')) return undefined;
  const after = stepsOf(workflow, job, withEnvironment(job, contexts), gathering);
  const texts = textsAt(outputs, place => {
    const text = textIn(place, after.contexts);
    const isKnown = text?.parts.some(part => typeof part === 'string' || !part.hole.startsWith('steps.'));
    return isKnown ? text : undefined;
  });
  return { outputs: texts, isOver: after.isOver === true };
}

/** A workflow of the same repository that a job calls. */
function callWorkflow({ root }: Workflow, job: Place, contexts: Contexts, gathering: Gathering, calls: number): void {
  const path = writtenAt(child(job, 'uses')) ?? '';
  const tree = path.startsWith('./') && calls > 0 ? gathering.neighbours.tree(resolveUri(root, path)) : undefined;
  const called = tree && workflowAt(tree, root);
  if (!called) return;
  const given = givenAt(job, place => textIn(place, contexts));
  const inputs = calledWith(descendant(called.place, 'on', 'workflow_call', 'inputs'), given);
  runWorkflow(called, { ...noContexts(contexts.way), inputs }, gathering, calls - 1);
}

function stepsOf({ tree, place, root }: Workflow, job: Place, contexts: Contexts, gathering: Gathering): Running {
  const directory =
    textIn(descendant(job, 'defaults', 'run', 'working-directory'), contexts) ??
    textIn(descendant(place, 'defaults', 'run', 'working-directory'), contexts);
  const session = {
    variables: contexts.env,
    folder: root,
    root,
    credentials: undefined,
    profiles: new Map(),
    functions: new Map(),
    work: gathering.work,
    way: contexts.way,
  };
  const running: Running = { contexts, session, directory, configured: [], found: { calls: [], made: [] } };
  return runSteps(tree, child(job, 'steps'), running, gathering.neighbours);
}

function runJob(workflow: Workflow, name: string, job: Place, contexts: Contexts, gathering: Gathering): void {
  const { calls, made } = stepsOf(workflow, job, contexts, gathering).found;
  const environment = environmentOf(job, contexts);
  const called: Text = { parts: [name], at: part(job.at, 'key') };
  gathering.found.deploying.push(...calls.map(call => ({ ...call, job: called, environment })));
  gathering.found.made.push(...made);
}

/** `environment: prod`, or with its name and a URL. */
function environmentOf(job: Place, contexts: Contexts): Text | undefined {
  const environment = child(job, 'environment');
  return textIn(environment, contexts) ?? textIn(environment && child(environment, 'name'), contexts);
}
