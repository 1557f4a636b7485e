/** An edge's line and arrowhead as SVG path data. */
import type { Point } from '../layout/geometry';

const radius = 7;
const headLength = 9;
const headWidth = 4.2;

/** With rounded corners; it ends where the head begins. */
export function linePath(points: readonly Point[]): string {
  const [start, ...rest] = points;
  if (start === undefined || rest.length === 0) return '';
  const corners = rest.slice(0, -1).map((corner, i) => cornerPath(points[i]!, corner, points[i + 2]!));
  const end = rest.at(-1)!;
  const tip = towards(end, points.at(-2)!, headLength - 1);
  return [`M${say(start)}`, ...corners, `L${say(tip)}`].join('');
}

/** A triangle whose tip is the edge's end. */
export function headPath(points: readonly Point[]): string {
  const end = points.at(-1);
  const before = points.at(-2);
  if (end === undefined || before === undefined) return '';
  const base = towards(end, before, headLength);
  const length = distance(end, before) || 1;
  const across = { x: (-(end.y - before.y) / length) * headWidth, y: ((end.x - before.x) / length) * headWidth };
  const left = { x: base.x + across.x, y: base.y + across.y };
  const right = { x: base.x - across.x, y: base.y - across.y };
  return `M${say(end)}L${say(left)}L${say(right)}Z`;
}

/** The way around a corner, no larger than half of the shorter side. */
function cornerPath(before: Point, corner: Point, after: Point): string {
  const r = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2);
  return `L${say(towards(corner, before, r))}Q${say(corner)} ${say(towards(corner, after, r))}`;
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to);
  const part = whole === 0 ? 0 : Math.min(1, length / whole);
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function say({ x, y }: Point): string {
  return `${rounded(x)},${rounded(y)}`;
}

/** Tenths of a pixel, which keeps exports small. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
