/** Decides sets in which values have an order, by texts that between them fall into every region of the scales. */
import { type Budget, isSpent } from './budget';
import { accepts, isNothing, type Language } from './language';
import { type Bound, type Range, readValue, type Scale, samples } from './range';

/** The ranges that a set is made of. */
export function rangesIn(language: Language): readonly Range[] {
  if (language.kind === 'range') return [language];
  if (language.kind === 'not') return rangesIn(language.of);
  return language.kind === 'all' || language.kind === 'any' ? language.of.flatMap(rangesIn) : [];
}

/** A text of a set with these ranges in it; undefined where it has none, `unknown` where samples cannot tell. */
export function sampled(
  language: Language,
  ranges: readonly Range[],
  budget: Budget,
): { readonly text: string } | undefined | 'unknown' {
  budget.left -= ranges.length * SAMPLED;
  if (isSpent(budget)) return 'unknown';
  const texts = [...samples(ranges), ...listedIn(language), 'x'];
  const accepted = new Uint8Array(texts.length);
  mark(language, { texts, scales: scalesOf(texts, ranges) }, accepted, budget);
  if (isSpent(budget)) return 'unknown';
  const text = texts[accepted.indexOf(1)];
  if (text !== undefined) return { text };
  return isOfRanges(language) ? undefined : 'unknown';
}

/** What it costs to make the samples of one range, and to look at one sample. */
const SAMPLED = 5;
const LOOK = 0.002;

interface Samples {
  readonly texts: readonly string[];
  readonly scales: ReadonlyMap<Scale, InOrder>;
}

/** The samples that have a value on a scale, from low to high. */
interface InOrder {
  readonly values: readonly (number | bigint)[];
  readonly places: readonly number[];
}

function scalesOf(texts: readonly string[], ranges: readonly Range[]): ReadonlyMap<Scale, InOrder> {
  return new Map([...new Set(ranges.map(({ scale }) => scale))].map(scale => [scale, inOrder(texts, scale)]));
}

function inOrder(texts: readonly string[], scale: Scale): InOrder {
  const read = texts.flatMap((text, place) => {
    const value = readValue(scale, text);
    return value === undefined ? [] : [{ value, place }];
  });
  read.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  return { values: read.map(({ value }) => value), places: read.map(({ place }) => place) };
}

/** Writes 1 for each sample that is in the set. Means nothing once the budget is spent. */
function mark(language: Language, all: Samples, accepted: Uint8Array, budget: Budget): void {
  if (isSpent(budget)) return;
  if (language.kind !== 'range') budget.left -= accepted.length * LOOK;
  if (language.kind === 'range') markRange(language, all, accepted, budget);
  else if (language.kind === 'any') {
    for (const member of language.of) mark(member, all, accepted, budget);
  } else if (language.kind === 'all') {
    const missed = new Uint8Array(accepted.length);
    for (const member of language.of) markOthers(member, all, missed, budget);
    for (let i = 0; i < missed.length; i++) if (missed[i] === 0) accepted[i] = 1;
  } else if (language.kind === 'not') markOthers(language.of, all, accepted, budget);
  else for (let i = 0; i < accepted.length; i++) if (accepts(language, all.texts[i]!, budget)) accepted[i] = 1;
}

/** Writes 1 for each sample that is not in the set. */
function markOthers(language: Language, all: Samples, accepted: Uint8Array, budget: Budget): void {
  budget.left -= accepted.length * LOOK;
  const inside = new Uint8Array(accepted.length);
  mark(language, all, inside, budget);
  for (let i = 0; i < inside.length; i++) if (inside[i] === 0) accepted[i] = 1;
}

function markRange({ scale, low, high }: Range, { scales }: Samples, accepted: Uint8Array, budget: Budget): void {
  const { values, places } = scales.get(scale)!;
  const first = low ? firstFrom(values, low) : 0;
  const end = high ? firstFrom(values, { ...high, included: !high.included }) : values.length;
  budget.left -= 0.1 + Math.max(0, end - first) * LOOK;
  for (let i = first; i < end; i++) accepted[places[i]!] = 1;
}

/** Index of the first value that is not below the bound. */
function firstFrom(values: readonly (number | bigint)[], { at, included }: Bound): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = values[middle]!;
    if (value < at || (!included && value === at)) low = middle + 1;
    else high = middle;
  }
  return low;
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
