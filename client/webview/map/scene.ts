/** What of the map is to be drawn: boxes that are folded or not, and the edges between those that are seen, bundled. */
import type { MapEdge } from '../../../server/src/account-map';
import { passes, type Sieve } from './filter';
import { ancestorsOf, type Item, type Outline } from './outline';
import type { ViewState } from './view-state';

export interface Box {
  readonly item: Item;
  readonly folded: boolean;
  /** Those that are drawn; empty when it is folded. */
  readonly children: readonly Box[];
  /** Resources in it that the filter lets through. */
  readonly resources: number;
}

/** All edges from one box to another. */
export interface Bundle {
  readonly key: string;
  /** Ids of items that are drawn. */
  readonly from: string;
  readonly to: string;
  readonly edges: readonly MapEdge[];
  /** Whether one of its edges is. */
  readonly certain: boolean;
  readonly crosses: boolean;
  readonly becomes: boolean;
  /** From what is not production into what is. */
  readonly entersProduction: boolean;
}

export interface Scene {
  readonly roots: readonly Box[];
  readonly bundles: readonly Bundle[];
  /** Of each item that passes the filter, the one that is drawn for it: itself, or what it is folded into. */
  readonly drawn: ReadonlyMap<string, string>;
}

/** Up to so many, what stands outside of the workspace is shown without unfolding. */
const shownOutside = 6;

export function isFolded(item: Item, folds: ViewState['folds']): boolean {
  const byDefault = item.kind === 'stack' || (item.kind === 'outside' && item.children.length > shownOutside);
  return folds[item.id] ?? byDefault;
}

export function sceneOf(sieve: Sieve, outline: Outline, folds: ViewState['folds']): Scene {
  const drawn = new Map<string, string>();
  const roots = outline.roots.flatMap(id => boxOf(id, outline, folds, sieve, drawn) ?? []);
  return { roots, drawn, bundles: bundlesOf(sieve.edges, outline, drawn) };
}

/** Undefined when nothing in it passes. Those in a folded one are drawn as it. */
function boxOf(
  id: string,
  outline: Outline,
  folds: ViewState['folds'],
  sieve: Sieve,
  drawn: Map<string, string>,
  foldedInto?: string,
): Box | undefined {
  const item = outline.items.get(id);
  if (item === undefined || !passes(sieve, item)) return undefined;
  drawn.set(id, foldedInto ?? id);
  const folded = item.kind !== 'resource' && isFolded(item, folds);
  const into = foldedInto ?? (folded ? id : undefined);
  const children = item.children.flatMap(child => boxOf(child, outline, folds, sieve, drawn, into) ?? []);
  const resources = item.kind === 'resource' ? 1 : children.reduce((sum, child) => sum + child.resources, 0);
  return { item, folded, children: folded ? [] : children, resources };
}

/** Between folded boxes only what crosses; an open one shows all its edges. */
function bundlesOf(edges: readonly MapEdge[], outline: Outline, drawn: ReadonlyMap<string, string>): readonly Bundle[] {
  const bundled = new Map<string, { from: string; to: string; edges: MapEdge[] }>();
  for (const edge of edges) {
    const from = drawn.get(edge.from);
    const to = drawn.get(edge.to);
    if (from === undefined || to === undefined || isAround(outline, from, to) || isAround(outline, to, from)) continue;
    if (!edge.crosses && !isResource(outline, from) && !isResource(outline, to)) continue;
    const key = bundleKey(from, to);
    const known = bundled.get(key);
    if (known === undefined) bundled.set(key, { from, to, edges: [edge] });
    else known.edges.push(edge);
  }
  return [...bundled].map(([key, bundle]) => ({ key, ...bundle, ...characterOf(bundle.edges, outline) }));
}

function isAround(outline: Outline, outer: string, inner: string): boolean {
  return outer === inner || ancestorsOf(outline, inner).includes(outer);
}

function isResource(outline: Outline, id: string): boolean {
  return outline.items.get(id)?.kind === 'resource';
}

/** The key of the bundle between two items that are drawn. */
function bundleKey(from: string, to: string): string {
  return JSON.stringify([from, to]);
}

function characterOf(edges: readonly MapEdge[], outline: Outline) {
  return {
    certain: edges.some(edge => edge.certain),
    crosses: edges.some(edge => edge.crosses),
    becomes: edges.some(edge => edge.becomes),
    entersProduction: edges.some(edge => entersProduction(edge, outline)),
  };
}

/** From what is not production into what is. */
export function entersProduction(edge: MapEdge, outline: Outline): boolean {
  return edge.crosses && isProduction(outline, edge.to) && !isProduction(outline, edge.from);
}

function isProduction(outline: Outline, id: string): boolean {
  return outline.items.get(id)?.tier === 'production';
}

/** The item that is drawn for one: itself, or what it is folded into. */
export function drawnFor(outline: Outline, folds: ViewState['folds'], id: string): string {
  const folded = ancestorsOf(outline, id).filter(ancestor => {
    const item = outline.items.get(ancestor);
    return item !== undefined && isFolded(item, folds);
  });
  return folded.at(-1) ?? id;
}
