/** The whole picture: containers at the back, then holes and edges, then what has nothing in it, then labels. */
import type { ComponentChildren } from 'preact';
import type { Layout } from '../layout/layout';
import type { Light } from '../map/light';
import type { Box, Bundle, Scene } from '../map/scene';
import { AccountBox, boxClass, ResourceBox, StackBox } from './boxes';
import { rounded } from './edge-path';
import { Edge, EdgeLabel, Holes } from './edges';

export interface PictureProps {
  readonly scene: Scene;
  readonly layout: Layout;
  /** Undefined: nothing fades. */
  readonly light?: Light | undefined;
  readonly selected?: readonly string[];
}

export function Picture({ scene, layout, light, selected = [] }: PictureProps) {
  const boxes = scene.roots.flatMap(withAllIn);
  const drawBox = (box: Box) => (
    <PlacedBox key={box.item.id} box={box} layout={layout} className={classOf(box.item.id, light, selected)} />
  );
  return (
    <>
      <Patterns />
      {boxes.filter(isOpen).map(drawBox)}
      {scene.roots
        .filter(root => root.item.tier === 'production')
        .map(root => (
          <WallHoles key={root.item.id} root={root} scene={scene} layout={layout} />
        ))}
      {scene.bundles.map(bundle => drawEdge(bundle, layout, light))}
      {boxes.filter(box => !isOpen(box)).map(drawBox)}
      {scene.bundles.map(bundle => drawLabel(bundle, layout, light))}
    </>
  );
}

/** Stripes of two environments. */
function Patterns() {
  return (
    <defs>
      <pattern id="bh-mix" width="28" height="28" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path class="hatch one" d="M7 0V28" />
        <path class="hatch other" d="M21 0V28" />
      </pattern>
    </defs>
  );
}

function PlacedBox({ box, layout, className }: { box: Box; layout: Layout; className: string }): ComponentChildren {
  const rect = layout.rects.get(box.item.id);
  if (rect === undefined) return null;
  return (
    <g
      class={`${boxClass(box)}${className}`}
      data-item={box.item.id}
      transform={`translate(${rounded(rect.x)} ${rounded(rect.y)})`}
    >
      {drawn(box, rect)}
    </g>
  );
}

function drawn(box: Box, size: { readonly width: number; readonly height: number }) {
  const { item } = box;
  if (item.kind === 'account') return <AccountBox box={box} item={item} size={size} />;
  return item.kind === 'resource' ? (
    <ResourceBox box={box} item={item} size={size} />
  ) : (
    <StackBox box={box} item={item} size={size} />
  );
}

function WallHoles({ root, scene, layout }: { root: Box; scene: Scene; layout: Layout }) {
  const wall = layout.rects.get(root.item.id);
  if (wall === undefined) return null;
  const routes = scene.bundles.filter(bundle => bundle.crosses).flatMap(bundle => layout.routes.get(bundle.key) ?? []);
  return <Holes wall={wall} routes={routes} />;
}

function drawEdge(bundle: Bundle, layout: Layout, light: Light | undefined) {
  const route = layout.routes.get(bundle.key);
  if (route === undefined) return null;
  return <Edge key={bundle.key} bundle={bundle} route={route} extra={shine(bundle, light)} />;
}

function drawLabel(bundle: Bundle, layout: Layout, light: Light | undefined) {
  const label = layout.routes.get(bundle.key)?.label;
  if (label === undefined) return null;
  return <EdgeLabel key={bundle.key} bundle={bundle} at={label} extra={shine(bundle, light)} />;
}

function shine({ key }: Bundle, light: Light | undefined): string {
  if (light === undefined) return '';
  return light.bundles.has(key) ? ' lit' : ' faded';
}

function classOf(id: string, light: Light | undefined, selected: readonly string[]): string {
  return `${light === undefined || light.items.has(id) ? '' : ' faded'}${selected.includes(id) ? ' selected' : ''}`;
}

function isOpen(box: Box): boolean {
  return box.item.kind === 'account' || box.children.length > 0;
}

function withAllIn(box: Box): readonly Box[] {
  return [box, ...box.children.flatMap(withAllIn)];
}
