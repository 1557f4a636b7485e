/** What edges connect in one box, as the flat graph that ELK lays out, and what ELK made of it. */
import type { ElkExtendedEdge, ElkNode, ElkPort, LayoutOptions } from 'elkjs/lib/elk-api';
import type { Plan } from '../map/view-state';
import { edgesInWords } from '../map/words';
import type { Block, Content, Route } from './block';
import type { Point, Size } from './geometry';
import type { Inside, Segment } from './segments';
import { labelSize } from './sizes';

export interface Room {
  readonly top: number;
  readonly side: number;
  /** Between boxes. */
  readonly gap: number;
  readonly smallest: { readonly width: number; readonly height: number };
  readonly plan: Plan;
}

const options: LayoutOptions = {
  'elk.algorithm': 'layered',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.portConstraints': 'FIXED_SIDE',
  'elk.spacing.edgeNode': '18',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.portPort': '14',
  'elk.spacing.edgeLabel': '4',
  'elk.layered.spacing.edgeNodeBetweenLayers': '20',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  // Who stands first in the map stays first in the picture, so that an edit elsewhere does not shuffle it.
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.considerModelOrder.crossingCounterNodeInfluence': '0.001',
};

/** Edges leave to the right and enter from the left in both, so that they go through no header. */
const directions: Readonly<Record<Plan['direction'], LayoutOptions>> = {
  right: { 'elk.direction': 'RIGHT' },
  // What aims at straight edges places each account beside the one above it.
  down: { 'elk.direction': 'DOWN', 'elk.layered.nodePlacement.strategy': 'SIMPLE' },
};

/** Between layers from top to bottom, where labels, which stand between in layers of their own, need less room than from left to right. */
const lowGap = 22;

/** Past so many edges the best place costs too long: a good one does. */
const many = 40;
const fast: LayoutOptions = {
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
  'elk.layered.thoroughness': '1',
  'elk.layered.considerModelOrder.strategy': 'NONE',
};

export function elkGraph(id: string, blocks: readonly Block[], { segments, ports }: Inside, room: Room): ElkNode {
  const box: ElkNode = {
    id: `box ${id}`,
    layoutOptions: {
      ...options,
      ...(segments.length > many ? fast : {}),
      ...roomOptions(room),
      ...directions[room.plan.direction],
    },
    ports: ports.map(port => ({ id: port.id, width: 0, height: 0, layoutOptions: { 'elk.port.side': port.side } })),
    children: blocks.map(block => nodeOf(block, room)),
    edges: segments.map(edgeOf),
  };
  // ELK places ports in the walls of nodes alone, never in the graph's own.
  return { id: 'root', layoutOptions: { 'elk.algorithm': 'fixed' }, children: [box] };
}

/** Undefined when it is no answer to such a graph. */
export function contentOf(answer: ElkNode, blocks: readonly Block[]): Content | undefined {
  const [root] = answer.children ?? [];
  if (root === undefined) return undefined;
  const places = new Map((root.children ?? []).map(node => [node.id, pointOf(node)]));
  return {
    size: sizeOf(root),
    blocks: blocks.map(block => ({ block, at: places.get(block.id) ?? { x: 0, y: 0 } })),
    ports: new Map((root.ports ?? []).map(port => [port.id, pointOf(port)])),
    routes: new Map((root.edges ?? []).map(edge => [edge.id, routeOf(edge)])),
  };
}

function roomOptions({ top, side, gap, smallest, plan }: Room): LayoutOptions {
  const layerGap = plan.direction === 'right' ? Math.max(gap, 40) : lowGap;
  return {
    'elk.aspectRatio': `${plan.aspect}`,
    'elk.padding': `[top=${top},left=${side},bottom=${side},right=${side}]`,
    'elk.spacing.nodeNode': `${gap}`,
    'elk.spacing.componentComponent': `${gap}`,
    'elk.layered.spacing.nodeNodeBetweenLayers': `${layerGap}`,
    'elk.nodeSize.constraints': 'MINIMUM_SIZE',
    'elk.nodeSize.minimum': `(${smallest.width},${smallest.height})`,
  };
}

function nodeOf({ id, size, ports }: Block, { gap }: Room): ElkNode {
  if (ports.size === 0) return { id, ...size };
  const fixed = [...ports].map(([port, at]): ElkPort => ({ id: port, ...at, width: 0, height: 0 }));
  return {
    id,
    ...size,
    ports: fixed,
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS', 'elk.spacing.nodeNode': `${gap}` },
  };
}

function edgeOf({ id, from, to, labelled, bundle }: Segment): ElkExtendedEdge {
  const edge = { id, sources: [from], targets: [to] };
  if (!labelled) return edge;
  const text = edgesInWords(bundle.edges);
  const layoutOptions = { 'elk.edgeLabels.inline': 'true' };
  return { ...edge, labels: [{ id: `label ${id}`, text, ...labelSize(text), layoutOptions }] };
}

function routeOf(edge: ElkExtendedEdge): Route {
  const [section] = edge.sections ?? [];
  const [label] = edge.labels ?? [];
  const points = section === undefined ? [] : [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
  return { points: points.map(pointOf), label: label && { ...pointOf(label), ...sizeOf(label) } };
}

function sizeOf({ width = 0, height = 0 }: { readonly width?: number; readonly height?: number }): Size {
  return { width, height };
}

function pointOf({ x = 0, y = 0 }: { readonly x?: number; readonly y?: number }): Point {
  return { x, y };
}
