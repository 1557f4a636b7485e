/** Where everything of a scene stands: each box for itself, from the innermost outwards. */
import type { ElkNode } from 'elkjs/lib/elk-api';
import type { Box, Scene } from '../map/scene';
import type { Plan } from '../map/view-state';
import { type Block, blockAround, type Content, leafBlock, type Route } from './block';
import { contentOf, elkGraph, type Room } from './elk-graph';
import type { Point, Rect, Size } from './geometry';
import { largestIn, type Packed, pack, packAcross, scaleIn } from './pack';
import { joined } from './routes';
import { type Cut, cutAtWalls, type Inside, wholePicture } from './segments';
import { accountGap, gap, leafSize, paddingOf, smallestSize } from './sizes';
import { straightContent } from './straight';

/** The part of elkjs that is used; in the page it runs in a worker. */
export interface Engine {
  layout(graph: ElkNode): Promise<ElkNode>;
}

export interface Layout {
  readonly plan: Plan;
  readonly size: Size;
  /** By item id. */
  readonly rects: ReadonlyMap<string, Rect>;
  /** From the source's border to the target's, by a bundle's key. */
  readonly routes: ReadonlyMap<string, Route>;
}

/** Where the picture is to stand; without a direction, the one in which it is larger there. */
export type Place = Pick<Plan, 'aspect'> & Partial<Plan>;

/** Of files, which nobody knows the place of, and of all boxes in the picture, which stay as they are in each place. */
const usual: Plan = { aspect: 1.6, direction: 'right' };

/** Lays scenes out, one after the other. A box that is as it was before is not laid out again, so it stays as it is. */
export function layouts(engine: Engine): (scene: Scene, place: Place) => Promise<Layout> {
  let before = new Map<string, Promise<ElkNode>>();
  return async (scene, { aspect, direction }) => {
    const now = new Map<string, Promise<ElkNode>>();
    const remembering: Engine = {
      layout(graph) {
        const key = JSON.stringify(graph);
        const result = before.get(key) ?? now.get(key) ?? engine.layout(graph);
        now.set(key, result);
        return result;
      },
    };
    const to = (direction: Plan['direction']) => layoutOf(scene, remembering, { aspect, direction });
    const layout = direction === undefined ? await largest(aspect, to) : await to(direction);
    before = now;
    return layout;
  };
}

/** From left to right, unless that is much too wide and from top to bottom much larger. */
async function largest(aspect: number, to: (direction: Plan['direction']) => Promise<Layout>): Promise<Layout> {
  const right = await to('right');
  if (right.size.width <= 1.3 * aspect * right.size.height) return right;
  const down = await to('down');
  return scaleIn(down.size, aspect) > 1.25 * scaleIn(right.size, aspect) ? down : right;
}

export async function layoutOf(scene: Scene, engine: Engine, plan: Plan = usual): Promise<Layout> {
  const cut = cutAtWalls(scene);
  const accounts = await Promise.all(scene.roots.map(root => blockOf(root, cut, engine)));
  const room = { top: 0, side: 0, gap: accountGap, smallest: { width: 0, height: 0 }, plan };
  const whole = await blockWith(wholePicture, accounts, insideOf(cut, wholePicture), room, engine);
  return { plan, size: whole.size, rects: whole.rects, routes: joined(cut, whole) };
}

async function blockOf(box: Box, cut: Cut, engine: Engine): Promise<Block> {
  const { id } = box.item;
  if (box.children.length === 0) return leafBlock(id, leafSize(box));
  const children = await Promise.all(box.children.map(child => blockOf(child, cut, engine)));
  const room = { ...paddingOf(box), gap, smallest: smallestSize(box), plan: usual };
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

function looseContent(loose: readonly Block[], room: Room): Content {
  const packed = pack(sizesOf(loose), room.gap, room.plan.aspect);
  return around(loose, packed, { x: room.side, y: room.top }, room);
}

function around(blocks: readonly Block[], { size, places }: Packed, at: Point, { side, smallest }: Room): Content {
  const width = Math.max(smallest.width, size.width + 2 * side);
  const height = Math.max(smallest.height, at.y + size.height + side);
  const placed = blocks.map((block, i) => ({ block, at: { x: at.x + places[i]!.x, y: at.y + places[i]!.y } }));
  return { size: { width, height }, blocks: placed, ports: new Map(), routes: new Map() };
}

function withLoose(above: Content, loose: readonly Block[], room: Room): Content {
  const y = above.size.height - room.side + room.gap;
  // Boxes stay as they are in each place, so only the whole is made wider for its own.
  const widths = room.plan === usual ? [1] : [1, 1.5, 2];
  const tries = widths.map(times => {
    const packed = packAcross(sizesOf(loose), room.gap, times * above.size.width - 2 * room.side);
    const { size, blocks } = around(loose, packed, { x: room.side, y }, room);
    return { blocks, size: { width: Math.max(above.size.width, size.width), height: size.height } };
  });
  const below = largestIn(room.plan.aspect, tries);
  const { width } = below.size;
  return {
    size: below.size,
    blocks: [...above.blocks, ...below.blocks],
    ports: new Map([...above.ports].map(([id, at]) => [id, at.x > 0 ? { ...at, x: width } : at])),
    routes: above.routes,
  };
}

function sizesOf(blocks: readonly Block[]): readonly Size[] {
  return blocks.map(block => block.size);
}
