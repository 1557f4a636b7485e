/** What a name that nothing has may be misspelt of. */
import type { AccessGraph, AccessNode } from '../engine/analysis/access-graph/access-graph';
import { accountNames, environmentNames, isInPlace } from '../engine/analysis/access-graph/paths/places-called';
import type { WorkspaceIndex } from '../engine/analysis/index/workspace-index';
import { nearest } from '../engine/formats/settings/nearest';

/** More nobody reads. */
const MOST_NAMED = 3;

/** The nearest first; of `prod/Deplo` those that stand there. */
export function namesNear(name: string, graph: AccessGraph, index: WorkspaceIndex): readonly string[] {
  const nodes = [...graph.nodes.values()];
  const near = nearestOf(name, [...namesOf(nodes), ...accountNames(index), ...environmentNames(index)]);
  const [, place, separator, rest] = /^(.+)([/:#])([^/:#]+)$/.exec(name) ?? [];
  if (near.length > 0 || place === undefined || rest === undefined) return near;
  const there = nodes.filter(isInPlace(place, graph, index));
  return nearestOf(rest, namesOf(there)).map(one => `${place}${separator}${one}`);
}

function namesOf(nodes: readonly AccessNode[]): readonly string[] {
  const shown = nodes.filter(({ kind }) => kind !== 'administrator');
  return shown.flatMap(({ label, resource }) => (resource ? [label, resource.label] : [label]));
}

function nearestOf(name: string, known: readonly string[]): readonly string[] {
  // In another case it is the same name.
  const apart = new Map([...known].reverse().map(one => [one.toLowerCase(), one]));
  const initial = name.charAt(0).toLowerCase();
  const isLikely = (one: string) => one.toLowerCase().startsWith(initial);
  // Of very many names only the first are looked at.
  const left = new Set([...apart.values()].sort((a, b) => Number(isLikely(b)) - Number(isLikely(a))));
  const found: string[] = [];
  for (let one = nearest(name, left); one !== undefined && found.length < MOST_NAMED; one = nearest(name, left)) {
    found.push(one);
    left.delete(one);
  }
  return found;
}
