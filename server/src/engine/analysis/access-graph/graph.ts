/** The access graph of a workspace. */
import type { Resource } from '../../model/model';
import { once } from '../../policy/once';
import { standIns } from '../../policy/reading';
import type { WorkspaceIndex } from '../index/workspace-index';
import type { AccessEdge, AccessGraph, AccessNode, NodeId } from './access-graph';
import { administeredBy, administratorNodes } from './administrators';
import { becomingOf } from './becoming';
import { directoryOf } from './directory';
import { type EdgeGroup, edgeIn } from './edge-group';
import { nodeOf } from './nodes';
import { outsideOf } from './outside';
import { readerFor } from './reader';
import { requestArn } from './request-arns';
import { runsAsOf } from './running';
import { touchesOf } from './touching';

/** Of all documents as they are in this index. Made again after each change; what has not changed is remembered. */
export function accessGraphOf(index: WorkspaceIndex): AccessGraph {
  return index.once('the access graph', asked => new WorkspaceGraph(asked));
}

const none: readonly never[] = [];

class WorkspaceGraph implements AccessGraph {
  private readonly groups = new Map<NodeId, readonly EdgeGroup[]>();
  private readonly edges = new Map<NodeId, readonly AccessEdge[]>();
  private readonly known = once(() => this.readNodes());
  private readonly outside = once(() => outsideOf(this.index));
  private readonly incoming = once(() => this.readIncoming());

  constructor(private readonly index: WorkspaceIndex) {}

  get nodes(): ReadonlyMap<NodeId, AccessNode> {
    return this.known();
  }

  from(id: NodeId): readonly AccessEdge[] {
    const known = this.edges.get(id);
    if (known) return known;
    const edges = distinct(this.groupsFrom(id).flatMap(group => this.edgesIn(group, id)));
    this.edges.set(id, edges);
    return edges;
  }

  groupsFrom(id: NodeId): readonly EdgeGroup[] {
    const known = this.groups.get(id);
    if (known) return known;
    const groups = this.readGroups(id);
    this.groups.set(id, groups);
    return groups;
  }

  to(id: NodeId): readonly AccessEdge[] {
    const sources = this.incoming().get(id) ?? none;
    return sources.flatMap(from => this.from(from).filter(edge => edge.to === id));
  }

  private edgesIn(group: EdgeGroup, from: NodeId): readonly AccessEdge[] {
    const arnOf = (target: NodeId, action: string) => {
      const account = this.nodes.get(from)?.account ?? standIns.account;
      return requestArn(this.nodes.get(target)?.resource, action, account);
    };
    return group.targets.filter(to => to !== from).map(to => edgeIn(group, from, to, arnOf));
  }

  private readGroups(id: NodeId): readonly EdgeGroup[] {
    const resource = this.nodes.get(id)?.resource;
    return resource ? edgesOf(resource, this.index) : (this.outside().edges.get(id) ?? administeredBy(id, this.index));
  }

  private readNodes(): ReadonlyMap<NodeId, AccessNode> {
    const nodes = new Map<NodeId, AccessNode>();
    for (const { resource } of directoryOf(this.index).entries.values())
      nodes.set(resource.id, nodeOf(resource, this.index)!);
    for (const node of [...this.outside().nodes, ...administratorNodes(this.index)]) nodes.set(node.id, node);
    return nodes;
  }

  private readIncoming(): ReadonlyMap<NodeId, readonly NodeId[]> {
    const sources = new Map<NodeId, Set<NodeId>>();
    for (const id of this.nodes.keys()) {
      for (const { targets } of this.groupsFrom(id)) {
        for (const target of targets) {
          const list = sources.get(target);
          if (list) list.add(id);
          else sources.set(target, new Set([id]));
        }
      }
    }
    return new Map([...sources].map(([id, list]) => [id, [...list]]));
  }
}

function edgesOf(resource: Resource, index: WorkspaceIndex): readonly EdgeGroup[] {
  switch (resource.kind) {
    case 'role':
    case 'user':
    case 'group':
    case 'permission-set': {
      const reader = readerFor(resource, index);
      return [...becomingOf(reader), ...touchesOf(reader)];
    }
    default:
      return runsAsOf(resource, index);
  }
}

/** One for each target and way, a certain one where there is one. */
function distinct(edges: readonly AccessEdge[]): readonly AccessEdge[] {
  const found = new Map<string, AccessEdge>();
  for (const edge of edges) {
    const key = `${edge.how} ${edge.method} ${edge.to}`;
    const before = found.get(key);
    if (!before || (edge.certain && !before.certain)) found.set(key, edge);
  }
  return [...found.values()];
}
