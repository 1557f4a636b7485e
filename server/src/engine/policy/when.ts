/** Circumstances of a deployment: which statements hold together, as far as the template's own choices say. */
import type { Choice, When } from '../model/model';

/** Absent: always. An empty list: never. */
export type Circumstance = When | undefined;

/** Choices that decide everything that was asked about; or, where there were too many, none that decide anything. */
export interface World {
  /** For certain. */
  holds(when: Circumstance): boolean;
  mayHold(when: Circumstance): boolean;
}

/** Beyond so many alternatives, choices are no longer followed. */
const MOST_ALTERNATIVES = 32;

/** Both hold; beyond the bound only the first is kept, which says less. */
export function conjoin(a: Circumstance, b: Circumstance): Circumstance {
  if (a === undefined || b === undefined) return a ?? b;
  const joined = a.flatMap(one => b.flatMap(other => join(one, other)));
  return joined.length > MOST_ALTERNATIVES ? a : joined;
}

/**
 * The worlds in which `when` holds, told apart as far as `questions` do. Where there are too many, one in which only that holds
 * which always does. None when `when` never holds.
 */
export function worldsOf(when: Circumstance, questions: readonly Circumstance[]): readonly World[] {
  const worlds: (readonly Choice[])[] = [];
  const open = (when ?? [[]]).flatMap(alternative => join([], alternative));
  while (open.length > 0) {
    const known = open.pop()!;
    const undecided = firstUndecided(questions, known);
    if (undecided === undefined) worlds.push(known);
    else open.push(...join(known, [undecided]), ...join(known, [opposite(undecided)]));
    if (worlds.length + open.length > MOST_ALTERNATIVES) return [worldOf([])];
  }
  return worlds.map(worldOf);
}

function worldOf(known: readonly Choice[]): World {
  return { holds: when => truth(when, known) === true, mayHold: when => truth(when, known) !== false };
}

function firstUndecided(questions: readonly Circumstance[], known: readonly Choice[]): Choice | undefined {
  for (const when of questions) {
    if (truth(when, known) !== undefined) continue;
    return when!.flat().find(choice => decided(choice, known) === undefined);
  }
  return undefined;
}

function truth(when: Circumstance, known: readonly Choice[]): boolean | undefined {
  if (when === undefined) return true;
  const alternatives = when.map(alternative => {
    const facts = alternative.map(choice => decided(choice, known));
    return facts.includes(false) ? false : facts.includes(undefined) ? undefined : true;
  });
  return alternatives.includes(true) ? true : alternatives.includes(undefined) ? undefined : false;
}

function decided(choice: Choice, known: readonly Choice[]): boolean | undefined {
  const asked = normal(choice);
  for (const fact of known) {
    if (fact.of !== asked.of) continue;
    if (fact.value === asked.value) return fact.is === asked.is;
    if (fact.is) return !asked.is;
  }
  return undefined;
}

/** The facts of both, or nothing when they contradict each other. */
function join(known: readonly Choice[], added: readonly Choice[]): readonly (readonly Choice[])[] {
  const facts = [...known];
  for (const choice of added) {
    const already = decided(choice, facts);
    if (already === false || (choice.is && facts.some(fact => contradicts(fact, normal(choice))))) return [];
    if (already === undefined) facts.push(normal(choice));
  }
  return [facts];
}

function contradicts(a: Choice, b: Choice): boolean {
  return a.of === b.of && (a.value === b.value ? a.is !== b.is : a.is && b.is);
}

function opposite(choice: Choice): Choice {
  return { ...choice, is: !choice.is };
}

/** Of what is true or false, one word is enough. */
function normal(choice: Choice): Choice {
  return choice.value === 'false' ? { of: choice.of, value: 'true', is: !choice.is } : choice;
}
