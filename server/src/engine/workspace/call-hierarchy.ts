/** Who can become what, as editors show who calls what. */
import type { AccessEdge, AccessGraph, AccessNode, NodeId } from '../analysis/access-graph/access-graph';
import { accessGraphOf } from '../analysis/access-graph/graph';
import type { Resource } from '../model/resource';
import type { Text } from '../model/text';
import { part, type SourcePointer, type SourceRange, type Uri } from '../text/text';
import type { Snapshot } from './snapshot';

/** A node where it is written. */
export interface Caller {
  readonly node: AccessNode;
  /** Of what no document defines, where it is let in. */
  readonly at: SourcePointer;
}

/** All edges between two nodes. */
export interface Call {
  readonly other: Caller;
  /** In the text of whoever goes: what allows it. */
  readonly allowedBy: readonly SourcePointer[];
}

/** What a place means, as often as it stands somewhere: what it refers to, else the resource in which it is. */
export function callersAt(snapshot: Snapshot, uri: Uri, offset: number): readonly Caller[] {
  const graph = accessGraphOf(snapshot.index);
  const holder = snapshot.facts(uri)?.resources.find(({ at }) => isWithin(offset, snapshot.range(part(at, 'entry'))));
  if (!holder) return [];
  const meant = [...referredAt(holder, offset, snapshot), holder].map(({ id, at }) =>
    graph.nodesOf(id).map(node => ({ node, at })),
  );
  return meant.find(callers => callers.length > 0) ?? [];
}

/** Who can become it or touch it. Of possible edges none, unless they are asked for. */
export function comingTo(snapshot: Snapshot, id: string, possible: boolean): readonly Call[] {
  const graph = accessGraphOf(snapshot.index);
  const isSomebody = ({ from }: AccessEdge) =>
    graph.nodes.get(from)?.kind !== 'administrator' || graph.to(from).some(({ certain }) => certain || possible);
  const all = graph.nodes.has(id as NodeId) ? graph.to(id as NodeId) : [];
  return together(graph, all.filter(isSomebody), 'from', possible);
}

/** What it can become or touch. */
export function goingFrom(snapshot: Snapshot, id: string, possible: boolean): readonly Call[] {
  const graph = accessGraphOf(snapshot.index);
  const all = graph.nodes.has(id as NodeId) ? graph.from(id as NodeId) : [];
  return together(graph, all, 'to', possible);
}

/** More than these nobody unfolds. */
const MOST_CALLS = 500;

function together(
  graph: AccessGraph,
  edges: readonly AccessEdge[],
  end: 'from' | 'to',
  possible: boolean,
): readonly Call[] {
  const byOther = new Map<NodeId, { readonly node: AccessNode; readonly all: AccessEdge[] }>();
  for (const edge of edges) {
    if (!edge.certain && !possible) continue;
    const node = graph.nodes.get(edge[end])!;
    const known = byOther.get(node.id);
    if (known) known.all.push(edge);
    else if (byOther.size < MOST_CALLS) byOther.set(node.id, { node, all: [edge] });
  }
  return [...byOther.values()].map(({ node, all }) => ({
    other: { node, at: node.at ?? all[0]!.because[0]! },
    allowedBy: [...new Set(all.flatMap(({ because }) => because))],
  }));
}

/** By the smallest text around the place. */
function referredAt(holder: Resource, offset: number, snapshot: Snapshot): readonly Resource[] {
  const found: { readonly ids: readonly Resource['id'][]; readonly range: SourceRange }[] = [];
  for (const { ids, at } of references(holder)) {
    const range = snapshot.range(at);
    if (at.uri === holder.at.uri && isWithin(offset, range)) found.push({ ids, range });
  }
  found.sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start));
  return (found[0]?.ids ?? []).flatMap(id => snapshot.index.resource(id) ?? []);
}

interface Reference {
  readonly ids: readonly Resource['id'][];
  readonly at: SourcePointer;
}

/** All texts of a resource's facts, which are plain data, that refer to other resources. */
function* references(value: unknown): Iterable<Reference> {
  if (typeof value !== 'object' || value === null) return;
  if (isText(value)) {
    const ids = value.parts.flatMap(one => (typeof one === 'object' && one.resource ? [one.resource] : []));
    if (ids.length > 0) yield { ids, at: value.at };
    return;
  }
  for (const one of Object.values(value)) yield* references(one);
}

function isText(value: object): value is Text {
  return 'parts' in value && 'at' in value;
}

function isWithin(offset: number, { start, end }: SourceRange): boolean {
  return start <= offset && offset <= end;
}
