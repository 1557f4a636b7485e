/** Who reaches what, one way after the other: the edges that templates tell, each with one that something defuses. */
import { describe, expect, test } from 'vitest';
import { edgesFrom, graphOf, template } from '../../support/access-graph';
import { allow, devRole } from '../../support/escalations';

const lambda = '{ Service: lambda.amazonaws.com }';
const account = '{ AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }';
const role = (name: string, principal: string) => `  ${name}:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${name.toLowerCase()}-role
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: ${principal}, Action: sts:AssumeRole }] }
`;
const resource = (
  name: string,
  type: string,
  properties = '',
) => `  ${name}: { Type: ${type}, Properties: { ${properties} } }
`;
const deny = (action: string) => `, { Effect: Deny, Action: "${action}", Resource: "*" }`;

/** Of the role `Dev`, with these statements, among these resources. */
const ways = (statements: string, ...resources: readonly string[]) =>
  edgesFrom(graphOf(template(devRole(statements), ...resources)), 'Dev').filter(edge => !edge.includes('anyone'));

const fn = resource('Fn', 'AWS::Lambda::Function', 'FunctionName: orders, Role: !GetAtt Prod.Arn');
const prod = role('Prod', lambda);

describe('becoming', () => {
  test.each([
    ['E01 assume', allow('sts:AssumeRole', '!GetAtt Prod.Arn'), [role('Prod', account)], 'Dev assumes Prod', 'sts:*'],
    [
      'E02 pass to a function',
      allow('iam:PassRole, lambda:CreateFunction, lambda:InvokeFunction'),
      [prod],
      'Dev passes Prod',
      'iam:PassRole',
    ],
    ['E03 code', allow('lambda:UpdateFunctionCode'), [prod, fn], 'Dev changes-code Fn', 'lambda:*'],
    ['E04 configuration', allow('lambda:UpdateFunctionConfiguration'), [prod, fn], 'Dev changes-code Fn', 'lambda:*'],
    [
      'E11 build',
      allow('codebuild:StartBuild'),
      [
        role('Prod', '{ Service: codebuild.amazonaws.com }'),
        resource('Build', 'AWS::CodeBuild::Project', 'Name: b, ServiceRole: !GetAtt Prod.Arn'),
      ],
      'Dev changes-code Build',
      'codebuild:*',
    ],
    ['E14 trust', allow('iam:UpdateAssumeRolePolicy', '!GetAtt Prod.Arn'), [prod], 'Dev rewrites-policy Prod', 'iam:*'],
    [
      'E15 create a role',
      allow('iam:CreateRole, iam:AttachRolePolicy'),
      [],
      'Dev rewrites-policy administrator',
      'iam:*',
    ],
  ])('%s', (_, statements, resources, edge, defused) => {
    expect(ways(statements, ...resources)).toContain(edge);
    expect(ways(statements + deny(defused), ...resources)).toEqual([]);
  });

  test('compute acts as its role', () => {
    expect(edgesFrom(graphOf(template(prod, fn)), 'Fn')).toEqual(['Fn runs-as Prod']);
  });
});

describe('touching', () => {
  test.each([
    ['E19 a secret', 'secretsmanager:GetSecretValue', 'AWS::SecretsManager::Secret', 'Name: prod/db', 'reads'],
    ['a table', 'dynamodb:GetItem', 'AWS::DynamoDB::Table', 'TableName: orders', 'reads'],
    ['a table', 'dynamodb:PutItem', 'AWS::DynamoDB::Table', 'TableName: orders', 'writes'],
    ['E21 a bucket', 's3:PutBucketPolicy', 'AWS::S3::Bucket', 'BucketName: orders', 'administers'],
  ])('%s: %s', (_, action, type, properties, how) => {
    const data = resource('Data', type, properties);
    expect(ways(allow(action), data)).toEqual([`Dev ${how} Data`]);
    expect(ways(allow(action) + deny(`${action.split(':')[0]}:*`), data)).toEqual([]);
  });

  test('E20 by the policy of the data', () => {
    const queue = resource('Queue', 'AWS::SQS::Queue');
    const policy = (effect: string) =>
      resource(
        'Policy',
        'AWS::SQS::QueuePolicy',
        `Queues: [!Ref Queue], PolicyDocument: { Statement: [{ Effect: ${effect}, Principal: { AWS: !GetAtt Dev.Arn }, Action: "sqs:*", Resource: "*" }] }`,
      );
    expect(ways(allow('s3:ListBucket'), queue, policy('Allow'))).toContain('Dev reads Queue');
    expect(ways(allow('sqs:*'), queue, policy('Deny'))).toEqual([]);
  });
});
