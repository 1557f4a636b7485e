/** Where the region of a thing is known, what its name or a request says of another region is not about it. */
import { describe, expect, it, test } from 'vitest';
import { edgesFrom, graphOf } from '../../support/access-graph';

const settings = (region = 'eu-west-1', more = '') => `version: 1
accounts:
  - { id: "111122223333", environment: production }
deployments:
  - { files: "prod/**", account: "111122223333"${region === '' ? '' : `, region: ${region}`} }
  - { files: "dev/**", account: "111122223333" }
${more}`;

type Json = Readonly<Record<string, unknown>>;
const allow = (Action: string, Resource: unknown = '*', Condition?: Json): Json => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});
const deny = (Action: string, Resource: unknown = '*', Condition?: Json): Json => ({
  ...allow(Action, Resource, Condition),
  Effect: 'Deny',
});
const arnIn = (region: string) => `arn:aws:dynamodb:${region}:111122223333:table/orders`;
const inRegion = (...regions: string[]) => ({ StringEquals: { 'aws:RequestedRegion': regions } });
const notIn = (...regions: string[]) => ({ StringNotEquals: { 'aws:RequestedRegion': regions } });

const table = { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } };
const files = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'orders' } };
const role = (service: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    },
  },
});

/** Of a user of another stack of the account with these statements. */
function edges(statements: readonly Json[], data: Json = table, configured = settings()): readonly string[] {
  const Policies = [{ PolicyName: 'own', PolicyDocument: { Statement: statements } }];
  const graph = graphOf({
    'bulkhead.yaml': configured,
    'prod/a.json': JSON.stringify({ Resources: { Data: data, Runs: role('lambda.amazonaws.com') } }),
    'dev/a.json': JSON.stringify({
      Resources: { Dev: { Type: 'AWS::IAM::User', Properties: { UserName: 'dev', Policies } } },
    }),
  });
  return edgesFrom(graph, 'Dev').flatMap(edge => (edge.endsWith(' Data') ? edge.replace(' Data', '') : []));
}

const reads = ['Dev reads'];

describe('the region of an ARN', () => {
  it.each([
    ['its own', 'eu-west-1', reads],
    ['any', '*', reads],
    ['some', 'eu-*', reads],
    ['another', 'us-east-1', []],
    ['others', 'us-*', []],
    ['others, as many letters', 'us-????-1', []],
  ])('%s', (_, region, found) => {
    expect(edges([allow('dynamodb:GetItem', arnIn(region))])).toEqual(found);
    expect(edges([allow('dynamodb:Get*', `arn:aws:dynamodb:${region}:*:table/*`)])).toEqual(found);
    expect(edges([allow('dynamodb:GetItem', arnIn(region), { Bool: { 'aws:SecureTransport': 'true' } })])).toEqual(
      found,
    );
  });

  it('is any where nobody knows the region of the table', () => {
    for (const region of ['us-east-1', 'eu-west-1', '*'])
      expect(edges([allow('dynamodb:GetItem', arnIn(region))], table, settings(''))).toEqual(reads);
  });

  it('is any where the settings mistype the region of the table', () => {
    for (const mistyped of ['eu-west1', 'EU-WEST-1', 'eu_west_1', 'Ireland'])
      for (const region of ['us-east-1', 'eu-west-1'])
        expect(edges([allow('dynamodb:GetItem', arnIn(region))], table, settings(mistyped))).toEqual(reads);
  });

  it('is one of several in which the stack stands', () => {
    const several = settings('eu-west-1', '  - { files: "prod/**", account: "111122223333", region: us-west-2 }\n');
    for (const region of ['eu-west-1', 'us-west-2'])
      expect(edges([allow('dynamodb:GetItem', arnIn(region))], table, several)).toEqual(reads);
    expect(edges([allow('dynamodb:GetItem', arnIn('us-east-1'))], table, several)).toEqual([]);
  });

  it('of a bucket is not there to say', () => {
    expect(edges([allow('s3:GetObject', 'arn:aws:s3:::orders/*')], files)).toEqual(reads);
    expect(edges([allow('s3:GetObject', 'arn:aws:s3:::orders/*', inRegion('us-east-1'))], files)).toEqual(reads);
  });

  it('tells nothing of what has replicas', () => {
    const global = { Type: 'AWS::DynamoDB::GlobalTable', Properties: { TableName: 'orders' } };
    expect(edges([allow('dynamodb:GetItem', arnIn('us-east-1'))], global)).toEqual(reads);
    const secret = (more: Json) => ({ Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'orders', ...more } });
    const read = [allow('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:us-east-1:*:secret:orders-*')];
    expect(edges(read, secret({}))).toEqual([]);
    expect(edges(read, secret({ ReplicaRegions: [{ Region: 'us-east-1' }] }))).toEqual(reads);
  });
});

describe('the region that is asked for', () => {
  it.each([
    ['its own', allow('dynamodb:GetItem', '*', inRegion('eu-west-1')), reads],
    ['another', allow('dynamodb:GetItem', '*', inRegion('us-east-1')), []],
    ['one of several', allow('dynamodb:GetItem', '*', inRegion('us-east-1', 'eu-west-1')), reads],
    ['all but another', allow('dynamodb:GetItem', '*', notIn('us-east-1')), reads],
    ['all but its own', allow('dynamodb:GetItem', '*', notIn('eu-west-1')), []],
  ])('%s', (_, statement, found) => {
    expect(edges([statement])).toEqual(found);
    expect(edges([statement], table, settings(''))).toEqual(reads);
  });

  it('is denied', () => {
    const read = allow('dynamodb:GetItem');
    expect(edges([read, deny('*', '*', notIn('us-east-1'))])).toEqual([]);
    expect(edges([read, deny('*', '*', notIn('eu-west-1', 'us-east-1'))])).toEqual(reads);
    expect(edges([read, deny('*', '*', inRegion('eu-west-1'))])).toEqual([]);
    expect(edges([read, deny('*', '*', inRegion('us-east-1'))])).toEqual(reads);
  });

  it('is held against the policy of the table', () => {
    const read = allow('dynamodb:GetItem');
    const kept = (Condition: Json) => {
      const Statement = [{ Effect: 'Deny', Principal: '*', Action: 'dynamodb:*', Resource: '*', Condition }];
      return { ...table, Properties: { ...table.Properties, ResourcePolicy: { PolicyDocument: { Statement } } } };
    };
    expect(edges([read], kept(notIn('us-east-1')))).toEqual([]);
    expect(edges([read], kept(notIn('eu-west-1')))).toEqual(reads);
    expect(edges([read], kept({ StringNotEquals: { 'aws:RequestedRegion': { Ref: 'AWS::Region' } } }))).toEqual(reads);
    expect(edges([read], kept(inRegion('eu-west-1')))).toEqual([]);
    expect(edges([read], kept(notIn('us-east-1')), settings(''))).toEqual(reads);
  });

  it('is that of an ARN which is denied', () => {
    const read = allow('dynamodb:GetItem');
    expect(edges([read, deny('*', arnIn('us-east-1'))])).toEqual(reads);
    expect(edges([read, deny('*', arnIn('eu-west-1'))])).toEqual([]);
    expect(edges([read, deny('*', { 'Fn::Sub': 'arn:aws:dynamodb:${AWS::Region}:*:table/orders' })])).toEqual([]);
  });
});

describe('of what runs', () => {
  const fn = {
    Type: 'AWS::Lambda::Function',
    Properties: { FunctionName: 'orders', Role: { 'Fn::GetAtt': ['Runs', 'Arn'] } },
  };
  const arn = (region: string) => `arn:aws:lambda:${region}:111122223333:function:orders`;

  test.each([
    ['its own', allow('lambda:UpdateFunctionCode', arn('eu-west-1')), ['Dev changes-code']],
    ['another', allow('lambda:UpdateFunctionCode', arn('us-east-1')), []],
    ['another that is asked for', allow('lambda:UpdateFunctionCode', '*', inRegion('us-east-1')), []],
    ['its own that is asked for', allow('lambda:UpdateFunctionCode', '*', inRegion('eu-west-1')), ['Dev changes-code']],
  ])('%s', (_, statement, found) => {
    expect(edges([statement], fn)).toEqual(found);
  });

  it('is that of an ARN which is denied', () => {
    const change = allow('lambda:UpdateFunctionCode');
    expect(edges([change, deny('lambda:*', arn('us-east-1'))], fn)).toEqual(['Dev changes-code']);
    expect(edges([change, deny('lambda:*', arn('eu-west-1'))], fn)).toEqual([]);
  });
});

describe('of the stack of who asks', () => {
  const terraform = (region: string, more: Json = {}) =>
    graphOf({
      'main.tf.json': JSON.stringify({
        provider: { aws: { region: 'eu-west-1', allowed_account_ids: ['111122223333'] } },
        resource: {
          aws_dynamodb_table: { orders: { name: 'orders', ...more } },
          aws_iam_user: { dev: { name: 'dev' } },
          aws_iam_user_policy: {
            own: {
              user: '${aws_iam_user.dev.name}',
              policy: JSON.stringify({ Statement: [allow('dynamodb:GetItem', arnIn(region))] }),
            },
          },
        },
      }),
    });

  it('is what a provider says, unless the resource says otherwise', () => {
    expect(edgesFrom(terraform('eu-west-1'), 'dev')).toEqual(['dev reads orders']);
    expect(edgesFrom(terraform('us-east-1'), 'dev')).toEqual([]);
    expect(edgesFrom(terraform('us-east-1', { region: 'us-east-1' }), 'dev')).toEqual(['dev reads orders']);
    expect(edgesFrom(terraform('eu-west-1', { region: 'us-east-1' }), 'dev')).toEqual([]);
    expect(edgesFrom(terraform('eu-west-1', { region: '${var.region}' }), 'dev')).toEqual(['dev reads orders']);
    const replica = { replica: [{ region_name: 'us-east-1' }] };
    expect(edgesFrom(terraform('us-east-1', replica), 'dev')).toEqual(['dev reads orders']);
  });

  it('is what a reference to its own region means', () => {
    const own = { 'Fn::Sub': 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/orders' };
    const at = (region: string) =>
      settings('eu-west-1').replace('files: "dev/**",', `files: "dev/**", region: ${region},`);
    expect(edges([allow('dynamodb:GetItem', own)])).toEqual(reads);
    expect(edges([allow('dynamodb:GetItem', own)], table, at('eu-west-1'))).toEqual(reads);
    expect(edges([allow('dynamodb:GetItem', own)], table, at('us-east-1'))).toEqual([]);
  });
});

describe('the region of its own stack that is asked for', () => {
  const own = { Ref: 'AWS::Region' };
  const asked = (operator: string, value: unknown = own) => ({ [operator]: { 'aws:RequestedRegion': value } });
  const read = allow('dynamodb:GetItem');
  const at = (region: string) =>
    settings('eu-west-1').replace('files: "dev/**",', `files: "dev/**", region: ${region},`);

  it.each([
    ['its own', [allow('dynamodb:GetItem', '*', asked('StringEquals'))], reads, []],
    ['one of several', [allow('dynamodb:GetItem', '*', asked('StringEquals', ['us-west-2', own]))], reads, []],
    ['all others are denied', [read, deny('*', '*', asked('StringNotEquals'))], reads, []],
    ['it is denied', [read, deny('*', '*', asked('StringEquals'))], [], reads],
    ['its own ARN is denied', [read, deny('*', { 'Fn::Sub': 'arn:aws:dynamodb:${AWS::Region}:*:*' })], [], reads],
  ])('%s', (_, statements, same, other) => {
    expect(edges(statements, table, at('eu-west-1'))).toEqual(same);
    expect(edges(statements, table, at('us-east-1'))).toEqual(other);
  });

  it('is that of the ARN of what a template refers to', () => {
    const found = (...denied: Json[]) =>
      edgesFrom(
        graphOf({
          'bulkhead.yaml': settings(),
          'prod/a.json': JSON.stringify({
            Resources: {
              Data: table,
              Dev: {
                Type: 'AWS::IAM::User',
                Properties: {
                  Policies: [
                    {
                      PolicyName: 'p',
                      PolicyDocument: {
                        Statement: [allow('dynamodb:GetItem', { 'Fn::GetAtt': ['Data', 'Arn'] }), ...denied],
                      },
                    },
                  ],
                },
              },
            },
          }),
        }),
        'Dev',
      );
    expect(found()).toEqual(['Dev reads Data']);
    expect(found(deny('dynamodb:*', { 'Fn::Sub': 'arn:aws:dynamodb:${AWS::Region}:*:table/orders' }))).toEqual([]);
    expect(found(deny('dynamodb:*', arnIn('eu-west-1')))).toEqual([]);
    expect(found(deny('dynamodb:*', arnIn('us-east-1')))).toEqual(['Dev reads Data']);
  });

  it('silences nothing where nobody knows it', () => {
    expect(edges([allow('dynamodb:GetItem', '*', asked('StringEquals'))])).toEqual(reads);
    expect(edges([read, deny('*', '*', asked('StringNotEquals'))])).toEqual(reads);
  });

  it('is held against a boundary too, and against what runs', () => {
    const allowed = allow('*', '*', asked('StringEquals'));
    const graph = graphOf({
      'bulkhead.yaml': settings(),
      'prod/a.json': JSON.stringify({
        Resources: {
          Data: table,
          Runs: role('lambda.amazonaws.com'),
          Fn: {
            Type: 'AWS::Lambda::Function',
            Properties: { FunctionName: 'fn', Role: { 'Fn::GetAtt': ['Runs', 'Arn'] } },
          },
          Limit: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: [allowed] } } },
          Dev: {
            Type: 'AWS::IAM::User',
            Properties: {
              PermissionsBoundary: { Ref: 'Limit' },
              Policies: [
                { PolicyName: 'p', PolicyDocument: { Statement: [read, allow('lambda:UpdateFunctionCode')] } },
              ],
            },
          },
        },
      }),
    });
    expect(edgesFrom(graph, 'Dev')).toEqual(['Dev changes-code Fn', 'Dev reads Data']);
  });

  it('is that of the default provider in Terraform, and no other is taken for it', () => {
    const found = (region: string, provider: string) =>
      edgesFrom(
        graphOf({
          'main.tf.json': JSON.stringify({
            provider: {
              aws: [
                { region: 'eu-west-1', allowed_account_ids: ['111122223333'] },
                { alias: 'us', region: 'us-east-1', allowed_account_ids: ['111122223333'] },
              ],
            },
            data: { aws_region: { current: {}, us: { provider: 'aws.us' }, named: { region: 'us-east-1' } } },
            resource: {
              aws_dynamodb_table: { orders: { name: 'orders', provider } },
              aws_iam_user: { dev: { name: 'dev', provider: 'aws.us' } },
              aws_iam_policy: {
                own: {
                  name: 'own',
                  policy: JSON.stringify({
                    Statement: [allow('dynamodb:GetItem', '*', asked('StringEquals', region))],
                  }),
                },
              },
              aws_iam_user_policy_attachment: {
                own: { user: '${aws_iam_user.dev.name}', policy_arn: '${aws_iam_policy.own.arn}' },
              },
            },
          }),
        }),
        'dev',
      );
    expect(found('${data.aws_region.current.name}', 'aws')).toEqual(['dev reads orders']);
    expect(found('${data.aws_region.current.name}', 'aws.us')).toEqual([]);
    expect(found('${data.aws_region.named.region}', 'aws')).toEqual([]);
    expect(found('${data.aws_region.named.region}', 'aws.us')).toEqual(['dev reads orders']);
    expect(found('${data.aws_region.us.name}', 'aws.us')).toEqual(['possibly dev reads orders']);
  });
});

describe('a stack of several regions', () => {
  const regions = (...all: string[]) =>
    settings(
      all[0],
      all
        .slice(1)
        .map(region => `  - { files: "prod/**", account: "111122223333", region: ${region} }\n`)
        .join(''),
    );
  const two = regions('eu-west-1', 'us-east-1');
  const read = allow('dynamodb:GetItem');
  const change = allow('lambda:UpdateFunctionCode');
  const fn = {
    Type: 'AWS::Lambda::Function',
    Properties: { FunctionName: 'orders', Role: { 'Fn::GetAtt': ['Runs', 'Arn'] } },
  };
  const fnIn = (region: string) => `arn:aws:lambda:${region}:111122223333:function:orders`;

  it.each([
    ['one is denied', [read, deny('*', arnIn('eu-west-1'))], reads],
    ['the other is denied', [read, deny('*', arnIn('us-east-1'))], reads],
    ['requests to one are denied', [read, deny('*', '*', inRegion('eu-west-1'))], reads],
    ['both are denied', [read, deny('*', arnIn('us-east-1')), deny('*', '*', inRegion('eu-west-1'))], []],
    [
      'the one is denied which is allowed',
      [allow('dynamodb:GetItem', arnIn('us-east-1')), deny('*', '*', inRegion('us-east-1'))],
      [],
    ],
    ['one is named and another asked for', [allow('dynamodb:GetItem', arnIn('eu-west-1'), inRegion('us-east-1'))], []],
    ['one is named and asked for', [allow('dynamodb:GetItem', arnIn('us-east-1'), inRegion('us-east-1'))], reads],
  ])('%s', (_, statements, found) => {
    expect(edges(statements, table, two)).toEqual(found);
    const kept = {
      ...table,
      Properties: {
        ...table.Properties,
        ResourcePolicy: {
          PolicyDocument: {
            Statement: [{ Effect: 'Deny', Principal: '*', Action: 'dynamodb:DeleteItem', Resource: '*' }],
          },
        },
      },
    };
    expect(edges(statements, kept, two)).toEqual(found);
  });

  it.each([
    ['one is denied', [change, deny('*', fnIn('eu-west-1'))], ['Dev changes-code']],
    ['both are denied', [change, deny('*', fnIn('eu-west-1')), deny('*', fnIn('us-east-1'))], []],
    [
      'one is named and another asked for',
      [allow('lambda:UpdateFunctionCode', fnIn('eu-west-1'), inRegion('us-east-1'))],
      [],
    ],
  ])('of what runs, %s', (_, statements, found) => {
    expect(edges(statements, fn, two)).toEqual(found);
  });

  it('is in any where they are many', () => {
    const many = regions(...[1, 2, 3].flatMap(n => [`eu-west-${n}`, `us-west-${n}`]));
    expect(edges([allow('dynamodb:GetItem', arnIn('ap-south-1'))], table, many)).toEqual(reads);
  });
});
