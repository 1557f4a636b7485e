/** Between accounts that are known, both sides decide: "Cross-account policy evaluation logic" of the IAM User Guide. */
import { describe, expect, it, test } from 'vitest';
import { nodesCalled } from '../../../server/src/engine/analysis/access-graph/paths/nodes-called';
import { edgesFrom, graphOf, inWords } from '../../support/access-graph';
import { apart } from '../../support/settings';

const allow = (action: string, resource = '*') => ({ Effect: 'Allow', Action: action, Resource: resource });
const root = { AWS: 'arn:aws:iam::444455556666:root' };
const trusting = (name: string, principal: unknown, condition: object = {}, more: readonly object[] = []) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', Condition: condition }, ...more],
    },
  },
});

/** Of a user and a role of development with this statement, among these things of production. */
function edges(resources: object, statement: object, boundary?: string): readonly string[] {
  const policies = [{ PolicyName: 'own', PolicyDocument: { Statement: [statement] } }];
  const ci = trusting('ci', { Service: 'ec2.amazonaws.com' });
  const dev = {
    Ci: {
      ...ci,
      Properties: { ...ci.Properties, Policies: policies, ...(boundary ? { PermissionsBoundary: boundary } : {}) },
    },
    Anna: { Type: 'AWS::IAM::User', Properties: { UserName: 'anna', Policies: policies } },
  };
  const graph = graphOf({
    'bulkhead.yaml': apart,
    'prod/a.json': JSON.stringify({ Resources: resources }),
    'dev/a.json': JSON.stringify({ Resources: dev }),
  });
  return ['Anna', 'Ci'].flatMap(label => edgesFrom(graph, label));
}

const deploy = 'arn:aws:iam::111122223333:role/deploy';
const both = ['Anna assumes Deploy', 'Ci assumes Deploy'];

describe('a role', () => {
  const role = (principal: unknown, condition: object = {}, more: readonly object[] = []) => ({
    Deploy: trusting('deploy', principal, condition, more),
  });

  it.each([root, { AWS: '444455556666' }, { AWS: ['arn:aws:iam::999988887777:root', '444455556666'] }])(
    'that trusts an account is assumed by those there who may: %j',
    principal => {
      expect(edges(role(principal), allow('sts:AssumeRole', deploy))).toEqual(both);
      expect(edges(role(principal), allow('sts:AssumeRole'))).toEqual(both);
      expect(edges(role(principal), allow('sts:*', 'arn:aws:iam::*:role/dep*'))).toEqual(both);
      expect(edges(role(principal), allow('sts:AssumeRole', `${deploy}er`))).toEqual([]);
      expect(edges(role(principal), allow('sts:AssumeRole', deploy.replace('1111', '9999')))).toEqual([]);
      expect(edges(role(principal), allow('s3:GetObject'))).toEqual([]);
    },
  );

  it('that trusts its own account, or a third one, is not', () => {
    expect(edges(role({ AWS: '111122223333' }), allow('sts:AssumeRole'))).toEqual([]);
    expect(edges(role({ AWS: { Ref: 'AWS::AccountId' } }), allow('sts:AssumeRole'))).toEqual([]);
    expect(edges(role({ AWS: '999988887777' }), allow('sts:AssumeRole'))).toEqual([]);
  });

  it('is assumed by those alone whom its conditions and Denies leave', () => {
    const isAnna = { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:user/anna' };
    const onlyAnna = ['Anna assumes Deploy'];
    expect(edges(role(root, { ArnEquals: isAnna }), allow('sts:AssumeRole'))).toEqual(onlyAnna);
    expect(edges(role('*', { ArnEquals: isAnna }), allow('sts:AssumeRole'))).toEqual(onlyAnna);
    const deny = { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Condition: { ArnNotEquals: isAnna } };
    expect(edges(role(root, {}, [deny]), allow('sts:AssumeRole'))).toEqual(onlyAnna);
    const boundary = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    expect(edges(role(root), allow('sts:AssumeRole'), boundary)).toEqual(onlyAnna);
    const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    expect(edges(role(root, mfa), allow('sts:AssumeRole'))).toEqual([...onlyAnna, 'possibly Ci assumes Deploy']);
  });

  it('is not assumed by those whose own policies deny it', () => {
    const graph = graphOf({
      'bulkhead.yaml': apart,
      'prod/a.json': JSON.stringify({ Resources: role(root) }),
      'dev/a.json': JSON.stringify({
        Resources: {
          Anna: {
            Type: 'AWS::IAM::User',
            Properties: {
              Policies: [
                {
                  PolicyName: 'own',
                  PolicyDocument: {
                    Statement: [
                      allow('sts:*'),
                      { ...allow('sts:AssumeRole', 'arn:aws:iam::111122223333:role/*'), Effect: 'Deny' },
                    ],
                  },
                },
              ],
            },
          },
        },
      }),
    });
    expect(edgesFrom(graph, 'Anna')).toEqual([]);
  });

  it('is assumed by who administers an account that it trusts', () => {
    const graph = graphOf({
      'bulkhead.yaml': apart,
      'prod/a.json': JSON.stringify({ Resources: role(root) }),
      'dev/a.json': JSON.stringify({ Resources: { T: { Type: 'AWS::DynamoDB::Table' } } }),
    });
    const [administrator] = nodesCalled('administrator of 444455556666', graph);
    expect(graph.from(administrator!.id).map(edge => inWords(graph, edge))).toContain('administrator assumes Deploy');
  });

  it('that trusts an organization may be', () => {
    const organization = { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };
    expect(edges(role('*', organization), allow('sts:AssumeRole'))).toEqual(both.map(edge => `possibly ${edge}`));
  });
});

describe('all but one are denied', () => {
  const arn = 'arn:aws:iam::111122223333:role/itself';
  const by = { 'Fn::GetAtt': ['Itself', 'Arn'] };
  const caller = (name: string) => ({
    ...trusting(name, { Service: 'ec2.amazonaws.com' }),
    Properties: {
      ...trusting(name, { Service: 'ec2.amazonaws.com' }).Properties,
      Policies: [
        { PolicyName: 'own', PolicyDocument: { Statement: [allow('sts:AssumeRole'), allow('s3:GetObject')] } },
      ],
    },
  });
  const own = { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } };

  test.each<[string, object, object]>([
    ['unless it is it', { Principal: '*' }, { ArnNotEquals: { 'aws:PrincipalArn': arn } }],
    ['unless it is it, by reference', { Principal: '*' }, { StringNotLike: { 'aws:PrincipalArn': by } }],
    ['as no principal but it', { NotPrincipal: { AWS: [arn, 'arn:aws:iam::111122223333:root'] } }, {}],
    ['as no principal but it alone', { NotPrincipal: { AWS: arn } }, {}],
  ])('%s', (_, who, condition) => {
    const deny = { Effect: 'Deny', ...who, Condition: condition };
    const resources = {
      Itself: caller('itself'),
      Other: caller('other'),
      Deploy: trusting('deploy', own, {}, [{ ...deny, Action: 'sts:AssumeRole' }]),
      B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'orders' } },
      P: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'B' },
          PolicyDocument: { Statement: [{ ...deny, Action: 's3:*', Resource: '*' }] },
        },
      },
    };
    const graph = graphOf({
      'bulkhead.yaml': apart,
      'prod/a.json': JSON.stringify({ Resources: resources }),
    });
    expect(edgesFrom(graph, 'Other')).toEqual([]);
    expect(edgesFrom(graph, 'Itself').map(edge => edge.replace('possibly ', ''))).toEqual([
      'Itself assumes Deploy',
      'Itself reads B',
    ]);
  });
});

describe('data', () => {
  const bucket = (...statements: readonly object[]) => ({
    B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'orders' } },
    P: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: { Bucket: { Ref: 'B' }, PolicyDocument: { Statement: statements } },
    },
  });
  const letting = (action: string, resource = '*') => ({ ...allow(action, resource), Principal: root });
  const reads = ['Anna reads B', 'Ci reads B'];

  it('of a bucket is read where both sides say so', () => {
    const open = bucket(letting('s3:GetObject', 'arn:aws:s3:::orders/*'));
    expect(edges(open, allow('s3:GetObject', 'arn:aws:s3:::orders/*'))).toEqual(reads);
    expect(edges(open, allow('s3:*'))).toEqual(reads);
    expect(edges(open, allow('s3:GetObject', 'arn:aws:s3:::others/*'))).toEqual([]);
    expect(edges(open, allow('s3:PutObject'))).toEqual([]);
    expect(edges(bucket(letting('s3:PutObject')), allow('s3:GetObject'))).toEqual([]);
    expect(edges(bucket(), allow('s3:*'))).toEqual([]);
  });

  it.each(['f', { Ref: 'F' }, { 'Fn::GetAtt': ['F', 'Arn'] }])('of a function is asked for by its name: %j', name => {
    const properties = { Action: 'lambda:InvokeFunction', Principal: '444455556666', FunctionName: name };
    const resources = {
      F: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'f', Role: deploy } },
      P: { Type: 'AWS::Lambda::Permission', Properties: properties },
    };
    expect(edges(resources, allow('lambda:InvokeFunction'))).toEqual(['Anna reads F', 'Ci reads F']);
    expect(edges(resources, allow('lambda:UpdateFunctionCode'))).toEqual([]);
  });

  test.each([
    ['kms:Decrypt', { K: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [letting('kms:*')] } } } }],
    [
      'dynamodb:GetItem',
      {
        K: {
          Type: 'AWS::DynamoDB::Table',
          Properties: {
            TableName: 'orders',
            ResourcePolicy: { PolicyDocument: { Statement: [letting('dynamodb:GetItem')] } },
          },
        },
      },
    ],
    [
      'secretsmanager:GetSecretValue',
      {
        K: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'orders' } },
        P: {
          Type: 'AWS::SecretsManager::ResourcePolicy',
          Properties: {
            SecretId: { Ref: 'K' },
            ResourcePolicy: { Statement: [letting('secretsmanager:GetSecretValue')] },
          },
        },
      },
    ],
  ])('is named in its own account: %s', (action, resources) => {
    const service = action.split(':')[0];
    const expected = ['Anna reads K', 'Ci reads K'];
    expect(edges(resources, allow(action))).toEqual(expected);
    expect(edges(resources, allow(action, `arn:aws:${service}:*:111122223333:*`))).toEqual(expected);
    expect(edges(resources, allow(action, `arn:aws:${service}:*:444455556666:*`))).toEqual([]);
  });
});
