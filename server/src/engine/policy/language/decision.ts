/** Questions that need a search: is a set empty, does it hold another, what is one of its texts. Every search is bounded. */
import type { Answer } from '../../model/model';
import { subtract } from './algebra';
import { accepts, isNothing, type Language } from './language';
import { show } from './pattern';
import { type Range, samples } from './range';
import { shortest } from './search';

/** Steps that a decision may still take; shared by all questions that belong to it. */
export interface Budget {
  left: number;
}

/** Enough for every policy of IAM's size that was not built to be hard; some twenty milliseconds of work. */
export function decisionBudget(): Budget {
  return { left: 20_000 };
}

export function isEmpty(language: Language, budget: Budget = decisionBudget()): Answer {
  const found = someText(language, budget);
  return found === 'unknown' ? 'maybe' : found === undefined ? 'yes' : 'no';
}

/** Whether every text of `part` is one of `whole`. */
export function includes(whole: Language, part: Language, budget: Budget = decisionBudget()): Answer {
  return isEmpty(subtract(part, whole), budget);
}

/** One of the preferred texts where the language accepts one, else a short one; undefined when none was found. */
export function example(
  language: Language,
  preferred: readonly string[] = [],
  budget: Budget = decisionBudget(),
): string | undefined {
  const liked = preferred.find(text => accepts(language, text)) ?? readable(language);
  if (liked !== undefined) return liked;
  const found = someText(language, budget);
  return found === 'unknown' ? undefined : found?.text;
}

type Search = { readonly text: string } | undefined | 'unknown';

function someText(language: Language, budget: Budget): Search {
  if (isNothing(language)) return undefined;
  if (language.kind === 'strings') return { text: language.list[0]! };
  if (language.kind === 'any') return someMember(language.of, budget);
  const filled = readable(language);
  if (filled !== undefined) return { text: filled };
  const ranges = rangesIn(language);
  return ranges.length > 0 ? sampled(language, ranges) : shortest(language, budget);
}

function someMember(members: readonly Language[], budget: Budget): Search {
  let unknown = false;
  for (const member of members) {
    const found = someText(member, budget);
    if (found === 'unknown') unknown = true;
    else if (found) return found;
  }
  return unknown ? 'unknown' : undefined;
}

/** A text read off the language's own patterns, their wildcards filled in: found at once for nearly every real policy. */
function readable(language: Language): string | undefined {
  const patterns = language.kind === 'all' || language.kind === 'any' ? language.of : [language];
  for (const pattern of patterns) {
    const texts =
      pattern.kind === 'strings' ? pattern.list : pattern.kind === 'glob' ? fillings(show(pattern.tokens)) : ['x'];
    const found = texts.find(text => accepts(language, text));
    if (found !== undefined) return found;
  }
  return undefined;
}

function fillings(pattern: string): readonly string[] {
  return ['x', '', 'zz'].map(text => pattern.replaceAll('*', text).replaceAll('?', 'x'));
}

function rangesIn(language: Language): readonly Range[] {
  if (language.kind === 'range') return [language];
  if (language.kind === 'not') return rangesIn(language.of);
  return language.kind === 'all' || language.kind === 'any' ? language.of.flatMap(rangesIn) : [];
}

function sampled(language: Language, ranges: readonly Range[]): Search {
  const text = [...samples(ranges), ...listedIn(language), 'x'].find(sample => accepts(language, sample));
  if (text !== undefined) return { text };
  return isOfRanges(language) ? undefined : 'unknown';
}

/** Whether ranges alone decide, so that samples of their regions have said all. */
function isOfRanges(language: Language): boolean {
  if (language.kind === 'not') return isOfRanges(language.of);
  if (language.kind === 'all' || language.kind === 'any') return language.of.every(isOfRanges);
  return language.kind === 'range' || isNothing(language);
}

function listedIn(language: Language): readonly string[] {
  if (language.kind === 'strings') return language.list;
  if (language.kind === 'not') return listedIn(language.of);
  return language.kind === 'all' || language.kind === 'any' ? language.of.flatMap(listedIn) : [];
}
