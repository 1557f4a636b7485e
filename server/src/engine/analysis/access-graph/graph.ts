/** The access graph of a workspace. */

import type { ResourceId } from '../../model/ids';
import type { Resource } from '../../model/resource';
import { once } from '../../policy/once';
import type { Uri } from '../../text/text';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';
import { type Landed, landed } from '../landed/landed';
import type { AccessEdge, AccessGraph, AccessNode, EdgeGroup, NodeId, Supposed } from './access-graph';
import { administeredBy, administratorNodes } from './becoming/administrators';
import { directoryOf } from './directory/directory';
import { requestArn } from './directory/request-arns';
import { edgeIn } from './edge-group';
import { type Environments, environmentsIn, nodeOf } from './nodes';
import { outsideOf } from './outside/outside';
import { edgesOf } from './remembered';
import { edgesSupposing } from './supposed';

/** Of all documents as they are in this index. Made again after each change; what has not changed is remembered. */
export function accessGraphOf(index: WorkspaceIndex): AccessGraph {
  return index.once('the access graph', asked => new WorkspaceGraph(asked.wholly()));
}

const none: readonly never[] = [];

/** A list of targets, and all whose edges lead to them. */
interface Arrivals {
  readonly groups: { readonly from: NodeId; readonly group: EdgeGroup }[];
}

class WorkspaceGraph implements AccessGraph {
  private readonly groups = new Map<NodeId, readonly EdgeGroup[]>();
  private readonly edges = new Map<NodeId, readonly AccessEdge[]>();
  private readonly landed = once(() => landed(this.written));
  private readonly directory = once(() => directoryOf(this.index));
  private readonly known = once(() => this.readNodes());
  private readonly copies = once(() => this.readCopies());
  private readonly outside = once(() => outsideOf(this.index));
  private readonly arrivals = once(() => this.readArrivals());

  constructor(
    /** As templates are written. */
    private readonly written: WorkspaceIndex,
  ) {}

  /** As they stand. */
  private get index(): WorkspaceIndex {
    return this.landed().index;
  }

  get nodes(): ReadonlyMap<NodeId, AccessNode> {
    return this.known();
  }

  from(id: NodeId): readonly AccessEdge[] {
    const known = this.edges.get(id);
    if (known) return known;
    const all = this.groupsFrom(id).flatMap(group =>
      group.targets.flatMap(to => (to === id ? none : this.edge(group, id, to))),
    );
    const edges = distinct(all);
    this.edges.set(id, edges);
    return edges;
  }

  groupsFrom(id: NodeId): readonly EdgeGroup[] {
    const known = this.groups.get(id);
    if (known) return known;
    const resource = this.resource(id);
    const groups = resource
      ? edgesOf(resource, this.index, this.directory())
      : [...(this.outside().edges.get(id) ?? none), ...administeredBy(id, this.index)];
    const found = this.asWritten(groups);
    this.groups.set(id, found);
    return found;
  }

  groupsSupposing(id: NodeId, supposed: Supposed): readonly EdgeGroup[] {
    const resource = this.resource(id);
    if (!resource) return this.groupsFrom(id);
    const here = this.landed().beside(resource.at.uri, supposed);
    const known = edgesOf(resource, this.index, this.directory());
    return this.asWritten(edgesSupposing(here, known, resource, this.index, this.directory()));
  }

  nodesOf(resource: ResourceId): readonly AccessNode[] {
    const node = this.nodes.get(resource);
    return node ? [node] : (this.copies().get(resource) ?? none);
  }

  nodeAt(resource: ResourceId, landing: Landing | undefined): AccessNode | undefined {
    return this.nodes.get(this.landed().landedId(resource, landing));
  }

  edge(group: EdgeGroup, from: NodeId, to: NodeId): AccessEdge {
    return edgeIn(group, from, to, (target, action, part) => {
      const resource = this.resource(target);
      return resource ? requestArn(resource, action, this.nodes.get(from)?.account, part) : '*';
    });
  }

  to(id: NodeId): readonly AccessEdge[] {
    const lists = this.arrivals().get(id) ?? none;
    const groups = lists.flatMap(list => list.groups);
    return distinct(groups.flatMap(({ from, group }) => (from === id ? none : this.edge(group, from, id))));
  }

  /** Where it stands. */
  private resource(id: NodeId): Resource | undefined {
    return this.directory().entries.get(id as ResourceId)?.resource;
  }

  private asWritten(groups: readonly EdgeGroup[]): readonly EdgeGroup[] {
    const landed = this.landed();
    return landed.isAsWritten ? groups : groups.map(group => asWritten(group, landed));
  }

  private readNodes(): ReadonlyMap<NodeId, AccessNode> {
    const nodes = new Map<NodeId, AccessNode>();
    const { index } = this;
    const known = new Map<Uri, () => Environments>();
    for (const { resource } of this.directory().entries.values()) {
      const { uri } = resource.at;
      const environments = known.get(uri) ?? once(() => environmentsIn(uri, index));
      known.set(uri, environments);
      nodes.set(resource.id, nodeOf(resource, environments, this.landed(), this.written)!);
    }
    for (const node of [...this.outside().nodes, ...administratorNodes(this.index)]) nodes.set(node.id, node);
    return nodes;
  }

  private readCopies(): ReadonlyMap<ResourceId, readonly AccessNode[]> {
    const copies = new Map<ResourceId, AccessNode[]>();
    for (const node of this.nodes.values()) {
      const id = node.resource?.id;
      if (id === undefined || id === node.id) continue;
      copies.set(id, [...(copies.get(id) ?? none), node]);
    }
    return copies;
  }

  private readArrivals(): ReadonlyMap<NodeId, readonly Arrivals[]> {
    const byList = new Map<readonly NodeId[], Arrivals>();
    const byTarget = new Map<NodeId, Arrivals[]>();
    for (const from of this.nodes.keys()) {
      for (const group of this.groupsFrom(from))
        arrivalsAt(group.targets, byList, byTarget).groups.push({ from, group });
    }
    return byTarget;
  }
}

const written = new WeakMap<EdgeGroup, EdgeGroup>();

/** With the places of templates for those where they stand, which are called after them. */
function asWritten(group: EdgeGroup, { place }: Landed): EdgeGroup {
  const known = written.get(group) ?? { ...group, because: group.because.map(place) };
  written.set(group, known);
  return known;
}

function arrivalsAt(
  targets: readonly NodeId[],
  byList: Map<readonly NodeId[], Arrivals>,
  byTarget: Map<NodeId, Arrivals[]>,
): Arrivals {
  const known = byList.get(targets);
  if (known) return known;
  const arrivals: Arrivals = { groups: [] };
  byList.set(targets, arrivals);
  for (const target of targets) {
    const list = byTarget.get(target);
    if (list) list.push(arrivals);
    else byTarget.set(target, [arrivals]);
  }
  return arrivals;
}

/** One for each way from one node to another, a certain one where there is one. */
function distinct(edges: readonly AccessEdge[]): readonly AccessEdge[] {
  if (edges.length < 2) return edges;
  const found = new Map<string, AccessEdge>();
  for (const edge of edges) {
    const key = `${edge.how} ${edge.method} ${edge.from} ${edge.to}`;
    const before = found.get(key);
    if (!before || (edge.certain && !before.certain)) found.set(key, edge);
  }
  return [...found.values()];
}
