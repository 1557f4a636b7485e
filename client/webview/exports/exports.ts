/** The map as a file, of each kind. */
import type { AccountMap } from '../../../server/src/account-map';
import { type Engine, layoutOf } from '../layout/layout';
import { sieveOf } from '../map/filter';
import { outlineOf, stackItemId } from '../map/outline';
import { sceneOf } from '../map/scene';
import type { ViewState } from '../map/view-state';
import type { ExportKind } from '../messages';
import { htmlOf, type PageAssets } from './html';
import { jsonOf } from './json';
import { mermaidOf } from './mermaid';
import { svgOf } from './svg';
import { type Renamed, withoutMachine } from './without-machine';

export interface ExportTools {
  readonly engine: Engine;
  /** Asked for by `html` alone. */
  assets(): Promise<PageAssets>;
}

/**
 * `svg` and `mermaid` show what the view shows, folds and filters included; `html` and `json` hold the whole map. `roots`: URIs of the
 * workspace's folders without a slash at the end; no path of the machine is in the result.
 */
export async function exported(
  kind: ExportKind,
  map: AccountMap,
  roots: readonly string[],
  view: Pick<ViewState, 'folds' | 'filter'>,
  tools: ExportTools,
): Promise<string> {
  const renamed = withoutMachine(map, roots);
  if (kind === 'html') return htmlOf(renamed.map, await tools.assets());
  if (kind === 'json') return jsonOf(renamed.map);
  const outline = outlineOf(renamed.map);
  const scene = sceneOf(sieveOf(outline, view.filter), outline, foldsOf(view, renamed));
  return kind === 'mermaid' ? mermaidOf(scene) : svgOf(scene, await layoutOf(scene, tools.engine));
}

function foldsOf({ folds }: Pick<ViewState, 'folds'>, { idOf }: Renamed): ViewState['folds'] {
  const prefix = stackItemId('');
  const renamed = (id: string) => (id.startsWith(prefix) ? stackItemId(idOf(id.slice(prefix.length))) : id);
  return Object.fromEntries(Object.entries(folds).map(([id, folded]) => [renamed(id), folded]));
}
