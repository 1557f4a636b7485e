import { saidAt } from '../../../analysis/environments/residents';
import { type SourcePointer, within } from '../../../text/text';
import { leadOf, type Mix, pairOf } from '../mixes';

/** One mix in several accounts: what says it lands in all of them. */
export interface Alike {
  readonly mix: Mix;
  /** The same in other accounts. */
  readonly others: readonly Mix[];
}

/** Mixes with those that a reader sees in the same place, in order. */
export function alike(mixes: readonly Mix[]): readonly Alike[] {
  const byPlace = new Map<string, Mix[]>();
  for (const mix of mixes) {
    const isKnown = mix.household.account !== undefined;
    const seen = JSON.stringify([placeOf(mix), pairOf(mix), mix.declared, mix.severity, isKnown]);
    const known = byPlace.get(seen);
    if (known) known.push(mix);
    else byPlace.set(seen, [mix]);
  }
  return [...byPlace.values()].map(([mix, ...rest]) => ({
    mix: mix!,
    others: rest.filter(({ household }) => household.account !== mix!.household.account),
  }));
}

/** The first resource of the side; of one template that lands twice, what tells its two landings apart. */
export function placeOf({ side, other }: Mix): SourcePointer {
  const [lead, otherLead] = [leadOf(side), leadOf(other)];
  const isSame = within(lead.at, otherLead.at) && within(otherLead.at, lead.at);
  return isSame ? saidAt(lead.claim) : lead.at;
}
