import { afterEach, expect, it } from 'vitest';
import { accountsToDeclare, checkWorkspace, declareAccounts } from '../../server/src/protocol';
import { type Editor, openEditor } from './session';

let editor: Editor;
afterEach(() => editor.end());

const role = (account: string) => `Resources:
  Deployer:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { AWS: "${account}" }, Action: "sts:AssumeRole" }]
`;
const provider = JSON.stringify({ provider: { aws: { profile: 'shop-prod', allowed_account_ids: ['444455556666'] } } });

async function open(files: Readonly<Record<string, string>>, folders?: readonly string[]) {
  editor = await openEditor({ files, ...(folders ? { folders } : {}) });
  await editor.request(checkWorkspace.method, null);
}

const accounts = () =>
  editor.request<NonNullable<ReturnType<NonNullable<(typeof accountsToDeclare)['says']>>>>(
    accountsToDeclare.method,
    null,
  );

const declare = (environments: Readonly<Record<string, string>> = {}) =>
  editor.request<NonNullable<ReturnType<NonNullable<(typeof declareAccounts)['says']>>>>(declareAccounts.method, {
    environments,
  });

it('tells what is known of the accounts of the workspace, and what may be chosen', async () => {
  await open({ 'stacks/deployer.yaml': role('111122223333'), 'infra/main.tf.json': provider });
  expect(await accounts()).toEqual({
    accounts: [
      { id: '111122223333', evidence: [], seenIn: ['stacks/deployer.yaml'] },
      {
        id: '444455556666',
        name: 'shop-prod',
        environment: 'production',
        evidence: [expect.stringMatching(/^production: .*profile is `shop-prod`$/)],
        seenIn: ['infra/main.tf.json'],
      },
    ],
    environments: ['production', 'staging', 'test', 'development', 'shared'],
  });
});

it('writes a new file with the answers', async () => {
  await open({ 'stacks/deployer.yaml': role('111122223333') });
  const { changes, refused } = await declare({ '111122223333': 'shared', '999999999999': 'production' });
  expect(refused).toEqual([]);
  expect(changes).toEqual([
    {
      uri: editor.uri('bulkhead.yaml'),
      isNew: true,
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      text: 'version: 1\naccounts:\n  # seen in stacks/deployer.yaml\n  - id: "111122223333"\n    environment: shared\n',
    },
  ]);
});

it('adds to the buffer that is open, saved or not', async () => {
  await open({ 'stacks/deployer.yaml': role('111122223333'), 'bulkhead.yaml': 'version: 1\n' });
  editor.open('bulkhead.yaml', 'version: 1\n# being written\naccounts:\n  - id: "444455556666"\n');
  const { changes } = await declare();
  expect(changes).toEqual([
    {
      uri: editor.uri('bulkhead.yaml'),
      isNew: false,
      range: { start: { line: 4, character: 0 }, end: { line: 4, character: 0 } },
      text: '  # seen in stacks/deployer.yaml\n  # environment: ?\n  - id: "111122223333"\n',
    },
  ]);
});

it('writes a file for each folder of the workspace', async () => {
  await open({ 'a/deployer.yaml': role('111122223333'), 'b/deployer.yaml': role('444455556666') }, ['a', 'b']);
  const { changes } = await declare();
  expect(changes.map(({ uri }) => uri)).toEqual([editor.uri('a/bulkhead.yaml'), editor.uri('b/bulkhead.yaml')]);
});

it('leaves a file alone to which it cannot add', async () => {
  await open({ 'deployer.yaml': role('111122223333'), 'bulkhead.yaml': '- a list\n' });
  expect(await declare()).toEqual({ changes: [], refused: [editor.uri('bulkhead.yaml')] });
});

it('has nothing to say where all is declared', async () => {
  await open({
    'deployer.yaml': role('111122223333'),
    'bulkhead.yaml': 'version: 1\naccounts: [{ id: "111122223333", environment: shared }]\n',
  });
  expect((await accounts()).accounts).toEqual([]);
  expect(await declare()).toEqual({ changes: [], refused: [] });
});
