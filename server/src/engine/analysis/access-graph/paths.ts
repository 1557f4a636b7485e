/** Ways through a graph. Over what becomes one goes on, over what touches one does not. */

import { becomes } from './access-graph';

/** What these questions need of an edge, so that they can be asked of one in JSON as well. */
export interface Step {
  readonly from: string;
  readonly to: string;
  readonly how: string;
  readonly certain: boolean;
}

/** Anything whose edges of a node are known. */
export interface Leaving<E extends Step> {
  from(id: E['from']): readonly E[];
}

export interface Arriving<E extends Step> {
  to(id: E['to']): readonly E[];
}

export interface Taken {
  /** Whether possible edges are taken besides certain ones. */
  readonly possible?: boolean;
}

/**
 * The shortest path to a node that is meant, all but its last edge becoming; undefined where there is none, or `from` is meant itself.
 * Of equally short ones the one whose edges come first.
 */
export function shortestPath<E extends Step>(
  graph: Leaving<E>,
  from: E['from'],
  isTarget: (id: E['to']) => boolean,
  taken: Taken = {},
): readonly E[] | undefined {
  for (const [id, edge, reached] of walk(graph, from, taken)) {
    if (isTarget(id)) return pathTo(edge, reached);
  }
  return undefined;
}

/** All that somebody reaches, in order of distance, each with the edge by which it is first reached. Without `from`. */
export function reachedFrom<E extends Step>(
  graph: Leaving<E>,
  from: E['from'],
  taken: Taken = {},
): ReadonlyMap<E['to'], E> {
  const found = new Map<E['to'], E>();
  for (const [id, edge] of walk(graph, from, taken)) found.set(id, edge);
  return found;
}

/** The path by which a blast radius has a node. */
export function pathIn<E extends Step>(reached: ReadonlyMap<E['to'], E>, to: E['to']): readonly E[] | undefined {
  const edge = reached.get(to);
  return edge && pathTo(edge, reached);
}

/** All who reach a node, in order of distance, each with the first edge of its way there. */
export function reaching<E extends Step>(
  graph: Arriving<E>,
  to: E['to'],
  { possible = false }: Taken = {},
): ReadonlyMap<E['to'], E> {
  const found = new Map<E['to'], E>();
  let frontier: readonly E['to'][] = [to];
  while (frontier.length > 0) {
    const next: E['to'][] = [];
    for (const id of frontier) {
      for (const edge of graph.to(id)) {
        if ((!edge.certain && !possible) || edge.from === to || found.has(edge.from)) continue;
        if (id !== to && !becomes(edge)) continue;
        found.set(edge.from, edge);
        next.push(edge.from);
      }
    }
    frontier = next;
  }
  return found;
}

/** Breadth first; certain edges of a node before possible ones. */
function* walk<E extends Step>(
  graph: Leaving<E>,
  from: E['from'],
  { possible = false }: Taken,
): Iterable<readonly [id: E['to'], by: E, reached: ReadonlyMap<E['to'], E>]> {
  const reached = new Map<E['to'], E>();
  /** Whoever is become may go on, even if it was touched before. */
  const become = new Set<E['to']>([from]);
  let frontier: readonly E['to'][] = [from];
  while (frontier.length > 0) {
    const next: E['to'][] = [];
    for (const id of frontier) {
      for (const edge of taken(graph.from(id), possible)) {
        const goesOn = becomes(edge) && !become.has(edge.to);
        if (goesOn) {
          become.add(edge.to);
          next.push(edge.to);
        }
        if (edge.to === from || (reached.has(edge.to) && !goesOn)) continue;
        const isNew = !reached.has(edge.to);
        reached.set(edge.to, edge);
        if (isNew) yield [edge.to, edge, reached];
      }
    }
    frontier = next;
  }
}

function taken<E extends Step>(edges: readonly E[], possible: boolean): readonly E[] {
  const certain = edges.filter(edge => edge.certain);
  return possible ? [...certain, ...edges.filter(edge => !edge.certain)] : certain;
}

function pathTo<E extends Step>(last: E, reached: ReadonlyMap<E['to'], E>): readonly E[] {
  const path = [last];
  for (let edge = reached.get(last.from); edge && path.length <= reached.size; edge = reached.get(edge.from))
    path.unshift(edge);
  return path;
}
