import type { Choice, When } from '../model/when';

/** Absent: always. An empty list: never. */
export type Circumstance = When | undefined;

/** Beyond so many alternatives a circumstance is no longer followed and becomes one unknown choice. */
const MAX_ALTERNATIVES = 16;

const tooMany = 'many conditions';

/** What is true under choices too many to follow: sometimes. So is its opposite. */
const sometimes: When = [[{ of: tooMany, value: 'true', is: true }]];

export function isNever(when: Circumstance): boolean {
  return when !== undefined && when.length === 0;
}

/** A circumstance about which nothing is known but what it is called, and what it is when nobody chooses. */
export function choice(of: string, value: string, usual?: string): When {
  return [[{ of, value, is: true, ...(usual === undefined ? {} : { default: usual }) }]];
}

/** Both hold. */
export function both(a: Circumstance, b: Circumstance): Circumstance {
  if (a === undefined || a === b) return b;
  if (b === undefined) return a;
  const out: (readonly Choice[])[] = [];
  for (const one of a) {
    for (const other of b) {
      const joined = joinChoices(one, other);
      if (joined) out.push(joined);
    }
  }
  return simplified(out);
}

/** At least one holds. */
export function either(a: Circumstance, b: Circumstance): Circumstance {
  return a === undefined || b === undefined ? undefined : simplified([...a, ...b]);
}

export function not(when: Circumstance): Circumstance {
  if (when === undefined) return [];
  let out: Circumstance;
  for (const alternative of when) {
    out = both(
      out,
      alternative.map(fact => [fact.of === tooMany ? fact : { ...fact, is: !fact.is }]),
    );
  }
  return out;
}

/** The facts of both lists, without what follows from others; undefined when they contradict each other. */
function joinChoices(a: readonly Choice[], b: readonly Choice[]): readonly Choice[] | undefined {
  let out: Choice[] = [...a];
  for (const added of b) {
    const same = out.filter(known => known.of === added.of);
    if (same.some(known => contradict(known, added))) return undefined;
    if (same.some(known => implies(known, added))) continue;
    out = out.filter(known => !implies(added, known));
    out.push(added);
  }
  return out;
}

function contradict(a: Choice, b: Choice): boolean {
  if (a.of !== b.of) return false;
  return a.value === b.value ? a.is !== b.is : a.is && b.is;
}

function implies(a: Choice, b: Choice): boolean {
  if (a.of !== b.of) return false;
  return a.value === b.value ? a.is === b.is : a.is && !b.is;
}

function simplified(alternatives: readonly (readonly Choice[])[]): Circumstance {
  if (alternatives.length > MAX_ALTERNATIVES * MAX_ALTERNATIVES) return sometimes;
  const kept: (readonly Choice[])[] = [];
  for (const one of alternatives) {
    if (one.length === 0) return undefined;
    if (kept.some(other => follows(one, other))) continue;
    if (one.length === 1 && kept.some(other => other.length === 1 && opposite(one[0]!, other[0]!))) return undefined;
    kept.splice(0, kept.length, ...kept.filter(other => !follows(other, one)), one);
  }
  return kept.length > MAX_ALTERNATIVES ? sometimes : kept;
}

/** Whether `special` can hold only when `general` does. */
function follows(special: readonly Choice[], general: readonly Choice[]): boolean {
  return general.every(fact => special.some(known => implies(known, fact)));
}

function opposite(a: Choice, b: Choice): boolean {
  return a.of === b.of && a.value === b.value && a.is !== b.is;
}
