import type { Text } from '../../model/text';
import type { SourcePointer } from '../../text/text';
import type { Place } from '../place';
import type { Possible } from '../possible';

/** A format's way of reading what stands in a policy. */
export interface PolicyReader {
  /** What the place may be under which choices: itself, as a rule; an undefined value where it is left out. Never empty. */
  alternatives(place: Place): readonly Possible<Place | undefined>[];
  /**
   * The strings that stand there: one, as a rule; several where a name stands for a list. Undefined for what is no string. What
   * `alternatives` would tell apart is one string with a hole here.
   */
  texts(place: Place): readonly Text[] | undefined;
  /** The document that is written as text in this string; undefined when there is none. */
  inside(place: Place): Inside | undefined;
  problem(message: string, at: SourcePointer): void;
}

/** A document written as text inside a string, and how the strings in it are read. */
export interface Inside {
  readonly place: Place;
  readonly reader: PolicyReader;
}

/** The alternatives of a place that are there at all. */
export function branches(place: Place, reader: PolicyReader): readonly Possible<Place>[] {
  return present(reader.alternatives(place));
}

export function present(found: readonly Possible<Place | undefined>[]): readonly Possible<Place>[] {
  return found.every(isThere) ? found : found.filter(isThere);
}

function isThere(found: Possible<Place | undefined>): found is Possible<Place> {
  return found.value !== undefined;
}

/** The string that stands where something else is expected, when only deployment knows what it says. */
export function openTextAt(place: Place, reader: PolicyReader): Text | undefined {
  return reader.texts(place)?.find(text => text.parts.some(found => typeof found !== 'string'));
}

/** What a hole is called that stands for more than a string. */
export function nameOf({ parts }: Text): string {
  return parts.map(found => (typeof found === 'string' ? found : found.hole)).join('');
}
