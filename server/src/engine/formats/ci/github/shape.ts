/** What in a workflow has a shape that GitHub refuses, so that a step of it is lost. */
import type { Problem } from '../../../model/problem';
import { part } from '../../../text/text';
import { child, children, items, type Place } from '../../place';
import { anEntry, problemAt, shapeOf } from '../shape';

/** More problems than this nobody reads at once. */
const MAX_PROBLEMS = 20;

export function problemsOfShape(workflow: Place): readonly Problem[] {
  const jobs = child(workflow, 'jobs');
  if (!jobs) return [problemAt(workflow, 'this workflow has no `jobs`')];
  if (jobs.node.kind !== 'map') return [problemAt(jobs, `\`jobs\` must be a map of jobs, not ${shapeOf(jobs)}`)];
  return children(jobs)
    .flatMap(({ key, place }) => inJob(key, place))
    .slice(0, MAX_PROBLEMS);
}

function inJob(name: string, job: Place): readonly Problem[] {
  if (job.node.kind !== 'map') return [problemAt(job, `the job \`${name}\` must be a map, not ${shapeOf(job)}`)];
  const uses = child(job, 'uses');
  const steps = child(job, 'steps');
  if (uses) return isText(uses) ? [] : [problemAt(uses, `\`uses\` must be a text, not ${shapeOf(uses)}`)];
  if (!steps) return [{ ...problemAt(job, `the job \`${name}\` has no \`steps\``), at: part(job.at, 'key') }];
  if (steps.node.kind !== 'list') return [problemAt(steps, `\`steps\` must be a list, not ${shapeOf(steps)}`)];
  return items(steps).flatMap(inStep);
}

function inStep(step: Place): readonly Problem[] {
  if (step.node.kind !== 'map') return [problemAt(step, `a step must be a map, not ${shapeOf(step)}`)];
  return ['run', 'uses'].flatMap(key => {
    const found = child(step, key);
    return !found || isText(found) ? [] : [problemAt(found, `\`${key}\` must be a text, not ${anEntry(found)}`)];
  });
}

function isText({ node }: Place): boolean {
  return node.kind === 'scalar' && node.value !== null;
}
