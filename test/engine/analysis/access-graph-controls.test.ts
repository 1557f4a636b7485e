/** Resource control policies: what an organization leaves of what its own accounts may do with their data. */
import { describe, expect, test } from 'vitest';
import { edgesFrom, graphOf } from '../../support/access-graph';
import { allow, devRole } from '../../support/escalations';

const settings = `version: 1
accounts:
  - { id: "111122223333", name: acme-prod, environment: production }
deployments:
  - { files: "prod/**", account: acme-prod }
`;
const body = (resources: string) => `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n${resources}`;
const data = `  Files: { Type: AWS::S3::Bucket, Properties: { BucketName: files } }
  Password: { Type: AWS::SecretsManager::Secret, Properties: { Name: password, Tags: [{ Key: env, Value: prod }] } }
  Orders: { Type: AWS::SQS::Queue, Properties: { QueueName: orders } }
  Log: { Type: AWS::Kinesis::Stream, Properties: { Name: log } }
`;
const reading =
  's3:GetObject, secretsmanager:GetSecretValue, sqs:ReceiveMessage, kinesis:GetRecords, kinesis:GetShardIterator';

/** What of all that may be read still is, where the policy says this in accounts of the organization. */
function read(
  denied: string,
  more: { readonly target?: string; readonly own?: string; readonly type?: string } = {},
): readonly string[] {
  const { target = '111122223333', own = allow(reading), type = 'RESOURCE_CONTROL_POLICY' } = more;
  const organization = `  Rcp:
    Type: AWS::Organizations::Policy
    Properties:
      Name: rcp
      Type: ${type}
      TargetIds: ["${target}"]
      Content: { Version: "2012-10-17", Statement: [${denied}] }
`;
  const graph = graphOf({
    'bulkhead.yaml': settings,
    'organization/a.yaml': body(organization),
    'prod/a.yaml': body(devRole(own) + data),
  });
  return edgesFrom(graph, 'Dev').map(edge => edge.replace('Dev reads ', ''));
}

const deny = (action: string, more = '') =>
  `{ Effect: Deny, Principal: "*", Action: "${action}", Resource: "*"${more} }`;

describe('a resource control policy', () => {
  test.each([
    ['s3:GetObject', ['Password', 'Orders', 'Log']],
    ['s3:*', ['Password', 'Orders', 'Log']],
    ['secretsmanager:*', ['Files', 'Orders', 'Log']],
    ['sqs:ReceiveMessage', ['Files', 'Password', 'Log']],
    ['s3:PutObject', ['Files', 'Password', 'Orders', 'Log']],
    // Kinesis asks none.
    ['kinesis:*', ['Files', 'Password', 'Orders', 'Log']],
  ])('that denies %s', (action, left) => {
    expect([...read(deny(action))].sort()).toEqual([...left].sort());
  });

  test('is about the accounts that it is on', () => {
    expect(read(deny('s3:*'), { target: '444455556666' })).toContain('Files');
  });

  test('is about what it names', () => {
    const other = deny('s3:*').replace('Resource: "*"', 'Resource: "arn:aws:s3:::others/*"');
    expect(read(other)).toContain('Files');
  });

  test('keeps out others than the organization', () => {
    const perimeter = deny('s3:*', ', Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": o-a1b2c3d4e5 } }');
    expect(read(perimeter)).toContain('Files');
  });

  test('lets through whom it leaves out', () => {
    const but = (name: string) =>
      deny('s3:*', `, Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/${name}" } }`);
    expect(read(but('dev-ci'))).toContain('Files');
    expect(read(but('admin'))).not.toContain('Files');
  });

  test('leaves what the own policies ask of tags', () => {
    const tagged = (env: string) => ({
      own: allow('secretsmanager:GetSecretValue', '"*"', `{ StringEquals: { "aws:ResourceTag/env": ${env} } }`),
    });
    const but = deny(
      'secretsmanager:*',
      ', Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/admin" } }',
    );
    expect(read(but, tagged('prod'))).toEqual(['Password']);
    expect(read(but, tagged('dev'))).toEqual([]);
  });

  test.each(['RESOURCE_CONTROL_POLICY', 'SERVICE_CONTROL_POLICY'])('is about what has other tags: %s', type => {
    const own = allow('secretsmanager:GetSecretValue');
    const unless = (key: string, env: string) => {
      const told = deny('secretsmanager:*', `, Condition: { StringNotEquals: { "${key}/env": ${env} } }`);
      const ofService = type === 'SERVICE_CONTROL_POLICY' ? told.replace(' Principal: "*",', '') : told;
      return read(ofService, { own, type });
    };
    for (const key of ['aws:ResourceTag', 'secretsmanager:ResourceTag']) {
      expect(unless(key, 'prod')).toEqual(['Password']);
      expect(unless(key, 'dev')).toEqual([]);
    }
  });
});
