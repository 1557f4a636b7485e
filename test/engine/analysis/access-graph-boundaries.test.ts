/** What somebody reaches who may take a permissions boundary off, or grant whatever it allows. */
import { describe, expect, test } from 'vitest';
import { edgesFrom, graphOf, template } from '../../support/access-graph';
import { allow, devRole } from '../../support/escalations';

const policy = (name: string, ...actions: readonly string[]) =>
  `  ${name}: { Type: "AWS::IAM::ManagedPolicy", Properties: { ManagedPolicyName: ${name.toLowerCase()}, PolicyDocument: { Statement: [${allow(actions.join(', '))}] } } }\n`;
const orders = '  Orders: { Type: "AWS::DynamoDB::Table", Properties: { TableName: orders } }\n';
const files = '  Files: { Type: "AWS::S3::Bucket", Properties: { BucketName: files } }\n';
const bounded = '\n      PermissionsBoundary: !Ref Fence';
const account = '{ AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }';
const app = (more: string) => `  App:
    Type: AWS::IAM::Role
    Properties:
      RoleName: app${more}
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: ${account}, Action: sts:AssumeRole }] }
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [${allow('dynamodb:GetItem')}] } }]
`;

const ways = (...resources: readonly string[]) => [...new Set(edgesFrom(graphOf(template(...resources)), 'Dev'))];
const dev = (...statements: readonly string[]) => devRole(statements.join(', '), bounded);

describe('a boundary of its own', () => {
  const fence = policy('Fence', '"iam:*"', 's3:*');

  test('keeps out of what it does not allow', () => {
    expect(ways(dev(allow('dynamodb:GetItem')), fence, orders, files)).toEqual([]);
  });

  test.each(['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'])('that %s takes off', action => {
    const statements = [allow('dynamodb:GetItem'), allow(action, '!Sub "arn:aws:iam::${AWS::AccountId}:role/dev-ci"')];
    expect(ways(dev(...statements), fence, orders, files)).toEqual(['Dev reads Orders']);
    const denied = `{ Effect: Deny, Action: "${action}", Resource: "*" }`;
    expect(ways(dev(...statements, denied), fence, orders, files)).toEqual([]);
    expect(ways(dev(...statements), policy('Fence', 's3:*'), orders, files)).toEqual([]);
  });

  test('that only keeps from IAM leaves the rest to who grants itself what it likes', () => {
    const s3 = policy('Fence', 's3:*', 'iam:PutRolePolicy');
    expect(ways(dev(allow('iam:PutRolePolicy')), s3, orders, files)).toEqual([
      'Dev reads Files',
      'Dev writes Files',
      'Dev administers Files',
    ]);
    expect(ways(dev(allow('iam:PutRolePolicy', '"arn:aws:iam::*:role/other"')), s3, orders, files)).toEqual([]);
    expect(ways(dev(allow('iam:PutRolePolicy')), policy('Fence', 's3:*'), orders, files)).toEqual([]);
  });

  test('that allows everything leaves everything', () => {
    expect(ways(dev(allow('iam:PutRolePolicy')), policy('Fence', '"*"'), orders)).toEqual([
      'Dev rewrites-policy administrator',
    ]);
  });
});

describe("another's boundary", () => {
  const fence = policy('Fence', 's3:*');
  const grants = [allow('sts:AssumeRole', '!GetAtt App.Arn')];

  test('that somebody takes off who may become it', () => {
    const may = [...grants, allow('iam:DeleteRolePermissionsBoundary', '!GetAtt App.Arn')];
    expect(ways(devRole(may.join(', ')), app(bounded), fence, orders, files)).toEqual([
      'Dev assumes App',
      'Dev reads Orders',
    ]);
    expect(ways(devRole(may[1]!), app(bounded), fence, orders, files)).toEqual([]);
    expect(ways(devRole(grants.join(', ')), app(bounded), fence, orders, files)).toEqual(['Dev assumes App']);
  });

  test('up to which somebody widens it who may become it', () => {
    const may = [...grants, allow('iam:AttachRolePolicy', '!GetAtt App.Arn')];
    expect(ways(devRole(may.join(', ')), app(bounded), fence, orders, files)).toEqual([
      'Dev assumes App',
      'Dev reads Files',
      'Dev writes Files',
      'Dev administers Files',
    ]);
  });

  test('of a user, by a key of its own', () => {
    const user = `  Root: { Type: AWS::IAM::User, Properties: { UserName: root, PermissionsBoundary: !Ref Fence } }\n`;
    const may = allow('iam:PutUserPolicy, iam:CreateAccessKey', '!GetAtt Root.Arn');
    expect(ways(devRole(may), user, fence, orders, files)).toEqual([
      'Dev rewrites-policy Root',
      'Dev reads Files',
      'Dev writes Files',
      'Dev administers Files',
    ]);
    expect(ways(devRole(allow('iam:PutUserPolicy', '!GetAtt Root.Arn')), user, fence, orders, files)).toEqual([]);
  });
});
