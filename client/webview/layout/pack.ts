/** Boxes that no edge orders: in rows, in their own order, about as wide as high. */
import type { Point, Size } from './geometry';

export interface Packed {
  readonly size: Size;
  /** Of each box, in the order given. */
  readonly places: readonly Point[];
}

/** `aspect`: width by height that is aimed at. */
export function pack(boxes: readonly Size[], gap: number, aspect: number): Packed {
  if (boxes.length === 0) return { size: { width: 0, height: 0 }, places: [] };
  const area = boxes.reduce((sum, box) => sum + (box.width + gap) * (box.height + gap), 0);
  const wide = Math.sqrt(area * aspect);
  // A row more or less decides how much is left empty: of a few widths, the one that wastes least.
  const tries = [wide * 0.8, wide, wide * 1.2].map(width => packAcross(boxes, gap, width));
  return largestIn(aspect, tries);
}

/** Of several, one at least: the one that can be shown largest. */
export function largestIn<T extends { readonly size: Size }>(aspect: number, tries: readonly T[]): T {
  const fits = tries.map(({ size }) => scaleIn(size, aspect));
  return tries[fits.indexOf(Math.max(...fits))]!;
}

/** The scale at which it fits into a place of that aspect and of height 1. */
export function scaleIn({ width, height }: Size, aspect: number): number {
  return 1 / Math.max(width / aspect, height, 1);
}

/** In rows of that width, or of the widest box. */
export function packAcross(boxes: readonly Size[], gap: number, width: number): Packed {
  const places: Point[] = [];
  let x = 0;
  let y = 0;
  let rowHeight = 0;
  let widest = 0;
  for (const box of boxes) {
    if (x > 0 && x + box.width > width) {
      x = 0;
      y += rowHeight + gap;
      rowHeight = 0;
    }
    places.push({ x, y });
    widest = Math.max(widest, x + box.width);
    x += box.width + gap;
    rowHeight = Math.max(rowHeight, box.height);
  }
  return { size: { width: widest, height: y + rowHeight }, places };
}
