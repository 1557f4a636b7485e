/** Names of buckets are of all accounts ("General purpose bucket naming rules" of the Amazon S3 User Guide): one name, one bucket. */
import { describe, expect, it } from 'vitest';
import { dev, prod, settingsOf } from '../../support/settings';
import { type Documents, findings } from '../../support/workspace';

const shared = '777788889999';
const settings = settingsOf({ [prod]: 'production', [dev]: 'development', [shared]: 'shared' }, [
  ['prod/**', prod],
  ['dev/**', dev],
  ['shared/**', shared],
]);

function said(documents: Documents): readonly string[] {
  return findings({ 'bulkhead.yaml': settings, ...documents })
    .filter(({ finding }) => finding.rule === 'cross-environment-reference')
    .map(({ finding, path, text }) => `${finding.severity} ${path} ${text}`);
}

const json = (Resources: object) => JSON.stringify({ Resources });
const bucket = (BucketName: unknown = 'ordersdata') =>
  json({ B: { Type: 'AWS::S3::Bucket', Properties: { BucketName } } });
const variable = (name: string, value: unknown) =>
  json({ F: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { [name]: value } } } } });
const granted = (Resource: unknown, more: object = {}) =>
  json({
    P: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource, ...more }] } },
    },
  });

describe('a bucket of a production stack, whatever it is called', () => {
  it.each<[string, string]>([
    ['its ARN', variable('TARGET', 'arn:aws:s3:::ordersdata')],
    ['the ARN of what is in it', granted('arn:aws:s3:::ordersdata/*')],
    ['one of several', granted(['arn:aws:s3:::others/*', 'arn:aws:s3:::ordersdata/in/*'])],
    ['an ARN with a partition', granted({ 'Fn::Sub': 'arn:${AWS::Partition}:s3:::ordersdata/*' })],
    ['an ARN with a hole behind', granted({ 'Fn::Sub': 'arn:aws:s3:::ordersdata/${AWS::StackName}/*' })],
    ['an address of the command line', variable('TARGET_URI', 's3://ordersdata/in')],
    ['an address', variable('TARGET_URL', 'https://ordersdata.s3.eu-west-1.amazonaws.com/in')],
    ['an address by path', variable('TARGET_URL', 'https://s3.eu-west-1.amazonaws.com/ordersdata/in')],
    ['its name alone', variable('BUCKET', 'ordersdata')],
    ['its name in another word', variable('ordersBucketName', 'ordersdata')],
  ])('is named by development by %s', (_, template) => {
    expect(said({ 'dev/a.json': template, 'prod/b.json': bucket() })).toEqual([
      expect.stringMatching(/^error dev\/a\.json .*ordersdata/),
    ]);
  });

  it.each<[string, Documents]>([
    ['another name', { 'dev/a.json': granted('arn:aws:s3:::orders/*'), 'prod/b.json': bucket() }],
    ['a pattern', { 'dev/a.json': granted('arn:aws:s3:::orders*/*'), 'prod/b.json': bucket() }],
    ['a Deny', { 'dev/a.json': granted('arn:aws:s3:::ordersdata/*', { Effect: 'Deny' }), 'prod/b.json': bucket() }],
    ['a table of that name', { 'dev/a.json': variable('TABLE', 'ordersdata'), 'prod/b.json': bucket() }],
    [
      'another service',
      { 'dev/a.json': variable('QUEUE', 'arn:aws:sqs:eu-west-1::ordersdata'), 'prod/b.json': bucket() },
    ],
    [
      'a hole in the name',
      {
        'dev/a.json': granted({ 'Fn::Sub': 'arn:aws:s3:::orders-${AWS::AccountId}/*' }),
        'prod/b.json': bucket({ 'Fn::Sub': 'orders-${AWS::AccountId}' }),
      },
    ],
    ['an own bucket', { 'dev/a.json': granted('arn:aws:s3:::ordersdata/*'), 'dev/b.json': bucket() }],
    [
      'one that both stacks may make',
      {
        'dev/a.json': granted('arn:aws:s3:::ordersdata/*'),
        'dev/b.json': bucket(),
        'prod/b.json': bucket(),
      },
    ],
    ['a shared bucket', { 'dev/a.json': granted('arn:aws:s3:::ordersdata/*'), 'shared/b.json': bucket() }],
    [
      'what stands in an account that nobody knows',
      {
        'dev/a.json': granted('arn:aws:s3:::ordersdata/*'),
        'any/b.json': bucket(),
      },
    ],
  ])('is not %s', (_, documents) => {
    expect(said(documents)).toEqual([]);
  });

  it('is a warning the other way round', () => {
    const documents = { 'prod/a.json': granted('arn:aws:s3:::ordersdata/*'), 'dev/b.json': bucket() };
    expect(said(documents)).toEqual(['warning prod/a.json "arn:aws:s3:::ordersdata/*"']);
  });

  it('is said once where its name says it too', () => {
    const documents = {
      'dev/a.json': variable('BUCKET', 'orders-prod-data'),
      'prod/b.json': bucket('orders-prod-data'),
    };
    expect(said(documents)).toEqual(['error dev/a.json "orders-prod-data"']);
  });

  it('in Terraform too', () => {
    const provider = (account: string) => ({ aws: { allowed_account_ids: [account] } });
    const worker = { environment: { variables: { BUCKET: 'ordersdata' } } };
    const documents = {
      'a/main.tf.json': JSON.stringify({ provider: provider(dev), resource: { aws_lambda_function: { f: worker } } }),
      'b/main.tf.json': JSON.stringify({
        provider: provider(prod),
        resource: { aws_s3_bucket: { b: { bucket: 'ordersdata' } } },
      }),
    };
    expect(said(documents)).toEqual(['error a/main.tf.json "ordersdata"']);
  });

  it('is told as a mix where both stand in one account', () => {
    const tag = (value: string) => ({ Tags: [{ Key: 'Environment', Value: value }] });
    const worker = { ...tag('dev'), Environment: { Variables: { BUCKET: 'ordersdata' } } };
    const documents = {
      'x/a.json': json({ F: { Type: 'AWS::Lambda::Function', Properties: worker } }),
      'x/b.json': json({ B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'ordersdata', ...tag('prod') } } }),
      'bulkhead.yaml': 'version: 1\ndeployments: [{ files: "x/**", account: "444455556666" }]\n',
    };
    expect(said(documents)).toEqual([]);
    expect(findings(documents).map(({ finding }) => finding.rule)).toContain('mixed-environments');
  });
});

describe('the address of a queue', () => {
  const queue = `https://sqs.eu-west-1.amazonaws.com/${prod}/orders`;

  it.each<[string, unknown]>([
    ['as it is', queue],
    ['of any region', { 'Fn::Sub': `https://sqs.\${AWS::Region}.amazonaws.com/${prod}/orders` }],
    ['of any partition', { 'Fn::Sub': `https://sqs.\${AWS::Region}.\${AWS::URLSuffix}/${prod}/orders` }],
    ['as it was once', `https://eu-west-1.queue.amazonaws.com/${prod}/orders`],
    ['as it was first', `https://queue.amazonaws.com/${prod}/orders`],
    ['within a network', `https://vpce-1-2.sqs.eu-west-1.vpce.amazonaws.com/${prod}/orders`],
  ])('says its account, %s', (_, value) => {
    expect(said({ 'dev/a.json': variable('QUEUE', value) })).toEqual([expect.stringMatching(/^error dev\/a\.json /)]);
  });

  it.each([
    queue.replace(prod, dev),
    queue.replace(prod, '777788889999'),
    queue.replace(prod, '123'),
    queue.replace('sqs.', 'www.'),
  ])('is not %s', value => {
    expect(said({ 'dev/a.json': variable('QUEUE', value) })).toEqual([]);
  });
});
