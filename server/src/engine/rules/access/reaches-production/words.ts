import { called, hopInWords } from '../../../analysis/access-graph/in-words';
import { harmOf } from '../../environments/separation';
import { quoted, spoken } from '../../iam/quoting';
import type { Related } from '../../rule';
import type { Reach } from './reaches';

export function messageOf(reach: Reach): string {
  const { start, target } = reach;
  const isTelling = start.node.deploysTo !== undefined;
  const isOf = start.environment && !isTelling ? ` is ${start.environment.name} and` : '';
  const who = `${called(start.node)}${isOf}`;
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

function harm({ start, target: { environment }, hops: [{ group }] }: Reach): string {
  if (start.environment) return harmOf(start.environment, environment);
  if (start.openTo === 'organization') {
    return 'whoever works in another environment may be of it too';
  }
  if (start.openTo === 'anyone') return nothingKeepsOut(environment.name, group);
  return `what is pushed there, reviewed or not, can reach ${environment.name}`;
}

function nothingKeepsOut(environment: string, { certain, conditions }: Reach['hops'][0]['group']): string {
  if (certain || conditions.length === 0) return `nothing keeps anybody out of ${environment}`;
  return `nothing else keeps others out of ${environment} than that ${conditions.join(' and ')}`;
}

/** In order, each where it is allowed. */
export function hopsInWords({ hops, further }: Reach): readonly Related[] {
  return [...hops, ...(further ? [further] : [])].map((hop, i) => ({
    message: `${i + 1}. ${hopInWords(hop.from, hop.group, hop.to)}`,
    at: hop.group.because[0]!,
  }));
}
