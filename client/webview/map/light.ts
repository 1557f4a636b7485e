/** What a selection or a search lights up, while everything else fades. */
import type { MapEdge } from '../../../server/src/account-map';
import { ancestorsOf, type Outline, resourcesIn } from './outline';
import { type BlastRadius, blastRadius, exposure, pathBetween, type Ways } from './reach';
import type { Bundle, Scene } from './scene';

/** What is asked of the ways, by what is selected. */
export type Question =
  | { readonly kind: 'blast-radius'; readonly id: string; readonly radius: BlastRadius }
  /** Of what reaches nothing itself: who reaches it. */
  | { readonly kind: 'exposure'; readonly id: string; readonly radius: BlastRadius }
  | {
      readonly kind: 'path';
      /** In the path's direction, which may be the other one than they were selected in. */
      readonly from: string;
      readonly to: string;
      readonly path: readonly MapEdge[] | undefined;
    };

/** Undefined when nothing is selected that the map still has. */
export function questionOf(outline: Outline, ways: Ways, selected: readonly string[]): Question | undefined {
  const [first, second] = selected.filter(id => outline.items.has(id));
  if (first === undefined) return undefined;
  if (second !== undefined) return pathQuestion(outline, ways, first, second);
  const begins = resourcesIn(outline, first);
  const radius = blastRadius(ways, begins);
  if (radius.edges.size > 0) return { kind: 'blast-radius', id: first, radius };
  return { kind: 'exposure', id: first, radius: exposure(ways, begins) };
}

function pathQuestion(outline: Outline, ways: Ways, first: string, second: string): Question {
  const [a, b] = [resourcesIn(outline, first), resourcesIn(outline, second)];
  const there = pathBetween(ways, a, b);
  const back = there === undefined ? pathBetween(ways, b, a) : undefined;
  if (back !== undefined) return { kind: 'path', from: second, to: first, path: back };
  return { kind: 'path', from: first, to: second, path: there };
}

export interface Light {
  /** Items that are drawn. */
  readonly leaves: ReadonlySet<string>;
  /** With all around them. */
  readonly items: ReadonlySet<string>;
  /** Keys. */
  readonly bundles: ReadonlySet<string>;
}

/** Undefined when nothing fades. */
export function lightOf(
  outline: Outline,
  scene: Scene,
  question: Question | undefined,
  bundle: string | undefined,
  found: ReadonlySet<string> | undefined,
): Light | undefined {
  const chosen = scene.bundles.find(({ key }) => key === bundle);
  if (chosen !== undefined) return lightOn(outline, [chosen.from, chosen.to], [chosen]);
  if (question !== undefined) return lightOfQuestion(outline, scene, question);
  if (found === undefined) return undefined;
  return lightOn(outline, drawnFor(scene, [...found]), []);
}

function lightOfQuestion(outline: Outline, scene: Scene, question: Question): Light {
  const isPath = question.kind === 'path';
  const edges = isPath ? new Set(question.path ?? []) : question.radius.edges;
  const ends = isPath
    ? [question.from, question.to, ...(question.path ?? []).flatMap(edge => [edge.from, edge.to])]
    : [question.id, ...question.radius.distances.keys()];
  const bundles = scene.bundles.filter(bundle => bundle.edges.some(edge => edges.has(edge)));
  return lightOn(outline, drawnFor(scene, ends), bundles);
}

function lightOn(outline: Outline, ids: readonly string[], bundles: readonly Bundle[]): Light {
  return { leaves: new Set(ids), items: withAround(outline, ids), bundles: new Set(bundles.map(({ key }) => key)) };
}

function drawnFor(scene: Scene, ids: readonly string[]): readonly string[] {
  return ids.map(id => scene.drawn.get(id) ?? id);
}

function withAround(outline: Outline, ids: readonly string[]): ReadonlySet<string> {
  const items = new Set(ids);
  for (const id of ids) for (const ancestor of ancestorsOf(outline, id)) items.add(ancestor);
  return items;
}
