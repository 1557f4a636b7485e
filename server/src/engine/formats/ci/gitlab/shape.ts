/** What in a pipeline has a shape that GitLab refuses, so that a command of it is lost. */
import type { Problem } from '../../../model/problem';
import type { Uri } from '../../../text/text';
import { children, items, type Place } from '../../place';
import { anEntry, problemAt, shapeOf } from '../shape';
import { notJobs, type Pipeline } from './pipeline';

/** More problems than this nobody reads at once. */
const MAX_PROBLEMS = 20;

/** Those in one of the pipeline's files. */
export function problemsOfShape({ files }: Pipeline, file: Uri): readonly Problem[] {
  const own = files.find(({ tree }) => tree.document.uri === file);
  if (!own) return [];
  const { place: whole } = own;
  if (whole.node.kind !== 'map') return [problemAt(whole, `a pipeline must be a map, not ${shapeOf(whole)}`)];
  const entries = children(whole);
  const jobs = entries.filter(({ key }) => !notJobs.has(key));
  return [
    ...jobs.flatMap(({ key, place }) => inJob(key, place)),
    ...entries.flatMap(({ key, place }) => (key === 'default' ? inScripts(place) : inScript(key, place))),
  ].slice(0, MAX_PROBLEMS);
}

/** A hidden entry may be anything that anchors take. */
function inJob(name: string, job: Place): readonly Problem[] {
  if (job.node.kind === 'map') return inScripts(job);
  return name.startsWith('.') ? [] : [problemAt(job, `the job \`${name}\` must be a map, not ${shapeOf(job)}`)];
}

function inScripts(job: Place): readonly Problem[] {
  return children(job).flatMap(({ key, place }) => inScript(key, place));
}

function inScript(key: string, place: Place): readonly Problem[] {
  return /^(?:before_|after_)?script$/.test(key) ? commandsIn(place, 0) : [];
}

/** GitLab lets lists lie ten deep. */
const MAX_DEPTH = 10;

function commandsIn(place: Place, depth: number): readonly Problem[] {
  const { node } = place;
  if (node.kind === 'list') {
    const isReference = node.tag === '!reference' || depth > MAX_DEPTH;
    return isReference ? [] : items(place).flatMap(item => commandsIn(item, depth + 1));
  }
  return node.kind === 'map' ? [problemAt(place, `a command must be a text, not ${anEntry(place)}`)] : [];
}
