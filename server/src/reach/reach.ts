/** Questions about access paths, and their answers as JSON. */
import type { AccessEnd, AccessPath, AccessPaths, PlaceOfAccess } from '../access-paths';
import type { AccessEdge, AccessGraph, AccessNode, NodeId } from '../engine/analysis/access-graph/access-graph';
import { accessGraphOf } from '../engine/analysis/access-graph/graph';
import { hopInWords } from '../engine/analysis/access-graph/paths/in-words';
import { type Meant, meantBy } from '../engine/analysis/access-graph/paths/nodes-called';
import { type AccessPath as GraphPath, pathsBetween } from '../engine/analysis/access-graph/paths/paths-between';
import { permissionsOf } from '../engine/analysis/permissions/permissions';
import { show } from '../engine/model/text';
import { part, type SourcePointer, type Uri } from '../engine/text/text';
import type { Snapshot } from '../engine/workspace/workspace';
import { placesIn } from '../findings/places';
import { namesNear } from './near-names';

/** Names, logical ids, ARNs, with wildcards, accounts, environments; one of them at least. */
export interface Question {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly possible?: boolean | undefined;
}

/** `fileOf` says how whoever asks calls a document. */
export function reach(
  { from, to, possible = false }: Question,
  snapshot: Snapshot,
  fileOf: (uri: Uri) => string,
): AccessPaths {
  const graph = accessGraphOf(snapshot.index);
  const said = saying(snapshot, graph, fileOf);
  const meanings = [from, to].map(name =>
    name === undefined ? undefined : { name, ...meantBy(name, graph, snapshot.index) },
  );
  const all = meanings.flatMap(one => one ?? []);
  const [starts, ends] = meanings.map(one => one?.nodes);
  const isAnswered = all.length > 0 && all.every(({ nodes }) => nodes.length > 0);
  const paths = isAnswered ? pathsBetween(graph, { from: starts, to: ends }, { possible }) : [];
  const unknown = all.filter(({ isKnown }) => !isKnown).map(({ name }) => name);
  return {
    version: 1,
    paths: paths.map(said.path),
    ambiguous: all.filter(isAmbiguous).map(({ name, called, places }) => ({
      name,
      means: [...places.map(endOfPlace), ...called.map(said.end)],
    })),
    unknown,
    near: unknown.map(name => ({ name, names: namesNear(name, graph, snapshot.index) })),
    unread: unreadOf([...(starts ?? []).map(({ id }) => id), ...paths.flatMap(onPath)], snapshot).map(
      ({ node, policies }) => ({
        principal: said.end(node),
        policies,
      }),
    ),
  };
}

/** Several are meant by a wildcard, and by one place. */
function isAmbiguous({ name, called, places }: Meant & { readonly name: string }): boolean {
  return !/[*?]/.test(name) && places.length + new Set(called.map(thing)).size > 1;
}

function endOfPlace({ kind, name }: Meant['places'][number]): AccessEnd {
  return { name, kind, resource: null, account: null, environment: null, at: null };
}

/** A resource is one thing, in however many places its template stands. */
function thing({ id, resource }: AccessNode): string {
  return resource?.id ?? id;
}

function onPath({ from, edges }: GraphPath): readonly NodeId[] {
  return [from.id, ...edges.map(({ to }) => to)];
}

interface Unread {
  readonly node: AccessNode;
  readonly policies: readonly string[];
}

/** Each principal once, with what is on it that nobody here can read. */
function unreadOf(ids: readonly NodeId[], { index }: Snapshot): readonly Unread[] {
  const { nodes } = accessGraphOf(index);
  return [...new Set(ids)].flatMap(id => {
    const node = nodes.get(id);
    if (!node?.resource || !identities.has(node.kind)) return [];
    const unread = permissionsOf(node.resource, index).unread.filter(({ knownForIam }) => !knownForIam);
    return unread.length > 0 ? [{ node, policies: unread.map(({ policy }) => show(policy)) }] : [];
  });
}

const identities: ReadonlySet<AccessNode['kind']> = new Set(['role', 'user', 'group', 'permission-set']);

function saying(snapshot: Snapshot, { nodes }: AccessGraph, fileOf: (uri: Uri) => string) {
  const places = placesIn(snapshot);
  const placeOf = (pointer: SourcePointer): PlaceOfAccess => {
    const at = snapshot.written(pointer);
    return { file: fileOf(at.uri), range: places.of(at) };
  };
  const end = ({ label, resource, kind, account, environment, at }: AccessNode): AccessEnd => ({
    name: label,
    resource: resource?.label ?? null,
    kind,
    account: account ?? null,
    environment: environment?.name ?? null,
    at: at ? placeOf(part(at, 'key')) : null,
  });
  const hop = (edge: AccessEdge) => {
    const [from, to] = [nodes.get(edge.from)!, nodes.get(edge.to)!];
    const { how, method = null, certain, conditions, requests, because } = edge;
    return {
      from: from.label,
      to: to.label,
      how,
      method,
      certain,
      message: hopInWords(from, { ...edge, says: edge.says, conditions, asked: requests }, to),
      conditions,
      requests: requests.map(({ action, resource }) => ({ action, resource })),
      because: because.map(placeOf),
    };
  };
  const path = ({ from, to, edges }: GraphPath): AccessPath => ({
    from: end(from),
    to: end(to),
    certain: edges.every(({ certain }) => certain),
    hops: edges.map(hop),
  });
  return { end, path };
}
