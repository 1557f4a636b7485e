import { afterEach, describe, expect, it } from 'vitest';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  Range,
} from 'vscode-languageserver';
import type { AccessPaths } from '../../server/src/access-paths';
import * as protocol from '../../server/src/protocol';
import { type Editor, eventually, openEditor } from './session';

let editor: Editor;
afterEach(() => editor.end());

const people = `Resources:
  Developers:
    Type: AWS::IAM::User
    Properties:
      UserName: developers
      Policies:
        - PolicyName: own
          PolicyDocument:
            Statement:
              - { Effect: Allow, Action: "sts:AssumeRole", Resource: "arn:aws:iam::111122223333:role/ci" }
`;
const orders = `Resources:
  Ci:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ci
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { AWS: ["arn:aws:iam::111122223333:root", "arn:aws:iam::999988887777:root"] }
            Action: sts:AssumeRole
      Policies:
        - PolicyName: own
          PolicyDocument:
            Statement:
              - { Effect: Allow, Action: "lambda:UpdateFunctionCode", Resource: !GetAtt Worker.Arn }
              - { Effect: Allow, Action: ["dynamodb:GetItem", "dynamodb:PutItem"], Resource: !GetAtt Orders.Arn }
  Worker: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt WorkerRole.Arn } }
  WorkerRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] }
  Orders: { Type: AWS::DynamoDB::Table }
`;
const settings = `version: 1
accounts:
  - { id: "111122223333", name: shop, environment: development }
deployments:
  - { files: "*.yaml", account: shop }
`;
const texts: Readonly<Record<string, string>> = { 'people.yaml': people, 'orders.yaml': orders };

async function opened(landings = settings): Promise<void> {
  editor = await openEditor({ files: { ...texts, 'bulkhead.yaml': landings } });
  await eventually(
    () => editor.statuses.at(-1)?.state,
    state => state === 'ready',
  );
}

/** The item at the first occurrence of a word. */
async function prepared(file: string, word: string): Promise<CallHierarchyItem | undefined> {
  const before = texts[file]!.slice(0, texts[file]!.indexOf(word)).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)!.length + 1 };
  const params = { textDocument: { uri: editor.uri(file) }, position };
  return (await editor.request<CallHierarchyItem[] | null>('textDocument/prepareCallHierarchy', params))?.[0];
}

function at(uri: string, { start, end }: Range): string {
  const [file] = Object.keys(texts).filter(name => editor.uri(name) === uri);
  const lines = texts[file!]!.split('\n');
  return start.line === end.line ? lines[start.line]!.slice(start.character, end.character) : lines[start.line]!.trim();
}

const incoming = async (item: CallHierarchyItem) =>
  (await editor.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item })).map(
    ({ from, fromRanges }) => [from.name, fromRanges.map(range => at(from.uri, range))],
  );
const outgoing = async (item: CallHierarchyItem) =>
  (await editor.request<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item })).map(
    ({ to, fromRanges }) => [to.name, fromRanges.map(range => at(item.uri, range))],
  );

describe('the call hierarchy', () => {
  it('of a role is who can become it, and what it can become and reach, at the statements', async () => {
    await opened();
    const ci = (await prepared('orders.yaml', 'RoleName: ci'))!;
    expect([ci.name, ci.detail, at(ci.uri, ci.selectionRange)]).toEqual([
      'ci',
      'role · development · 111122223333',
      'Ci',
    ]);
    expect(await incoming(ci)).toEqual([
      ['developers', ['"sts:AssumeRole"']],
      ['account 999988887777', [expect.stringContaining('Effect: Allow')]],
    ]);
    expect(await outgoing(ci)).toEqual([
      ['Worker', ['"lambda:UpdateFunctionCode"']],
      ['Orders', ['"dynamodb:GetItem"', '"dynamodb:PutItem"']],
    ]);
  });

  it('begins at a reference too, and goes on from each item', async () => {
    await opened();
    const role = (await prepared('orders.yaml', 'WorkerRole.Arn'))!;
    expect(role.name).toBe('WorkerRole');
    expect(await outgoing(role)).toEqual([]);
    const [call] = await editor.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item: role });
    expect([call!.from.name, await incoming(call!.from)]).toEqual([
      'Worker',
      [['ci', ['"lambda:UpdateFunctionCode"']]],
    ]);
  });

  it('tells things of one template apart by where they stand', async () => {
    const landings = `version: 1
accounts:
  - { id: "111122223333", name: shop, environment: development }
  - { id: "444455556666", name: live, environment: production }
deployments:
  - { files: "*.yaml", account: shop }
  - { files: "*.yaml", account: live }
`;
    await opened(landings);
    const before = texts['orders.yaml']!.slice(0, texts['orders.yaml']!.indexOf('RoleName')).split('\n');
    const position = { line: before.length - 1, character: 10 };
    const params = { textDocument: { uri: editor.uri('orders.yaml') }, position };
    const items = await editor.request<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', params);
    const called = ({ name, detail }: CallHierarchyItem) => `${name}: ${detail}`;
    expect(items.map(called)).toEqual([
      'ci: role · development · 111122223333',
      'ci: role · production · 444455556666',
    ]);
    const reached = await Promise.all(
      items.map(item => editor.request<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item })),
    );
    expect(reached.map(calls => calls.map(({ to }) => called(to)))).toEqual([
      ['Worker: compute · development · 111122223333', 'Orders: data · development · 111122223333'],
      ['Worker: compute · production · 444455556666', 'Orders: data · production · 444455556666'],
    ]);
    const [ofFirst] = await editor.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', {
      item: items[0],
    });
    expect(called(ofFirst!.from)).toBe('developers: user · development · 111122223333');
  });

  it('is empty where nothing acts or holds anything, and for what is gone', async () => {
    await opened();
    expect(await prepared('orders.yaml', 'Resources:')).toBeUndefined();
    const ci = (await prepared('orders.yaml', 'RoleName: ci'))!;
    expect(await incoming({ ...ci, data: { node: 'gone' } })).toEqual([]);
    expect(await outgoing({ ...ci, data: undefined })).toEqual([]);
  });

  it('has paths for clients that ask for them', async () => {
    await opened();
    const ask = (params: unknown) => editor.request<AccessPaths>(protocol.reach.method, params);
    const { paths } = await ask({ from: 'developers', to: 'Orders' });
    expect(paths.map(({ hops }) => hops.map(({ message }) => message))).toEqual([
      ['`developers` may assume `ci` (`sts:AssumeRole`)', '`ci` may read `Orders` (`dynamodb:GetItem`)'],
    ]);
    expect(paths[0]!.hops[0]!.because[0]!.file).toBe(editor.uri('people.yaml'));
    expect((await ask({ from: 'nobody' })).unknown).toEqual(['nobody']);
    for (const nonsense of [null, 7, { from: 3 }, { from: ' ' }])
      expect(await ask(nonsense)).toEqual({ version: 1, paths: [], ambiguous: [], unknown: [], near: [], unread: [] });
  });
});
