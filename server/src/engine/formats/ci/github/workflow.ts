/** The jobs of a workflow, each as often as its matrix and the choices of its inputs make it run. */
import type { Text } from '../../../model/model';
import { rootPointer, type SyntaxTree } from '../../../syntax/tree';
import { part, type Uri } from '../../../text/text';
import { resolveUri } from '../../../text/uri';
import type { Neighbours } from '../../format';
import { child, children, type Place } from '../../place';
import type { Gathered } from '../facts';
import { MAX_WORK } from '../session';
import { descendant, textsAt, writtenAt } from '../text-at';
import { type Contexts, holds, noContexts, textIn } from './expressions';
import { calledWith, givenAt, startedWith } from './inputs';
import { matrixJobs } from './matrix';
import { type Running, runSteps } from './steps';

/** A workflow's text, and the repository that it belongs to. */
export interface Workflow {
  readonly tree: SyntaxTree;
  readonly place: Place;
  readonly root: Uri;
}

/** More jobs than this, those of matrices and calls counted, are not looked at. */
const MAX_JOBS = 500;
/** GitHub lets ten workflows call each other in a row. */
const MAX_CALLS = 10;

interface Gathering {
  readonly neighbours: Neighbours;
  readonly out: { deploying: Gathered['deploying'][number][]; made: Gathered['made'][number][] };
  left: number;
  readonly work: { left: number };
}

export function workflowAt(tree: SyntaxTree, root: Uri): Workflow | undefined {
  return tree.root && { tree, place: { node: tree.root, at: rootPointer(tree) }, root };
}

/** What the jobs of a workflow deploy. */
export function gatheredOf(workflow: Workflow, neighbours: Neighbours): Gathered {
  const gathering: Gathering = {
    neighbours,
    out: { deploying: [], made: [] },
    left: MAX_JOBS,
    work: { left: MAX_WORK },
  };
  const { tree, place } = workflow;
  const own = calledWith(descendant(place, 'on', 'workflow_call', 'inputs'), new Map());
  for (const inputs of startedWith(place, tree.document.text))
    runWorkflow(workflow, new Map([...own, ...inputs]), gathering, MAX_CALLS);
  return { ...gathering.out, isCut: gathering.left < 0 || gathering.work.left <= 0 };
}

function runWorkflow(workflow: Workflow, inputs: Contexts['inputs'], gathering: Gathering, calls: number): void {
  const { place } = workflow;
  const contexts = withEnvironment(place, { ...noContexts, inputs });
  const jobs = child(place, 'jobs');
  for (const { key, place: job } of jobs ? children(jobs) : []) {
    for (const matrix of matrixJobs(job, contexts)) {
      if (--gathering.left < 0) return;
      const own = withEnvironment(job, { ...contexts, matrix });
      if (holds(writtenAt(child(job, 'if')), own) === 'no') continue;
      const uses = child(job, 'uses');
      if (uses) callWorkflow(workflow, job, own, gathering, calls);
      else runJob(workflow, key, job, own, gathering);
    }
  }
}

function withEnvironment(place: Place, contexts: Contexts): Contexts {
  const own = textsAt(child(place, 'env'), value => textIn(value, contexts));
  return own.size === 0 ? contexts : { ...contexts, env: new Map([...contexts.env, ...own]) };
}

/** A workflow of the same repository that a job calls. */
function callWorkflow({ root }: Workflow, job: Place, contexts: Contexts, gathering: Gathering, calls: number): void {
  const path = writtenAt(child(job, 'uses')) ?? '';
  const tree = path.startsWith('./') && calls > 0 ? gathering.neighbours.tree(resolveUri(root, path)) : undefined;
  const called = tree && workflowAt(tree, root);
  if (!called) return;
  const given = givenAt(job, place => textIn(place, contexts));
  runWorkflow(
    called,
    calledWith(descendant(called.place, 'on', 'workflow_call', 'inputs'), given),
    gathering,
    calls - 1,
  );
}

function runJob(
  { tree, place, root }: Workflow,
  name: string,
  job: Place,
  contexts: Contexts,
  gathering: Gathering,
): void {
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
  };
  const running: Running = { contexts, session, directory, configured: [], found: { calls: [], made: [] } };
  runSteps(tree, child(job, 'steps'), running, gathering.neighbours);
  const { calls, made } = running.found;
  const environment = environmentOf(job, contexts);
  const called: Text = { parts: [name], at: part(job.at, 'key') };
  gathering.out.deploying.push(...calls.map(call => ({ ...call, job: called, environment })));
  gathering.out.made.push(...made);
}

/** `environment: prod`, or with its name and a URL. */
function environmentOf(job: Place, contexts: Contexts): Text | undefined {
  const environment = child(job, 'environment');
  return textIn(environment, contexts) ?? textIn(environment && child(environment, 'name'), contexts);
}
