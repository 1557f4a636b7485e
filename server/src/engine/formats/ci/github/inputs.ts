import type { Text } from '../../../model/text';
import { child, children, items, type Place } from '../../place';
import { descendant, textsAt, writtenAt } from '../text-at';
import { noSupposition } from '../ways';
import { noContexts, textIn } from './expressions';

type Inputs = ReadonlyMap<string, Text>;

const nothingKnown = noContexts(noSupposition());

/** More ways to start a workflow than this are not told apart. */
const MAX_CHOICES = 16;

/**
 * The inputs with which people start a workflow: one set for each choice that it offers. What anybody may type in is open, also
 * where a default is there to be typed over.
 */
export function startedWith(workflow: Place, text: string): readonly Inputs[] {
  const inputs = descendant(workflow, 'on', 'workflow_dispatch', 'inputs');
  let all: readonly Inputs[] = [new Map()];
  for (const { key, place } of inputs ? children(inputs) : []) {
    const options = child(place, 'options');
    const isUsed = text.includes(`inputs.${key}`);
    if (writtenAt(child(place, 'type')) !== 'choice' || options?.node.kind !== 'list' || !isUsed) continue;
    const choices = items(options).flatMap(option => textIn(option, nothingKnown) ?? []);
    if (choices.length > 0 && all.length * choices.length <= MAX_CHOICES)
      all = all.flatMap(one => choices.map(choice => new Map(one).set(key, choice)));
  }
  return all;
}

/** The inputs that a call gives, and the defaults of the others. */
export function calledWith(declared: Place | undefined, given: Inputs): Inputs {
  const defaults = declared
    ? children(declared).flatMap(({ key, place }) => {
        const text = textIn(child(place, 'default'), nothingKnown);
        return text ? [[key, text] as const] : [];
      })
    : [];
  return new Map([...defaults, ...given]);
}

/** What stands under `with`. */
export function givenAt(call: Place, read: (place: Place) => Text | undefined): Inputs {
  return textsAt(child(call, 'with'), read);
}
