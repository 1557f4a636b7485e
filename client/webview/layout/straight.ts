/** A box whose edges ELK did not lay out: packed, with straight lines from middle to middle. */
import type { Block, Content, Route } from './block';
import type { Room } from './elk-graph';
import { centreOf, type Point } from './geometry';
import { pack } from './pack';
import type { Inside } from './segments';

export function straightContent(blocks: readonly Block[], { segments, ports }: Inside, room: Room): Content {
  const { size, places } = pack(
    blocks.map(block => block.size),
    room.gap,
    room.plan.aspect,
  );
  const width = Math.max(room.smallest.width, size.width + 2 * room.side);
  const height = Math.max(room.smallest.height, size.height + room.top + room.side);
  const placed = blocks.map((block, i) => ({ block, at: { x: room.side + places[i]!.x, y: room.top + places[i]!.y } }));
  const own = new Map(ports.map(({ id, side }) => [id, { x: side === 'EAST' ? width : 0, y: height / 2 }]));
  const ends = new Map<string, Point>(own);
  for (const { block, at } of placed) {
    ends.set(block.id, centreOf({ ...at, ...block.size }));
    for (const [id, port] of block.ports) ends.set(id, { x: at.x + port.x, y: at.y + port.y });
  }
  const routes = segments.map(({ id, from, to }): readonly [string, Route] => {
    const points = [from, to].flatMap(end => ends.get(end) ?? []);
    return [id, { points, label: undefined }];
  });
  return { size: { width, height }, blocks: placed, ports: own, routes: new Map(routes) };
}
