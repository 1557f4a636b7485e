/** Compares the engine with an evaluator that somebody else wrote, on random policies and requests. */
import fc from 'fast-check';
import { type Comparison, compare } from './compare';
import { differences } from './differences';
import { randomPolicies } from './random-policies';
import { randomRequest } from './random-requests';
import type { Simulate } from './simulator';

export interface Options {
  readonly seed: number;
  /** How many policies. */
  readonly runs: number;
}

const REQUESTS_EACH = 5;
/** So many samples are made at once. */
const PORTION = 500;
/** So many disagreements are shown whole; all are counted. */
const MOST_SHOWN = 100000;

/** Prints what was compared; whether there was enough of it and nothing unlisted. */
export function referee(simulate: Simulate, { seed, runs }: Options): boolean {
  const sample = fc.record({ policies: randomPolicies, requests: fc.array(randomRequest, exactly(REQUESTS_EACH)) });
  const tally = emptyTally();
  for (let done = 0; done < runs; done += PORTION) {
    const portion = fc.sample(sample, { seed: seed + done, numRuns: Math.min(PORTION, runs - done) });
    for (const { policies, requests } of portion) count(compare(simulate, policies, requests), tally);
  }
  print(tally, seed);
  return isTelling(tally) && tally.unlisted.length === 0;
}

function exactly(length: number) {
  return { minLength: length, maxLength: length };
}

function emptyTally() {
  return {
    policies: 0,
    requests: 0,
    allowed: 0,
    open: 0,
    witnesses: 0,
    empty: 0,
    agreed: 0,
    listed: new Map<string, number>(),
    unlisted: [] as string[],
  };
}

type Tally = ReturnType<typeof emptyTally>;

function count(found: Comparison, tally: Tally): void {
  tally.policies++;
  for (const { by, simulated, engine, verdict } of found.requests) {
    if (by === 'witness') tally.witnesses++;
    else tally.requests++;
    if (simulated) tally.allowed++;
    if (engine === 'maybe') tally.open++;
    if (verdict.kind === 'agreed') tally.agreed++;
    else if (verdict.kind === 'unlisted') tally.unlisted.push(verdict.repro);
    else for (const id of verdict.ids) tally.listed.set(id, (tally.listed.get(id) ?? 0) + 1);
  }
  if (found.empty) tally.empty++;
  tally.unlisted.push(...found.broken);
}

/** A comparison in which hardly anything is allowed, or hardly anything denied, says nothing. */
function isTelling({ policies, requests, allowed, witnesses, empty }: Tally): boolean {
  const share = allowed / (requests + witnesses);
  return share > 0.1 && share < 0.9 && witnesses > policies / 4 && empty > policies / 100;
}

function print(tally: Tally, seed: number): void {
  const { policies, requests, allowed, open, witnesses, empty, agreed, listed, unlisted } = tally;
  const known = [...listed.values()].reduce((sum, times) => sum + times, 0);
  console.log(
    [
      `Referee (seed ${seed}): ${policies} policies, ${requests} requests and ${witnesses} witnesses compared: ${agreed} agreed`,
      `disagreements: ${known} for listed reasons, ${unlisted.length} unlisted`,
      `${allowed} allowed, ${open} left open by the engine, ${empty} policies that grant nothing`,
      ...differences.map(
        ({ id, verdict, page }) => `  ${String(listed.get(id) ?? 0).padStart(6)}  ${id} (${verdict}: ${page})`,
      ),
      ...unlisted.slice(0, MOST_SHOWN),
      ...(isTelling(tally) ? [] : ['too little was compared to say anything']),
    ].join('\n'),
  );
}
