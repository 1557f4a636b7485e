import { describe, expect, test } from 'vitest';
import { exported } from '../../client/webview/exports/exports';
import { withoutMachine } from '../../client/webview/exports/without-machine';
import { initialView } from '../../client/webview/map/view-state';
import { accountMap } from '../../client/webview/map-shape';
import { type ExportKind, exportKinds } from '../../client/webview/messages';
import type { AccountMap } from '../../server/src/account-map';
import { elk } from './drawing-of';
import { exampleMap } from './example-map';
import { hostileMap } from './hostile-map';
import { largeMap } from './large-map';
import { account, edge, mapOf, role, root, stack } from './writing-maps';

const assets = { script: 'start("</script><!--")', style: 'body{color:red}', elkWorker: 'work("</script>")' };

function exporting(kind: ExportKind, map: AccountMap, folds: Readonly<Record<string, boolean>> = {}): Promise<string> {
  return exported(kind, map, [root], { ...initialView, folds }, { engine: elk, assets: async () => assets });
}

describe('no path of the machine', () => {
  const id = `${root}/stacks/orders prod.yaml#Role`;
  const elsewhere = 'file:///opt/secret%20place/other.yaml#Role';
  const windows = 'file:///c%3A/Users/somebody/x.yaml#Role';
  const map = mapOf({
    accounts: [account('1', 'production', [stack(`${root}/stacks/orders.yaml@1`, [id, elsewhere, windows])])],
    resources: [role(id), role(elsewhere, { file: 'file:///opt/secret%20place/other.yaml' }), role(windows)],
    edges: [
      edge(id, 'assumes', elsewhere, {
        message: `see ${root}/a.yaml and /home/somebody/shop/b.yaml`,
        because: [{ ...role('x'), file: '/opt/secret place/c.yaml', range: role('x').range! }],
      }),
    ],
  });

  test.each(exportKinds)('is in %s', async kind => {
    const text = await exporting(kind, map, { [`stack/${root}/stacks/orders.yaml@1`]: false });
    expect(text).not.toMatch(/somebody|secret|file:|Users/);
  });

  test('ids stay different, and edges meet what they met', () => {
    const renamed = withoutMachine(map, [root]).map;
    const ids = renamed.resources.map(resource => resource.id);
    expect(ids).toEqual(['stacks/orders prod.yaml#Role', 'other.yaml#Role', 'x.yaml#Role']);
    expect(renamed.edges).toMatchObject([{ from: ids[0], to: ids[1], message: 'see a.yaml and b.yaml' }]);
  });

  test('what is called the same in two folders is told apart', () => {
    const two = mapOf({ resources: [role('file:///a/x.yaml#R'), role('file:///b/x.yaml#R')] });
    expect(withoutMachine(two, []).map.resources.map(resource => resource.id)).toEqual(['x.yaml#R', 'x.yaml#R (2)']);
  });
});

describe('svg', () => {
  test('stands alone: no script, no foreign object, nothing from elsewhere, no variables', async () => {
    const svg = await exporting('svg', exampleMap);
    expect(svg).not.toMatch(/<script|foreignObject|href|url\((?!#)|@import|var\(|style=/);
    expect(svg).toContain('orders-prod');
  });

  test('shows what is unfolded', async () => {
    expect(await exporting('svg', exampleMap)).not.toContain('card-processor');
    expect(await exporting('svg', exampleMap, { 'stack/payments-prod': false })).toContain('card-processor');
  });
});

describe('html', () => {
  test('lets in only what is in it', async () => {
    const html = await exporting('html', exampleMap);
    const policy = /content="(default-src[^"]*)"/.exec(html)![1]!;
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; worker-src blob:$/,
    );
    expect(html.match(/<script/g)).toHaveLength(3);
    expect(html.match(/<\/script>/g)).toHaveLength(3);
  });

  test('holds names as text', async () => {
    const html = await exporting('html', hostileMap);
    expect(html.match(/<script/g)).toHaveLength(3);
    expect(html).not.toMatch(/<img|<svg|<!--|[\u2028\u2029]/);
    const data = /id="map-data">([^<]*)</.exec(html)![1]!;
    expect(accountMap(JSON.parse(data))).toBe(true);
  });
});

describe('mermaid', () => {
  test('is a flowchart of what is seen', async () => {
    expect(await exporting('mermaid', exampleMap)).toMatchSnapshot();
  });

  test('names end no label', async () => {
    const text = await exporting('mermaid', hostileMap, { 'stack/<img src=x onerror=alert(1)>': false });
    for (const line of text.trimEnd().split('\n').slice(1))
      expect(line).toMatch(
        /^ *(n\d+\["[^"<>`[\]{}]*"\]|subgraph n\d+\["[^"<>`[\]{}]*"\]|end|n\d+ (-->|==>|-\.->)\|"[^"<>`|]*"\| n\d+|classDef production \S+|class [n\d,]+ production|linkStyle [\d,]+ \S+)$/,
      );
  });
});

describe('json', () => {
  test('is the contract', async () => {
    expect(accountMap(JSON.parse(await exporting('json', exampleMap)))).toBe(true);
  });
});

test.each(exportKinds)('%s of a large map', async kind => {
  expect((await exporting(kind, largeMap({ resources: 400 }))).length).toBeGreaterThan(1000);
});
