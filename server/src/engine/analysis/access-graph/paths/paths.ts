/**
 * Ways through a graph. Over what becomes one goes on, over what touches one does not. An administrator is a node like others: who
 * becomes it has its edges to all of the account.
 */
import { becomes } from '../access-graph';

/** What these questions need of an edge, so that they can be asked of one in JSON as well. */
export interface Step {
  readonly from: string;
  readonly to: string;
  readonly how: string;
  readonly certain: boolean;
}

/** Edges that are alike but for their targets; such lists are looked at once, however many nodes have them. */
export interface Alike {
  readonly targets: readonly string[];
  readonly how: string;
  readonly certain: boolean;
}

/** Anything whose edges of a node are known, one by one or in groups. */
export interface Leaving<E extends Step, G extends Alike = Alike> {
  from(id: E['from']): readonly E[];
  groupsFrom?(id: E['from']): readonly G[];
  edge?(group: G, from: E['from'], to: E['to']): E;
}

export interface Arriving<E extends Step> {
  to(id: E['to']): readonly E[];
}

export interface Taken {
  /** Whether possible edges are taken besides certain ones. */
  readonly possible?: boolean;
}

/**
 * All that somebody reaches, in order of distance, each with the edge by which it is first become; by which it is first touched, where
 * nobody becomes it. Of equally near ones the one that comes first, certain ones before possible ones. Without `from`.
 */
export function reachedFrom<E extends Step, G extends Alike>(
  graph: Leaving<E, G>,
  from: E['from'],
  taken: Taken = {},
): ReadonlyMap<E['to'], E> {
  return new Walk(graph, from, taken).reachesAll();
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

/** Breadth first. */
class Walk<E extends Step, G extends Alike> {
  private readonly reached = new Map<E['to'], E>();
  private readonly become: Set<E['to']>;
  /** Lists of which nothing is new any more, to become or to touch. */
  private readonly seen = { become: new Set<readonly string[]>(), touched: new Set<readonly string[]>() };

  constructor(
    private readonly graph: Leaving<E, G>,
    private readonly from: E['from'],
    private readonly taken: Taken,
  ) {
    this.become = new Set([from]);
  }

  reachesAll(): ReadonlyMap<E['to'], E> {
    let frontier: readonly E['to'][] = [this.from];
    while (frontier.length > 0) {
      const next: E['to'][] = [];
      for (const id of frontier) {
        for (const group of this.groupsOf(id)) this.reach(group, next);
      }
      frontier = next;
    }
    return this.reached;
  }

  /** Whoever is become may go on, even if it was touched before. */
  private reach({ targets, goesOn, edgeTo }: Group<E>, next: E['to'][]): void {
    for (const to of targets) {
      if (goesOn ? this.become.has(to) : this.reached.has(to) || to === this.from) continue;
      this.reached.set(to, edgeTo(to));
      if (!goesOn) continue;
      this.become.add(to);
      next.push(to);
    }
  }

  /** Certain ones first. */
  private groupsOf(id: E['from']): readonly Group<E>[] {
    const { graph } = this;
    const groups = graph.groupsFrom?.(id);
    const all: readonly (Group<E> & { readonly certain: boolean })[] =
      groups && graph.edge
        ? groups.flatMap(group => this.unseen(group, id))
        : graph.from(id).map(edge => ({
            targets: [edge.to],
            certain: edge.certain,
            goesOn: becomes(edge),
            edgeTo: () => edge,
          }));
    const certain = all.filter(group => group.certain);
    return this.taken.possible ? [...certain, ...all.filter(group => !group.certain)] : certain;
  }

  private unseen(group: G, from: E['from']): readonly (Group<E> & { readonly certain: boolean })[] {
    const { targets, certain } = group;
    const goesOn = becomes(group);
    if (!certain && !this.taken.possible) return [];
    if (this.seen.become.has(targets) || (!goesOn && this.seen.touched.has(targets))) return [];
    this.seen[goesOn ? 'become' : 'touched'].add(targets);
    return [{ targets, certain, goesOn, edgeTo: to => this.graph.edge!(group, from, to) }];
  }
}

interface Group<E extends Step> {
  readonly targets: readonly E['to'][];
  readonly goesOn: boolean;
  readonly edgeTo: (to: E['to']) => E;
}

function pathTo<E extends Step>(last: E, reached: ReadonlyMap<E['to'], E>): readonly E[] {
  const path = [last];
  for (let edge = reached.get(last.from); edge && path.length <= reached.size; edge = reached.get(edge.from)) {
    path.unshift(edge);
  }
  return path;
}
