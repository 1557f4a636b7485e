import { afterEach, describe, expect, it } from 'vitest';
import type { InlayHint } from 'vscode-languageserver';
import { likeVSCode } from './clients';
import { type Editor, eventually, openEditor, type Setup } from './session';

let editor: Editor;
afterEach(() => editor.end());

const template = `Parameters: { Environment: { Type: String } }
Resources:
  Table: { Type: AWS::DynamoDB::Table, Properties: { Tags: [{ Key: Environment, Value: !Ref Environment }] } }
  Topic:
    Type: AWS::SNS::TopicPolicy
    Properties: { PolicyDocument: { Statement: [{ Effect: Allow, Principal: { AWS: "444455556666" }, Action: sns:Publish, Resource: "*" }] } }
`;
const samconfig = (...stages: readonly string[]) =>
  stages
    .map(
      stage =>
        `[${stage}.deploy.parameters]\ntemplate_file = "orders.yaml"\nstack_name = "orders-${stage}"\nparameter_overrides = "Environment=${stage}"\n`,
    )
    .join('');
const declared = `version: 1
accounts:
  - { id: "111122223333", name: workloads, environment: production }
  - { id: "444455556666", name: partner, environment: development }
`;

const refreshing = {
  ...likeVSCode,
  workspace: { ...likeVSCode.workspace, inlayHint: { refreshSupport: true } },
};

async function opened(setup: Setup, text = template): Promise<void> {
  editor = await openEditor({ capabilities: refreshing, ...setup });
  editor.open('orders.yaml', text);
  await eventually(
    () => editor.statuses.at(-1)?.state,
    state => state === 'ready',
  );
}

/** `behind what: label` */
async function hints(lines = 100): Promise<readonly string[]> {
  const text = editor.text('orders.yaml')!.split('\n');
  const found = await editor.request<InlayHint[]>('textDocument/inlayHint', {
    textDocument: { uri: editor.uri('orders.yaml') },
    range: { start: { line: 0, character: 0 }, end: { line: lines, character: 0 } },
  });
  return found.map(
    ({ position: { line, character }, label }) => `${text[line]!.slice(0, character).slice(-10)}: ${label}`,
  );
}

describe('hints', () => {
  it('say at the head of a template where it lands, and what accounts are called', async () => {
    await opened({ files: { 'samconfig.toml': samconfig('prod'), 'bulkhead.yaml': declared } });
    expect(await hints()).toEqual(['Resources:: orders-prod · production', '4455556666: partner · development']);
  });

  it('name each of a few landings, and count many', async () => {
    await opened({ files: { 'samconfig.toml': samconfig('dev', 'prod') } });
    expect(await hints()).toEqual(['Resources:: orders-dev · development | orders-prod · production']);
    await editor.save('samconfig.toml', samconfig('dev', 'dev2', 'staging', 'prod'));
    const many = 'Resources:: 4 landings · development, production, staging';
    expect(await eventually(hints, ([first]) => first === many)).toEqual([many]);
  });

  it('say the account that bulkhead.yaml sends it to', async () => {
    const sent = `${declared}deployments: [{ files: orders.yaml, account: workloads, parameters: { Environment: prod } }]\n`;
    await opened({ files: { 'bulkhead.yaml': sent } });
    expect((await hints())[0]).toBe('Resources:: workloads · production · 111122223333');
  });

  it('keep silent where nothing is known', async () => {
    await opened({});
    expect(await hints()).toEqual([]);
  });

  it('are of the lines that are asked for', async () => {
    await opened({ files: { 'samconfig.toml': samconfig('prod'), 'bulkhead.yaml': declared } });
    expect(await hints(1)).toEqual([]);
    expect(await hints(2)).toHaveLength(1);
  });

  it('are switched off by the setting', async () => {
    await opened({ files: { 'samconfig.toml': samconfig('prod') }, settings: { inlayHints: false } });
    expect(await hints()).toEqual([]);
  });

  it('are asked for again when another document changes them', async () => {
    await opened({ files: { 'samconfig.toml': samconfig('prod') } });
    let refreshed = 0;
    editor.connection.onRequest('workspace/inlayHint/refresh', () => {
      refreshed++;
      return null;
    });
    expect(await hints()).toHaveLength(1);
    await editor.save('samconfig.toml', samconfig('test'));
    await eventually(
      () => refreshed,
      times => times > 0,
    );
    expect(await hints()).toEqual(['Resources:: orders-test · test']);
  });
});

describe('hover', () => {
  const said = async (what: string) =>
    (await editor.hover('orders.yaml', editor.at('orders.yaml', what)))?.contents.value;

  it('at the head of a template lists its landings, with why and where', async () => {
    await opened({ files: { 'samconfig.toml': samconfig('dev', 'prod') } });
    const text = await said('Resources');
    expect(text).toContain('Lands 2 times:');
    expect(text).toContain(
      '- `orders-prod`, in an account that nothing names, **production**; stated in [samconfig.toml:5](',
    );
    expect(text).toContain('the stack is named `orders-prod`');
  });

  it('at a resource says the environment of each landing', async () => {
    await opened({ files: { 'samconfig.toml': samconfig('dev', 'prod') } });
    const text = await said('Table');
    expect(text).toContain('`Table` belongs to another environment in each landing:');
    expect(text).toContain('- **development** in `orders-dev`: tag `Environment` is `dev` ([orders.yaml:3](');
    expect(text).toContain('- **production** in `orders-prod`');
  });

  it('says what speaks against', async () => {
    await opened({ files: { 'samconfig.toml': samconfig('prod').replace('Environment=prod', 'Environment=dev') } });
    const text = await said('Table');
    expect(text).toContain('`Table` belongs to **development**');
    expect(text).toMatch(
      /Although:\n\n- deployed as `prod` \(.*\n- the stack is named `orders-prod` \(\[samconfig.toml:3\]/,
    );
  });

  it('says what contradicts itself', async () => {
    const tags = template.replace('Value: !Ref Environment', 'Value: prod }, { Key: Stage, Value: dev');
    await opened({}, tags);
    const text = await said('Table');
    expect(text).toContain('What says the environment of `Table` contradicts itself');
    expect(text).toContain('- tag `Environment` is `prod` (production) ([orders.yaml:3](');
    expect(text).toContain('- tag `Stage` is `dev` (development) (');
  });
});

describe('a pipeline', () => {
  const workflow = (stage: string) => `on: push
jobs:
  release:
    environment: ${stage}
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: "arn:aws:iam::111122223333:role/deploy", aws-region: eu-west-1 }
      - run: |
          aws cloudformation deploy --template-file orders.yaml \\
            --stack-name orders --parameter-overrides Environment=${stage}
`;
  const path = '.github/workflows/deploy.yml';

  it('is said beside the head of the template that it deploys, and in its hover with the line', async () => {
    await opened({ files: { [path]: workflow('prod') } });
    expect(await hints()).toEqual(['Resources:: orders · production · 111122223333']);
    const text = (await editor.hover('orders.yaml', editor.at('orders.yaml', 'Resources')))?.contents.value;
    expect(text).toContain(
      '- `orders`, account `111122223333`, `eu-west-1`, **production**; stated in [deploy.yml:7](',
    );
    expect(text).toContain('deployed with `environment` as `prod` ([deploy.yml:4](');
    expect(text).toContain('deployed with `Environment` as `prod` ([deploy.yml:10](');
    await editor.save(path, workflow('dev'));
    const development = 'Resources:: orders · development · 111122223333';
    expect(await eventually(hints, ([first]) => first === development)).toEqual([development]);
  });
});
