/** Edges, their labels, and the holes that they make in production's walls. */
import type { Route } from '../layout/block';
import { type Hole, holesIn, type Rect } from '../layout/geometry';
import type { Bundle } from '../map/scene';
import { edgesInWords } from '../map/words';
import { headPath, linePath, rounded } from './edge-path';

export function Edge({ bundle, route, extra }: { bundle: Bundle; route: Route; extra: string }) {
  const line = linePath(route.points);
  return (
    <g class={`edge ${characterOf(bundle)}${extra}`} data-bundle={bundle.key}>
      <title>
        {bundle.edges
          .slice(0, 8)
          .map(edge => edge.message)
          .join('\n')}
      </title>
      <path class="hit" d={line} />
      <path class="line" d={line} />
      <path class="head" d={headPath(route.points)} />
    </g>
  );
}

function characterOf(bundle: Bundle): string {
  const words = [
    bundle.certain ? 'certain' : 'possible',
    bundle.becomes ? 'becomes' : 'touches',
    ...(bundle.crosses ? ['crosses'] : []),
    ...(bundle.entersProduction ? ['enters'] : []),
  ];
  return words.join(' ');
}

export function EdgeLabel({ bundle, at, extra }: { bundle: Bundle; at: Rect; extra: string }) {
  return (
    <g
      class={`edge-label ${bundle.entersProduction ? 'enters' : ''}${extra}`}
      data-bundle={bundle.key}
      transform={`translate(${rounded(at.x)} ${rounded(at.y)})`}
    >
      <rect width={at.width} height={at.height} rx={at.height / 2} />
      <text x={at.width / 2} y={at.height / 2 + 0.5}>
        {edgesInWords(bundle.edges)}
      </text>
    </g>
  );
}

/** Where the edges go through a wall; one hole where several do so at one place. */
export function Holes({ wall, routes }: { wall: Rect; routes: readonly Route[] }) {
  const holes = new Map(
    routes.flatMap(route => holesIn(wall, route.points)).map(hole => [`${hole.x} ${hole.y}`, hole]),
  );
  return (
    <>
      {[...holes].map(([key, hole]) => (
        <g key={key} transform={transformOf(hole, wall)}>
          <rect class="hole" x={-1.5} y={-6} width={9} height={12} />
          <path class="jamb" d="M-1.5 -6.5h9M-1.5 6.5h9" />
        </g>
      ))}
    </>
  );
}

/** A hole is drawn in a left wall; the others are turned. */
function transformOf(hole: Hole, wall: Rect): string {
  const place = `translate(${rounded(hole.x)} ${rounded(hole.y)})`;
  const isFar = hole.wall === 'vertical' ? hole.x > wall.x + 1 : hole.y > wall.y + 1;
  if (hole.wall === 'vertical') return isFar ? `${place} rotate(180)` : place;
  return `${place} rotate(${isFar ? -90 : 90})`;
}
