/** One way of a method, before the ways of a method are put together. */
import type { Escalation, Gain } from './escalation';
import type { Way } from './ways';

export interface Found extends Pick<Escalation, 'hops' | 'gain' | 'throughBoundary'> {
  readonly isCertain: boolean;
}

/** `isCertain` is false where something else than the requests is open. */
export function found({ answers, isCertain }: Way, gain: Gain, more: { readonly isCertain?: boolean } = {}): Found {
  return { hops: answers.map(({ hop }) => hop), gain, isCertain: isCertain && more.isCertain !== false };
}

/** More ways of one kind than this tell nobody more. */
export const MOST_WAYS = 5;

export function* few(ways: Iterable<Found>): Iterable<Found> {
  let count = 0;
  for (const way of ways) {
    yield way;
    if (++count === MOST_WAYS) return;
  }
}

/** The most telling first. */
export function byWeight(a: Found, b: Found): number {
  return weightOf(a) - weightOf(b);
}

function weightOf({ gain, isCertain }: Found): number {
  return (isCertain ? 0 : 10) + weightOfGain(gain);
}

function weightOfGain(gain: Gain): number {
  if (gain.kind === 'anything') return 0;
  if (gain.kind === 'identity') return gain.ofProduction ? 1 : 2;
  return gain.kind === 'any-identity' ? 3 : 4;
}
