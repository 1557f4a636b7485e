/** Who reaches production, from where, by which path. */
import {
  type AccessGraph,
  type AccessNode,
  becomes,
  type EdgeGroup,
  type NodeId,
} from '../../../analysis/access-graph/access-graph';
import { accessGraphOf } from '../../../analysis/access-graph/graph';
import { nearest, pathAlong } from '../../../analysis/access-graph/paths/nearest';
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
export type Graph = Pick<AccessGraph, 'nodes' | 'groupsFrom'>;

/** Those who might reach one environment of production. */
export interface Search {
  readonly starts: readonly Start[];
  readonly targets: ReadonlyMap<NodeId, Target>;
  readonly graph: Graph;
}

/** One for each environment of production. */
export function searchesIn(index: WorkspaceIndex): readonly Search[] {
  if (!mayReachProduction(index)) return [];
  const graph = accessGraphOf(index);
  const targets = targetsIn(graph);
  const starts = targets.size === 0 ? [] : startsIn(graph, index);
  if (starts.length === 0) return [];
  const names = new Set([...targets.values()].map(({ environment }) => environment.name));
  return [...names].map(name => {
    const ofThis = new Map([...targets].filter(([, { environment }]) => environment.name === name));
    return { targets: ofThis, starts: outside(ofThis, starts, graph, index), graph: worthTelling(graph) };
  });
}

function targetsIn(graph: AccessGraph): ReadonlyMap<NodeId, Target> {
  const targets = new Map<NodeId, Target>();
  for (const [id, node] of graph.nodes) {
    const { resource, environment } = node;
    if (resource && environment?.tier === 'production') targets.set(id, { node, environment });
  }
  return targets;
}

/** Who is of no environment, or of one that is kept apart from that of these. */
function outside(
  targets: ReadonlyMap<NodeId, Target>,
  starts: readonly Start[],
  graph: AccessGraph,
  index: WorkspaceIndex,
): readonly Start[] {
  const [{ environment }] = targets.values() as unknown as [Target];
  const separation = separationOf(index);
  return starts.filter(
    start =>
      (!start.environment || separated(start.environment, environment, separation)) &&
      !isAdministrator(start.node.id, graph),
  );
}

/** One for each start that reaches any, by a certain path where there is one. */
export function reachesFrom(search: Search): readonly Reach[] {
  const sure = reachesBy(true, search);
  const found = new Set(sure.map(({ start }) => start));
  return [...sure, ...reachesBy(false, { ...search, starts: search.starts.filter(start => !found.has(start)) })];
}

/** Who administers an account reaches everything there: that is to be told, and `privilege-escalation` does. */
export function isAdministrator(id: NodeId, graph: AccessGraph): boolean {
  const isThat = ([to]: EdgeGroup['targets']) => to !== undefined && graph.nodes.get(to)?.kind === 'administrator';
  return graph.groupsFrom(id).some(({ certain, targets }) => certain && isThat(targets));
}

function reachesBy(certain: boolean, { starts, targets, graph }: Search): readonly Reach[] {
  if (starts.length === 0) return [];
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

/**
 * Without what harms nobody. What everybody may read is mostly meant for that, a website; and a condition or a Deny may let in those
 * alone who are meant. Guests have a role of their own, which may do nothing. Whoever only encrypts with a key reads nothing by it, and changes nothing.
 */
function worthTelling(graph: AccessGraph): Graph {
  const kindOf = (id: NodeId | undefined) => (id === undefined ? undefined : graph.nodes.get(id)?.kind);
  const isEncrypting = ({ how, targets }: EdgeGroup) => how === 'writes' && kindOf(targets[0]) === 'key';
  const isKept = ({ targets }: EdgeGroup) => targets.every(id => isSecret(graph.nodes.get(id)));
  const isMeantForFew = (group: EdgeGroup) =>
    becomes(group) || (group.certain && (group.how !== 'reads' || isKept(group)));
  const leadingOn = (group: EdgeGroup): EdgeGroup => ({
    ...group,
    targets: group.targets.filter(id => graph.groupsFrom(id).length > 0),
  });
  return {
    nodes: graph.nodes,
    groupsFrom(id) {
      const groups = graph.groupsFrom(id);
      const some = groups.some(isEncrypting) ? groups.filter(group => !isEncrypting(group)) : groups;
      if (graph.nodes.get(id)?.openTo === 'guests') return some.map(leadingOn);
      return kindOf(id) === 'anyone' ? some.filter(isMeantForFew) : some;
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
