/** From a map to what is drawn of it, as the page goes. */
import ElkConstructor from 'elkjs/lib/elk.bundled.js';
import { type Engine, type Layout, layoutOf } from '../../client/webview/layout/layout';
import { sieveOf } from '../../client/webview/map/filter';
import { type Outline, outlineOf } from '../../client/webview/map/outline';
import { type Scene, sceneOf } from '../../client/webview/map/scene';
import { type Filter, noFilter } from '../../client/webview/map/view-state';
import type { AccountMap } from '../../server/src/account-map';

export const elk: Engine = new ElkConstructor();

export function sceneFor(
  map: AccountMap,
  folds: Readonly<Record<string, boolean>> = {},
  filter: Partial<Filter> = {},
): Scene {
  const outline = outlineOf(map);
  return sceneOf(sieveOf(outline, { ...noFilter, ...filter }), outline, folds);
}

export function layoutFor(map: AccountMap, folds: Readonly<Record<string, boolean>> = {}): Promise<Layout> {
  return layoutOf(sceneFor(map, folds), elk);
}

/** Nothing is folded. */
export function unfolded(map: AccountMap): Readonly<Record<string, boolean>> {
  return Object.fromEntries(groupsOf(outlineOf(map)).map(id => [id, false]));
}

function groupsOf(outline: Outline): readonly string[] {
  return [...outline.items.values()].filter(item => item.kind !== 'resource').map(item => item.id);
}
