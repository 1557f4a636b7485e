/** The jobs of a workflow, each as often as its matrix and the choices of its inputs make it run. */
import type { Text } from '../../../model/model';
import { rootPointer, type SyntaxTree } from '../../../syntax/tree';
import { part, type Uri } from '../../../text/text';
import { resolveUri } from '../../../text/uri';
import type { Neighbours } from '../../format';
import { type Child, child, children, type Place } from '../../place';
import type { Gathered } from '../facts';
import { MAX_WORK } from '../session';
import { descendant, textsAt, writtenAt } from '../text-at';
import { waysThrough } from '../ways';
import { type Contexts, holds, noContexts, textIn } from './expressions';
import { calledWith, givenAt, startedWith } from './inputs';
import { matrixJobs } from './matrix';
import { type Running, runSteps } from './steps';
import { triggersOf } from './triggers';

/** A workflow's text, and the repository that it belongs to. */
export interface Workflow {
  readonly tree: SyntaxTree;
  readonly place: Place;
  readonly root: Uri;
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
  return tree.root && { tree, place: { node: tree.root, at: rootPointer(tree) }, root };
}

/** What the jobs of a workflow deploy, on each of the ways through them. */
export function gatheredOf(workflow: Workflow, neighbours: Neighbours): Gathered {
  const { tree, place } = workflow;
  const common = { neighbours, budget: { left: MAX_JOBS }, work: { left: MAX_WORK } };
  const own = calledWith(descendant(place, 'on', 'workflow_call', 'inputs'), new Map());
  const among = triggersOf(place);
  const all: Found[] = [];
  for (const chosen of startedWith(place, tree.document.text)) {
    const inputs = new Map([...own, ...chosen]);
    for (const { key } of jobsOf(workflow))
      all.push(
        ...waysThrough(among, way => {
          const found: Found = { deploying: [], made: [] };
          runWorkflow(workflow, { ...noContexts(way), inputs }, { ...common, found }, MAX_CALLS, key);
          return found;
        }),
      );
  }
  return {
    deploying: all.flatMap(({ deploying }) => deploying),
    made: all.flatMap(({ made }) => made),
    isCut: common.budget.left < 0 || common.work.left <= 0,
  };
}

function jobsOf({ place }: Workflow): readonly Child[] {
  const jobs = child(place, 'jobs');
  return jobs ? children(jobs) : [];
}

/** One of its jobs, or all. */
function runWorkflow(workflow: Workflow, given: Contexts, gathering: Gathering, calls: number, only?: string): void {
  const contexts = withNeeds(workflow, withEnvironment(workflow.place, given), gathering);
  for (const { key, place: job } of jobsOf(workflow)) {
    if (only !== undefined && key !== only) continue;
    if (holds(writtenAt(child(job, 'if')), contexts) === 'no') continue;
    for (const matrix of matrixJobs(job, contexts)) {
      if (--gathering.budget.left < 0) return;
      const own = withEnvironment(job, { ...contexts, matrix });
      if (child(job, 'uses')) callWorkflow(workflow, job, own, gathering, calls);
      else runJob(workflow, key, job, own, gathering);
    }
  }
}

function withEnvironment(place: Place, contexts: Contexts): Contexts {
  const own = textsAt(child(place, 'env'), value => textIn(value, contexts));
  return own.size === 0 ? contexts : { ...contexts, env: new Map([...contexts.env, ...own]) };
}

/** What jobs give to those after them: worked out when one asks for it, and once. */
function withNeeds(workflow: Workflow, contexts: Contexts, gathering: Gathering): Contexts {
  const known = new Map<string, ReadonlyMap<string, Text>>();
  const needs = (name: string): Text | undefined => {
    const [, job, output] = /^([^.]+)\.outputs\.(.+)$/.exec(name) ?? [];
    if (job === undefined || output === undefined) return undefined;
    if (!known.has(job)) {
      // One that needs itself gives nothing.
      known.set(job, new Map());
      known.set(job, outputsOf(job, workflow, { ...contexts, needs }, gathering));
    }
    return known.get(job)!.get(output);
  };
  return { ...contexts, needs };
}

function outputsOf(
  name: string,
  workflow: Workflow,
  contexts: Contexts,
  gathering: Gathering,
): ReadonlyMap<string, Text> {
  const job = jobsOf(workflow).find(({ key }) => key === name)?.place;
  const outputs = job && child(job, 'outputs');
  if (!job || !outputs || --gathering.budget.left < 0 || descendant(job, 'strategy', 'matrix')) return new Map();
  const own = withEnvironment(job, contexts);
  const after = stepsOf(workflow, job, own, gathering).contexts;
  return textsAt(outputs, place => {
    const text = textIn(place, after);
    const isKnown = text?.parts.some(part => typeof part === 'string' || !part.hole.startsWith('steps.'));
    return isKnown ? text : undefined;
  });
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
