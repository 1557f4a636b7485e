import type { NamedEnvironment } from '../../analysis/environments/environments';
import type { WorkspaceIndex } from '../../analysis/index/workspace-index';
import type { Tier } from '../../model/environment';
import type { Settings } from '../../model/settings';
import type { Uri } from '../../text/text';

export type Separation = NonNullable<Settings['separate']>;

/** Production beside anything else; staging beside development is no mix. */
const usual: Separation = [{ one: ['production'], other: ['development', 'test', 'staging'] }];

/** What may not be together in these documents: of settings that hold for all of them, the nearest that say so. */
export function separationOf(index: WorkspaceIndex, ...documents: readonly Uri[]): Separation {
  return index.settingsFor(...documents).find(({ separate }) => separate)?.separate ?? usual;
}

/** Whether two environments may not share an account. A side names environments or tiers. */
export function separated(a: NamedEnvironment, b: NamedEnvironment, separation: Separation): boolean {
  if (a.name === b.name) return false;
  return separation.some(
    ({ one, other }) => (isAmong(a, one) && isAmong(b, other)) || (isAmong(b, one) && isAmong(a, other)),
  );
}

/** An account of an environment that nothing is separated from serves them all: a shared or tooling account. */
export function servesAll(environment: NamedEnvironment, separation: Separation): boolean {
  return !separation.some(({ one, other }) => isAmong(environment, one) || isAmong(environment, other));
}

function isAmong({ name, tier }: NamedEnvironment, side: readonly string[]): boolean {
  return side.includes(name) || (tier !== undefined && side.includes(tier));
}

const tiers: readonly (Tier | undefined)[] = [undefined, 'development', 'test', 'staging', 'production'];

/** Whether `a` is the environment that is to be kept from `b`: the lower tier, the first by name of two of one tier. */
export function isBelow(a: NamedEnvironment, b: NamedEnvironment): boolean {
  const distance = tiers.indexOf(a.tier) - tiers.indexOf(b.tier);
  return distance === 0 ? a.name < b.name : distance < 0;
}

/** What it lets happen that two environments are not apart. */
export function harmOf(a: NamedEnvironment, b: NamedEnvironment): string {
  const [lower, upper] = isBelow(a, b) ? [a, b] : [b, a];
  return `whoever works in ${lower.name} can reach ${upper.name}`;
}
