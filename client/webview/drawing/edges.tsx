/** Edges, their labels, and the holes that they make in production's walls. */
import type { Route } from '../layout/block';
import { holesIn, type Rect } from '../layout/geometry';
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

export function Holes({ wall, routes }: { wall: Rect; routes: readonly Route[] }) {
  const holes = holesIn(
    wall,
    routes.map(route => route.points),
  );
  return (
    <>
      {holes.map(({ x, y, length, side }) => (
        <g key={`${x} ${y}`} transform={`translate(${rounded(x)} ${rounded(y)}) rotate(${turns[side]})`}>
          <rect class="hole" x={-1.5} y={-length / 2} width={9} height={length} />
          <path class="jamb" d={`M-1.5 ${rounded(-length / 2 - 0.5)}h9M-1.5 ${rounded(length / 2 + 0.5)}h9`} />
        </g>
      ))}
    </>
  );
}

/** A hole is drawn in a left wall, in degrees from there. */
const turns = { left: 0, top: 90, right: 180, bottom: -90 } as const;
