/**
 * Edges cut at the walls that they go through. Each box is laid out for itself, with a port in its wall for every edge that leaves it
 * (to the right) or enters it (from the left), so that what changes in one box moves nothing in another.
 */
import type { Box, Bundle, Scene } from '../map/scene';

/** A part of an edge that stands in one box. */
export interface Segment {
  readonly id: string;
  /** A box in it, or a port: of that box, or of one in it. */
  readonly from: string;
  readonly to: string;
  /** Where the label of the whole edge stands: in the innermost box that holds both ends. */
  readonly labelled: boolean;
  readonly bundle: Bundle;
}

export interface Port {
  readonly id: string;
  readonly side: 'WEST' | 'EAST';
}

/** What edges do in one box. */
export interface Inside {
  readonly segments: readonly Segment[];
  /** In its own wall. */
  readonly ports: readonly Port[];
}

/** By the box's id; the whole picture is `''`. A bundle's segments in the order of the way: out of walls, across, into walls. */
export interface Cut {
  readonly insides: ReadonlyMap<string, Inside>;
  readonly segmentsOf: ReadonlyMap<string, readonly { readonly box: string; readonly segment: Segment }[]>;
}

/** The box that holds all accounts. */
export const wholePicture = '';

export function cutAtWalls(scene: Scene): Cut {
  const parents = new Map<string, string>();
  for (const root of scene.roots) noteParents(root, wholePicture, parents);
  const lanes = lanesOf(scene.bundles);
  const insides = new Map<string, { segments: Map<string, Segment>; ports: Map<string, Port> }>();
  const insideOf = (box: string) => {
    const inside = insides.get(box) ?? { segments: new Map(), ports: new Map() };
    insides.set(box, inside);
    return inside;
  };
  const segmentsOf = new Map(
    scene.bundles.map(bundle => {
      const way = wayOf(bundle, lanes.get(bundle.key)!, parents);
      for (const { box, segment } of way.steps) insideOf(box).segments.set(segment.id, segment);
      for (const { box, port } of way.ports) insideOf(box).ports.set(port.id, port);
      return [bundle.key, way.steps] as const;
    }),
  );
  const lists = [...insides].map(
    ([box, { segments, ports }]) => [box, { segments: [...segments.values()], ports: [...ports.values()] }] as const,
  );
  return { insides: new Map(lists), segmentsOf };
}

/** Through which ports an edge goes: those of its own, or those that it shares with all that look like it and begin or end alike. */
interface Lane {
  readonly out: string;
  readonly in: string;
}

/** From so many on, edges of one end run together. */
const sharing = 5;

function lanesOf(bundles: readonly Bundle[]): ReadonlyMap<string, Lane> {
  const out = new Map<string, number>();
  const into = new Map<string, number>();
  for (const bundle of bundles) {
    out.set(looksFrom(bundle), (out.get(looksFrom(bundle)) ?? 0) + 1);
    into.set(looksTo(bundle), (into.get(looksTo(bundle)) ?? 0) + 1);
  }
  return new Map(
    bundles.map(bundle => {
      const { key } = bundle;
      if (out.get(looksFrom(bundle))! >= sharing) return [key, { out: looksFrom(bundle), in: key }];
      return [key, { out: key, in: into.get(looksTo(bundle))! >= sharing ? looksTo(bundle) : key }];
    }),
  );
}

function looksFrom(bundle: Bundle): string {
  return `from ${bundle.from} ${looks(bundle)}`;
}

function looksTo(bundle: Bundle): string {
  return `to ${bundle.to} ${looks(bundle)}`;
}

function looks({ certain, crosses, entersProduction }: Bundle): string {
  return `${certain} ${crosses} ${entersProduction}`;
}

function noteParents(box: Box, parent: string, parents: Map<string, string>): void {
  parents.set(box.item.id, parent);
  for (const child of box.children) noteParents(child, box.item.id, parents);
}

function wayOf(bundle: Bundle, lane: Lane, parents: ReadonlyMap<string, string>) {
  const { common, left, entered } = wallsOf(bundle, parents);
  const starts = [bundle.from, ...left.map(box => portId(box, lane.out))];
  const ends = [bundle.to, ...entered.map(box => portId(box, lane.in))];
  const isAlone = lane.out === bundle.key && lane.in === bundle.key;
  const step = (box: string, from: string, to: string) => {
    const labelled = box === common && bundle.crosses && isAlone;
    return { box, segment: { id: JSON.stringify([box, from, to]), from, to, labelled, bundle } };
  };
  const port = (side: Port['side'], id: string) => (box: string) => ({ box, port: { id: portId(box, id), side } });
  return {
    steps: [
      ...left.map((box, i) => step(box, starts[i]!, starts[i + 1]!)),
      step(common, starts.at(-1)!, ends.at(-1)!),
      ...entered.map((box, i) => step(box, ends[i + 1]!, ends[i]!)).reverse(),
    ],
    ports: [...left.map(port('EAST', lane.out)), ...entered.map(port('WEST', lane.in))],
  };
}

/** The box that holds both ends, and the walls on the way, each the innermost first. */
function wallsOf({ from, to }: Bundle, parents: ReadonlyMap<string, string>) {
  const aboveFrom = boxesAbove(from, parents);
  const aboveTo = boxesAbove(to, parents);
  const common = aboveFrom.find(box => aboveTo.includes(box)) ?? wholePicture;
  return {
    common,
    left: aboveFrom.slice(0, aboveFrom.indexOf(common)),
    entered: aboveTo.slice(0, aboveTo.indexOf(common)),
  };
}

function boxesAbove(id: string, parents: ReadonlyMap<string, string>): readonly string[] {
  const parent = parents.get(id);
  return parent === undefined ? [] : [parent, ...boxesAbove(parent, parents)];
}

function portId(box: string, lane: string): string {
  return `port ${box} ${lane}`;
}
