import type { Escalation } from '../../../analysis/escalation/escalation';
import { escalationsOf } from '../../../analysis/escalation/escalations';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { Permissions } from '../../../analysis/permissions/permissions';
import type { Fix } from '../../rule';
import { type Offer, offersFor } from './offers';
import { keyOf, placeOf, placesOf } from './place';
import { severityOf } from './severity';
import { weakestHop } from './weakest-hop';

/** So many offers are tried, each of which costs as much as the finding did. */
const MOST_TRIED = 6;

/**
 * The ways to end what meets in one place, the best first; there is something to say of `told` places. Each was tried: with it,
 * nothing is left to say of this place, of fewer altogether, and of none that a boundary ought to hold.
 */
export function fixesOf(
  escalations: readonly [Escalation, ...Escalation[]],
  told: ReadonlySet<string>,
  permissions: Permissions,
  index: WorkspaceIndex,
): readonly Fix[] {
  const place = placeOf(escalations);
  if (!place || index.documentOf(place.holder).generated) return [];
  const here = keyOf(weakestHop(escalations[0]).at);
  const helping = new Map<string, Offer>();
  let tried = 0;
  for (const offer of offersFor(place, escalations, permissions, index)) {
    if (helping.has(offer.id)) continue;
    if (tried++ === MOST_TRIED) break;
    if (helps(offer, here, told, index)) helping.set(offer.id, offer);
  }
  return [...helping.values()].map(({ id, title, edits, takesMore }, i) => ({
    id,
    title,
    kind: 'review',
    edits,
    ...(i === 0 && !takesMore ? { preferred: true } : {}),
  }));
}

function helps({ leaves }: Offer, here: string, told: ReadonlySet<string>, index: WorkspaceIndex): boolean {
  const permissions = leaves();
  const left = escalationsOf(permissions, index).filter(one => severityOf(one, permissions.principal, index));
  const places = placesOf(left);
  return !places.has(here) && places.size < told.size && left.every(one => !one.throughBoundary);
}
