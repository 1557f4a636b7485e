/** The tree, the picture and the details of a map, with what the reader chose. */
import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import type { AccountMap, MapPlace } from '../../../server/src/account-map';
import type { Layout } from '../layout/layout';
import { lightOf } from '../map/light';
import { accountItemId, ancestorsOf, type Outline, stackItemId } from '../map/outline';
import { placeOf } from '../map/places';
import { drawnFor, isFolded, type Scene } from '../map/scene';
import { afterEvent, type ViewState } from '../map/view-state';
import { counted } from '../map/words';
import type { ExportKind } from '../messages';
import { useAnnouncement } from './announcements';
import type { CameraControls } from './camera';
import { Canvas, type CanvasProps } from './canvas';
import { Details } from './details';
import type { Host } from './host';
import { Legend } from './legend';
import { useMapModel } from './model';
import { Toolbar } from './toolbar';
import { Tree } from './tree';
import { useDrawing } from './use-drawing';
import type { Show } from './use-host';
import { useSavedView } from './use-saved-view';

export interface PageExports {
  readonly kinds: readonly ExportKind[];
  make(kind: ExportKind, map: AccountMap, roots: readonly string[], view: ViewState): Promise<string>;
}

interface MapPageProps {
  readonly map: AccountMap;
  readonly roots: readonly string[];
  /** What the panel asks to be shown. */
  readonly show: Show | undefined;
  readonly initial: ViewState;
  readonly host: Host;
  readonly exports: PageExports;
  layoutScene(scene: Scene): Promise<Layout>;
}

export function MapPage({ map, roots, show, initial, host, exports, layoutScene }: MapPageProps) {
  const [view, dispatch] = useReducer(afterEvent, initial);
  const [focused, setFocused] = useState<string>();
  const [wanted, setWanted] = useState<CanvasProps['wanted']>();
  const [toggled, setToggled] = useState<string>();
  const controls = useRef<CameraControls>(undefined);
  const saveCamera = useSavedView(host, view);
  const model = useMapModel(map, view);
  const { outline, scene, rows, found, question } = model;
  const { folds, selected, bundle } = view;
  const problem = (error: unknown) => host.post({ type: 'problem', message: String(error) });
  const drawing = useDrawing(scene, layoutScene, problem);
  const light = useMemo(
    () => lightOf(outline, scene, question, bundle, found),
    [outline, scene, question, bundle, found],
  );
  const announcement = useAnnouncement(map, model);

  const fold = (ids: readonly string[], folded: boolean) => {
    dispatch({ type: 'fold', ids, folded });
    setToggled(ids[0]);
  };
  const select = (id: string, also: boolean) => {
    dispatch({ type: also ? 'select-also' : 'select', id });
    setFocused(id);
  };
  const reveal = (id: string, takesFocus: boolean) => {
    const item = outline.items.get(id);
    const place = item && placeOf(item);
    if (place !== undefined && host.opensSources) host.post({ type: 'reveal', place, takesFocus });
  };
  const bringIntoView = (id: string) => {
    fold(ancestorsOf(outline, id), false);
    select(id, false);
    setWanted({ id, withLight: true });
  };
  const deselect = () => dispatch({ type: 'deselect' });
  const revealPlace = (place: MapPlace) => host.post({ type: 'reveal', place, takesFocus: false });
  const foldsItself = (id: string) => {
    const item = outline.items.get(id);
    if (item !== undefined && item.kind !== 'resource') fold([id], !isFolded(item, folds));
  };

  useEffect(() => {
    const [id, also] = [show?.id, show?.also].map(named => named && itemNamed(outline, named));
    if (id !== undefined) bringIntoView(id);
    if (also !== undefined) {
      fold(ancestorsOf(outline, also), false);
      dispatch({ type: 'select-also', id: also });
    }
  }, [show]);

  return (
    <div class={`page${view.showsTree ? ' with-tree' : ''}`}>
      <Toolbar
        outline={outline}
        filter={view.filter}
        found={found?.size}
        showsTree={view.showsTree}
        kinds={exports.kinds}
        onFilter={change => dispatch({ type: 'filter', change })}
        onSearchDone={() => {
          const first = rows.find(row => found?.has(row.item.id));
          if (first !== undefined) bringIntoView(first.item.id);
        }}
        onToggleTree={() => dispatch({ type: 'toggle-tree' })}
        onFoldAll={folded => fold(foldable(outline), folded)}
        onZoom={factor => {
          if (factor !== 'fit') controls.current?.zoomBy(factor);
          else if (drawing !== undefined) controls.current?.showAll(drawing.layout.size);
        }}
        onExport={kind =>
          exports.make(kind, map, roots, view).then(content => host.post({ type: 'export', kind, content }), problem)
        }
      />
      {view.showsTree && (
        <nav class="side" aria-label="Contents of the map">
          <Tree
            rows={rows}
            selected={selected}
            focused={focused}
            onFocus={setFocused}
            onFold={fold}
            onSelect={(id, also) => {
              select(id, also);
              setWanted({ id: drawnFor(outline, folds, id), withLight: true });
            }}
            onOpen={id => {
              bringIntoView(id);
              reveal(id, true);
            }}
            onNothing={deselect}
          />
        </nav>
      )}
      <main>
        <h1 class="unseen">Account map</h1>
        <Canvas
          drawing={drawing}
          light={light}
          selected={selected}
          camera={initial.camera}
          anchors={[toggled, ...selected].flatMap(id => (id === undefined ? [] : [drawnFor(outline, folds, id)]))}
          wanted={wanted}
          controls={controls}
          onCamera={saveCamera}
          onWantedShown={() => setWanted(undefined)}
          onSelect={(id, also) => {
            select(id, also);
            // The details, which open beside it, must not cover what was clicked.
            setWanted({ id, withLight: false });
            if (!also) reveal(id, false);
          }}
          onBundle={key => dispatch({ type: 'select-bundle', key })}
          onFold={foldsItself}
          onNothing={deselect}
        />
        {rows.length === 0 && (
          <p class="empty">
            {map.resources.length === 0
              ? 'No account, stack or resource was found in this workspace.'
              : 'Nothing on the map passes the filter.'}
          </p>
        )}
        {map.moreEdges !== undefined && <p class="note">{counted(map.moreEdges, 'edge')} more: too many to be drawn</p>}
        <Legend />
      </main>
      <Details
        model={model}
        selected={selected}
        bundle={bundle}
        roots={roots}
        onReveal={host.opensSources ? revealPlace : undefined}
        onSelect={bringIntoView}
        onNothing={deselect}
      />
      <div class="unseen" role="status" aria-live="polite">
        {announcement}
      </div>
    </div>
  );
}

/** What the panel calls by the map's own id. */
function itemNamed(outline: Outline, id: string): string | undefined {
  return [id, stackItemId(id), accountItemId(id)].find(candidate => outline.items.has(candidate));
}

function foldable(outline: Outline): readonly string[] {
  return [...outline.items.values()].flatMap(item =>
    item.kind === 'stack' || item.kind === 'outside' ? [item.id] : [],
  );
}
