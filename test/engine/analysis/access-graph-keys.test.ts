/** Data that is encrypted with a customer's own key is read by those whom the key lets decrypt. */
import { describe, expect, test } from 'vitest';
import { edgesFrom, edgesOfDev, graphOf, template } from '../../support/access-graph';
import { allow, devRole } from '../../support/escalations';

const key = (principal = '{ AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }', condition = '') => `  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy: { Statement: [{ Effect: Allow, Principal: ${principal}, Action: "kms:*", Resource: "*"${condition} }] }
`;
const data = (type: string, properties: string) => `  Data: { Type: "AWS::${type}", Properties: { ${properties} } }\n`;
const edges = (statements: string, ...resources: readonly string[]) =>
  edgesFrom(graphOf(template(devRole(statements), ...resources)), 'Dev').filter(edge => edge.endsWith('Data'));

const kinds: readonly (readonly [string, string, string, (key: string) => string])[] = [
  [
    'a table',
    'dynamodb:GetItem',
    'DynamoDB::Table',
    id => `SSESpecification: { SSEEnabled: true, KMSMasterKeyId: ${id} }`,
  ],
  ['a secret', 'secretsmanager:GetSecretValue', 'SecretsManager::Secret', id => `KmsKeyId: ${id}`],
  ['a queue', 'sqs:ReceiveMessage', 'SQS::Queue', id => `KmsMasterKeyId: ${id}`],
  [
    'a stream',
    'kinesis:GetRecords',
    'Kinesis::Stream',
    id => `StreamEncryption: { EncryptionType: KMS, KeyId: ${id} }`,
  ],
];
const bucket = data(
  'S3::Bucket',
  'BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: !GetAtt Key.Arn } }] }',
);
const REF = '!GetAtt Key.Arn';

describe('what is encrypted', () => {
  test.each(kinds)('%s', (_, action, type, encrypted) => {
    const held = data(type, encrypted(REF));
    expect(edges(allow(action), held, key())).toEqual([]);
    for (const on of ['"*"', REF, '!Sub "arn:aws:kms:*:${AWS::AccountId}:key/${Key}"'])
      expect(edges(`${allow(action)}, ${allow('kms:Decrypt', on)}`, held, key())).toEqual(['Dev reads Data']);
  });

  test('of a bucket, something may be older than its key', () => {
    const read = allow('s3:GetObject');
    expect(edges(read, bucket, key())).toEqual(['possibly Dev reads Data']);
    expect(edges(`${read}, ${allow('kms:*')}`, bucket, key())).toEqual(['Dev reads Data']);
  });

  test('who writes needs not decrypt', () => {
    expect(edges(allow('sqs:SendMessage'), data('SQS::Queue', `KmsMasterKeyId: ${REF}`), key())).toEqual([
      'Dev writes Data',
    ]);
  });
});

describe('the key', () => {
  const [, read, type, encrypted] = kinds[0]!;
  const table = data(type, encrypted(REF));
  const both = `${allow(read)}, ${allow('kms:Decrypt')}`;

  test('lets in whom it names, whatever their own policies say', () => {
    expect(edges(allow(read), table, key('{ AWS: !GetAtt Dev.Arn }'))).toEqual(['Dev reads Data']);
    expect(edges(both, table, key('{ AWS: "arn:aws:iam::111122223333:role/x" }'))).toEqual([]);
  });

  test('through the service alone', () => {
    const through = (service: string) =>
      `, Condition: { StringEquals: { "kms:ViaService": ${service}.eu-west-1.amazonaws.com } }`;
    expect(edges(both, table, key(undefined, through('dynamodb')))).toEqual(['Dev reads Data']);
    expect(edges(both, table, key(undefined, through('s3')))).toEqual([]);
  });

  test('is denied', () => {
    const denied = `${both}, { Effect: Deny, Action: "kms:Decrypt", Resource: "*" }`;
    expect(edges(denied, table, key())).toEqual([]);
  });

  test('is one of AWS itself, or one that nobody here knows', () => {
    expect(edges(allow(read), data(type, encrypted('alias/aws/dynamodb')))).toEqual(['Dev reads Data']);
    expect(edges(allow(read), data(type, encrypted('alias/orders')))).toEqual(['possibly Dev reads Data']);
  });

  test('is part of what is asked', () => {
    const graph = graphOf(template(devRole(both), table, key()));
    const dev = [...graph.nodes.values()].find(({ label }) => label === 'dev-ci')!;
    const edge = graph.from(dev.id).find(({ to }) => graph.nodes.get(to)?.resource?.label === 'Data')!;
    expect(edge.requests.map(({ action }) => action)).toEqual(['dynamodb:GetItem', 'kms:Decrypt']);
    expect(edge.requests[1]!.resource).toMatch(/^arn:aws:kms:[^:]*:[^:]*:key\//);
  });
});

test('who is let in by reference reads what denies nobody of them', () => {
  const files = '  Files: { Type: AWS::S3::Bucket, Properties: { BucketName: files } }\n';
  const policy = (on: string) => `  Policy:
    Type: AWS::S3::BucketPolicy
    Properties: { Bucket: !Ref Files, PolicyDocument: { Statement: [{ Effect: Deny, Principal: "*", Action: "s3:DeleteObject", Resource: ${on} }] } }
`;
  const of = (on: string) =>
    edgesFrom(graphOf(template(devRole(allow('s3:GetObject', '!Sub "${Files.Arn}/*"')), files, policy(on))), 'Dev');
  expect(of('"*"')).toEqual(['Dev reads Files']);
  expect(of('"arn:aws:s3:::files/*"')).toEqual(['Dev reads Files']);
});

describe('in Terraform', () => {
  const from = (actions: readonly string[], more: object) =>
    edgesOfDev(actions, { aws_kms_key: { key: {} }, ...more }).filter(edge => edge.endsWith('held'));
  const KEY = '${aws_kms_key.key.arn}';

  test.each([
    [
      'dynamodb:GetItem',
      { aws_dynamodb_table: { held: { name: 'o', server_side_encryption: { enabled: true, kms_key_arn: KEY } } } },
    ],
    [
      'ssm:GetParameter',
      { aws_ssm_parameter: { held: { name: '/o', type: 'SecureString', key_id: KEY, value: 'x' } } },
    ],
    ['sqs:ReceiveMessage', { aws_sqs_queue: { held: { name: 'o', kms_master_key_id: KEY } } }],
  ])('%s', (action, held) => {
    expect(from([action], held)).toEqual([]);
    expect(from([action, 'kms:Decrypt'], held)).toEqual(['dev reads held']);
  });

  test('a bucket, whose encryption is a resource of its own', () => {
    const rule = { apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: KEY } };
    const held = {
      aws_s3_bucket: { held: { bucket: 'files' } },
      aws_s3_bucket_server_side_encryption_configuration: { b: { bucket: '${aws_s3_bucket.held.id}', rule } },
    };
    expect(from(['s3:GetObject'], held)).toEqual(['possibly dev reads held']);
    expect(from(['s3:GetObject', 'kms:Decrypt'], held)).toEqual(['dev reads held']);
  });
});
