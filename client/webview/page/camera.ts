/** Pan and zoom of the picture: by wheel, pinch, drag, buttons and keys. What it moves is one attribute; nothing is drawn again. */
import { select } from 'd3-selection';
import { type D3ZoomEvent, ZoomTransform, zoom, zoomIdentity } from 'd3-zoom';
import { centreOf, type Point, type Rect, type Size } from '../layout/geometry';
import type { Camera } from '../map/view-state';

export interface CameraControls {
  zoomBy(factor: number): void;
  panBy(x: number, y: number): void;
  /** The whole picture, not larger than it is; also after the screen changes its size, until something else moves the picture. */
  showAll(size: Size): void;
  moveTo(camera: Camera): void;
  /** Moves as little as brings it into view. */
  reach(rect: Rect): void;
  /** Brings it into view large enough to be read; all of `around` where that can be read as well. */
  show(rect: Rect, around: Rect): void;
  /** After the picture changed under it: what stood at `before` stands at `after`, and keeps its place on the screen. */
  keep(before: Point, after: Point): void;
  /** What is seen of the picture. */
  visible(): Rect;
  stop(): void;
}

const margin = 36;
const smallest = 0.04;
const largest = 3;
/** The scale from which on small text can be read. */
const readable = 0.3;
/** That at which names can be read with some effort: no smaller is what somebody asked to see. */
const legible = 0.42;

/** `onMove`: also of moves by these controls; called often. */
export function cameraOf(svg: SVGSVGElement, picture: SVGGElement, onMove: (camera: Camera) => void): CameraControls {
  let fitted: Size | undefined;
  const behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent([smallest, largest])
    .clickDistance(5)
    .on('zoom', ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) => {
      fitted = undefined;
      picture.setAttribute('transform', transform.toString());
      // Words that nobody can read cost most of the time that a frame takes.
      svg.classList.toggle('far', transform.k < readable);
      onMove({ x: transform.x, y: transform.y, scale: transform.k });
    });
  const selection = select(svg).call(behaviour).on('dblclick.zoom', null);
  const now = () => zoomOf(svg);
  const set = (transform: ZoomTransform) => selection.call(behaviour.transform, transform);
  const pan = ({ x, y }: Point) => selection.call(behaviour.translateBy, x / now().k, y / now().k);
  const showAll = (size: Size) => {
    set(fitting({ x: 0, y: 0, ...size }, sizeOf(svg)));
    fitted = size;
  };
  const observer = new ResizeObserver(() => fitted !== undefined && showAll(fitted));
  observer.observe(svg);
  return {
    zoomBy: factor => void selection.call(behaviour.scaleBy, factor),
    panBy: (x, y) => void pan({ x, y }),
    showAll,
    moveTo: ({ x, y, scale }) => set(new ZoomTransform(scale, x, y)),
    reach: rect => void pan(shift(onScreen(rect, now()), sizeOf(svg))),
    show: (rect, around) => {
      const frame = fitting(around, sizeOf(svg));
      const { x, y } = shift(onScreen(around, now()), sizeOf(svg));
      if (now().k >= legible && x === 0 && y === 0) return;
      if (frame.k >= legible) set(frame);
      else if (now().k < legible) set(fitting(rect, sizeOf(svg)));
      else pan(shift(onScreen(rect, now()), sizeOf(svg)));
    },
    keep: (before, after) => void selection.call(behaviour.translateBy, before.x - after.x, before.y - after.y),
    visible: () => inPicture(sizeOf(svg), now()),
    stop: () => {
      observer.disconnect();
      selection.on('.zoom', null);
    },
  };
}

function zoomOf(svg: SVGSVGElement): ZoomTransform {
  return (svg as { __zoom?: ZoomTransform }).__zoom ?? zoomIdentity;
}

function sizeOf(svg: SVGSVGElement): Size {
  const { width, height } = svg.getBoundingClientRect();
  return { width, height };
}

/** In the middle of the screen, as large as it can be but not larger than it is. */
function fitting({ x, y, ...size }: Rect, screen: Size): ZoomTransform {
  const wide = (screen.width - 2 * margin) / Math.max(size.width, 1);
  const high = (screen.height - 2 * margin) / Math.max(size.height, 1);
  const scale = Math.min(1, Math.max(smallest, Math.min(wide, high)));
  const left = (screen.width - size.width * scale) / 2;
  const top = (screen.height - size.height * scale) / 2;
  return new ZoomTransform(scale, left - x * scale, top - y * scale);
}

function onScreen({ x, y, width, height }: Rect, { k, x: left, y: top }: ZoomTransform): Rect {
  return { x: x * k + left, y: y * k + top, width: width * k, height: height * k };
}

function inPicture({ width, height }: Size, { k, x, y }: ZoomTransform): Rect {
  return { x: -x / k, y: -y / k, width: width / k, height: height / k };
}

/** What is larger than the screen is centred. */
function shift(rect: Rect, screen: Size): Point {
  const { x, y } = centreOf(rect);
  const along = (start: number, length: number, middle: number, whole: number) => {
    if (length > whole - 2 * margin) return whole / 2 - middle;
    return Math.max(0, margin - start) + Math.min(0, whole - margin - start - length);
  };
  return { x: along(rect.x, rect.width, x, screen.width), y: along(rect.y, rect.height, y, screen.height) };
}
