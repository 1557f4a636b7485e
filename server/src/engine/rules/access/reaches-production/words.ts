import { called, hopInWords } from '../../../analysis/access-graph/paths/in-words';
import { harmOf } from '../../environments/separation';
import { quoted, spoken } from '../../iam/quoting';
import type { Related } from '../../rule';
import type { Reach } from './reaches';

export function messageOf(reach: Reach): string {
  const { target } = reach;
  return `${whoIs(reach)} ${reachesIn(reach)}, which is ${target.environment.name}${over(reach)}: ${harm(reach)}`;
}

/** What is said of another that is told in the same finding. */
export function wayInWords(reach: Reach): string {
  return `${whoIs(reach)} ${reachesIn(reach)}${over(reach, ' over')}, too`;
}

/** The name of who deploys to an environment says it already. */
function whoIs({ start: { node, environment } }: Reach): string {
  const isTelling = node.deploysTo !== undefined;
  return `${called(node)}${environment && !isTelling ? ` is ${environment.name} and` : ''}`;
}

function reachesIn({ target, further, certain }: Reach): string {
  const end = further ? `${quoted(further.to.label)} by ${quoted(target.node.label)}` : quoted(target.node.label);
  return `${certain ? 'reaches' : 'may reach'} ${end}`;
}

/** So many of those between are named; all are related. */
const MOST_NAMED = 3;

function over({ hops }: Reach, word = ', over'): string {
  const between = hops.slice(0, -1).map(({ to }) => to);
  const named = between.filter(({ kind }) => kind !== 'administrator').map(({ label }) => label);
  if (named.length === 0) return '';
  const more = named.length - MOST_NAMED;
  if (more < 2) return `${word} ${spoken(named)}`;
  return `${word} ${named.slice(0, MOST_NAMED).map(quoted).join(', ')} and ${more} more`;
}

function harm({ start, target: { environment }, hops: [{ group }] }: Reach): string {
  if (start.environment) return harmOf(start.environment, environment);
  if (start.openTo === 'organization') {
    return 'whoever works in another environment may be of it too';
  }
  if (start.openTo === 'anyone' || start.openTo === 'guests') return nothingKeepsOut(environment.name, group);
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
