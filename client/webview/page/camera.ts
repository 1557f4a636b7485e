/** Pan and zoom of the picture: by wheel, pinch, drag, buttons and keys. What it moves is one attribute; nothing is drawn again. */
import { select } from 'd3-selection';
import { type D3ZoomEvent, ZoomTransform, zoom, zoomIdentity } from 'd3-zoom';
import type { Point, Rect, Size } from '../layout/geometry';
import type { Camera } from '../map/view-state';
import { magnify } from './magnify';

export interface CameraControls {
  zoomBy(factor: number): void;
  panBy(x: number, y: number): void;
  /**
   * The whole picture, not larger than it is; also after the screen changes its size, until something else moves the picture. What covers
   * much of the screen for a while does not make it small.
   */
  showAll(size: Size): void;
  /** Whether nothing moved the picture since all was shown. */
  showsAll(): boolean;
  moveTo(camera: Camera): void;
  /** Moves as little as brings it into view, and all of `around` where there is room for that. */
  reach(rect: Rect, around: Rect): void;
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
/** That at which names can be read with some effort: no smaller is what somebody asked to see. */
const legible = 0.42;
/** How much smaller the picture may become when the details open. */
const calm = 0.85;

/** `frame`: what of `svg` nothing covers, where things are shown. `onMove`: also of moves by these controls; called often. */
export function cameraOf(
  svg: SVGSVGElement,
  picture: SVGGElement,
  frame: Element,
  onMove: (camera: Camera) => void,
): CameraControls {
  let fitted: Size | undefined;
  const free = () => within(svg.getBoundingClientRect(), frame.getBoundingClientRect());
  const behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent([smallest, largest])
    .clickDistance(5)
    .extent(() => cornersOf(free()))
    .on('zoom', ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) => {
      fitted = undefined;
      picture.setAttribute('transform', transform.toString());
      magnify(svg, transform.k);
      onMove({ x: transform.x, y: transform.y, scale: transform.k });
    });
  const selection = select(svg).call(behaviour).on('dblclick.zoom', null);
  const now = () => zoomOf(svg);
  const set = (transform: ZoomTransform) => selection.call(behaviour.transform, transform);
  const pan = ({ x, y }: Point) => selection.call(behaviour.translateBy, x / now().k, y / now().k);
  const showAll = (size: Size) => {
    set(fitting({ x: 0, y: 0, ...size }, free()));
    fitted = size;
  };
  let screen = svg.getBoundingClientRect();
  const observer = new ResizeObserver(() => {
    const before = screen;
    screen = svg.getBoundingClientRect();
    if (fitted === undefined) return;
    const isSame = before.width === screen.width && before.height === screen.height;
    if (!isSame || fitting({ x: 0, y: 0, ...fitted }, free()).k > calm * now().k) showAll(fitted);
  });
  observer.observe(frame);
  return {
    zoomBy: factor => void selection.call(behaviour.scaleBy, factor),
    panBy: (x, y) => void pan({ x, y }),
    showAll,
    showsAll: () => fitted !== undefined,
    moveTo: ({ x, y, scale }) => set(new ZoomTransform(scale, x, y)),
    reach: (rect, around) => {
      const whole = onScreen(around, now());
      pan(shift(hasRoom(whole, free()) ? whole : onScreen(rect, now()), free()));
    },
    show: (rect, around) => {
      const frame = fitting(around, free());
      const { x, y } = shift(onScreen(around, now()), free());
      if (now().k >= legible && x === 0 && y === 0) return;
      if (frame.k >= legible) set(frame);
      else if (now().k < legible) set(fitting(rect, free()));
      else pan(shift(onScreen(rect, now()), free()));
    },
    keep: (before, after) => void selection.call(behaviour.translateBy, before.x - after.x, before.y - after.y),
    visible: () => inPicture(free(), now()),
    stop: () => {
      observer.disconnect();
      selection.on('.zoom', null);
    },
  };
}

function zoomOf(svg: SVGSVGElement): ZoomTransform {
  return (svg as { __zoom?: ZoomTransform }).__zoom ?? zoomIdentity;
}

function within(outer: Rect, { x, y, width, height }: Rect): Rect {
  return { x: x - outer.x, y: y - outer.y, width, height };
}

function cornersOf({ x, y, width, height }: Rect): [[number, number], [number, number]] {
  return [
    [x, y],
    [x + width, y + height],
  ];
}

/** In the middle of the screen, as large as it can be but not larger than it is. */
function fitting({ x, y, ...size }: Rect, screen: Rect): ZoomTransform {
  const wide = (screen.width - 2 * margin) / Math.max(size.width, 1);
  const high = (screen.height - 2 * margin) / Math.max(size.height, 1);
  const scale = Math.min(1, Math.max(smallest, Math.min(wide, high)));
  const left = screen.x + (screen.width - size.width * scale) / 2;
  const top = screen.y + (screen.height - size.height * scale) / 2;
  return new ZoomTransform(scale, left - x * scale, top - y * scale);
}

function onScreen({ x, y, width, height }: Rect, { k, x: left, y: top }: ZoomTransform): Rect {
  return { x: x * k + left, y: y * k + top, width: width * k, height: height * k };
}

function inPicture({ x: left, y: top, width, height }: Rect, { k, x, y }: ZoomTransform): Rect {
  return { x: (left - x) / k, y: (top - y) / k, width: width / k, height: height / k };
}

function hasRoom({ width, height }: Size, screen: Size): boolean {
  return width <= screen.width - 2 * margin && height <= screen.height - 2 * margin;
}

/** What is larger than the screen is centred. */
function shift(rect: Rect, screen: Rect): Point {
  const along = (start: number, length: number, from: number, whole: number) => {
    if (length > whole - 2 * margin) return from + whole / 2 - start - length / 2;
    return Math.max(0, from + margin - start) + Math.min(0, from + whole - margin - start - length);
  };
  return {
    x: along(rect.x, rect.width, screen.x, screen.width),
    y: along(rect.y, rect.height, screen.y, screen.height),
  };
}
