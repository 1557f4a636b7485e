/** The picture with its camera. What it shows the tree says as well, so screen readers are spared it. */
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { Picture } from '../drawing/picture';
import { around, centreOf, overlap, type Point, type Rect } from '../layout/geometry';
import type { Light } from '../map/light';
import type { Camera, Plan } from '../map/view-state';
import { type CameraControls, cameraOf } from './camera';
import type { Wanted } from './reader';
import type { Drawing } from './use-drawing';

export interface CanvasProps {
  readonly drawing: Drawing | undefined;
  readonly light: Light | undefined;
  readonly selected: readonly string[];
  /** Where it stands first; undefined: all is shown. */
  readonly camera: Camera | undefined;
  /** Items whose place on the screen is to stay when the picture changes, the most wanted first. */
  readonly anchors: readonly string[];
  readonly wanted: Wanted | undefined;
  readonly controls: { current: CameraControls | undefined };
  /** What of it nothing else covers. */
  readonly frame: { readonly current: HTMLElement | null };
  onCamera(camera: Camera): void;
  onWantedShown(): void;
  onSelect(id: string, also: boolean): void;
  onBundle(key: string): void;
  onFold(id: string): void;
  onNothing(): void;
}

export function Canvas(props: CanvasProps) {
  const { drawing, light, selected, controls, frame } = props;
  const svg = useRef<SVGSVGElement>(null);
  const picture = useRef<SVGGElement>(null);
  /** The item of the last click; undefined where there was none, or a fold. */
  const clicked = useRef<string>(undefined);
  const latest = useRef(props);
  latest.current = props;
  useLayoutEffect(() => {
    controls.current = cameraOf(svg.current!, picture.current!, frame.current!, camera =>
      latest.current.onCamera(camera),
    );
    return () => controls.current?.stop();
  }, []);
  useSteadyCamera(props);
  const drawn = useMemo(
    () => drawing && <Picture {...drawing} light={light} selected={selected} />,
    [drawing, light, selected],
  );
  return (
    <div
      class="canvas"
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys move and zoom the picture.
      tabIndex={0}
      aria-label="Picture of the map. Arrow keys move it, plus and minus zoom, 0 shows all."
      onKeyDown={event => onKey(event, props)}
    >
      <svg
        ref={svg}
        class="bh-map"
        aria-hidden="true"
        onClick={event => {
          // The details that the first click opens may move the picture under the second, and let it through to here while they are new.
          if (event.detail > 1 && clicked.current !== undefined) return;
          const { fold, item } = targetOf(event);
          clicked.current = fold === undefined ? item : undefined;
          onClick(event, props);
        }}
        onDblClick={() => clicked.current !== undefined && props.onFold(clicked.current)}
      >
        <g ref={picture}>{drawn}</g>
      </svg>
    </div>
  );
}

/** A picture that changes does not jump: what the reader looks at stays where it is. */
function useSteadyCamera({ drawing, light, camera, anchors, wanted, controls, onWantedShown }: CanvasProps): void {
  const before = useRef<Drawing>(undefined);
  useLayoutEffect(() => {
    const control = controls.current;
    if (drawing === undefined || control === undefined) return;
    const { rects, size, plan } = drawing.layout;
    if (before.current === undefined) isOf(camera, plan) ? control.moveTo(camera) : control.showAll(size);
    else if (control.showsAll() && !isOf(before.current.layout, plan)) control.showAll(size);
    else keepAnchor(control, before.current.layout.rects, rects, anchors);
    before.current = drawing;
  }, [drawing]);
  useEffect(() => {
    const { rects } = drawing?.layout ?? {};
    const rect = wanted === undefined ? undefined : rects?.get(wanted.id);
    if (rect === undefined) return;
    const lit = [...(light?.leaves ?? [])].flatMap(id => rects?.get(id) ?? []);
    const all = around([rect, ...lit])!;
    if (wanted?.withLight) controls.current?.show(rect, all);
    else controls.current?.reach(rect, all);
    onWantedShown();
  }, [drawing, wanted]);
}

function isOf<T extends { readonly plan?: Plan }>(one: T | undefined, plan: Plan): one is T {
  return one?.plan?.aspect === plan.aspect && one.plan.direction === plan.direction;
}

function keepAnchor(
  control: CameraControls,
  before: ReadonlyMap<string, Rect>,
  after: ReadonlyMap<string, Rect>,
  anchors: readonly string[],
): void {
  const seen = control.visible();
  const anchor = anchors.find(id => isSeen(before.get(id), seen) && after.has(id)) ?? nearest(before, after, seen);
  if (anchor !== undefined) control.keep(before.get(anchor)!, after.get(anchor)!);
}

function isSeen(rect: Rect | undefined, seen: Rect): boolean {
  return rect !== undefined && overlap(rect, seen);
}

/** What stands nearest to the middle of the screen, and is in both pictures. */
function nearest(before: ReadonlyMap<string, Rect>, after: ReadonlyMap<string, Rect>, seen: Rect): string | undefined {
  const middle = centreOf(seen);
  const far = ({ x, y }: Point) => Math.hypot(x - middle.x, y - middle.y);
  const candidates = [...before]
    .filter(([id]) => after.has(id))
    .map(([id, rect]) => [id, far(centreOf(rect))] as const);
  return candidates.sort((a, b) => a[1] - b[1])[0]?.[0];
}

function onClick(event: MouseEvent, { onSelect, onBundle, onFold, onNothing }: CanvasProps): void {
  const { fold, item, bundle } = targetOf(event);
  if (fold !== undefined) onFold(fold);
  else if (bundle !== undefined) onBundle(bundle);
  else if (item !== undefined) onSelect(item, event.shiftKey || event.ctrlKey || event.metaKey);
  else onNothing();
}

function targetOf({ target }: Event): DOMStringMap {
  const found = target instanceof Element ? target.closest<SVGElement>('[data-fold],[data-bundle],[data-item]') : null;
  return found?.dataset ?? {};
}

const step = 60;
const moves: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [step, 0],
  ArrowRight: [-step, 0],
  ArrowUp: [0, step],
  ArrowDown: [0, -step],
};

function onKey(event: KeyboardEvent, { controls, drawing, onNothing }: CanvasProps): void {
  const control = controls.current;
  if (control === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const move = moves[event.key];
  if (move !== undefined) control.panBy(...move);
  else if (event.key === '+' || event.key === '=') control.zoomBy(1.25);
  else if (event.key === '-') control.zoomBy(0.8);
  else if (event.key === '0' && drawing !== undefined) control.showAll(drawing.layout.size);
  else if (event.key === 'Escape') onNothing();
  else return;
  event.preventDefault();
}
