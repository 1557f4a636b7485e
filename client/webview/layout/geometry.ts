/** Points and rectangles of the picture, in pixels at scale 1, y downwards. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Point, Size {}

export function centreOf({ x, y, width, height }: Rect): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

export function movedBy<T extends Point>(shape: T, { x, y }: Point): T {
  return { ...shape, x: shape.x + x, y: shape.y + y };
}

export function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Where lines go through a wall: the hole's middle, how long it is along the wall, and which wall it is. */
export interface Hole extends Point {
  readonly length: number;
  readonly side: 'left' | 'right' | 'top' | 'bottom';
}

const single = 12;

/** Lines of horizontal and vertical parts, through the border; where they go through close to each other, there is one hole. */
export function holesIn(rect: Rect, lines: readonly (readonly Point[])[]): readonly Hole[] {
  const { x, y, width, height } = rect;
  const parts = lines.flatMap(points => points.slice(1).map((end, i) => [points[i]!, end] as const));
  const across = (at: number) =>
    parts.filter(([a, b]) => isBetween(at, a.x, b.x) && isWithin(a.y, y, height)).map(([a]) => a.y);
  const down = (at: number) =>
    parts.filter(([a, b]) => isBetween(at, a.y, b.y) && isWithin(a.x, x, width)).map(([a]) => a.x);
  return [
    ...stretches(across(x)).map(({ middle, length }) => ({ x, y: middle, length, side: 'left' as const })),
    ...stretches(across(x + width)).map(({ middle, length }) => ({
      x: x + width,
      y: middle,
      length,
      side: 'right' as const,
    })),
    ...stretches(down(y)).map(({ middle, length }) => ({ x: middle, y, length, side: 'top' as const })),
    ...stretches(down(y + height)).map(({ middle, length }) => ({
      x: middle,
      y: y + height,
      length,
      side: 'bottom' as const,
    })),
  ];
}

/** Places on a line, those that are near to each other as one. */
function stretches(places: readonly number[]): readonly { readonly middle: number; readonly length: number }[] {
  const groups: { from: number; to: number }[] = [];
  for (const place of [...places].sort((a, b) => a - b)) {
    const last = groups.at(-1);
    if (last !== undefined && place - last.to < 2 * single) last.to = place;
    else groups.push({ from: place, to: place });
  }
  return groups.map(({ from, to }) => ({ middle: (from + to) / 2, length: to - from + single }));
}

/** The smallest that holds all; undefined for none. */
export function around(rects: readonly Rect[]): Rect | undefined {
  if (rects.length === 0) return undefined;
  const x = Math.min(...rects.map(rect => rect.x));
  const y = Math.min(...rects.map(rect => rect.y));
  const right = Math.max(...rects.map(rect => rect.x + rect.width));
  const bottom = Math.max(...rects.map(rect => rect.y + rect.height));
  return { x, y, width: right - x, height: bottom - y };
}

function isBetween(value: number, a: number, b: number): boolean {
  return Math.min(a, b) < value && value < Math.max(a, b);
}

function isWithin(value: number, start: number, length: number): boolean {
  return value >= start && value <= start + length;
}
