/** Who reaches production, from where, by which path. */
import { type AccessGraph, type AccessNode, becomes, type NodeId } from '../../../analysis/access-graph/access-graph';
import type { EdgeGroup } from '../../../analysis/access-graph/edge-group';
import { accessGraphOf } from '../../../analysis/access-graph/graph';
import { nearest, pathAlong } from '../../../analysis/access-graph/nearest';
import type { KnownEnvironment } from '../../../analysis/environments/known-environment';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { separated, separationOf } from '../../environments/separation';
import { type Start, startsIn } from './starts';
import { mayReachProduction } from './worth-a-look';

export interface Hop {
  readonly from: AccessNode;
  readonly to: AccessNode;
  readonly group: EdgeGroup;
}

/** A thing of production. */
export interface Target {
  readonly node: AccessNode;
  readonly environment: KnownEnvironment;
}

export interface Reach {
  readonly start: Start;
  readonly target: Target;
  /** From the start to the first thing of production. */
  readonly hops: readonly [Hop, ...Hop[]];
  /** From there to data of production, where that is somebody who may touch some. */
  readonly further: Hop | undefined;
  readonly certain: boolean;
}

/** What is asked of it for paths. */
type Graph = Pick<AccessGraph, 'nodes' | 'groupsFrom'>;

/** More than so many nobody reads. */
const MOST_TOLD = 1000;

/** One for each start and environment of production that it reaches, by a certain path where there is one. */
export function reachesOf(index: WorkspaceIndex): readonly Reach[] {
  if (!mayReachProduction(index)) return [];
  const graph = accessGraphOf(index);
  const targets = targetsIn(graph);
  const starts = targets.size === 0 ? [] : startsIn(graph, index);
  const names = new Set([...targets.values()].map(({ environment }) => environment.name));
  const found = [...names].flatMap(name => {
    const ofThis = new Map([...targets].filter(([, { environment }]) => environment.name === name));
    return reachesTo(ofThis, starts, graph, index);
  });
  return found.slice(0, MOST_TOLD);
}

function targetsIn(graph: AccessGraph): ReadonlyMap<NodeId, Target> {
  const targets = new Map<NodeId, Target>();
  for (const [id, node] of graph.nodes) {
    const { resource, environment } = node;
    if (resource && environment?.tier === 'production') targets.set(id, { node, environment });
  }
  return targets;
}

/** Things of one environment. */
function reachesTo(
  targets: ReadonlyMap<NodeId, Target>,
  starts: readonly Start[],
  graph: AccessGraph,
  index: WorkspaceIndex,
): readonly Reach[] {
  const [{ environment }] = targets.values() as unknown as [Target];
  const separation = separationOf(index);
  const outside = starts.filter(
    start =>
      (!start.environment || separated(start.environment, environment, separation)) &&
      !isAdministrator(start.node.id, graph),
  );
  const asked = withoutPublicData(graph);
  const sure = reachesBy(true, outside, targets, asked);
  const left = outside.filter(({ node }) => !sure.some(({ start }) => start.node === node));
  return [...sure, ...reachesBy(false, left, targets, asked)];
}

/** Who administers an account reaches everything there: that is to be told, and `privilege-escalation` does. */
export function isAdministrator(id: NodeId, graph: AccessGraph): boolean {
  const isThat = ([to]: EdgeGroup['targets']) => to !== undefined && graph.nodes.get(to)?.kind === 'administrator';
  return graph.groupsFrom(id).some(({ certain, targets }) => certain && isThat(targets));
}

function reachesBy(
  certain: boolean,
  starts: readonly Start[],
  targets: ReadonlyMap<NodeId, Target>,
  graph: Graph,
): readonly Reach[] {
  const ids = starts.map(({ node }) => node.id);
  const hops = nearest(graph, ids, id => targets.has(id), { possible: !certain });
  return starts.flatMap(start => {
    const path = pathAlong(hops, start.node.id)?.map(({ from, group, to }) => hopIn(graph, from, group, to));
    const [first, ...others] = path ?? [];
    const target = path && targets.get(path.at(-1)!.to.id);
    if (!first || !target) return [];
    return [
      { start, target, hops: [first, ...others], further: furtherFrom(target, targets, graph, certain), certain },
    ];
  });
}

/** What everybody may read is mostly meant for that, a website; and a condition or a Deny may let in those alone who are meant. */
function withoutPublicData(graph: AccessGraph): Graph {
  const isKept = ({ targets }: EdgeGroup) => targets.every(id => isSecret(graph.nodes.get(id)));
  const isTold = (group: EdgeGroup) => becomes(group) || (group.certain && (group.how !== 'reads' || isKept(group)));
  return {
    nodes: graph.nodes,
    groupsFrom(id) {
      const groups = graph.groupsFrom(id);
      return graph.nodes.get(id)?.kind === 'anyone' ? groups.filter(isTold) : groups;
    },
  };
}

function isSecret(node: AccessNode | undefined): boolean {
  return node?.kind === 'secret' || node?.kind === 'key';
}

function hopIn({ nodes }: Graph, from: NodeId, group: EdgeGroup, to: NodeId): Hop {
  return { from: nodes.get(from)!, group, to: nodes.get(to)! };
}

/** What is taken for its data rather than for itself. */
const holding = new Set<AccessNode['kind']>(['data', 'secret', 'key']);

function furtherFrom(
  { node: { id, kind } }: Target,
  targets: ReadonlyMap<NodeId, Target>,
  graph: Graph,
  certain: boolean,
): Hop | undefined {
  if (holding.has(kind)) return undefined;
  for (const group of graph.groupsFrom(id)) {
    if (becomes(group) || (certain && !group.certain)) continue;
    const to = group.targets.find(one => targets.has(one));
    if (to !== undefined) return hopIn(graph, id, group, to);
  }
  return undefined;
}
