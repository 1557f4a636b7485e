/** Questions that need a search: is a set empty, does it hold another, what is one of its texts. Every search is bounded. */
import type { Answer } from '../../model/text';
import { complement, intersectWithin, subtractWithin } from './algebra';
import { type Budget, decisionBudget, isSpent } from './budget';
import { accepts, isNothing, type Language } from './language';
import { readable } from './readable';
import { rangesIn, sampled } from './sampling';
import { shortest } from './search';

export function isEmpty(language: Language, budget: Budget = decisionBudget()): Answer {
  const found = someText(language, budget);
  return found === 'unknown' ? 'maybe' : found === undefined ? 'yes' : 'no';
}

/** Whether every text of `part` is one of `whole`. */
export function includes(whole: Language, part: Language, budget: Budget = decisionBudget()): Answer {
  return isEmpty(subtractWithin(budget, part, whole), budget);
}

/** One of the preferred texts where the language accepts one, else a short one; undefined when none was found. */
export function example(
  language: Language,
  preferred: readonly string[] = [],
  budget: Budget = decisionBudget(),
): string | undefined {
  const liked = preferred.find(text => accepts(language, text, budget)) ?? readable(language, budget);
  if (isSpent(budget)) return undefined;
  if (liked !== undefined) return liked;
  const found = someText(language, budget);
  return found === 'unknown' ? undefined : found?.text;
}

type Search = { readonly text: string } | undefined | 'unknown';

function someText(language: Language, budget: Budget): Search {
  if (isNothing(language)) return undefined;
  if (language.kind === 'strings') return { text: language.list[0]! };
  if (language.kind === 'any') return someMember(language.of, budget);
  const filled = readable(language, budget);
  if (isSpent(budget)) return 'unknown';
  if (filled !== undefined) return { text: filled };
  const ranges = rangesIn(language);
  if (ranges.length > 0) return sampled(language, ranges, budget);
  const alternatives = isSmall(language) ? undefined : alternativesIn(language, budget);
  return alternatives ? someMember(alternatives, budget) : shortest(language, budget);
}

function someMember(members: Iterable<Language>, budget: Budget): Search {
  let unknown = false;
  for (const member of members) {
    const found = someText(member, budget);
    if (found === 'unknown') unknown = true;
    else if (found) return found;
    if (isSpent(budget)) return 'unknown';
  }
  return unknown ? 'unknown' : undefined;
}

/** Of so few patterns, a walk over all at once is short. */
const FEW = 8;

function isSmall(language: Language): boolean {
  return language.kind !== 'all' || leavesIn(language, FEW + 1) <= FEW;
}

/** How many sets without members it is made of, as far as `most`. */
function leavesIn(language: Language, most: number): number {
  if (language.kind === 'not') return leavesIn(language.of, most);
  if (language.kind !== 'any' && language.kind !== 'all') return 1;
  let leaves = 0;
  for (const member of language.of) if (leaves < most) leaves += leavesIn(member, most - leaves);
  return leaves;
}

/**
 * The intersection as one for each alternative of a union in it, most of which are seen to be empty; undefined where it has no
 * union. A walk over all alternatives together would take each of its steps in every one.
 */
function alternativesIn(language: Language, budget: Budget): Iterable<Language> | undefined {
  if (language.kind !== 'all') return undefined;
  const unions = language.of.filter(member => optionsOf(member).length > 1);
  if (unions.length === 0) return undefined;
  const split = unions.reduce((least, one) => (optionsOf(one).length < optionsOf(least).length ? one : least));
  const others = language.of.filter(member => member !== split);
  return lazily(optionsOf(split), option => intersectWithin(budget, [option, ...others]));
}

function optionsOf(language: Language): readonly Language[] {
  if (language.kind === 'any') return language.of;
  return language.kind === 'not' && language.of.kind === 'all' ? language.of.of.map(complement) : [];
}

function* lazily<T, U>(all: readonly T[], make: (one: T) => U): Iterable<U> {
  for (const one of all) yield make(one);
}
