import { describe, expect, test } from 'vitest';
import { searched, sieveOf } from '../../client/webview/map/filter';
import { outlineOf } from '../../client/webview/map/outline';
import { effectOfKey, type Row, rowNamed, rowsOf } from '../../client/webview/map/tree-rows';
import { noFilter } from '../../client/webview/map/view-state';
import { exampleMap } from './example-map';

const outline = outlineOf(exampleMap);
const sieve = sieveOf(outline, noFilter);
const rows = rowsOf(outline, { 'stack/orders-dev': false }, sieve, undefined);
const at = (name: string) => rows.findIndex(row => row.item.name === name);

test('open ones show what is in them', () => {
  expect(rows.slice(0, 8).map(said)).toEqual([
    'shop-dev 1 1/5 open',
    'Outside the workspace 2 1/3 open',
    '999900001111 3 1/2',
    'push to shop/orders 3 2/2',
    'orders-dev 2 2/3 open',
    'OrdersApiDev 3 1/3',
    'orders-dev 3 2/3',
    'orders-dev-api 3 3/3',
  ]);
});

test('a search shows what it found with all around it, however it is folded', () => {
  const found = rowsOf(outline, {}, sieve, searched(outline, 'card-processor'));
  expect(found.map(said)).toEqual([
    'shop-prod 1 1/1 open',
    'payments-prod 2 1/1 open',
    'card-processor-credentials 3 1/1',
  ]);
});

describe('keys', () => {
  test.each([
    ['ArrowDown', 0, { focus: 1 }],
    ['ArrowUp', 0, { focus: 0 }],
    ['End', 0, { focus: rows.length - 1 }],
    ['Home', 5, { focus: 0 }],
    ['ArrowRight', 0, { focus: 1 }],
    ['ArrowRight', at('tools'), { fold: ['stack/tools'], folded: false }],
    ['ArrowRight', at('OrdersApiDev'), undefined],
    ['ArrowLeft', at('OrdersApiDev'), { focus: at('orders-dev') }],
    ['ArrowLeft', at('orders-dev'), { fold: ['stack/orders-dev'], folded: true }],
    ['*', at('tools'), { fold: ['stack/tools'], folded: false }],
    ['x', 0, undefined],
  ])('%s at row %i', (key, index, effect) => {
    expect(effectOfKey(rows, index, key)).toEqual(effect);
  });

  test('typing goes to the next name, and round', () => {
    expect(rowNamed(rows, 0, 't')).toBe(at('tools'));
    expect(rowNamed(rows, at('tools'), 'shop-d')).toBe(0);
    expect(rowNamed(rows, 0, 'zebra')).toBeUndefined();
  });
});

function said({ item, level, position, siblings, expanded }: Row): string {
  return `${item.name} ${level} ${position}/${siblings}${expanded === undefined ? '' : expanded ? ' open' : ' closed'}`;
}
