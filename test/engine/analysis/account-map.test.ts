/** What stands on the account map, and where: stacks by landing, what matters in them, the ways between. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accountMap } from '../../../client/webview/map-shape';
import { createWorkspace } from '../../../server/src/engine/workspace/workspace';
import { mapOf, mapOfSnapshot, standing, textOf, ways } from '../../support/account-map';
import { exampleFiles } from '../../support/examples';
import { type Documents, uriOf } from '../../support/workspace';

const trust = (principal: string) =>
  `AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: ${principal}, Action: sts:AssumeRole }] }`;
const role = (name: string, principal: string, statements = '', more = '') => `  ${name}:
    Type: AWS::IAM::Role
    Properties:
      ${more}
      ${trust(principal)}
      Policies: [{ PolicyName: own, PolicyDocument: { Statement: [${statements}] } }]
`;
const allow = (action: string, resource: string) => `{ Effect: Allow, Action: "${action}", Resource: ${resource} }`;
const table = (name: string, properties = '') =>
  `  ${name}: { Type: AWS::DynamoDB::Table, Properties: { ${properties} } }\n`;
const template = (...resources: readonly string[]) => `Resources:\n${resources.join('')}`;
const lambda = '{ Service: lambda.amazonaws.com }';
const declared = `version: 1
accounts:
  - { id: "111122223333", name: shop-prod, environment: production }
  - { id: "444455556666", name: shop-dev, environment: development }
`;

describe.each(['orders', 'organization', 'orders-separated', 'shared-account', 'separate-accounts'])(
  'examples/%s',
  name => {
    test('has this map', async () => {
      const map = mapOf(exampleFiles(name));
      expect(accountMap(map)).toBe(true);
      await expect(textOf(map)).toMatchFileSnapshot(join(import.meta.dirname, `../../golden/account-map/${name}.json`));
    });
  },
);

describe('stacks', () => {
  const samconfig = ['prod', 'dev']
    .map(
      stage =>
        `[${stage}.deploy.parameters]\nstack_name = "orders-${stage}"\nparameter_overrides = "Environment=${stage}"\n`,
    )
    .join('');
  const twice: Documents = {
    'template.yaml': `Parameters: { Environment: { Type: String } }\n${template(
      table('Orders', 'TableName: !Sub "orders-${Environment}"'),
      role('Api', lambda, allow('dynamodb:GetItem', '!GetAtt Orders.Arn')),
      '  Topic: { Type: AWS::SNS::Topic }\n  Note: { Type: AWS::SSM::MaintenanceWindow }\n',
    )}`,
    'samconfig.toml': samconfig,
  };

  test('are as many as a template has landings; a way stays in its own', () => {
    const map = mapOf(twice);
    expect(standing(map)).toEqual([
      'nowhere known: orders-dev (development) [orders-dev, Api, Topic] +1',
      'nowhere known: orders-prod (production) [orders-prod, Api, Topic] +1',
    ]);
    expect(new Set(map.resources.map(({ id }) => id)).size).toBe(6);
    expect(map.edges.map(({ message }) => message)).toEqual([
      '`Api` may read `orders-dev`',
      '`Api` may read `orders-prod`',
    ]);
    expect(map.edges.every(({ from, to }) => from.split('@')[1] === to.split('@')[1])).toBe(true);
  });

  test('stand in the account that is declared, those of nobody else in none', () => {
    const deployments = 'deployments:\n  - { files: "prod/**", account: shop-prod, region: eu-west-1 }\n';
    const map = mapOf({
      'bulkhead.yaml': `${declared}${deployments}`,
      'prod/orders.yaml': template(table('Orders')),
      'other.yaml': template(table('Others')),
    });
    expect(standing(map)).toEqual([
      '111122223333 (shop-prod, production): orders (production) [Orders]',
      'nowhere known: other [Others]',
    ]);
    expect(map.accounts.map(({ id }) => id)).toEqual(['111122223333', '444455556666', null]);
    expect(map.accounts[0]!.stacks[0]!.region).toBe('eu-west-1');
    expect(map.accounts[0]!.stacks[0]!.evidence.map(({ message, file }) => [message, file])).toContainEqual([
      'lands in account `111122223333`',
      'bulkhead.yaml',
    ]);
  });

  test('are called as people call them', () => {
    const map = mapOf({
      'shop/template.yaml': template(
        '  Data: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./data.yaml } }\n',
        table('Orders'),
      ),
      'shop/data.yaml': template(table('Rows')),
      'network/main.tf.json': JSON.stringify({
        module: { store: { source: './store' } },
        resource: { aws_s3_bucket: { logs: {} } },
      }),
      'network/more.tf.json': JSON.stringify({ resource: { aws_s3_bucket: { audit: {} } } }),
      'network/store/main.tf.json': JSON.stringify({ resource: { aws_s3_bucket: { store: {} } } }),
    });
    expect(standing(map)).toEqual([
      'nowhere known: network [aws_s3_bucket.logs, aws_s3_bucket.audit]',
      'nowhere known: network / module.store [aws_s3_bucket.store]',
      'nowhere known: shop / Data [Rows]',
      'nowhere known: shop [Orders] +1',
    ]);
  });
});

describe('what stands there', () => {
  test('is whom policies let in from outside, in their account or none, but not what AWS does itself', () => {
    const provider =
      '{ Federated: !Sub "arn:aws:iam::${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com" }';
    const map = mapOf({
      'bulkhead.yaml': declared,
      'roles.yaml': template(
        role('Ci', provider).replace(
          'Action: sts:AssumeRole }',
          'Action: sts:AssumeRoleWithWebIdentity, Condition: { StringEquals: { "token.actions.githubusercontent.com:sub": "repo:shop/orders:ref:refs/heads/main" } } }',
        ),
        role('Shared', '{ AWS: "444455556666" }'),
        role('Own', lambda),
      ),
    });
    expect(standing(map).filter(line => line.includes('outside'))).toEqual([
      '444455556666 (shop-dev, development): outside [account 444455556666]',
      expect.stringMatching(/^nowhere known: outside \[.*shop\/orders.*\]$/),
    ]);
    expect(ways(map).every(way => way.startsWith('crossing: '))).toBe(true);
  });

  test('is an administrator where somebody can become one', () => {
    const map = mapOf({
      'a.yaml': template(role('Admin', lambda, allow('*', '"*"')), table('Orders')),
      'b.yaml': template(role('Reader', lambda, allow('dynamodb:GetItem', '"*"'))),
    });
    expect(standing(map).at(-1)).toBe('nowhere known: outside [administrator of a.yaml]');
    expect(ways(map)).toEqual(
      expect.arrayContaining([
        'Admin rewrites-policy administrator of a.yaml',
        'administrator of a.yaml administers Orders',
      ]),
    );
  });

  test('has its findings, those of its policies too', () => {
    const policy = `  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties: { Roles: [!Ref Deployer], PolicyDocument: { Statement: [${allow('iam:PassRole', '"*"')}] } }
`;
    const { resources } = mapOf({
      'a.yaml': template(role('Deployer', '{ AWS: "444455556666" }'), policy, role('Prod', lambda)),
    });
    const found = resources.find(({ name }) => name === 'Deployer')!.findings;
    expect(found.map(({ rule }) => rule)).toContain('broad-pass-role');
    expect(resources.map(({ name }) => name)).not.toContain('Policy');
  });
});

describe('between stacks', () => {
  test('lead exports and names, across where the environment is another', () => {
    const map = mapOf({
      'samconfig.toml': ['data', 'api']
        .map(
          name =>
            `[${name}.deploy.parameters]\ntemplate_file = "${name}.yaml"\nstack_name = "${name}-${name === 'data' ? 'prod' : 'dev'}"\n`,
        )
        .join(''),
      'data.yaml': `${template(table('Orders'))}Outputs: { Table: { Value: !Ref Orders, Export: { Name: orders-table } } }\n`,
      'api.yaml': template(
        '  Api: { Type: AWS::Lambda::Function, Properties: { Environment: { Variables: { TABLE: !ImportValue orders-table } } } }\n',
      ),
    });
    expect(map.edges).toMatchObject([
      { how: 'references', crosses: true, becomes: false, message: '`Api` imports `Orders`' },
    ]);
  });

  test('imports nothing from another account', () => {
    const map = mapOf({
      'bulkhead.yaml': `${declared}deployments:
  - { files: "data.yaml", account: "111122223333" }
  - { files: "api.yaml", account: "444455556666" }
`,
      'data.yaml': `${template(table('Orders'))}Outputs: { Table: { Value: !Ref Orders, Export: { Name: orders-table } } }\n`,
      'api.yaml': template(
        '  Api: { Type: AWS::Lambda::Function, Properties: { Environment: { Variables: { TABLE: !ImportValue orders-table } } } }\n',
      ),
    });
    expect(map.edges).toEqual([]);
  });

  test('leads who deploys them: a workflow, a stack set', () => {
    const map = mapOf({
      'bulkhead.yaml': declared,
      '.github/workflows/deploy.yml': `jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: "arn:aws:iam::111122223333:role/ci", aws-region: eu-west-1 }
      - run: aws cloudformation deploy --template-file orders.yaml --stack-name orders
`,
      'orders.yaml': template(table('Orders')),
      'sets.yaml': template(`  Guard:
    Type: AWS::CloudFormation::StackSet
    Properties:
      TemplateURL: ./guard.yaml
      StackInstancesGroup: [{ DeploymentTargets: { Accounts: ["444455556666"] }, Regions: [eu-west-1] }]
`),
      'guard.yaml': template(table('Trail')),
    });
    expect(ways(map)).toEqual(['crossing: Guard deploys guard', 'crossing: deploy.yml deploys orders']);
    const { accounts, edges } = map;
    expect(accounts.map(({ stacks }) => stacks.map(({ id }) => id))).toContainEqual([edges[0]!.to]);
    // A workflow is in no account, and no stack.
    const nowhere = accounts.find(({ id }) => id === null)!;
    expect(nowhere.outside).toEqual([edges[1]!.from]);
    expect(accounts.flatMap(({ stacks }) => stacks.map(({ format }) => format))).not.toContain('settings');
  });

  test('a region that only a run knows is none', () => {
    const map = mapOf({
      '.gitlab-ci.yml':
        "deploy: { script: ['aws cloudformation deploy --region $AWS_REGION --template-file orders.yaml --stack-name orders'] }\n",
      'orders.yaml': template(table('Orders')),
    });
    expect(map.accounts.flatMap(({ stacks }) => stacks.map(({ name, region }) => [name, region]))).toEqual([
      ['orders', undefined],
    ]);
  });
});

test('environments that share an account are told with their finding', () => {
  const { mixes, resources } = mapOf(exampleFiles('shared-account'));
  const findings = new Set(resources.flatMap(one => one.findings.map(({ fingerprint }) => fingerprint)));
  expect(mixes.map(({ account, environments }) => [account, environments.join(' ')])).toEqual([
    ['222233334444', 'development production'],
    ['222233334444', 'test production'],
    ['222233334444', 'staging production'],
  ]);
  expect(mixes.every(({ finding }) => findings.has(finding))).toBe(true);
});

test('of more ways than anybody can look at, the rest is counted', () => {
  const many = (count: number, one: (i: number) => string) => Array.from({ length: count }, (_, i) => one(i));
  const readers = many(220, i => role(`Reader${i}`, lambda, allow('dynamodb:GetItem', '"*"')));
  const map = mapOf({ 'a.yaml': template(...readers, ...many(220, i => table(`Table${i}`))) });
  expect(map.edges.length).toBeLessThanOrEqual(20_000);
  expect(map.edges.length + map.moreEdges!).toBe(220 * 220);
});

describe('the same map', () => {
  const text = template(
    role('Api', lambda, allow('dynamodb:GetItem', '!GetAtt Orders.Arn')),
    table('Orders'),
    table('More'),
  );
  const edited = (before: string, edit: (text: string) => string) => {
    const workspace = createWorkspace();
    const uri = uriOf('a.yaml');
    const first = workspace.apply({ set: [{ uri, text: before }] }).accountMap();
    const second = workspace.apply({ set: [{ uri, text: edit(before) }] }).accountMap();
    return { first, second, again: workspace.apply({ set: [{ uri, text: before }] }) };
  };

  test.each<[string, (text: string) => string]>([
    ['a comment', before => `# a comment\n${before}`],
    [
      'something that no map shows',
      before => before.replace('Properties: {  }', 'Properties: { TimeToLiveSpecification: {} }'),
    ],
    ['another resource that counts as one more, and away again', before => before.replace('  More:', '\n  More:')],
  ])('is the same object after %s', (_, edit) => {
    const { first, second } = edited(text, edit);
    expect(second).toBe(first);
  });

  test('is another when a way goes, and as before when it comes back', () => {
    const { first, second, again } = edited(text, before => before.replace('dynamodb:GetItem', 'dynamodb:PutItem'));
    expect(second).not.toBe(first);
    expect(again.accountMap()).toEqual(first);
  });

  test('is what a fresh workspace draws', () => {
    const workspace = createWorkspace();
    const set = (documents: Documents) =>
      Object.entries(documents).map(([path, content]) => ({ uri: uriOf(path), text: content }));
    workspace.apply({ set: set({ ...exampleFiles('orders'), 'a.yaml': text }) }).accountMap();
    const snapshot = workspace.apply({ remove: [uriOf('a.yaml')] });
    expect(mapOfSnapshot(snapshot)).toEqual(mapOf(exampleFiles('orders')));
  });
});
