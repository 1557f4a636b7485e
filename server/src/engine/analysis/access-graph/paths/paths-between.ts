/** The shortest paths between some nodes and others, or between them and all that there are. */
import { type AccessEdge, type AccessGraph, type AccessNode, becomes, type NodeId } from '../access-graph';
import { pathIn, reachedFrom, reaching, type Taken } from './paths';

export interface AccessPath {
  readonly from: AccessNode;
  readonly to: AccessNode;
  /** One at least; all but the last become. */
  readonly edges: readonly AccessEdge[];
}

/** More paths than these are not listed. */
const MOST_PATHS = 10_000;

/**
 * One for each pair, in order of `from` and of distance. Without `to`, to all that is reached but what an administrator reaches, which is
 * everything; without `from`, from all who are no services and no compute of them.
 */
export function pathsBetween(
  graph: AccessGraph,
  { from, to }: { readonly from?: readonly AccessNode[] | undefined; readonly to?: readonly AccessNode[] | undefined },
  taken: Taken,
): readonly AccessPath[] {
  const paths = from
    ? pathsFrom(graph, from, to && new Set(to.map(({ id }) => id)), taken)
    : pathsTo(graph, to ?? [], taken);
  return paths.slice(0, MOST_PATHS);
}

function pathsFrom(
  graph: AccessGraph,
  from: readonly AccessNode[],
  to: ReadonlySet<NodeId> | undefined,
  taken: Taken,
): readonly AccessPath[] {
  return from.flatMap(start => {
    const reached = reachedFrom(graph, start.id, taken);
    return [...reached.keys()].flatMap(id => {
      const edges = !to || to.has(id) ? pathIn(reached, id) : undefined;
      return edges && (to || !edges.some(edge => isAdministrator(graph, edge.from))) ? pathOf(graph, edges) : [];
    });
  });
}

function isAdministrator({ nodes }: AccessGraph, id: NodeId): boolean {
  return nodes.get(id)?.kind === 'administrator';
}

const people: ReadonlySet<AccessNode['kind']> = new Set([
  ...(['role', 'user', 'group', 'permission-set', 'federated', 'account', 'anyone', 'repository'] as const),
]);

function pathsTo(graph: AccessGraph, to: readonly AccessNode[], taken: Taken): readonly AccessPath[] {
  return to.flatMap(({ id }) => {
    const arriving = reaching(graph, id, taken);
    return [...arriving.keys()].flatMap(from => {
      if (!people.has(graph.nodes.get(from)!.kind)) return [];
      return pathOf(graph, onwards(arriving, from, id));
    });
  });
}

function onwards(arriving: ReadonlyMap<NodeId, AccessEdge>, from: NodeId, to: NodeId): readonly AccessEdge[] {
  const path: AccessEdge[] = [];
  for (let edge = arriving.get(from); edge && path.length <= arriving.size; edge = arriving.get(edge.to)) {
    path.push(edge);
    if (edge.to === to || !becomes(edge)) break;
  }
  return path;
}

function pathOf({ nodes }: AccessGraph, edges: readonly AccessEdge[]): readonly AccessPath[] {
  const [first, last] = [edges[0], edges.at(-1)];
  const [from, to] = [first && nodes.get(first.from), last && nodes.get(last.to)];
  return from && to ? [{ from, to, edges }] : [];
}
