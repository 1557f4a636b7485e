/** From many to the nearest of many: what several of them have in common is looked at once. */
import { type AccessGraph, becomes, type EdgeGroup, type NodeId } from '../access-graph';
import type { Taken } from './paths';

/** One hop. */
export interface Hop {
  readonly from: NodeId;
  readonly group: EdgeGroup;
  readonly to: NodeId;
}

type Targets = EdgeGroup['targets'];

/** What is left by edges of a node, in order of these. */
interface Leaving {
  readonly from: NodeId;
  readonly group: EdgeGroup;
  readonly order: number;
}

/** All that is gone through from some nodes, by what the edges share: the list of their targets. */
interface Explored {
  readonly becoming: ReadonlyMap<Targets, readonly Leaving[]>;
  readonly touching: ReadonlyMap<Targets, readonly Leaving[]>;
}

/**
 * The first hop of a shortest path to a node that is meant, of each of `starts` and of each node on their paths. Nothing leads on from
 * what is meant. Of equally short ones the one whose edges come first; it takes as long as the edges and their targets are many.
 */
export function nearest(
  graph: Pick<AccessGraph, 'groupsFrom'>,
  starts: readonly NodeId[],
  isMeant: (id: NodeId) => boolean,
  taken: Taken = {},
): ReadonlyMap<NodeId, Hop> {
  return towards(explore(graph, starts, isMeant, taken), isMeant);
}

/** The whole path, by the hops of `nearest`. */
export function pathAlong(hops: ReadonlyMap<NodeId, Hop>, start: NodeId): readonly Hop[] | undefined {
  const path: Hop[] = [];
  for (let hop = hops.get(start); hop && path.length <= hops.size; hop = hops.get(hop.to)) path.push(hop);
  return path.length > 0 ? path : undefined;
}

function explore(
  graph: Pick<AccessGraph, 'groupsFrom'>,
  starts: readonly NodeId[],
  isMeant: (id: NodeId) => boolean,
  { possible = false }: Taken,
): Explored {
  const becoming = new Map<Targets, Leaving[]>();
  const touching = new Map<Targets, Leaving[]>();
  const found = new Set(starts.filter(id => !isMeant(id)));
  for (const from of found) {
    for (const [order, group] of graph.groupsFrom(from).entries()) {
      if (!group.certain && !possible) continue;
      const lists = becomes(group) ? becoming : touching;
      const known = lists.get(group.targets);
      if (known) known.push({ from, group, order });
      else lists.set(group.targets, [{ from, group, order }]);
      // A set that grows while it is gone through is gone through to its new end.
      if (!known && lists === becoming) for (const to of group.targets) if (!isMeant(to)) found.add(to);
    }
  }
  return { becoming, touching };
}

function towards({ becoming, touching }: Explored, isMeant: (id: NodeId) => boolean): ReadonlyMap<NodeId, Hop> {
  const hops = new Map<NodeId, Hop>();
  const holding = listsByTarget(becoming.keys());
  const last = lastHops(becoming, touching, isMeant);
  let nearer = settled(last, hops);
  while (nearer.length > 0) {
    const lists = new Map<Targets, NodeId>();
    for (const id of nearer) {
      for (const list of holding.get(id) ?? []) if (!lists.has(list)) lists.set(list, id);
      holding.delete(id);
    }
    nearer = settled(
      [...lists].flatMap(([list, to]) => becoming.get(list)!.map(leaving => ({ ...leaving, to }))),
      hops,
    );
  }
  return hops;
}

function listsByTarget(lists: Iterable<Targets>): Map<NodeId, Targets[]> {
  const holding = new Map<NodeId, Targets[]>();
  for (const list of lists) {
    for (const id of list) {
      const known = holding.get(id);
      if (known) known.push(list);
      else holding.set(id, [list]);
    }
  }
  return holding;
}

type Candidate = Leaving & { readonly to: NodeId };

function lastHops(
  becoming: Explored['becoming'],
  touching: Explored['touching'],
  isMeant: (id: NodeId) => boolean,
): readonly Candidate[] {
  return [...becoming, ...touching].flatMap(([list, leaving]) => {
    const to = list.find(isMeant);
    return to === undefined ? [] : leaving.map(one => ({ ...one, to }));
  });
}

/** Of nodes that have no way yet, the first edge of each; those nodes. */
function settled(candidates: readonly Candidate[], hops: Map<NodeId, Hop>): readonly NodeId[] {
  const best = new Map<NodeId, Candidate>();
  for (const one of candidates) {
    const before = best.get(one.from);
    if (!hops.has(one.from) && (!before || one.order < before.order)) best.set(one.from, one);
  }
  for (const [from, { group, to }] of best) hops.set(from, { from, group, to });
  return [...best.keys()];
}
