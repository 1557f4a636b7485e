/** What IAM patterns (`*` any text, `?` any one character) have in common, by reading one along the other. */
import { matchesWildcards } from '../../../model/text';

/** Longer readings than this, in steps, are given up: no ARN and no pattern of one is as long. */
const MOST_STEPS = 1_000_000;

/** Whether some text is matched by both. */
export function meet(pattern: string, other: string): boolean {
  if (!WILD.test(other)) return matchesWildcards(pattern, other);
  if (!WILD.test(pattern)) return matchesWildcards(other, pattern);
  return readAlong(pattern, other).has(pattern.length);
}

const WILD = /[*?]/;

/** How far in `pattern` one may be after reading any text that `read` matches. */
export function readAlong(pattern: string, read: string): ReadonlySet<number> {
  if (pattern.length * read.length > MOST_STEPS) return new Set();
  let places = opened(pattern, [0]);
  for (let i = 0; i < read.length && places.size > 0; i++) places = opened(pattern, after(pattern, places, read[i]!));
  return places;
}

function* after(pattern: string, places: ReadonlySet<number>, unit: string): Iterable<number> {
  if (unit === '*') {
    for (let place = Math.min(...places); place <= pattern.length; place++) yield place;
    return;
  }
  for (const place of places) {
    const own = pattern[place];
    if (own === '*') yield place;
    else if (own === unit || own === '?' || (unit === '?' && own !== undefined)) yield place + 1;
  }
}

/** A `*` may stand for nothing. */
function opened(pattern: string, places: Iterable<number>): ReadonlySet<number> {
  const found = new Set<number>();
  for (let place of places) {
    found.add(place);
    while (pattern[place] === '*') found.add(++place);
  }
  return found;
}
