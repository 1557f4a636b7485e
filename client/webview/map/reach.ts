/** Questions about ways: what somebody reaches, and how one thing reaches another. */
import type { MapEdge } from '../../../server/src/account-map';

/** The ways that are looked at: all, or the certain ones alone. */
export interface Ways {
  /** By their `from`. */
  readonly out: ReadonlyMap<string, readonly MapEdge[]>;
  /** By their `to`. */
  readonly in: ReadonlyMap<string, readonly MapEdge[]>;
}

export interface BlastRadius {
  /** Hops to each resource that is reached; 0 for where it begins. */
  readonly distances: ReadonlyMap<string, number>;
  readonly edges: ReadonlySet<MapEdge>;
}

/** What is deployed or referenced is no access. */
const noAccess = new Set(['references', 'deploys']);

export function waysOf(edges: readonly MapEdge[], possible: boolean): Ways {
  const used = edges.filter(edge => edge.certain || possible);
  return { out: groupedBy(used, edge => edge.from), in: groupedBy(used, edge => edge.to) };
}

/** All that can be touched from there: over edges that become, and over one that touches from each of those. */
export function blastRadius(ways: Ways, begins: readonly string[]): BlastRadius {
  const distances = new Map(begins.map(id => [id, 0]));
  const edges = new Set<MapEdge>();
  // A set is walked in the order of insertion, what is added on the way included; a map below as well.
  const become = new Set(begins);
  for (const from of become) {
    for (const edge of accessFrom(ways, from)) {
      edges.add(edge);
      if (!distances.has(edge.to)) distances.set(edge.to, (distances.get(from) ?? 0) + 1);
      if (edge.becomes) become.add(edge.to);
    }
  }
  return { distances, edges };
}

/** All from whom it can be touched: over one edge of any kind into it, and over edges that become before that. */
export function exposure(ways: Ways, ends: readonly string[]): BlastRadius {
  const distances = new Map(ends.map(id => [id, 0]));
  const edges = new Set<MapEdge>();
  for (const [to, distance] of distances) {
    for (const edge of ways.in.get(to) ?? []) {
      if (noAccess.has(edge.how) || (distance > 0 && !edge.becomes)) continue;
      edges.add(edge);
      if (!distances.has(edge.from)) distances.set(edge.from, distance + 1);
    }
  }
  return { distances, edges };
}

/** The fewest hops, certain ones alone where there is such a way; undefined where there is none. */
export function pathBetween(
  ways: Ways,
  begins: readonly string[],
  ends: readonly string[],
): readonly MapEdge[] | undefined {
  return shortest(ways, begins, new Set(ends), true) ?? shortest(ways, begins, new Set(ends), false);
}

function shortest(
  ways: Ways,
  begins: readonly string[],
  ends: ReadonlySet<string>,
  certainOnly: boolean,
): readonly MapEdge[] | undefined {
  const cameBy = new Map<string, MapEdge | undefined>(begins.map(id => [id, undefined]));
  const queue = [...begins];
  for (let next = 0; next < queue.length; next++) {
    for (const edge of accessFrom(ways, queue[next]!)) {
      if (certainOnly && !edge.certain) continue;
      if (ends.has(edge.to) && !begins.includes(edge.to)) return [...hopsTo(edge.from, cameBy), edge];
      if (!edge.becomes || cameBy.has(edge.to)) continue;
      cameBy.set(edge.to, edge);
      queue.push(edge.to);
    }
  }
  return undefined;
}

function hopsTo(id: string, cameBy: ReadonlyMap<string, MapEdge | undefined>): readonly MapEdge[] {
  const hops: MapEdge[] = [];
  for (let edge = cameBy.get(id); edge !== undefined; edge = cameBy.get(edge.from)) hops.push(edge);
  return hops.reverse();
}

function accessFrom(ways: Ways, id: string): readonly MapEdge[] {
  return (ways.out.get(id) ?? []).filter(edge => !noAccess.has(edge.how));
}

function groupedBy(edges: readonly MapEdge[], keyOf: (edge: MapEdge) => string): Map<string, MapEdge[]> {
  const groups = new Map<string, MapEdge[]>();
  for (const edge of edges) {
    const group = groups.get(keyOf(edge));
    if (group === undefined) groups.set(keyOf(edge), [edge]);
    else group.push(edge);
  }
  return groups;
}
