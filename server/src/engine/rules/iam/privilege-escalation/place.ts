import type { Escalation } from '../../../analysis/escalation/escalation';
import type { Grant } from '../../../analysis/permissions/permissions';
import type { Resource } from '../../../model/resource';
import type { Text } from '../../../model/text';
import type { SourcePointer } from '../../../text/text';
import { writtenIn } from './limits';
import { weakestHop } from './weakest-hop';

/** Where the escalations meet: the grant, and the entry that names the action, undefined where NotAction leaves it over. */
export interface Place {
  readonly grant: Grant;
  readonly holder: Resource;
  readonly entry: Text | undefined;
  /** The actions by which the escalations go through it, as AWS spells them. */
  readonly actions: readonly string[];
}

/** Undefined for a policy that AWS keeps. */
export function placeOf(escalations: readonly [Escalation, ...Escalation[]]): Place | undefined {
  const hops = escalations.map(weakestHop);
  const [{ grant, at }] = hops as [(typeof hops)[number], ...typeof hops];
  if (!grant?.holder) return undefined;
  const { actions } = writtenIn(grant);
  const entry = actions.mode === 'only' ? actions.list.find(text => keyOf(text.at) === keyOf(at)) : undefined;
  return { grant, holder: grant.holder, entry, actions: [...new Set(hops.map(({ request }) => request.action))] };
}

/** Where escalations are told. */
export function placesOf(escalations: readonly Escalation[]): ReadonlySet<string> {
  return new Set(escalations.map(one => keyOf(weakestHop(one).at)));
}

/** Equal for equal places. */
export function keyOf(at: SourcePointer): string {
  return JSON.stringify(at);
}
