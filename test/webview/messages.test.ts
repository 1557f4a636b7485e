import { describe, expect, test } from 'vitest';
import { initialView } from '../../client/webview/map/view-state';
import { readPageMessage, readPanelMessage, readView } from '../../client/webview/messages';
import { exampleMap } from './example-map';
import { largeMap } from './large-map';
import { place } from './writing-maps';

describe('what the panel says', () => {
  test.each([
    { type: 'map', map: exampleMap, roots: [] },
    { type: 'map', map: largeMap({ resources: 80 }), roots: ['file:///a'] },
    { type: 'map', map: { ...exampleMap, later: 'is added' }, roots: [] },
    { type: 'show', id: 'Orders' },
    { type: 'restore', view: initialView },
  ])('$type is read', message => {
    expect(readPanelMessage(JSON.parse(JSON.stringify(message)))).toEqual(JSON.parse(JSON.stringify(message)));
  });

  test.each([
    null,
    'ready',
    [],
    { type: 'map' },
    { type: 'map', map: { ...exampleMap, version: 2 }, roots: [] },
    { type: 'map', map: { ...exampleMap, edges: [{ from: 'a', to: 3 }] }, roots: [] },
    { type: 'map', map: exampleMap, roots: 'file:///a' },
    { type: 'show', id: 4 },
    { type: 'restore', view: { ...initialView, camera: { x: Number.NaN, y: 0, scale: 1 } } },
    { type: 'ready' },
  ])('anything else is not: %j', message => {
    expect(readPanelMessage(message)).toBeUndefined();
  });
});

describe('what the page says', () => {
  test.each([
    { type: 'ready' },
    { type: 'reveal', place: place('a.yaml'), takesFocus: true },
    { type: 'export', kind: 'svg', content: '<svg/>' },
    { type: 'view', view: { ...initialView, folds: { a: true }, camera: { x: 1, y: 2, scale: 0.5 } } },
    { type: 'problem', message: 'no worker' },
  ])('$type is read', message => {
    expect(readPageMessage(message)).toBe(message);
  });

  test.each([
    undefined,
    { type: 'reveal', place: { file: 3 }, takesFocus: true },
    { type: 'reveal', place: place('a.yaml') },
    { type: 'export', kind: 'exe', content: '' },
    { type: 'view', view: { folds: { a: 'yes' } } },
    { type: 'show', id: 'Orders' },
  ])('anything else is not: %j', message => {
    expect(readPageMessage(message)).toBeUndefined();
  });
});

test('a saved view of another shape is not restored', () => {
  expect(readView({ folds: {} })).toBeUndefined();
  expect(readView(initialView)).toBe(initialView);
});
