import { describe, expect, it } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

const prod = '111122223333';
const dev = '444455556666';
const settings = [
  'version: 1',
  'accounts:',
  `  - { id: "${prod}", environment: production }`,
  `  - { id: "${dev}", environment: development }`,
  'deployments:',
  `  - { files: "dev/**", account: "${dev}" }`,
].join('\n');

/** What `cross-environment-reference` says where everything lands in a declared account of development: severity and text. */
function said(documents: Documents): readonly string[] {
  return findings({ ...documents, 'bulkhead.yaml': settings })
    .filter(({ finding }) => finding.rule === 'cross-environment-reference')
    .map(({ finding, text }) => `${finding.severity} ${text}`);
}

const resource = (type: string, properties: object): Documents => ({
  'dev/f.json': JSON.stringify({ Resources: { F: { Type: type, Properties: properties } } }),
});
const terraform = (document: object): Documents => ({ 'dev/main.tf.json': JSON.stringify(document) });
const queue = `arn:aws:sqs:eu-west-1:${prod}:orders`;

describe('a thing in an account of production, wherever development names it', () => {
  it.each([
    ['a queue that is polled', 'AWS::Lambda::EventSourceMapping', { FunctionName: 'x', EventSourceArn: queue }],
    ['a topic', 'AWS::SNS::Subscription', { Protocol: 'sqs', TopicArn: `arn:aws:sns:eu-west-1:${prod}:orders` }],
    ['a key', 'AWS::SQS::Queue', { KmsMasterKeyId: `arn:aws:kms:eu-west-1:${prod}:key/1` }],
    ['a bus', 'AWS::Events::Rule', { Targets: [{ Id: 'a', Arn: `arn:aws:events:eu-west-1:${prod}:event-bus/b` }] }],
    ['an event of SAM', 'AWS::Serverless::Function', { Events: { E: { Type: 'SQS', Properties: { Queue: queue } } } }],
    [
      'with holes',
      'AWS::Lambda::EventSourceMapping',
      { EventSourceArn: { 'Fn::Sub': `arn:\${AWS::Partition}:sqs:\${AWS::Region}:${prod}:orders` } },
    ],
    [
      'in pieces, as CDK writes it',
      'AWS::Lambda::EventSourceMapping',
      { EventSourceArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:sqs:eu-west-1:${prod}:orders`]] } },
    ],
    [
      'inside another text',
      'AWS::StepFunctions::StateMachine',
      { DefinitionString: `{"StartAt":"A","States":{"A":{"Resource":"${queue}"}}}` },
    ],
    [
      'by its account alone',
      'AWS::S3::Bucket',
      { ReplicationConfiguration: { Rules: [{ Destination: { Bucket: 'arn:aws:s3:::orders', Account: prod } }] } },
    ],
  ])('%s', (_, type, properties) => {
    expect(said(resource(type, properties))).toEqual([expect.stringMatching(/^error /)]);
  });

  it('in Terraform too', () => {
    const mapping = { function_name: 'x', event_source_arn: queue };
    expect(said(terraform({ resource: { aws_lambda_event_source_mapping: { f: mapping } } }))).toHaveLength(1);
  });

  it.each([
    ['its own account', 'AWS::SQS::Queue', { KmsMasterKeyId: `arn:aws:kms:eu-west-1:${dev}:key/prod` }],
    [
      'an account of which nobody knows anything',
      'AWS::SQS::Queue',
      { K: 'arn:aws:kms:eu-west-1:999988887777:key/prod' },
    ],
    ['an identity, which is let in', 'AWS::X::Y', { Who: `arn:aws:iam::${prod}:role/deployer` }],
    [
      'a layer, which is published',
      'AWS::Lambda::Function',
      { Layers: [`arn:aws:lambda:eu-west-1:${prod}:layer:x:1`] },
    ],
    ['prose', 'AWS::Lambda::Function', { Description: `was ${queue}` }],
    ['a policy on it, which lets in', 'AWS::KMS::Key', { KeyPolicy: { Statement: [{ Resource: queue }] } }],
    ['who may call it', 'AWS::Lambda::Permission', { SourceArn: queue, Principal: 'sqs.amazonaws.com' }],
  ])('is silent of %s', (_, type, properties) => {
    expect(said(resource(type, properties))).toEqual([]);
  });

  it('is said once, though it is a variable', () => {
    expect(said(resource('AWS::Lambda::Function', { Environment: { Variables: { QUEUE_URL: queue } } }))).toHaveLength(
      1,
    );
  });
});

describe('what a policy template of SAM and a data source of Terraform name', () => {
  it('is production by its name', () => {
    const policies = [{ DynamoDBCrudPolicy: { TableName: 'orders-prod' } }];
    expect(said(resource('AWS::Serverless::Function', { Policies: policies }))).toEqual([
      expect.stringMatching(/^warning /),
    ]);
  });

  const lookingUp = (data: object, value: string) =>
    terraform({
      data,
      resource: { aws_lambda_function: { f: { function_name: 'f', environment: { variables: { X: value } } } } },
    });

  it.each([
    [{ aws_ssm_parameter: { x: { name: '/prod/db/password' } } }, '${data.aws_ssm_parameter.x.value}'],
    [{ aws_s3_bucket: { x: { bucket: 'orders-prod-data' } } }, '${data.aws_s3_bucket.x.arn}/*'],
    [{ aws_secretsmanager_secret: { x: { name: 'prod/db' } } }, '${data.aws_secretsmanager_secret.x.id}'],
    [
      { terraform_remote_state: { x: { backend: 's3', config: { bucket: 'b', key: 'prod/db.tfstate' } } } },
      '${data.terraform_remote_state.x.outputs.url}',
    ],
  ])('by data source: %j', (data, value) => {
    expect(said(lookingUp(data, value))).toEqual([expect.stringMatching(/^warning .*prod/)]);
  });

  it('is silent of what is its own, and of what nobody uses', () => {
    const own = { aws_ssm_parameter: { x: { name: '/dev/db/password' }, y: { name: '/prod/db/password' } } };
    expect(said(lookingUp(own, '${data.aws_ssm_parameter.x.value}'))).toEqual([]);
  });
});

describe('a text that a landing completes', () => {
  const landing = (variables: object, given: string): Documents => ({
    'template.json': JSON.stringify({
      Parameters: { Env: { Type: 'String' }, Path: { Type: 'String' } },
      Resources: { F: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: variables } } } },
    }),
    'samconfig.toml': `version = 0.1\n[dev.deploy.parameters]\nstack_name = "orders-dev"\nparameter_overrides = "${given}"\n`,
  });

  it.each([
    [{ P: { 'Fn::Sub': '/${Env}/db/password' } }, 'Env=prod'],
    [{ P: { Ref: 'Path' } }, 'Path=/prod/db'],
    [{ BUCKET: { Ref: 'Path' } }, 'Path=orders-prod'],
    [{ P: { 'Fn::Sub': '${Path}/password' } }, 'Path=/prod/db'],
  ])('names production where that is given: %j %s', (variables, given) => {
    expect(said(landing(variables, given))).toEqual([expect.stringMatching(/^warning /)]);
  });

  it.each([
    [{ P: { 'Fn::Sub': '/${Env}/db/password' } }, 'Env=dev'],
    [{ NODE_ENV: { Ref: 'Path' } }, 'Path=production'],
    [{ MODE: { Ref: 'Path' } }, 'Path=prod-like-mode'],
    [{ MODE: { Ref: 'Path' } }, 'Path=orders-prod'],
  ])('and no other: %j %s', (variables, given) => {
    expect(said(landing(variables, given))).toEqual([]);
  });
});
