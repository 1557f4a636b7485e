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

/** Where a line of horizontal and vertical parts goes through the border, and how that border runs there. */
export interface Hole extends Point {
  readonly wall: 'vertical' | 'horizontal';
}

export function holesIn(rect: Rect, points: readonly Point[]): readonly Hole[] {
  const holes: Hole[] = [];
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1]!;
    const b = points[i]!;
    for (const x of [rect.x, rect.x + rect.width])
      if (isBetween(x, a.x, b.x) && isWithin(a.y, rect.y, rect.height)) holes.push({ x, y: a.y, wall: 'vertical' });
    for (const y of [rect.y, rect.y + rect.height])
      if (isBetween(y, a.y, b.y) && isWithin(a.x, rect.x, rect.width)) holes.push({ x: a.x, y, wall: 'horizontal' });
  }
  return holes;
}

function isBetween(value: number, a: number, b: number): boolean {
  return Math.min(a, b) < value && value < Math.max(a, b);
}

function isWithin(value: number, start: number, length: number): boolean {
  return value >= start && value <= start + length;
}
