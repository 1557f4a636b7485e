import { literalOf } from '../../model/text';
import type { Landing } from '../index/workspace-index';

/** Whether something of both may stand in one account and region; of what lands nowhere nobody knows. */
export function mayBeTogether(some: readonly Landing[], others: readonly Landing[]): boolean {
  if (some.length === 0 || others.length === 0) return true;
  return some.some(one => others.some(other => mayBeBeside(one, other)));
}

function mayBeBeside(one: Landing, other: Landing): boolean {
  return mayBe(one.account, other.account) && mayBe(regionOf(one), regionOf(other));
}

function mayBe(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

function regionOf({ deployment: { region } }: Landing): string | undefined {
  return region && literalOf(region);
}
