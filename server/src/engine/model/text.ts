/** Texts with holes, and questions about them. These answer yes, no or maybe; what a template leaves open is never guessed. */
import type { SourcePointer } from '../text/text';
import type { ResourceId } from './ids';
import type { When } from './when';

/** What only deployment decides. */
export interface Hole {
  /** As the template says it: `AWS::AccountId`, `TaskRole.Arn`, `var.role`. */
  readonly hole: string;
  /**
   * `ambient`: the deployment's own account, region, partition, stack: never a wildcard, the same everywhere in one deployment.
   * `parameter`: chosen by whoever deploys, wildcards included. `reference`: decided by another resource, one literal value.
   * `opaque`: cannot be known from the text.
   */
  readonly kind: 'ambient' | 'parameter' | 'reference' | 'opaque';
  /** Every possible value, where the template says them (AllowedValues, both branches of a condition). */
  readonly oneOf?: readonly string[];
  /** The value when nobody chooses another. */
  readonly default?: string;
  /** Which of `oneOf` it is under which choices, where the template says so; nothing else is possible then. */
  readonly cases?: readonly { readonly value: string; readonly when: When }[];
  /** The resource that decides it. */
  readonly resource?: ResourceId;
  /** Which of its attributes: `arn`, `name`, or the provider's word. */
  readonly attribute?: string;
  /** The name of another stack's export that decides it. */
  readonly import?: string;
  /** Unlike `import`, a name that deployment completes. */
  readonly importNamed?: Text['parts'];
}

/** A string as far as the template fixes it. Adjacent strings are joined, empty ones left out. */
export interface Text {
  readonly parts: readonly (string | Hole)[];
  readonly at: SourcePointer;
}

/** The answer to any question about a Text. */
export type Answer = 'yes' | 'no' | 'maybe';

/** `only` these, or everything `except` these (NotAction, NotResource). An absent Resource is `except` with an empty list. */
export interface Patterns {
  readonly mode: 'only' | 'except';
  readonly list: readonly Text[];
  readonly at: SourcePointer;
}

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

/** Whether it surely is an ARN or a path, whatever is open in it. */
export function isAddress({ parts: [first] }: Text): boolean {
  return typeof first === 'string' && /^(?:arn:|\/(?:\w|$))/.test(first);
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
  const known = new Map<string, string>();
  let ways: readonly ReadonlyMap<string, string>[] = [known];
  for (const [name, hole] of new Map(holesIn(text).map(one => [one.hole, one]))) {
    const values = valuesOf(hole);
    if (values.length === 1) known.set(name, values[0]!);
    else if (values.length > 1 && ways.length * values.length <= MOST_READINGS) {
      ways = ways.flatMap(way => values.map(value => new Map(way === known ? [] : way).set(name, value)));
    }
  }
  return ways.map(way => fill(text.parts, way, known));
}

function fill(parts: Parts, ...values: readonly ReadonlyMap<string, string>[]): Parts {
  return parts.map(part => {
    if (typeof part === 'string') return part;
    const value = values.find(known => known.has(part.hole))?.get(part.hole);
    return value ?? part;
  });
}

function wholeOf(parts: Parts): string | undefined {
  if (parts.length === 1) return typeof parts[0] === 'string' ? parts[0] : undefined;
  return parts.every(part => typeof part === 'string') ? parts.join('') : undefined;
}

/** Steps that a comparison may still take; what is not decided by then is `maybe`. */
interface Steps {
  left: number;
}

/** Some milliseconds; a name and all patterns of a policy that AWS takes need a hundredth of them. */
const MOST_STEPS = 1_000_000;

/**
 * Whether an IAM pattern, or a list of them with NotAction and NotResource counted, matches a name. A parameter counts with its
 * default, as it is deployed when nobody overrides it.
 */
export function covers(pattern: Text | Patterns, name: string, ignoreCase = false): Answer {
  const steps: Steps = { left: MOST_STEPS };
  if ('parts' in pattern) return textCovers(pattern, name, ignoreCase, steps);
  const answers = pattern.list.map(text => textCovers(text, name, ignoreCase, steps));
  const listed: Answer = answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
  if (pattern.mode === 'only' || listed === 'maybe') return listed;
  return listed === 'yes' ? 'no' : 'yes';
}

function textCovers(text: Text, name: string, ignoreCase: boolean, steps: Steps): Answer {
  const literal = literalOf(text);
  if (literal !== undefined) return matched(literal, name, ignoreCase, steps);
  const certain = certainReadings(text).every(parts => {
    const whole = wholeOf(parts);
    return whole !== undefined && matched(whole, name, ignoreCase, steps) === 'yes';
  });
  if (certain) return 'yes';
  const isPossible = possibleReadings(text).some(parts => matched(atMost(parts), name, ignoreCase, steps) !== 'no');
  return isPossible ? 'maybe' : 'no';
}

/** The widest pattern that the parts can turn out to be. */
function atMost(parts: Parts): string {
  return parts.map(part => (typeof part === 'string' ? part : '*')).join('');
}

/** Whether an IAM pattern (`*` any string, `?` any one code unit) surely matches a whole name. */
export function matchesWildcards(pattern: string, name: string, ignoreCase = false): boolean {
  return matched(pattern, name, ignoreCase, { left: MOST_STEPS }) === 'yes';
}

/** Takes time of the product of both at most. */
function matched(pattern: string, name: string, ignoreCase: boolean, steps: Steps): Answer {
  if (ignoreCase) return matched(pattern.toLowerCase(), name.toLowerCase(), false, steps);
  let at = 0;
  let star = -1;
  let retry = 0;
  for (let i = 0; i < name.length; ) {
    if (--steps.left < 0) return 'maybe';
    if (pattern[at] === '*') {
      star = at++;
      retry = i;
    } else if (pattern[at] === '?' || pattern[at] === name[i]) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++retry;
    } else return 'no';
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length ? 'yes' : 'no';
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
