import { afterEach, describe, expect, it } from 'vitest';
import type { CodeLens } from 'vscode-languageserver';
import type { AccountMap, MapPlace } from '../../server/src/account-map';
import * as protocol from '../../server/src/protocol';
import { exampleFiles } from '../support/examples';
import { likeVSCode } from './clients';
import { type Editor, eventually, openEditor, type Setup } from './session';

let editor: Editor;
afterEach(() => editor.end());

const orders = `Resources:
  Dev:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { AWS: "222233334444" }, Action: sts:AssumeRole }] }
      Policies:
        - PolicyName: own
          PolicyDocument: { Statement: [{ Effect: Allow, Action: "dynamodb:GetItem", Resource: !GetAtt Orders.Arn }] }
  Orders: { Type: AWS::DynamoDB::Table }
`;
const declared = `version: 1
accounts:
  - { id: "111122223333", name: shop-prod, environment: production }
deployments:
  - { files: orders.yaml, account: shop-prod }
`;
const files = { 'orders.yaml': orders, 'bulkhead.yaml': declared };

async function opened(setup: Setup): Promise<readonly number[]> {
  editor = await openEditor({ capabilities: refreshing, ...setup });
  const revisions: number[] = [];
  editor.connection.onNotification(protocol.accountMapChanged.method, ({ revision }) => {
    revisions.push(revision);
  });
  await eventually(
    () => editor.statuses.at(-1)?.state,
    state => state === 'ready',
  );
  return revisions;
}

const refreshing = { ...likeVSCode, workspace: { ...likeVSCode.workspace, codeLens: { refreshSupport: true } } };
const ask = () => editor.request<AccountMap & { readonly revision: number }>(protocol.accountMap.method, null);

describe('the map', () => {
  it('has accounts, stacks, resources and ways, with places under the names of the client', async () => {
    await opened({ files });
    const map = await ask();
    const [account] = map.accounts;
    expect(account).toMatchObject({ id: '111122223333', name: 'shop-prod', tier: 'production' });
    expect(account!.stacks).toMatchObject([{ name: 'orders', file: editor.uri('orders.yaml') }]);
    expect(map.resources.map(({ name }) => name)).toEqual(['Dev', 'Orders', 'account 222233334444']);
    expect(map.edges.map(({ message, crosses }) => [message, crosses])).toEqual([
      ['`Dev` may read `Orders`', false],
      ['`account 222233334444` may assume `Dev`', true],
    ]);
    const { file, range } = map.edges[0]!.because[0]!;
    expect([file, orders.split('\n')[range.start.line]]).toEqual([
      editor.uri('orders.yaml'),
      expect.stringContaining('dynamodb:GetItem'),
    ]);
  });

  it('is told of once when something on it is different, until it is asked for again', async () => {
    const revisions = await opened({ files });
    editor.open('orders.yaml', orders);
    const before = await ask();
    editor.type('orders.yaml', 'Resources:', '# nothing new\nResources:');
    editor.type('orders.yaml', 'dynamodb:GetItem', 'dynamodb:PutItem');
    await eventually(
      () => revisions,
      all => all.length === 1,
    );
    editor.type('orders.yaml', 'dynamodb:PutItem', 'dynamodb:DeleteItem');
    const after = await ask();
    expect(after.revision).toBeGreaterThan(before.revision);
    expect(after.edges.map(({ how }) => how)).toEqual(['writes', 'assumes']);
    expect(revisions).toEqual([before.revision + 1]);
  });

  it('is not told of for what moves alone; where things stand now is asked', async () => {
    const revisions = await opened({ files });
    editor.open('orders.yaml', orders);
    const { resources, edges } = await ask();
    editor.type('orders.yaml', 'Resources:', '# a line\nResources:');
    const placeOf = (target: protocol.MapTarget) => editor.request<MapPlace | null>(protocol.mapPlace.method, target);
    const place = await placeOf({ resource: resources.find(({ name }) => name === 'Orders')!.id });
    expect(place).toMatchObject({
      file: editor.uri('orders.yaml'),
      range: { start: editor.at('orders.yaml', 'Orders:') },
    });
    const { from, to, how } = edges[0]!;
    expect((await placeOf({ from, to, how }))?.range.start.line).toBe(8);
    expect(await placeOf({ resource: 'account:222233334444' })).toBeNull();
    expect(await placeOf({ resource: 'gone' })).toBeNull();
    expect(revisions).toEqual([]);
  });

  it('leads from a place to what is meant, and from what the CDK made to the line of the program', async () => {
    await opened({ files: { ...files, ...exampleFiles('orders') } });
    const selection = (path: string, line: number) =>
      editor.request<{ resources: string[]; stacks: string[] }>(protocol.mapSelectionAt.method, {
        uri: editor.uri(path),
        position: { line, character: 2 },
      });
    const map = await ask();
    const named = (ids: readonly string[]) => ids.map(id => map.resources.find(one => one.id === id)?.name);
    const inTable = await selection('orders.yaml', 8);
    expect([named(inTable.resources), inTable.stacks]).toEqual([['Orders'], []]);
    expect((await selection('orders.yaml', 0)).stacks).toHaveLength(1);
    const deployer = map.resources.find(({ name }) => name === 'website-deployer-prod')!;
    const place = await editor.request<MapPlace>(protocol.mapPlace.method, { resource: deployer.id });
    expect(place.file).toBe(editor.uri('website-cdk/lib/deployer-stack.ts'));
  });
});

describe('code lenses', () => {
  const lenses = async () => {
    const found = await editor.request<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri: editor.uri('orders.yaml') },
    });
    return Promise.all(found.map(lens => editor.request<CodeLens>('codeLens/resolve', lens)));
  };

  it('say where a template lands and what a role reaches, and lead to the map', async () => {
    await opened({ files, initializationOptions: { accountMap: true } });
    editor.open('orders.yaml', orders);
    const [head, role] = (await lenses()).map(({ command }) => command!);
    expect(head!.title).toBe('lands: shop-prod · production · 111122223333');
    expect(role!.title).toBe('can become no role · reaches 1 data store');
    const place: protocol.EditorPlace = { uri: editor.uri('orders.yaml'), position: editor.at('orders.yaml', 'Dev:') };
    expect(role).toMatchObject({ command: 'bulkhead.showAccountMap', arguments: [place] });
  });

  it('are words alone where the editor has no map', async () => {
    await opened({ files });
    editor.open('orders.yaml', orders);
    expect((await lenses()).map(({ command }) => command?.command)).toEqual(['', '']);
  });

  it('can be turned off', async () => {
    await opened({ files, settings: { codeLens: false } });
    editor.open('orders.yaml', orders);
    expect(await lenses()).toEqual([]);
  });

  it('are asked for again when another document has changed what they say', async () => {
    editor = await openEditor({ capabilities: refreshing, files });
    let refreshes = 0;
    editor.connection.onRequest('workspace/codeLens/refresh', () => {
      refreshes++;
      return null;
    });
    editor.open('orders.yaml', orders);
    editor.open('bulkhead.yaml', declared);
    await eventually(
      () => editor.statuses.at(-1)?.state,
      state => state === 'ready',
    );
    await lenses();
    editor.type('bulkhead.yaml', 'shop-prod, environment', 'shop, environment');
    await eventually(
      () => refreshes,
      count => count === 1,
    );
  });
});
