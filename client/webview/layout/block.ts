/** A box with all in it, laid out: what is placed as a whole in the box around it. */
import { movedBy, type Point, type Rect, type Size } from './geometry';

export interface Route {
  readonly points: readonly Point[];
  readonly label: Rect | undefined;
}

/** All from the block's own corner. */
export interface Block {
  readonly id: string;
  readonly size: Size;
  /** Of itself and all in it, by item id. */
  readonly rects: ReadonlyMap<string, Rect>;
  /** Where edges go through its own wall, by the port's id. */
  readonly ports: ReadonlyMap<string, Point>;
  /** Of the segments in it, by their ids. */
  readonly routes: ReadonlyMap<string, Route>;
}

/** What is in a box, before its wall is drawn around it: blocks at their places, and the segments between them. */
export interface Content {
  readonly size: Size;
  readonly blocks: readonly { readonly block: Block; readonly at: Point }[];
  readonly ports: ReadonlyMap<string, Point>;
  readonly routes: ReadonlyMap<string, Route>;
}

export function blockAround(id: string, content: Content): Block {
  const { blocks, size, ports } = content;
  const own: Rect = { x: 0, y: 0, ...size };
  const rects = blocks.flatMap(({ block, at }) => entriesMoved(block.rects, at));
  const routes = blocks.flatMap(({ block, at }) =>
    [...block.routes].map(([key, route]) => [key, moved(route, at)] as const),
  );
  return { id, size, ports, rects: new Map([[id, own], ...rects]), routes: new Map([...content.routes, ...routes]) };
}

export function leafBlock(id: string, size: Size): Block {
  return blockAround(id, { size, blocks: [], ports: new Map(), routes: new Map() });
}

function moved({ points, label }: Route, by: Point): Route {
  return { points: points.map(point => movedBy(point, by)), label: label && movedBy(label, by) };
}

function entriesMoved<T extends Point>(shapes: ReadonlyMap<string, T>, by: Point): readonly (readonly [string, T])[] {
  return [...shapes].map(([key, shape]) => [key, movedBy(shape, by)] as const);
}
