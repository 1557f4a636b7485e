/** The tree, the picture and the details of a map. */
import { useMemo, useRef } from 'preact/hooks';
import type { AccountMap } from '../../../server/src/account-map';
import type { Layout, Place } from '../layout/layout';
import { lightOf } from '../map/light';
import type { Outline } from '../map/outline';
import { drawnFor, type Scene } from '../map/scene';
import type { Camera, ViewState } from '../map/view-state';
import { counted } from '../map/words';
import type { ExportKind } from '../messages';
import { useAnnouncement } from './announcements';
import type { CameraControls } from './camera';
import { Canvas } from './canvas';
import { Details } from './details';
import type { Host } from './host';
import { Legend } from './legend';
import { type Reader, useReader, useShown } from './reader';
import { Toolbar } from './toolbar';
import { Tree } from './tree';
import { useAspect } from './use-aspect';
import { type Drawing, useDrawing } from './use-drawing';
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
  layoutScene(scene: Scene, place: Place): Promise<Layout>;
}

export function MapPage(props: MapPageProps) {
  const { map, roots, show, initial, host, layoutScene } = props;
  const reader = useReader(map, initial, host);
  const { view, model } = reader;
  const controls = useRef<CameraControls>(undefined);
  const saveCamera = useSavedView(host, view);
  const frame = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLElement>(null);
  const plan = initial.camera?.plan;
  const aspect = useAspect(place, plan?.aspect);
  const drawing = useDrawing(model.scene, aspect, plan, layoutScene, error => report(host, error));
  const announcement = useAnnouncement(map, model);
  useShown(show, reader);
  return (
    <div class={`page${view.showsTree ? ' with-tree' : ''}`}>
      <MapToolbar {...props} reader={reader} controls={controls} drawing={drawing} />
      {view.showsTree && <Contents reader={reader} />}
      <main ref={place}>
        <h1 class="unseen">Account map</h1>
        <MapCanvas
          reader={reader}
          drawing={drawing}
          controls={controls}
          camera={initial.camera}
          onCamera={saveCamera}
          frame={frame}
        />
        <div class="frame" ref={frame}>
          <Notes map={map} rows={model.rows.length} />
          <Legend />
        </div>
      </main>
      <Details
        model={model}
        selected={view.selected}
        bundle={view.bundle}
        roots={roots}
        onReveal={reader.revealPlace}
        onSelect={reader.goTo}
        onNothing={reader.deselect}
      />
      <div class="unseen" role="status" aria-live="polite">
        {announcement}
      </div>
    </div>
  );
}

interface PartProps {
  readonly reader: Reader;
  readonly drawing: Drawing | undefined;
  readonly controls: { current: CameraControls | undefined };
}

function MapToolbar({ reader, drawing, controls, map, roots, host, exports }: MapPageProps & PartProps) {
  const { model, view } = reader;
  const zoom = (factor: number | 'fit') => {
    if (factor !== 'fit') controls.current?.zoomBy(factor);
    else if (drawing !== undefined) controls.current?.showAll(drawing.layout.size);
  };
  const save = (kind: ExportKind) =>
    exports.make(kind, map, roots, view).then(
      content => host.post({ type: 'export', kind, content }),
      error => report(host, error),
    );
  return (
    <Toolbar
      outline={model.outline}
      filter={view.filter}
      found={model.found?.size}
      showsTree={view.showsTree}
      kinds={exports.kinds}
      onFilter={reader.filter}
      onSearchDone={reader.goToFound}
      onToggleTree={reader.toggleTree}
      onFoldAll={folded => reader.fold(foldable(model.outline), folded)}
      onZoom={zoom}
      onExport={save}
    />
  );
}

function Contents({ reader }: { readonly reader: Reader }) {
  const { model, view } = reader;
  const select = (id: string, also: boolean) => {
    reader.select(id, also);
    reader.want({ id: drawnFor(model.outline, view.folds, id), withLight: true });
  };
  const open = (id: string) => {
    reader.goTo(id);
    reader.reveal(id, true);
  };
  return (
    <nav class="side" aria-label="Contents of the map">
      <Tree
        rows={model.rows}
        selected={view.selected}
        focused={reader.focused}
        onFocus={reader.focus}
        onFold={reader.fold}
        onSelect={select}
        onOpen={open}
        onNothing={reader.deselect}
      />
    </nav>
  );
}

interface MapCanvasProps extends PartProps {
  readonly camera: Camera | undefined;
  readonly frame: { readonly current: HTMLElement | null };
  onCamera(camera: Camera): void;
}

function MapCanvas({ reader, drawing, controls, camera, frame, onCamera }: MapCanvasProps) {
  const { outline, scene, question, found } = reader.model;
  const { selected, bundle } = reader.view;
  const light = useMemo(
    () => lightOf(outline, scene, question, bundle, found),
    [outline, scene, question, bundle, found],
  );
  const select = (id: string, also: boolean) => {
    reader.select(id, also);
    // The details, which open beside it, must not cover what was clicked.
    reader.want({ id, withLight: false });
    if (!also) reader.reveal(id, false);
  };
  return (
    <Canvas
      drawing={drawing}
      light={light}
      selected={selected}
      camera={camera}
      anchors={reader.anchors}
      wanted={reader.wanted}
      controls={controls}
      frame={frame}
      onCamera={moved => onCamera(drawing === undefined ? moved : { ...moved, plan: drawing.layout.plan })}
      onWantedShown={() => reader.want(undefined)}
      onSelect={select}
      onBundle={reader.selectBundle}
      onFold={reader.toggle}
      onNothing={reader.deselect}
    />
  );
}

/** What the picture does not show. `rows`: how many the filter lets through. */
function Notes({ map, rows }: { readonly map: AccountMap; readonly rows: number }) {
  const isEmpty = map.resources.length === 0;
  const nothing = isEmpty
    ? 'No account, stack or resource was found in this workspace.'
    : 'Nothing on the map passes the filter.';
  return (
    <>
      {rows === 0 && <p class="empty">{nothing}</p>}
      {map.moreEdges !== undefined && <p class="note">{counted(map.moreEdges, 'edge')} more: too many to be drawn</p>}
    </>
  );
}

function report(host: Host, error: unknown): void {
  host.post({ type: 'problem', message: String(error) });
}

function foldable(outline: Outline): readonly string[] {
  return [...outline.items.values()].flatMap(item =>
    item.kind === 'stack' || item.kind === 'outside' ? [item.id] : [],
  );
}
