/** The access graph's edges on the map, one for each pair and way. */
import { type AccessGraph, becomes, type EdgeGroup, type NodeId } from '../access-graph/access-graph';
import type { MappedEdge } from './account-map';
import { crosses, type Member, type Members, pairsOf } from './members';

export interface Ways {
  readonly edges: readonly MappedEdge[];
  readonly more: number;
}

/** More edges than these are neither drawn nor sent. */
const MAX_EDGES = 20_000;
/** So many targets are looked through for those that a way crosses to. */
const MAX_SEARCHED = 2_000;
/** Statements that make an edge, the most telling first. */
const MAX_BECAUSE = 3;
const MAX_CONDITIONS = 2;

interface Leaving {
  readonly from: NodeId;
  readonly group: EdgeGroup;
  /** Those of the group to which no certain edge of the same kind leads. */
  readonly targets: readonly NodeId[];
}

/** Pauses after each thing from which ways lead. */
export function* waysOn(members: Members, graph: AccessGraph): Generator<void, Ways, void> {
  const leaving = yield* leavingFrom(members, graph);
  const choose = choosing(members, mostPerGroup(leaving));
  const found = new Map<string, MappedEdge>();
  let more = 0;
  for (const { from, group, targets } of leaving) {
    const shown = choose(targets, from);
    more += targets.length - shown.length;
    for (const to of shown) {
      if (found.size >= MAX_EDGES) more++;
      else for (const edge of edgesIn(group, members.get(from)!, members.get(to) ?? [])) keep(edge, found);
    }
    yield;
  }
  return { edges: [...found.values()], more };
}

/** Certain ones first. Of what an administrator may do only where nobody knows the account, nothing is shown. */
function* leavingFrom(members: Members, graph: AccessGraph): Generator<void, readonly Leaving[], void> {
  const certain: Leaving[] = [];
  const possible: Leaving[] = [];
  const without = differences();
  for (const [id, [member]] of members) {
    const from = id as NodeId;
    const groups = graph.groupsFrom(from);
    const sure = groups.filter(group => group.certain);
    for (const group of sure) certain.push({ from, group, targets: group.targets });
    for (const group of member!.kind === 'administrator' ? [] : groups.filter(one => !one.certain)) {
      const known = sure.filter(({ how }) => how === group.how).map(({ targets }) => targets);
      const targets = known.reduce(without, group.targets);
      if (targets.length > 0) possible.push({ from, group, targets });
    }
    yield;
  }
  return [...certain, ...possible];
}

/** One list without what is in another, worked out once for each two: very many principals share lists. */
function differences(): (list: readonly NodeId[], other: readonly NodeId[]) => readonly NodeId[] {
  const known = new WeakMap<readonly NodeId[], WeakMap<readonly NodeId[], readonly NodeId[]>>();
  return (list, other) => {
    if (list === other) return [];
    const ofList = known.get(list) ?? new WeakMap<readonly NodeId[], readonly NodeId[]>();
    known.set(list, ofList);
    const found = ofList.get(other) ?? withoutAll(list, new Set(other));
    ofList.set(other, found);
    return found;
  };
}

function withoutAll(list: readonly NodeId[], others: ReadonlySet<NodeId>): readonly NodeId[] {
  const left = list.filter(id => !others.has(id));
  return left.length === list.length ? list : left;
}

/** The most targets of one group with which all edges together stay within bounds. */
function mostPerGroup(leaving: readonly Leaving[]): number {
  let most = MAX_EDGES;
  const total = () => leaving.reduce((sum, { targets }) => sum + Math.min(targets.length, most), 0);
  while (most > 1 && total() > MAX_EDGES) most = most >> 1;
  return most;
}

/** All of a list, or of too many those first to which the way crosses; worked out once for all who stand in the same place. */
function choosing(members: Members, most: number): (targets: readonly NodeId[], from: NodeId) => readonly NodeId[] {
  const known = new WeakMap<readonly NodeId[], Map<string, readonly NodeId[]>>();
  return (targets, from) => {
    if (targets.length <= most) return targets;
    const source = members.get(from)![0]!;
    const place = JSON.stringify([source.account, source.environment?.name, source.resource === undefined]);
    const chosen = known.get(targets) ?? new Map<string, readonly NodeId[]>();
    known.set(targets, chosen);
    const found = chosen.get(place) ?? crossedFirst(targets, source, members, most);
    chosen.set(place, found);
    return found;
  };
}

function crossedFirst(targets: readonly NodeId[], source: Member, members: Members, most: number): readonly NodeId[] {
  const isCrossed = (id: NodeId) => {
    const [target] = members.get(id) ?? [];
    return target !== undefined && crosses(source, target);
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
