/** Edges in one piece again. */
import type { Block, Route } from './block';
import type { Point } from './geometry';
import type { Cut } from './segments';

/** Each bundle's segments one after the other, without the points where they were cut. */
export function joined(cut: Cut, whole: Block): ReadonlyMap<string, Route> {
  return new Map(
    [...cut.segmentsOf].map(([key, steps]) => {
      const parts = steps.flatMap(({ segment }) => whole.routes.get(segment.id) ?? []);
      const label = parts.find(part => part.label !== undefined)?.label;
      return [key, { points: straightened(parts.flatMap(part => part.points)), label }];
    }),
  );
}

/** Without points that do not turn. */
function straightened(points: readonly Point[]): readonly Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const [a, b] = kept.slice(-2);
    if (a !== undefined && b !== undefined && isStraight(a, b, point)) kept.pop();
    const last = kept.at(-1);
    if (last === undefined || last.x !== point.x || last.y !== point.y) kept.push(point);
  }
  return kept;
}

function isStraight(a: Point, b: Point, c: Point): boolean {
  return (near(a.x, b.x) && near(b.x, c.x)) || (near(a.y, b.y) && near(b.y, c.y));
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.5;
}
