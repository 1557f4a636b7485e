import type { DocumentFacts } from '../../model/document-facts';
import type { Claim } from '../../model/environment';
import type { Resource } from '../../model/resource';
import { show, type Text } from '../../model/text';
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

/** Seen at a glance, by the usual words: false for most documents. What words of the workspace's own mean is not seen. */
export function mayNameProduction({ resources, claims, deployments }: DocumentFacts): boolean {
  return (
    claims.some(mayClaim) ||
    resources.some(one => one.claims.length > 0 && one.claims.some(mayClaim)) ||
    deployments.some(one => one.claims.some(mayClaim) || Object.values(one.parameters).some(maySay))
  );
}

function mayClaim({ text }: Claim): boolean {
  return maySay(text);
}

const usual = /pro?d|live/i;

/** With what its holes are when nobody chooses. */
function maySay({ parts }: Text): boolean {
  return parts.some(part => usual.test(typeof part === 'string' ? part : (part.default ?? '')));
}
