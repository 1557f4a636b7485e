/** Questions about texts with holes. They answer yes, no or maybe; what a template leaves open is never guessed. */
import type { Answer, Hole, Patterns, Text } from './model';

export type Parts = Text['parts'];

/** More combinations of choices than this are not told apart: their holes stay open. */
const MOST_READINGS = 64;

/** The whole text; undefined when anything in it is open. */
export function literalOf(text: Text): string | undefined {
  return wholeOf(text.parts);
}

/** The text as a person reads it, with `${…}` where it is open. */
export function show(text: Text): string {
  return text.parts.map(part => (typeof part === 'string' ? part : `\${${part.hole}}`)).join('');
}

export function holesIn(text: Text): readonly Hole[] {
  return text.parts.filter(part => typeof part !== 'string');
}

/**
 * What the text is when nobody overrides a default; where a hole has choices but no default, one reading for each, of which any
 * may be deployed. Holes about which nothing is known stay.
 */
export function certainReadings(text: Text): readonly Parts[] {
  return readings(text, hole => (hole.default !== undefined ? [hole.default] : (hole.oneOf ?? [])));
}

/** Everything that the text may be: one reading for each combination of the values that its holes can take. */
export function possibleReadings(text: Text): readonly Parts[] {
  return readings(text, hole => {
    const { default: usual, oneOf = [] } = hole;
    return usual === undefined || oneOf.length === 0 || oneOf.includes(usual) ? oneOf : [...oneOf, usual];
  });
}

/** A hole has the same value wherever it stands. */
function readings(text: Text, valuesOf: (hole: Hole) => readonly string[]): readonly Parts[] {
  const names = [...new Set(holesIn(text).map(hole => hole.hole))];
  return names.reduce<readonly Parts[]>(
    (all, name) => {
      const hole = holesIn(text).find(one => one.hole === name)!;
      const values = valuesOf(hole);
      if (values.length === 0 || all.length * values.length > MOST_READINGS) return all;
      return all.flatMap(parts => values.map(value => fill(parts, name, value)));
    },
    [text.parts],
  );
}

function fill(parts: Parts, name: string, value: string): Parts {
  return parts.map(part => (typeof part !== 'string' && part.hole === name ? value : part));
}

function wholeOf(parts: Parts): string | undefined {
  if (parts.length === 1) return typeof parts[0] === 'string' ? parts[0] : undefined;
  return parts.every(part => typeof part === 'string') ? parts.join('') : undefined;
}

/**
 * Whether an IAM pattern, or a list of them with NotAction and NotResource counted, matches a name. A parameter counts with its
 * default, as it is deployed when nobody overrides it.
 */
export function covers(pattern: Text | Patterns, name: string, ignoreCase = false): Answer {
  if ('parts' in pattern) return textCovers(pattern, name, ignoreCase);
  const answers = pattern.list.map(text => textCovers(text, name, ignoreCase));
  const listed: Answer = answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
  if (pattern.mode === 'only' || listed === 'maybe') return listed;
  return listed === 'yes' ? 'no' : 'yes';
}

function textCovers(text: Text, name: string, ignoreCase: boolean): Answer {
  const literal = literalOf(text);
  if (literal !== undefined) return matchesWildcards(literal, name, ignoreCase) ? 'yes' : 'no';
  const certain = certainReadings(text).every(parts => {
    const whole = wholeOf(parts);
    return whole !== undefined && matchesWildcards(whole, name, ignoreCase);
  });
  if (certain) return 'yes';
  const possible = possibleReadings(text).some(parts => matchesWildcards(atMost(parts), name, ignoreCase));
  return possible ? 'maybe' : 'no';
}

/** The widest pattern that the parts can turn out to be. */
function atMost(parts: Parts): string {
  return parts.map(part => (typeof part === 'string' ? part : '*')).join('');
}

/** Whether an IAM pattern (`*` any string, `?` any one code unit) matches a whole name. Takes time of their product at most. */
export function matchesWildcards(pattern: string, name: string, ignoreCase = false): boolean {
  if (ignoreCase) return matchesWildcards(pattern.toLowerCase(), name.toLowerCase());
  let at = 0;
  let star = -1;
  let retry = 0;
  for (let i = 0; i < name.length; ) {
    if (pattern[at] === '*') {
      star = at++;
      retry = i;
    } else if (pattern[at] === '?' || pattern[at] === name[i]) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++retry;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

/** Adjacent strings joined, empty ones left out: the parts of a Text. */
export function joined(parts: readonly (string | Hole)[]): readonly (string | Hole)[] {
  const out: (string | Hole)[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') out[out.length - 1] = last + part;
    else out.push(part);
  }
  return out;
}
