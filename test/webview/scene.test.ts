/** What of a map is drawn, by what is folded and filtered. */
import { describe, expect, test } from 'vitest';
import { searched } from '../../client/webview/map/filter';
import { outlineOf } from '../../client/webview/map/outline';
import type { Bundle, Scene } from '../../client/webview/map/scene';
import { sceneFor } from './drawing-of';
import { exampleMap } from './example-map';
import { account, edge, fn, mapOf, role, stack, table } from './writing-maps';

const small = mapOf({
  accounts: [
    account('1', 'development', [stack('dev', ['Ci', 'Build'])]),
    account('2', 'production', [stack('prod', ['Api', 'ApiRole', 'Orders']), stack('other', ['Ledger'])]),
  ],
  resources: [role('Ci'), fn('Build'), fn('Api'), role('ApiRole'), table('Orders'), table('Ledger')],
  edges: [
    edge('Build', 'runs-as', 'Ci'),
    edge('Ci', 'assumes', 'ApiRole', { crosses: true }),
    edge('Ci', 'passes', 'ApiRole', { crosses: true, certain: false }),
    edge('Api', 'runs-as', 'ApiRole'),
    edge('ApiRole', 'reads', 'Orders'),
    edge('ApiRole', 'reads', 'Ledger'),
  ],
});

describe('folding', () => {
  test('folded stacks show what crosses, bundled', () => {
    expect(sceneFor(small).bundles.map(said)).toEqual(['stack/dev → stack/prod: assumes, passes']);
  });

  test('an open stack shows all edges of its resources', () => {
    expect(sceneFor(small, { 'stack/prod': false }).bundles.map(said)).toEqual([
      'stack/dev → ApiRole: assumes, passes',
      'Api → ApiRole: runs-as',
      'ApiRole → Orders: reads',
      'ApiRole → stack/other: reads',
    ]);
  });

  test('a folded account takes the edges of all in it', () => {
    expect(sceneFor(small, { 'account/2': true }).bundles.map(said)).toEqual([
      'stack/dev → account/2: assumes, passes',
    ]);
  });

  test('a bundle is certain when one of its edges is, and enters production from what is not', () => {
    expect(sceneFor(small).bundles).toMatchObject([
      { certain: true, crosses: true, becomes: true, entersProduction: true },
    ]);
  });

  test('a folded box counts its resources', () => {
    const counts = sceneFor(small).roots.map(({ item, resources }) => `${item.name} ${resources}`);
    expect(counts).toEqual(['1 2', '2 4']);
  });
});

test('what is deployed is a stack: its edge ends there, open or not', () => {
  const map = {
    ...small,
    edges: [edge('Ci', 'deploys', 'prod', { crosses: true }), edge('ApiRole', 'deploys', 'prod')],
  };
  expect(sceneFor(map).bundles.map(said)).toEqual(['stack/dev → stack/prod: deploys']);
  expect(sceneFor(map, { 'stack/prod': false, 'stack/dev': false }).bundles.map(said)).toEqual([
    'Ci → stack/prod: deploys',
  ]);
  expect(sceneFor(map, {}, { onlyCrossings: true }).bundles.map(said)).toEqual(['stack/dev → stack/prod: deploys']);
});

describe('filters', () => {
  test('possible edges can be left out', () => {
    expect(sceneFor(small, {}, { possible: false }).bundles.map(said)).toEqual(['stack/dev → stack/prod: assumes']);
  });

  test('only crossings leaves what has an edge that crosses', () => {
    const scene = sceneFor(small, { 'stack/prod': false, 'stack/dev': false }, { onlyCrossings: true });
    expect(resourcesOf(scene)).toEqual(['Ci', 'ApiRole']);
    expect(scene.bundles.map(said)).toEqual(['Ci → ApiRole: assumes, passes']);
  });

  test('an environment, an account', () => {
    expect(resourcesOf(sceneFor(small, {}, { environment: 'development' }))).toEqual(['Build', 'Ci']);
    expect(sceneFor(small, {}, { account: 'account/2' }).roots.map(root => root.item.id)).toEqual(['account/2']);
  });

  test('a rule leaves what it found', () => {
    const scene = sceneFor(exampleMap, {}, { rule: 'broad-pass-role' });
    expect(resourcesOf(scene)).toEqual(['OrdersDeployer']);
  });
});

describe('search', () => {
  const found = (words: string) => [...(searched(outlineOf(exampleMap), words) ?? ['all'])];

  test('finds names, types and account numbers, all words of it', () => {
    expect(found('card')).toEqual(['CardSecret']);
    expect(found('DYNAMODB staging')).toEqual(['OrdersStaging']);
    expect(found('22333344')).toEqual(['account/222233334444']);
    expect(found('nothing like it')).toEqual([]);
    expect(found('  ')).toEqual(['all']);
  });
});

describe('the outline', () => {
  test('production stands after development, what has no account last', () => {
    const { roots, items } = outlineOf(exampleMap);
    expect(roots.map(id => items.get(id)!.name)).toEqual([
      'shop-dev',
      'shop-staging',
      'shop-prod',
      'legacy',
      'Unknown account',
    ]);
  });

  test('ids that no resource has, and a resource that is named twice, break nothing', () => {
    const map = mapOf({
      accounts: [account('1', undefined, [stack('a', ['Gone', 'Here']), stack('b', ['Here'])])],
      resources: [role('Here')],
      edges: [edge('Gone', 'assumes', 'Here'), edge('Here', 'assumes', 'Here')],
    });
    const scene = sceneFor(map, { 'stack/a': false, 'stack/b': false });
    expect(resourcesOf(scene)).toEqual(['Here']);
    expect(scene.bundles).toEqual([]);
  });

  test('a resource has the environment of its stack, a stack that of its account', () => {
    const { items } = outlineOf(small);
    expect([items.get('Orders')?.tier, items.get('stack/dev')?.tier]).toEqual(['production', 'development']);
  });
});

function resourcesOf({ drawn }: Scene): readonly string[] {
  return [...drawn.keys()].filter(id => !id.includes('/'));
}

function said({ from, to, edges }: Bundle): string {
  return `${from} → ${to}: ${edges.map(({ how }) => how).join(', ')}`;
}
