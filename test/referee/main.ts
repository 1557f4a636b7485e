/** Compares the engine with an evaluator that somebody else wrote, on random worlds and requests. */
import fc from 'fast-check';
import { compare } from './compare';
import { randomSample, runsOf } from './random-worlds';
import type { Simulate } from './simulator';
import { count, emptyTally, report, untelling } from './tally';
import { worldKinds } from './world';

export interface Options {
  readonly seed: number;
  /** How many worlds, if they are of all kinds. */
  readonly runs: number;
  /** Only of this kind; absent: of all. */
  readonly kind?: string | undefined;
}

const REQUESTS_EACH = 5;
/** So many samples are made at once. */
const PORTION = 500;

/** Prints what was compared; whether there was enough of each kind and nothing unlisted. */
export function referee(simulate: Simulate, { seed, runs, kind: only }: Options): boolean {
  const kinds = worldKinds.filter(kind => only === undefined || kind === only);
  const tally = emptyTally();
  for (const kind of kinds) {
    const sample = randomSample(kind, REQUESTS_EACH);
    const wanted = runsOf(kind, runs);
    for (let done = 0; done < wanted; done += PORTION) {
      const portion = fc.sample(sample, { seed: seed + done, numRuns: Math.min(PORTION, wanted - done) });
      for (const one of portion) count(compare(simulate, one), kind, tally);
    }
  }
  console.log(report(tally, kinds, seed));
  return untelling(tally, kinds).length === 0 && tally.unlisted.length === 0;
}
