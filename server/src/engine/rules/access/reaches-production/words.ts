import type { AccessNode } from '../../../analysis/access-graph/access-graph';
import { harmOf } from '../../environments/separation';
import { quoted, spoken } from '../../iam/quoting';
import type { Related } from '../../rule';
import type { Hop, Reach } from './reaches';

export function messageOf(reach: Reach): string {
  const { start, target } = reach;
  const who = start.environment ? `${called(start.node)} is ${start.environment.name} and` : called(start.node);
  return `${who} ${reachesIn(reach)}, which is ${target.environment.name}${over(reach)}: ${harm(reach)}`;
}

/** What another says of itself that has its finding in the same place. */
export function wayInWords(reach: Reach): string {
  return `${called(reach.start.node)} ${reachesIn(reach)}`;
}

function reachesIn({ target, further, certain }: Reach): string {
  const end = further ? `${quoted(further.to.label)} by ${quoted(target.node.label)}` : quoted(target.node.label);
  return `${certain ? 'reaches' : 'may reach'} ${end}`;
}

/** So many of those between are named; all are related. */
const MOST_NAMED = 3;

function over({ hops }: Reach): string {
  const between = hops.slice(0, -1).map(({ to }) => to);
  const named = between.filter(({ kind }) => kind !== 'administrator').map(({ label }) => label);
  if (named.length === 0) return '';
  const more = named.length - MOST_NAMED;
  return `, over ${spoken(named.slice(0, MOST_NAMED))}${more > 0 ? ` and ${more} more` : ''}`;
}

function harm({ start, target: { environment } }: Reach): string {
  if (start.environment) return harmOf(start.environment, environment);
  if (start.node.kind === 'anyone') return `nothing keeps anybody out of ${environment.name}`;
  return `what is pushed there, reviewed or not, can reach ${environment.name}`;
}

/** In order, each where it is allowed. */
export function hopsInWords({ hops, further }: Reach): readonly Related[] {
  return [...hops, ...(further ? [further] : [])].map((hop, i) => ({
    message: `${i + 1}. ${hopInWords(hop)}`,
    at: hop.group.because[0]!,
  }));
}

function hopInWords({ from, group: { says, asked, conditions }, to }: Hop): string {
  const actions = [...new Set(asked.map(({ action }) => action))];
  const by = actions.length > 0 ? ` (${spoken(actions)})` : '';
  const where = conditions.length > 0 ? `, where ${conditions.join(' and ')}` : '';
  return `${called(from)} ${says} ${called(to)}${by}${where}`;
}

/** People without a name are described. */
function called({ kind, label }: AccessNode): string {
  return kind === 'federated' || kind === 'anyone' || kind === 'administrator' || kind === 'account'
    ? label
    : quoted(label);
}
