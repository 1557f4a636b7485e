/** Where everything of a scene stands: each box for itself, from the innermost outwards. */
import type { ElkNode } from 'elkjs/lib/elk-api';
import type { Box, Scene } from '../map/scene';
import { type Block, blockAround, type Content, leafBlock, type Route } from './block';
import { contentOf, elkGraph, type Room } from './elk-graph';
import type { Point, Rect, Size } from './geometry';
import { type Packed, pack, packAcross } from './pack';
import { joined } from './routes';
import { type Cut, cutAtWalls, type Inside, wholePicture } from './segments';
import { accountGap, gap, leafSize, paddingOf, smallestSize } from './sizes';
import { straightContent } from './straight';

/** The part of elkjs that is used; in the page it runs in a worker. */
export interface Engine {
  layout(graph: ElkNode): Promise<ElkNode>;
}

export interface Layout {
  readonly size: Size;
  /** By item id. */
  readonly rects: ReadonlyMap<string, Rect>;
  /** From the source's border to the target's, by a bundle's key. */
  readonly routes: ReadonlyMap<string, Route>;
}

/** Lays scenes out, one after the other. A box that is as it was before is not laid out again, so it stays as it is. */
export function layouts(engine: Engine): (scene: Scene) => Promise<Layout> {
  let before = new Map<string, Promise<ElkNode>>();
  return async scene => {
    const now = new Map<string, Promise<ElkNode>>();
    const remembering: Engine = {
      layout(graph) {
        const key = JSON.stringify(graph);
        const result = before.get(key) ?? now.get(key) ?? engine.layout(graph);
        now.set(key, result);
        return result;
      },
    };
    const layout = await layoutOf(scene, remembering);
    before = now;
    return layout;
  };
}

export async function layoutOf(scene: Scene, engine: Engine): Promise<Layout> {
  const cut = cutAtWalls(scene);
  const accounts = await Promise.all(scene.roots.map(root => blockOf(root, cut, engine)));
  const room = { top: 0, side: 0, gap: accountGap, smallest: { width: 0, height: 0 } };
  const whole = await blockWith(wholePicture, accounts, insideOf(cut, wholePicture), room, engine);
  return { size: whole.size, rects: whole.rects, routes: joined(cut, whole) };
}

async function blockOf(box: Box, cut: Cut, engine: Engine): Promise<Block> {
  const { id } = box.item;
  if (box.children.length === 0) return leafBlock(id, leafSize(box));
  const children = await Promise.all(box.children.map(child => blockOf(child, cut, engine)));
  const room = { ...paddingOf(box), gap, smallest: smallestSize(box) };
  return blockWith(id, children, insideOf(cut, id), room, engine);
}

const nothing: Inside = { segments: [], ports: [] };

function insideOf(cut: Cut, box: string): Inside {
  return cut.insides.get(box) ?? nothing;
}

/** What edges connect stands above, what none touches below it in rows. */
async function blockWith(
  id: string,
  children: readonly Block[],
  inside: Inside,
  room: Room,
  engine: Engine,
): Promise<Block> {
  const connected = children.filter(child => isTouched(child, inside));
  const loose = children.filter(child => !isTouched(child, inside));
  if (connected.length === 0) return blockAround(id, looseContent(loose, room));
  const graph = elkGraph(id, connected, inside, room);
  // ELK has graphs that it fails on: straight lines are better than no picture.
  const answer = await engine.layout(graph).catch(() => undefined);
  const above = (answer && contentOf(answer, connected)) ?? straightContent(connected, inside, room);
  return blockAround(id, loose.length === 0 ? above : withLoose(above, loose, room));
}

function isTouched(block: Block, { segments }: Inside): boolean {
  return segments.some(({ from, to }) => [from, to].some(end => end === block.id || block.ports.has(end)));
}

/** Width by height that is aimed at. */
const aspect = 1.6;

function looseContent(loose: readonly Block[], room: Room): Content {
  const packed = pack(sizesOf(loose), room.gap, aspect);
  return around(loose, packed, { x: room.side, y: room.top }, room);
}

function around(blocks: readonly Block[], { size, places }: Packed, at: Point, { side, smallest }: Room): Content {
  const width = Math.max(smallest.width, size.width + 2 * side);
  const height = Math.max(smallest.height, at.y + size.height + side);
  const placed = blocks.map((block, i) => ({ block, at: { x: at.x + places[i]!.x, y: at.y + places[i]!.y } }));
  return { size: { width, height }, blocks: placed, ports: new Map(), routes: new Map() };
}

function withLoose(above: Content, loose: readonly Block[], room: Room): Content {
  const packed = packAcross(sizesOf(loose), room.gap, above.size.width - 2 * room.side);
  const y = above.size.height - room.side + room.gap;
  const below = around(loose, packed, { x: room.side, y }, room);
  const width = Math.max(above.size.width, below.size.width);
  return {
    size: { width, height: below.size.height },
    blocks: [...above.blocks, ...below.blocks],
    ports: new Map([...above.ports].map(([id, at]) => [id, at.x > 0 ? { ...at, x: width } : at])),
    routes: above.routes,
  };
}

function sizesOf(blocks: readonly Block[]): readonly Size[] {
  return blocks.map(block => block.size);
}
