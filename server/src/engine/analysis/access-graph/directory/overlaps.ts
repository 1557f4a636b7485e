/** What IAM patterns (`*` any text, `?` any one character) have in common, by reading one along the other. */
import { matchesWildcards } from '../../../model/text';

/** Longer readings than this, in steps, are given up: no ARN and no pattern of one is as long. */
const MOST_STEPS = 1_000_000;

/** Whether some text is matched by both. */
export function meet(pattern: string, other: string): boolean {
  if (!WILD.test(other)) return matchesWildcards(pattern, other);
  if (!WILD.test(pattern)) return matchesWildcards(other, pattern);
  return readAlong(pattern, other).at(-1) === pattern.length;
}

const WILD = /[*?]/;

/** How far in `pattern` one may be after reading any text that `read` matches, nearest first. */
export function readAlong(pattern: string, read: string): readonly number[] {
  if (pattern.length * read.length > MOST_STEPS) return [];
  const shared = sharedBeginning(pattern, read);
  let places: number[] = [];
  open(pattern, shared, places);
  for (let i = shared; i < read.length && places.length > 0; i++) places = after(pattern, places, read[i]!);
  return places;
}

/** How long it is, without wildcards. */
function sharedBeginning(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length] && !WILD.test(one[length]!)) length++;
  return length;
}

function after(pattern: string, places: readonly number[], unit: string): number[] {
  const found: number[] = [];
  if (unit === '*') {
    for (let place = places[0]!; place <= pattern.length; place++) found.push(place);
    return found;
  }
  for (const place of places) {
    const own = pattern[place];
    if (own === '*') open(pattern, place, found);
    else if (own === unit || own === '?' || (unit === '?' && own !== undefined)) open(pattern, place + 1, found);
  }
  return found;
}

/** Adds a place, and those behind it that a `*` may stand for nothing before. Those that are there already are the last ones. */
function open(pattern: string, place: number, found: number[]): void {
  for (let at = place; ; at++) {
    if (found.length === 0 || at > found[found.length - 1]!) found.push(at);
    if (pattern[at] !== '*') return;
  }
}
