/** What was compared, counted: of each kind of world, and all together. */
import type { Comparison } from './compare';
import { differences } from './differences';
import { type WorldKind, worldKinds } from './world';

export interface Count {
  worlds: number;
  requests: number;
  witnesses: number;
  allowed: number;
  open: number;
  /** Worlds in which the engine says that nothing is allowed. */
  empty: number;
  agreed: number;
}

export interface Tally {
  readonly of: Readonly<Record<WorldKind, Count>>;
  /** By the id of a difference: how often it was the reason. */
  readonly listed: Map<string, number>;
  readonly unlisted: string[];
}

/** So many disagreements are shown whole; all are counted. */
const MOST_SHOWN = 20;

export function emptyTally(): Tally {
  const none = (): Count => ({ worlds: 0, requests: 0, witnesses: 0, allowed: 0, open: 0, empty: 0, agreed: 0 });
  const of = Object.fromEntries(worldKinds.map(kind => [kind, none()])) as Record<WorldKind, Count>;
  return { of, listed: new Map(), unlisted: [] };
}

export function count(found: Comparison, kind: WorldKind, { of, listed, unlisted }: Tally): void {
  const counted = of[kind];
  counted.worlds++;
  if (found.empty) counted.empty++;
  for (const { by, simulated, engine, verdict } of found.requests) {
    if (by === 'witness') counted.witnesses++;
    else counted.requests++;
    if (simulated) counted.allowed++;
    if (engine === 'maybe') counted.open++;
    if (verdict.kind === 'agreed') counted.agreed++;
    else if (verdict.kind === 'unlisted') unlisted.push(verdict.repro);
    else for (const id of verdict.ids) listed.set(id, (listed.get(id) ?? 0) + 1);
  }
  unlisted.push(...found.broken);
}

/** The kinds in which hardly anything is allowed, or hardly anything denied: comparing them says nothing. */
export function untelling({ of }: Tally, kinds: readonly WorldKind[]): readonly WorldKind[] {
  return kinds.filter(kind => {
    const { worlds, requests, witnesses, allowed, empty } = of[kind];
    const share = allowed / (requests + witnesses);
    return !(share > 0.1 && share < 0.9 && witnesses > worlds / 6 && empty > worlds / 100);
  });
}

export function report(tally: Tally, kinds: readonly WorldKind[], seed: number): string {
  const { of, listed, unlisted } = tally;
  const all = (part: keyof Count) => kinds.reduce((sum, kind) => sum + of[kind][part], 0);
  const known = [...listed.values()].reduce((sum, times) => sum + times, 0);
  const byKind = kinds.map(kind => `${of[kind].requests + of[kind].witnesses} ${kind}`);
  return [
    `Referee (seed ${seed}): ${all('worlds')} worlds, ${all('requests')} requests and ${all('witnesses')} witnesses compared`,
    `  ${byKind.join(', ')}`,
    `${all('agreed')} agreed; disagreements: ${known} for listed reasons, ${unlisted.length} unlisted`,
    `${all('allowed')} allowed, ${all('open')} left open by the engine, ${all('empty')} worlds in which nothing is allowed`,
    ...differences.map(
      ({ id, verdict, page }) => `  ${String(listed.get(id) ?? 0).padStart(6)}  ${id} (${verdict}: ${page})`,
    ),
    ...unlisted.slice(0, MOST_SHOWN),
    ...untelling(tally, kinds).map(
      kind => `too little was compared of ${kind} to say anything: ${JSON.stringify(of[kind])}`,
    ),
  ].join('\n');
}
