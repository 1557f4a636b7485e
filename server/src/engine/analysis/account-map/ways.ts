/** The access graph's edges on the map, one for each pair and way. */
import { type AccessGraph, becomes, type NodeId } from '../access-graph/access-graph';
import type { EdgeGroup } from '../access-graph/edge-group';
import type { MappedEdge } from './account-map';
import { crosses, type Member, type Members, pairsOf } from './members';

export interface Ways {
  readonly edges: readonly MappedEdge[];
  readonly more: number;
}

/** More edges than these are neither drawn nor sent. */
const MAX_EDGES = 30_000;
/** So many targets are looked through for those that a way crosses to. */
const MAX_SEARCHED = 2_000;
/** Statements that make an edge, the most telling first. */
const MAX_BECAUSE = 3;
const MAX_CONDITIONS = 2;

interface Leaving {
  readonly from: NodeId;
  readonly group: EdgeGroup;
}

export function waysOn(members: Members, graph: AccessGraph): Ways {
  const leaving = leavingFrom(members, graph);
  const most = mostPerGroup(leaving);
  const found = new Map<string, MappedEdge>();
  let more = 0;
  for (const { from, group } of leaving) {
    const targets = chosen(group, from, members, most);
    more += group.targets.length - targets.length;
    for (const to of targets) {
      if (found.size >= MAX_EDGES) more++;
      else for (const edge of edgesIn(group, members.get(from)!, members.get(to) ?? [])) keep(edge, found);
    }
  }
  return { edges: [...found.values()], more };
}

/** Certain ones first. Of what only an administrator may do where nobody knows the account, nothing is shown. */
function leavingFrom(members: Members, graph: AccessGraph): readonly Leaving[] {
  const all: Leaving[] = [];
  for (const id of members.keys()) {
    const isAdministrator = members.get(id)![0]!.kind === 'administrator';
    for (const group of graph.groupsFrom(id as NodeId)) {
      if (group.certain || !isAdministrator) all.push({ from: id as NodeId, group });
    }
  }
  return [...all.filter(({ group }) => group.certain), ...all.filter(({ group }) => !group.certain)];
}

/** The most targets of one group with which all edges together stay within bounds. */
function mostPerGroup(leaving: readonly Leaving[]): number {
  let most = MAX_EDGES;
  const total = () => leaving.reduce((sum, { group }) => sum + Math.min(group.targets.length, most), 0);
  while (most > 1 && total() > MAX_EDGES) most = most >> 1;
  return most;
}

/** All, or of too many those first to which the way crosses. */
function chosen({ targets }: EdgeGroup, from: NodeId, members: Members, most: number): readonly NodeId[] {
  if (targets.length <= most) return targets;
  const [source] = members.get(from)!;
  const isCrossed = (id: NodeId) => {
    const [target] = members.get(id) ?? [];
    return target !== undefined && crosses(source!, target);
  };
  const crossed = targets.slice(0, MAX_SEARCHED).filter(isCrossed).slice(0, most);
  const known = new Set(crossed);
  const others = targets.slice(0, most + crossed.length).filter(id => !known.has(id));
  return [...crossed, ...others.slice(0, most - crossed.length)];
}

function* edgesIn(group: EdgeGroup, from: readonly Member[], to: readonly Member[]): Iterable<MappedEdge> {
  const { how, certain, because } = group;
  for (const pair of pairsOf(from, to)) {
    if (pair.from.id === pair.to.id) continue;
    yield {
      from: pair.from.id,
      to: pair.to.id,
      how,
      certain: certain && pair.sure,
      crosses: crosses(pair.from, pair.to),
      becomes: becomes(group),
      message: messageOf(group, pair.from, pair.to),
      because: because.slice(0, MAX_BECAUSE),
    };
  }
}

/** `` `deployer` may pass `orders-prod`, if … `` */
function messageOf({ says, conditions }: EdgeGroup, from: Member, to: Member): string {
  const said = conditions.slice(0, MAX_CONDITIONS);
  const condition = said.length > 0 ? `, if ${said.join(' and ')}` : '';
  return `\`${from.name}\` ${says} \`${to.name}\`${condition}`;
}

/** A certain way to do the same takes the place of one that is not. */
function keep(edge: MappedEdge, found: Map<string, MappedEdge>): void {
  const key = JSON.stringify([edge.from, edge.how, edge.to]);
  const before = found.get(key);
  if (!before || (edge.certain && !before.certain)) found.set(key, edge);
}
