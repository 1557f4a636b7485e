import { describe, expect, test } from 'vitest';
import { holesIn, overlap, type Point, type Rect } from '../../client/webview/layout/geometry';
import { type Layout, layoutOf, layouts } from '../../client/webview/layout/layout';
import { fitted, textWidth } from '../../client/webview/layout/text-width';
import { outlineOf } from '../../client/webview/map/outline';
import type { Scene } from '../../client/webview/map/scene';
import type { AccountMap } from '../../server/src/account-map';
import { elk, layoutFor, sceneFor, unfolded } from './drawing-of';
import { exampleMap } from './example-map';
import { largeMap } from './large-map';
import { account, edge, mapOf, role, stack } from './writing-maps';

const some = { 'stack/orders-prod': false, 'stack/tools': false };
const cases: readonly (readonly [string, AccountMap, Readonly<Record<string, boolean>>])[] = [
  ['folded', exampleMap, {}],
  ['some unfolded', exampleMap, some],
  ['all unfolded', exampleMap, unfolded(exampleMap)],
  ['an account folded', exampleMap, { 'account/111122223333': true }],
  ['many', largeMap({ resources: 400 }), { 'stack/service-4': false, 'stack/service-0': false }],
];

describe.each(cases)('%s', (_, map, folds) => {
  const scene = sceneFor(map, folds);
  const laidOut = layoutOf(scene, elk);

  test('boxes stand in their parents and overlap no others', async () => {
    const { rects } = await laidOut;
    expect(overlaps(scene, rects, map)).toEqual([]);
    expect(escapes(rects, map)).toEqual([]);
  });

  test('edges lead from one box to the other, along its axes', async () => {
    const { rects, routes } = await laidOut;
    for (const { key, from, to } of scene.bundles) {
      const { points } = routes.get(key)!;
      expect(isAtBorder(points[0]!, rects.get(from)!), `${key} begins`).toBe(true);
      expect(isAtBorder(points.at(-1)!, rects.get(to)!), `${key} ends`).toBe(true);
      for (let i = 1; i < points.length; i++) expect(isAlongAxis(points[i - 1]!, points[i]!), key).toBe(true);
    }
  });
});

test('the same map has the same picture', async () => {
  expect(saying(await layoutFor(exampleMap, some))).toBe(saying(await layoutFor(exampleMap, some)));
});

test('what is unfolded in one account moves nothing in another', async () => {
  const folded = await layoutFor(exampleMap);
  const open = await layoutFor(exampleMap, { 'stack/payments-prod': false });
  expect(within('account/444455556666', open)).toEqual(within('account/444455556666', folded));
});

test('only boxes that changed are laid out again', async () => {
  const here = { aspect: 1.6, direction: 'right' } as const;
  let calls = 0;
  const layoutScene = layouts({
    layout: graph => {
      calls++;
      return elk.layout(graph);
    },
  });
  await layoutScene(sceneFor(exampleMap), here);
  const first = calls;
  await layoutScene(sceneFor(exampleMap), here);
  expect(calls).toBe(first);
  await layoutScene(sceneFor(exampleMap, { 'stack/payments-prod': false }), here);
  // The stack, its account, and the whole.
  expect(calls).toBeLessThanOrEqual(first + 3);
});

test('where ELK fails there is still a picture, with every edge', async () => {
  const scene = sceneFor(exampleMap, some);
  const { rects, routes } = await layoutOf(scene, { layout: () => Promise.reject(new Error('no')) });
  expect(overlaps(scene, rects, exampleMap)).toEqual([]);
  expect(escapes(rects, exampleMap)).toEqual([]);
  for (const { key } of scene.bundles) expect(routes.get(key)!.points.length).toBeGreaterThan(1);
});

test('edges of one end run together when they are many', async () => {
  const ids = ['A', 'B', 'C', 'D', 'E', 'F'];
  const accounts = [
    account('1', 'development', [stack('hub', ['Hub'])]),
    ...ids.map(id => account(id, 'production', [stack(id.toLowerCase(), [id])])),
  ];
  const map = mapOf({
    accounts,
    resources: [role('Hub'), ...ids.map(id => role(id))],
    edges: ids.map(id => edge('Hub', 'assumes', id, { crosses: true })),
  });
  const { routes } = await layoutFor(map);
  const starts = new Set([...routes.values()].map(({ points }) => JSON.stringify(points[0])));
  expect(starts.size).toBe(1);
});

test('edges through a wall that are close to each other make one hole', () => {
  const wall = { x: 100, y: 0, width: 50, height: 200 };
  const through = (y: number) => [
    { x: 0, y },
    { x: 120, y },
  ];
  expect(holesIn(wall, [through(40), through(50), through(150)])).toEqual([
    { x: 100, y: 45, length: 22, side: 'left' },
    { x: 100, y: 150, length: 12, side: 'left' },
  ]);
});

test('an empty map has an empty picture', async () => {
  expect((await layoutFor(mapOf({}))).rects.size).toBe(1);
});

describe('text', () => {
  test('is cut in its middle where it does not fit', () => {
    const name = 'orders-production-deployment-role-of-the-shop';
    const cut = fitted(name, 12, 120);
    expect(cut).toMatch(/^orders-.*….*shop$/);
    expect(textWidth(cut, 12)).toBeLessThanOrEqual(120);
  });

  test.each(['', 'a', '…', '日本語の名前', 'x'.repeat(100_000)])('fits, whatever it is', text => {
    expect(textWidth(fitted(text, 12, 100), 12)).toBeLessThanOrEqual(100);
  });
});

function overlaps(scene: Scene, rects: ReadonlyMap<string, Rect>, map: AccountMap): readonly string[] {
  const { items } = outlineOf(map);
  const siblings = new Map<string, string[]>();
  for (const id of rects.keys()) {
    if (!items.has(id)) continue;
    const parent = items.get(id)!.parent ?? '';
    siblings.set(parent, [...(siblings.get(parent) ?? []), id]);
  }
  expect(scene.roots.length).toBe(siblings.get('')?.length ?? 0);
  return [...siblings.values()].flatMap(ids =>
    ids.flatMap((a, i) => ids.slice(i + 1).flatMap(b => (overlap(rects.get(a)!, rects.get(b)!) ? [`${a} ${b}`] : []))),
  );
}

function escapes(rects: ReadonlyMap<string, Rect>, map: AccountMap): readonly string[] {
  const { items } = outlineOf(map);
  return [...rects].flatMap(([id, rect]) => {
    const parent = items.get(id)?.parent;
    const around = parent === undefined ? undefined : rects.get(parent);
    return around === undefined || isIn(rect, around) ? [] : [id];
  });
}

function isIn(rect: Rect, around: Rect): boolean {
  return (
    rect.x >= around.x &&
    rect.y >= around.y &&
    rect.x + rect.width <= around.x + around.width &&
    rect.y + rect.height <= around.y + around.height
  );
}

function isAtBorder({ x, y }: Point, { x: left, y: top, width, height }: Rect): boolean {
  const near = (a: number, b: number) => Math.abs(a - b) < 1;
  const isInside = x > left - 1 && x < left + width + 1 && y > top - 1 && y < top + height + 1;
  return isInside && (near(x, left) || near(x, left + width) || near(y, top) || near(y, top + height));
}

function isAlongAxis(a: Point, b: Point): boolean {
  return Math.abs(a.x - b.x) < 1 || Math.abs(a.y - b.y) < 1;
}

function within(id: string, { rects }: Layout): readonly (readonly [string, Point])[] {
  const origin = rects.get(id)!;
  const { items } = outlineOf(exampleMap);
  return [...rects]
    .filter(([other]) => items.get(other)?.parent === id)
    .map(([other, { x, y }]) => [other, { x: Math.round(x - origin.x), y: Math.round(y - origin.y) }] as const);
}

function saying({ rects, routes }: Layout): string {
  return JSON.stringify([[...rects], [...routes]]);
}
