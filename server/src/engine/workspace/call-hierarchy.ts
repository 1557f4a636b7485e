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

/** The node that a place means: what it refers to, else the resource in which it stands. */
export function callerAt(snapshot: Snapshot, uri: Uri, offset: number): Caller | undefined {
  const graph = accessGraphOf(snapshot.index);
  const holder = snapshot.facts(uri)?.resources.find(({ at }) => isWithin(offset, snapshot.range(part(at, 'entry'))));
  if (!holder) return undefined;
  const meant = [...referredAt(holder, offset, snapshot), holder].flatMap(({ id, at }) => {
    const [node] = graph.nodesOf(id);
    return node ? [{ node, at }] : [];
  });
  return meant[0];
}

/** Who can become it or touch it. Of possible edges none, unless they are asked for. */
export function comingTo(snapshot: Snapshot, id: string, possible: boolean): readonly Call[] {
  const graph = accessGraphOf(snapshot.index);
  const all = standing(id, graph).flatMap(node => graph.to(node.id));
  const isSomebody = ({ from }: AccessEdge) =>
    graph.nodes.get(from)?.kind !== 'administrator' || graph.to(from).some(({ certain }) => certain || possible);
  return together(graph, all.filter(isSomebody), 'from', possible);
}

/** What it can become or touch. */
export function goingFrom(snapshot: Snapshot, id: string, possible: boolean): readonly Call[] {
  const graph = accessGraphOf(snapshot.index);
  const all = standing(id, graph).flatMap(node => graph.from(node.id));
  return together(graph, all, 'to', possible);
}

/** A node in all places where its template stands. */
function standing(id: string, graph: AccessGraph): readonly AccessNode[] {
  const node = graph.nodes.get(id as NodeId);
  return node?.resource ? graph.nodesOf(node.resource.id) : node ? [node] : [];
}

/** More than these nobody unfolds. */
const MOST_CALLS = 500;

function together(
  graph: AccessGraph,
  edges: readonly AccessEdge[],
  end: 'from' | 'to',
  possible: boolean,
): readonly Call[] {
  const byOther = new Map<string, { readonly node: AccessNode; readonly all: AccessEdge[] }>();
  for (const edge of edges) {
    if (!edge.certain && !possible) continue;
    const node = graph.nodes.get(edge[end])!;
    const id = node.resource?.id ?? node.id;
    const known = byOther.get(id);
    if (known) known.all.push(edge);
    else if (byOther.size < MOST_CALLS) byOther.set(id, { node, all: [edge] });
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
