/** What stands elsewhere in a pipeline: `!reference [.setup, script]`. Source: GitLab Docs, "Optimize GitLab CI/CD configuration files". */
import { items } from '../../place';
import type { Session } from '../session';
import { descendant, writtenAt } from '../text-at';
import { ancestryOf, nearest, type Part, type Pipeline } from './pipeline';

/** GitLab lets lists and references lie ten deep. */
const MAX_DEPTH = 10;

/** What stands at a place, or where its reference leads; undefined where that leads nowhere. */
export function resolved(part: Part, pipeline: Pipeline): Part | undefined {
  let found: Part | undefined = part;
  for (let i = 0; found && isReference(found); i++) found = i < MAX_DEPTH ? referred(found, pipeline) : undefined;
  return found;
}

function isReference({ place: { node } }: Part): boolean {
  return node.kind === 'list' && node.tag === '!reference';
}

function referred(part: Part, pipeline: Pipeline): Part | undefined {
  const [job = '', first, ...rest] = items(part.place).map(item => writtenAt(item) ?? '');
  const own = pipeline.byName.get(job)?.[0];
  const found = first === undefined ? own : nearest(ancestryOf(job, pipeline), first);
  const place = found && descendant(found.place, ...rest);
  return place && { ...found, place };
}

/** What a list holds, of scripts or rules, with the lists in it, also those of other jobs. */
export function listed(part: Part, pipeline: Pipeline, work: Session['work'], depth = 0): readonly Part[] {
  if (depth > MAX_DEPTH || --work.left < 0) return [];
  if (part.place.node.kind !== 'list') return [part];
  if (isReference(part)) {
    const found = referred(part, pipeline);
    return found ? listed(found, pipeline, work, depth + 1) : [];
  }
  return items(part.place).flatMap(place => listed({ ...part, place }, pipeline, work, depth + 1));
}
