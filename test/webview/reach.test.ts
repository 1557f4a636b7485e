import { describe, expect, test } from 'vitest';
import { blastRadius, exposure, pathBetween, waysOf } from '../../client/webview/map/reach';
import { edge } from './writing-maps';

const edges = [
  edge('Push', 'assumes', 'Ci'),
  edge('Ci', 'changes-code', 'Api'),
  edge('Api', 'runs-as', 'ApiRole'),
  edge('ApiRole', 'reads', 'Orders'),
  edge('Orders', 'assumes', 'Never'),
  edge('Ci', 'assumes', 'ApiRole', { certain: false }),
  edge('Ci', 'deploys', 'Stack'),
  edge('ApiRole', 'assumes', 'Ci'),
];
const ways = waysOf(edges, true);

describe('the blast radius', () => {
  test('goes on over what is become, and ends at what is touched', () => {
    expect([...blastRadius(ways, ['Ci']).distances]).toEqual([
      ['Ci', 0],
      ['Api', 1],
      ['ApiRole', 1],
      ['Orders', 2],
    ]);
  });

  test('knows the certain ways alone', () => {
    expect(blastRadius(waysOf(edges, false), ['Ci']).distances.get('ApiRole')).toBe(2);
  });

  test('of somebody who reaches nothing is themselves', () => {
    expect([...blastRadius(ways, ['Orders', 'Nobody']).distances.keys()]).toEqual(['Orders', 'Nobody', 'Never']);
    expect([...blastRadius(ways, ['Nobody']).edges]).toEqual([]);
  });
});

test('who reaches data are those that touch it, and who becomes them', () => {
  expect([...exposure(ways, ['Orders']).distances.keys()]).toEqual(['Orders', 'ApiRole', 'Api', 'Ci', 'Push']);
});

describe('a path', () => {
  const path = (from: string, to: string, possible = true) =>
    pathBetween(waysOf(edges, possible), [from], [to])?.map(hop => `${hop.from} ${hop.how} ${hop.to}`);

  test('is of certain hops, where there are such, though others are fewer', () => {
    expect(path('Push', 'Orders')).toEqual([
      'Push assumes Ci',
      'Ci changes-code Api',
      'Api runs-as ApiRole',
      'ApiRole reads Orders',
    ]);
  });

  test('does not go on from what is touched, nor over what is deployed', () => {
    expect(path('ApiRole', 'Never')).toBeUndefined();
    expect(path('Push', 'Stack')).toBeUndefined();
  });

  test('is over possible hops where there is no other', () => {
    const only = [edge('A', 'assumes', 'B', { certain: false })];
    expect(pathBetween(waysOf(only, true), ['A'], ['B'])).toEqual(only);
    expect(pathBetween(waysOf(only, false), ['A'], ['B'])).toBeUndefined();
  });
});
