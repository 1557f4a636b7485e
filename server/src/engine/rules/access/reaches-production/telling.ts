/** What is told of those who reach production: each way once, at whom it leaves their environment, and nothing that another rule tells. */
import type { EdgeGroup, NodeId } from '../../../analysis/access-graph/access-graph';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { type Graph, type Reach, reachesFrom, type Search, searchesIn } from './reaches';
import type { Start } from './starts';
import { isHopTold, isToldElsewhere, leadsToAdministrator } from './told-elsewhere';

export interface Told {
  readonly reach: Reach;
  /** Those whose own ways lead over its start. */
  readonly followers: readonly Reach[];
}

/** More than so many nobody reads. */
const MOST_TOLD = 1000;

export function toldIn(index: WorkspaceIndex): readonly Told[] {
  return searchesIn(index)
    .flatMap(search => toldOf(search, index))
    .slice(0, MOST_TOLD);
}

/** Of whose way another rule tells is told with the shortest of those that are left. */
function toldOf(search: Search, index: WorkspaceIndex): readonly Told[] {
  const found = led(reachesFrom(search));
  const elsewhere = found.filter(({ reach }) => isToldElsewhere(reach, index));
  if (elsewhere.length === 0) return found;
  const starts = elsewhere.flatMap(({ reach, followers }) => [reach, ...followers].map(({ start }) => start));
  const others = reachesFrom({ ...search, starts, graph: withoutTold(starts, search, index) });
  const gone = new Set(elsewhere);
  return led([...found.flatMap(one => (gone.has(one) ? [] : [one.reach, ...one.followers])), ...others]);
}

/** Whoever becomes somebody of their own environment does no harm by that: it is from there that the way leads to production. */
function led(reaches: readonly Reach[]): readonly Told[] {
  const byStart = new Map(reaches.map(reach => [reach.start.node.id, reach]));
  const told = new Map<Reach, Reach[]>();
  for (const reach of reaches) {
    const leader = leaderOf(reach, byStart);
    const followers = told.get(leader) ?? [];
    if (leader !== reach) followers.push(reach);
    told.set(leader, followers);
  }
  return [...told].map(([reach, followers]) => ({ reach, followers }));
}

function leaderOf(reach: Reach, byStart: ReadonlyMap<NodeId, Reach>): Reach {
  const passed = new Set([reach]);
  let leader = reach;
  for (let next = nextOn(leader, byStart); next && !passed.has(next); next = nextOn(leader, byStart)) {
    passed.add(next);
    leader = next;
  }
  return leader;
}

/** The last on its way who may speak for its start; or its whole account, which is let in at the same door. */
function nextOn({ start, hops }: Reach, byStart: ReadonlyMap<NodeId, Reach>): Reach | undefined {
  const between = hops.slice(0, -1).flatMap(({ to }) => byStart.get(to.id) ?? []);
  const speaking = between.filter(one => speaksFor(one.start, start)).at(-1);
  if (speaking) return speaking;
  const whole = byStart.get(`account:${start.node.account}` as NodeId);
  const isDoor = whole?.start !== start && whole?.hops[0].to === hops[0].to;
  return whole && isDoor && speaksFor(whole.start, start) ? whole : undefined;
}

/** What is known less surely of them is no word for others. Whoever writes what runs in an environment works there. */
function speaksFor({ environment, isMeant }: Start, other: Start): boolean {
  if (!environment || (other.isMeant && !isMeant)) return false;
  return other.environment ? other.environment.name === environment.name : other.openTo === 'contributors';
}

/** The hops of which other rules tell lead nowhere then. */
function withoutTold(starts: readonly Start[], { graph, targets }: Search, index: WorkspaceIndex): Graph {
  const begun = new Set(starts.map(({ node }) => node.id));
  const isEnd = (id: NodeId) => targets.has(id) || leadsToAdministrator(id, index);
  const shortened = (from: NodeId, group: EdgeGroup): readonly EdgeGroup[] => {
    const end = group.targets.find(isEnd);
    if (end === undefined) return [group];
    const hop = { from: graph.nodes.get(from)!, group, to: graph.nodes.get(end)! };
    if (!isHopTold(hop, index)) return [group];
    const left = group.targets.filter(id => !isEnd(id));
    return left.length > 0 ? [{ ...group, targets: left }] : [];
  };
  return {
    nodes: graph.nodes,
    groupsFrom(id) {
      const groups = graph.groupsFrom(id);
      return begun.has(id) ? groups.flatMap(group => shortened(id, group)) : groups;
    },
  };
}
