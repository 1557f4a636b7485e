/** Policies that ask for a tag of what they are about, by each of the keys that AWS has for it. */
import { describe, expect, test } from 'vitest';
import { edgesFrom, graphOf, template } from '../../support/access-graph';
import { allow, devRole } from '../../support/escalations';

const ways = (statements: string, ...resources: readonly string[]) =>
  edgesFrom(graphOf(template(devRole(statements), ...resources)), 'Dev');

const tagged = (name: string, type: string, properties = '', tags = '[{ Key: env, Value: prod }]') =>
  `  ${name}: { Type: "AWS::${type}", Properties: { Tags: ${tags}${properties} } }\n`;
const instance = (tags?: string) => tagged('Server', 'EC2::Instance', ', IamInstanceProfile: !Ref Profile', tags);
const around = `  Profile: { Type: "AWS::IAM::InstanceProfile", Properties: { Roles: [!Ref Prod] } }
  Prod:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"]
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: ec2.amazonaws.com }, Action: sts:AssumeRole }] }
`;
const where = (key: string, value = 'prod') => `{ StringEquals: { "${key}/env": ${value} } }`;

describe('an instance', () => {
  const reset = 'ec2:ModifyInstanceAttribute, ec2:StopInstances, ec2:StartInstances';

  test.each([
    ['ssm:StartSession', 'ssm:resourceTag'],
    ['ssm:StartSession', 'SSM:ResourceTag'],
    ['ssm:StartSession', 'aws:ResourceTag'],
    [reset, 'ec2:ResourceTag'],
    [reset, 'aws:ResourceTag'],
  ])('%s where %s says so', (actions, key) => {
    expect(ways(allow(actions, '"*"', where(key)), around, instance())).toEqual(['Dev gets-shell Server']);
    expect(ways(allow(actions, '"*"', where(key, 'dev')), around, instance())).toEqual([]);
    expect(ways(allow(actions, '"*"', where(key)), around, instance('[]'))).toEqual([]);
  });

  test('not by the key of another service', () => {
    expect(ways(allow('ssm:StartSession', '"*"', where('ec2:ResourceTag')), around, instance())).toEqual([]);
  });
});

describe('data', () => {
  test.each([
    ['secretsmanager:GetSecretValue', 'secretsmanager:ResourceTag', tagged('Data', 'SecretsManager::Secret')],
    ['ssm:GetParameter', 'ssm:resourceTag', tagged('Data', 'SSM::Parameter', ', Name: /p, Value: x', '{ env: prod }')],
  ])('%s', (action, key, data) => {
    expect(ways(allow(action, '"*"', where(key)), data)).toEqual(['Dev reads Data']);
    expect(ways(allow(action, '"*"', where(key, 'dev')), data)).toEqual([]);
  });

  test('not by a key that AWS does not have', () => {
    const table = tagged('Data', 'DynamoDB::Table');
    expect(ways(allow('dynamodb:GetItem', '"*"', where('dynamodb:ResourceTag')), table)).toEqual([]);
    expect(ways(allow('dynamodb:GetItem', '"*"', where('aws:ResourceTag')), table)).toEqual(['Dev reads Data']);
  });
});

describe('a role that is assumed', () => {
  const role = (name: string, value: string) =>
    tagged(
      name,
      'IAM::Role',
      ', AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { AWS: !Ref AWS::AccountId }, Action: sts:AssumeRole }] }',
      `[{ Key: env, Value: ${value} }]`,
    );
  const roles = role('Prod', 'prod') + role('Other', 'other');

  test.each(['iam:ResourceTag', 'aws:ResourceTag'])('%s', key => {
    expect(ways(allow('sts:AssumeRole', '"*"', where(key)), roles)).toEqual(['Dev assumes Prod']);
  });

  test('tagged like who assumes it', () => {
    const alike = allow('sts:AssumeRole', '"*"', where('iam:ResourceTag', '"${aws:PrincipalTag/env}"'));
    const dev = devRole(alike, '\n      Tags: [{ Key: env, Value: other }]').replace(
      ' PolicyDocument: {',
      ' PolicyDocument: { Version: "2012-10-17",',
    );
    expect(edgesFrom(graphOf(template(dev, roles)), 'Dev')).toEqual(['Dev assumes Other']);
  });
});
