/** The search for a text: a walk, breadth first, over what the patterns of a language have read so far. */
import type { Budget } from './budget';
import { type Glob, isNothing, type Language, type Strings } from './language';
import { fold, foldUnit, machineOf, spellings } from './pattern';

/** A pattern as the walk sees it. */
interface Leaf {
  readonly start: State;
  step(state: State, unit: number): State;
  accepts(state: State): boolean;
  /** Whether every further text is accepted, or none is; undefined while both may happen. */
  fate(state: State): boolean | undefined;
  /** The code units that are told apart from all others here. */
  letters(state: State): readonly number[];
}

/** Tokens reached in a pattern; or the text read so far, undefined when no listed string begins with it. */
type State = bigint | string | undefined;

interface Place {
  readonly states: readonly State[];
  readonly from: Place | undefined;
  readonly unit: number;
}

/** The shortest text of a language without ranges; undefined when it has none, `unknown` when the budget ran out first. */
export function shortest(language: Language, budget: Budget): { readonly text: string } | undefined | 'unknown' {
  const patterns = patternsIn(language);
  const cost = patterns.reduce((sum, pattern) => sum + costOf(pattern), STEP);
  budget.left -= cost;
  if (budget.left < 0) return 'unknown';
  const leaves = patterns.map(leafOf);
  const index = new Map(patterns.map((pattern, i) => [pattern as Language, i]));
  const known = (ask: (leaf: Leaf, state: State) => boolean | undefined, states: readonly State[]) =>
    truth(language, pattern => ask(leaves[index.get(pattern)!]!, states[index.get(pattern)!]));
  const queue: Place[] = [{ states: leaves.map(leaf => leaf.start), from: undefined, unit: 0 }];
  const seen = new Set([keyOf(queue[0]!.states)]);
  for (let next = 0; next < queue.length; next++) {
    const place = queue[next]!;
    if (known(accepted, place.states)) return { text: textTo(place) };
    for (const unit of unitsToTry(leaves, place.states)) {
      budget.left -= cost;
      if (budget.left < 0) return 'unknown';
      const states = leaves.map((leaf, i) => leaf.step(place.states[i], unit));
      const key = keyOf(states);
      if (!seen.has(key) && known(foreseen, states) !== false) queue.push({ states, from: place, unit });
      seen.add(key);
    }
  }
  return undefined;
}

const accepted = (leaf: Leaf, state: State) => leaf.accepts(state);
const foreseen = (leaf: Leaf, state: State) => leaf.fate(state);

function keyOf(states: readonly State[]): string {
  return states.map(state => (typeof state === 'string' ? JSON.stringify(state) : state?.toString(36))).join(' ');
}

function textTo(end: Place): string {
  const units: string[] = [];
  for (let at: Place | undefined = end; at?.from; at = at.from) units.push(String.fromCharCode(at.unit));
  return units.reverse().join('');
}

/** What follows for the whole when this much is known of its patterns. */
function truth(language: Language, of: (pattern: Language) => boolean | undefined): boolean | undefined {
  if (language.kind === 'not') {
    const inner = truth(language.of, of);
    return inner === undefined ? undefined : !inner;
  }
  if (language.kind !== 'any' && language.kind !== 'all') return of(language);
  const decisive = language.kind === 'any';
  let open = false;
  for (const member of language.of) {
    const known = truth(member, of);
    if (known === decisive) return decisive;
    if (known === undefined) open = true;
  }
  return open ? undefined : !decisive;
}

/** The letters that some pattern tells apart here, and one that none does. */
function unitsToTry(leaves: readonly Leaf[], states: readonly State[]): Iterable<number> {
  const units = new Set(leaves.flatMap((leaf, i) => leaf.letters(states[i])));
  let other = 120;
  while (units.has(other)) other = other === 122 ? 0x3b1 : other + 1;
  return units.add(other);
}

function patternsIn(language: Language): readonly (Glob | Strings)[] {
  if (language.kind === 'glob' || language.kind === 'strings') return [language];
  if (language.kind === 'range') return [];
  const members = language.kind === 'not' ? [language.of] : language.of;
  return [...new Set(members.flatMap(patternsIn))];
}

/** What a step costs, in units of the budget, besides what it costs in each pattern. */
const STEP = 4;

function costOf(pattern: Glob | Strings): number {
  const { kind } = pattern;
  return 0.3 + (kind === 'strings' ? pattern.list.length / 128 : pattern.tokens.length / 512);
}

function leafOf(pattern: Glob | Strings): Leaf {
  return pattern.kind === 'glob' ? globLeaf(pattern) : stringsLeaf(pattern);
}

function globLeaf(glob: Glob): Leaf {
  const machine = machineOf(glob.tokens, glob.ignoreCase);
  const place = (state: State) => state as bigint;
  return {
    start: machine.start,
    step: (state, unit) => machine.step(place(state), unit),
    accepts: state => machine.accepts(place(state)),
    fate: state => (state === 0n ? false : machine.full(place(state)) ? true : undefined),
    letters: state => machine.letters(place(state)),
  };
}

function stringsLeaf(strings: Strings): Leaf {
  const { list, ignoreCase } = strings;
  return {
    start: isNothing(strings) ? undefined : '',
    step(state, unit) {
      if (typeof state !== 'string') return undefined;
      const read = state + String.fromCharCode(ignoreCase ? foldUnit(unit) : unit);
      return list[firstFrom(list, read)]?.startsWith(read) ? read : undefined;
    },
    accepts: state => typeof state === 'string' && strings.set.has(ignoreCase ? fold(state) : state),
    fate: state => (state === undefined ? false : undefined),
    letters: state => (typeof state === 'string' ? nextUnits(list, state, ignoreCase) : []),
  };
}

/** Index of the first string that does not stand before `text`. */
function firstFrom(list: readonly string[], text: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The code units that follow `read` in the listed strings. */
function nextUnits(list: readonly string[], read: string, ignoreCase: boolean): readonly number[] {
  const units = new Set<number>();
  for (let i = firstFrom(list, read); list[i]?.startsWith(read); i++) {
    const unit = list[i]!.charCodeAt(read.length);
    if (!Number.isNaN(unit)) for (const spelling of spellings(unit, ignoreCase)) units.add(spelling);
  }
  return [...units];
}
