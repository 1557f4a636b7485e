import type { Resource } from '../../model/model';
import { show } from '../../model/text';
import type { Vocabulary } from './vocabulary';

const known = new WeakMap<Vocabulary, WeakMap<Resource, boolean>>();

/** Whether its own name or tags say so, wherever it is deployed; remembered, for it is asked of every role of a workspace. */
export function saysProduction(resource: Resource, vocabulary: Vocabulary): boolean {
  const answers = known.get(vocabulary) ?? new WeakMap<Resource, boolean>();
  known.set(vocabulary, answers);
  const says =
    answers.get(resource) ??
    resource.claims.some(({ text }) => vocabulary.environmentIn(show(text))?.tier === 'production');
  answers.set(resource, says);
  return says;
}
