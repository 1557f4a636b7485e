import type { Escalation } from '../../../analysis/escalation/escalation';
import { escalationsOf } from '../../../analysis/escalation/escalations';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { Permissions } from '../../../analysis/permissions/permissions';
import type { SourcePointer } from '../../../text/text';
import type { Fix } from '../../rule';
import { writtenIn } from './limits';
import { type Offer, offersFor, type Place } from './offers';
import { severityOf } from './severity';
import { weakestHop } from './weakest-hop';

/** So many offers are tried, each of which costs as much as the finding did. */
const MOST_TRIED = 6;

/**
 * The ways to end what meets in one place, the best first. Each was tried: with it, nothing is left to say of this place, and
 * nothing new of another.
 */
export function fixesOf(
  escalations: readonly [Escalation, ...Escalation[]],
  permissions: Permissions,
  index: WorkspaceIndex,
): readonly Fix[] {
  const place = placeOf(escalations);
  if (!place || index.documentOf(place.holder).generated) return [];
  const offers = offersFor(place, escalations, permissions, index).slice(0, MOST_TRIED);
  const before = offers.length > 0 ? placesIn(permissions, index) : new Set<string>();
  const { at } = weakestHop(escalations[0]);
  const helping = offers.filter(offer => helps(offer, at, before, index));
  const best = [...new Map(helping.reverse().map(offer => [offer.id, offer])).values()].reverse();
  return best.map(({ id, title, edits }, i) => ({
    id,
    title,
    kind: 'review',
    edits,
    ...(i === 0 ? { preferred: true } : {}),
  }));
}

function placeOf(escalations: readonly [Escalation, ...Escalation[]]): Place | undefined {
  const hops = escalations.map(weakestHop);
  const [{ grant, at }] = hops as [(typeof hops)[number], ...typeof hops];
  if (!grant?.holder) return undefined;
  const { actions } = writtenIn(grant);
  const entry = actions.mode === 'only' ? actions.list.find(text => isSame(text.at, at)) : undefined;
  return { grant, holder: grant.holder, entry, actions: [...new Set(hops.map(({ request }) => request.action))] };
}

function helps({ leaves }: Offer, at: SourcePointer, before: ReadonlySet<string>, index: WorkspaceIndex): boolean {
  const left = placesIn(leaves(), index);
  return !left.has(JSON.stringify(at)) && left.size < before.size;
}

/** The places of which there is something to say. */
function placesIn(permissions: Permissions, index: WorkspaceIndex): ReadonlySet<string> {
  const told = escalationsOf(permissions, index).filter(one => severityOf(one, permissions.principal, index));
  return new Set(told.map(one => JSON.stringify(weakestHop(one).at)));
}

function isSame(one: SourcePointer, other: SourcePointer): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
