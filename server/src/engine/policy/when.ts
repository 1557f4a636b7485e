/** Circumstances of a deployment: which statements hold together, as far as the template's own choices say. */
import type { Choice, When } from '../model/when';

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

/** Both hold. Of what is not followed it is enough to keep that it may hold. */
export function conjoin(a: Circumstance, b: Circumstance): Circumstance {
  if (a === undefined || b === undefined) return a ?? b;
  if (!isFollowed(a) || !isFollowed(b)) return isFollowed(a) ? b : a;
  return a.flatMap(one => b.flatMap(other => join(one, other)));
}

/**
 * The worlds in which `when` holds, told apart as far as the questions do; where there are too many, one in which nothing is known.
 * None when `when` never holds. Of `denials` it is enough to know a world in which none holds that need not: what is left in others
 * is left in that one too.
 */
export function worldsOf(
  when: Circumstance,
  questions: readonly Circumstance[],
  denials: readonly Circumstance[] = [],
): readonly World[] {
  const asked = distinct(questions);
  const denied = distinct(denials);
  if (![when, ...asked, ...denied].every(isFollowed) || asked.length + denied.length > MOST_QUESTIONS)
    return [worldOf([])];
  const worlds: (readonly Choice[])[] = [];
  const open = (when ?? [[]]).flatMap(alternative => join([], alternative));
  while (open.length > 0) {
    const known = open.pop()!;
    const avoided = avoidable(denied, asked, known);
    const undecided = avoided ?? firstUndecided([...asked, ...denied], known);
    if (undecided === undefined) worlds.push(known);
    else if (avoided) open.push(...join(known, [avoided]));
    else open.push(...join(known, [undecided]), ...join(known, [opposite(undecided)]));
    if (worlds.length + open.length > MOST_ALTERNATIVES) return [worldOf([])];
  }
  return worlds.map(worldOf);
}

/** More different circumstances than this are not followed, nor one of more facts. */
const MOST_QUESTIONS = 200;
const MOST_FACTS = 50;

function isFollowed(when: Circumstance): boolean {
  if (when === undefined) return true;
  return when.length <= MOST_ALTERNATIVES && when.every(facts => facts.length <= MOST_FACTS);
}

/** Those that may not hold, each once. */
function distinct(circumstances: readonly Circumstance[]): readonly When[] {
  const byFacts = new Map<string, When>();
  for (const when of new Set(circumstances)) {
    if (when) byFacts.set(isFollowed(when) ? JSON.stringify(when) : '', when);
  }
  return [...byFacts.values()];
}

/** A choice that keeps denials from holding and brings none about, which no question is about either. */
function avoidable(denials: readonly When[], questions: readonly When[], known: readonly Choice[]): Choice | undefined {
  const open = (all: readonly When[]) =>
    all
      .flatMap(when => (truth(when, known) === undefined ? when.flat() : []))
      .filter(choice => decided(choice, known) === undefined);
  const bringing = open(denials);
  const asked = open(questions);
  return bringing.map(opposite).find(choice => {
    const { of, value, is } = normal(choice);
    const isAbout = (other: Choice) => other.of === of && (is || normal(other).value === value);
    return (
      !asked.some(isAbout) &&
      bringing.every(other => !isAbout(other) || (normal(other).value === value && normal(other).is !== is))
    );
  });
}

/** Remembers what it has been asked. */
function worldOf(known: readonly Choice[]): World {
  const answers = new Map<Circumstance, boolean | undefined>();
  const ask = (when: Circumstance) => {
    if (!answers.has(when)) answers.set(when, isFollowed(when) ? truth(when, known) : undefined);
    return answers.get(when);
  };
  return { holds: when => ask(when) === true, mayHold: when => ask(when) !== false };
}

function firstUndecided(questions: readonly When[], known: readonly Choice[]): Choice | undefined {
  for (const when of questions) {
    if (truth(when, known) !== undefined) continue;
    return when.flat().find(choice => decided(choice, known) === undefined);
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
