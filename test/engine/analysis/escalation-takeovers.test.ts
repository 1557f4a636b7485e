/** Acting as somebody, or with what somebody runs. */
import { describe, expect, test } from 'vitest';
import { allow, devRole, waysIn } from '../../support/escalations';

const development = '\n      Tags: [{ Key: Environment, Value: dev }]';
const dev = (statements: string) => devRole(statements, development);
const arn = (resource: string) => `"arn:aws:iam::123456789012:${resource}"`;
const orders = (principal: string) => `  Orders:
    Type: AWS::IAM::Role
    Properties:
      RoleName: orders-prod
      Tags: [{ Key: Environment, Value: prod }]
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: ${principal}, Action: sts:AssumeRole }] }
`;
const trustingLambda = orders('{ Service: lambda.amazonaws.com }');
const trustingAccount = orders('{ AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }');

describe('identities', () => {
  test.each([
    ['access-key', 'iam:CreateAccessKey', 'user'],
    ['login-profile', 'iam:CreateLoginProfile', 'user'],
    ['login-profile', 'iam:UpdateLoginProfile', 'user'],
    ['other-credentials', 'iam:UploadSSHPublicKey', 'user'],
    ['other-credentials', 'iam:CreateServiceSpecificCredential', 'user'],
    ['join-group', 'iam:AddUserToGroup', 'group'],
    ['rewrite-trust', 'iam:UpdateAssumeRolePolicy', 'role'],
  ])('%s: %s', (id, action, kind) => {
    expect(waysIn(devRole(allow(action)))).toEqual([`${id}: any ${kind}`]);
    expect(waysIn(devRole(allow(action, arn(`${kind}/team-*`))))).toEqual([]);
    expect(waysIn(devRole(allow(action, arn(`${kind}/prod-*`))))).toEqual([`${id}: any ${kind}`]);
    expect(waysIn(devRole(`${allow(action)}, { Effect: Deny, Action: "iam:*", Resource: "*" }`))).toEqual([]);
  });

  test('a known role of production, by its trust policy', () => {
    expect(waysIn(dev(allow('iam:UpdateAssumeRolePolicy', '!GetAtt Orders.Arn')) + trustingLambda)).toEqual([
      'rewrite-trust: Orders',
    ]);
  });

  test('a known administrator, among users and groups', () => {
    const admins = `  Admins: { Type: AWS::IAM::Group, Properties: { GroupName: admins, ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] } }
  Root: { Type: AWS::IAM::User, Properties: { UserName: root-user, Groups: [!Ref Admins] } }
`;
    expect(waysIn(devRole(allow('iam:CreateAccessKey', '!GetAtt Root.Arn')) + admins)).toEqual(['access-key: Root']);
    expect(waysIn(devRole(allow('iam:AddUserToGroup', arn('group/admins'))) + admins)).toEqual(['join-group: Admins']);
  });

  test('a name by the parameter that decides its own environment is at home', () => {
    const template = `Parameters: { Env: { Type: String, Default: prod } }
Resources:
${devRole(allow('iam:UpdateAssumeRolePolicy', '!Sub "arn:aws:iam::123456789012:role/${Env}-*"')).replace('RoleName: dev-ci', 'RoleName: !Sub "${Env}-ci"')}`;
    expect(waysIn('', 'Dev', { 'own.yaml': `AWSTemplateFormatVersion: "2010-09-09"\n${template}` })).toEqual([]);
  });

  test('tags that tell', () => {
    const tagged = (operator: string) =>
      allow('iam:UpdateAssumeRolePolicy', '"*"', `{ ${operator}: { "aws:ResourceTag/Environment": dev } }`);
    expect(waysIn(dev(tagged('StringEquals')) + trustingLambda)).toEqual([]);
    expect(waysIn(dev(tagged('StringNotEquals')) + trustingLambda)).toEqual(['rewrite-trust: Orders']);
  });
});

describe('assuming roles', () => {
  test('takes both policies', () => {
    expect(waysIn(dev(allow('sts:AssumeRole', '!GetAtt Orders.Arn')) + trustingAccount)).toEqual([
      'assume-role: Orders',
    ]);
    expect(waysIn(dev(allow('sts:AssumeRole', '!GetAtt Orders.Arn')) + trustingLambda)).toEqual([]);
    expect(waysIn(dev(allow('s3:GetObject')) + trustingAccount)).toEqual([]);
  });

  test('any role that trusts it, perhaps', () => {
    expect(waysIn(devRole(allow('sts:AssumeRole')))).toEqual(['possibly assume-role: any role']);
    expect(waysIn(devRole(allow('sts:AssumeRole', arn('role/team-*'))))).toEqual([]);
  });

  test("the CDK's", () => {
    expect(waysIn(devRole(allow('sts:AssumeRole', '"arn:aws:iam::*:role/cdk-*"')))).toEqual([
      'possibly cdk-bootstrap: any role',
    ]);
    expect(waysIn(devRole(allow('sts:AssumeRole', '"arn:aws:iam::*:role/cdk-*-lookup-role-*"')))).toEqual([]);
  });
});

describe('compute that is there', () => {
  test.each([
    ['change-function-code', 'lambda:UpdateFunctionCode', 'lambda', 'function:dev-*'],
    ['change-function-configuration', 'lambda:UpdateFunctionConfiguration', 'lambda', 'function:dev-*'],
    ['stack-update', 'cloudformation:UpdateStack', 'cloudformation', 'stack/dev-*/*'],
    [
      'stack-update',
      'cloudformation:CreateChangeSet, cloudformation:ExecuteChangeSet',
      'cloudformation',
      'stack/dev-*/*',
    ],
    ['start-build', 'codebuild:StartBuild', 'codebuild', 'project/dev-*'],
    ['start-build', 'codebuild:StartBuildBatch', 'codebuild', 'project/dev-*'],
    ['execute-command', 'ecs:ExecuteCommand', 'ecs', 'task/dev-*/*'],
    ['host-shell', 'ssm:StartSession', 'ec2', 'instance/i-0123456789abcdef0'],
    ['host-shell', 'ssm:SendCommand', 'ec2', 'instance/i-0123456789abcdef0'],
    ['host-shell', 'ec2-instance-connect:SendSSHPublicKey', 'ec2', 'instance/i-0123456789abcdef0'],
    ['pipeline', 'codepipeline:UpdatePipeline', 'codepipeline', 'dev-*'],
  ])('%s: %s', (id, actions, service, own) => {
    expect(waysIn(devRole(allow(actions)))).toEqual([`${id}: any role`]);
    expect(waysIn(devRole(allow(actions, `"arn:aws:${service}:*:*:${own}"`)))).toEqual([]);
  });

  test('all that reset an instance', () => {
    const all = 'ec2:ModifyInstanceAttribute, ec2:StopInstances, ec2:StartInstances';
    expect(waysIn(devRole(allow(all)))).toEqual(['host-shell: any role']);
    expect(waysIn(devRole(allow(all.replace(', ec2:StopInstances', ''))))).toEqual([]);
  });

  test('a session only on what is tagged', () => {
    const tagged = allow('ssm:StartSession', '"*"', '{ StringEquals: { "ssm:resourceTag/Environment": dev } }');
    expect(waysIn(devRole(tagged))).toEqual([]);
  });

  test('a build with the commands that it has', () => {
    const written = allow(
      'codebuild:StartBuild',
      '"*"',
      '{ StringEquals: { "codebuild:source.buildspec": buildspec.yml } }',
    );
    expect(waysIn(devRole(written))).toEqual([]);
  });

  describe('a known function with a role of production', () => {
    const fn = (properties = '') => `  Fn:
    Type: AWS::Lambda::Function
    Properties: { Role: !GetAtt Orders.Arn, Code: { ZipFile: x }${properties} }
`;
    const ways = (resource: string, properties = '') =>
      waysIn(dev(allow('lambda:UpdateFunctionCode', resource)) + trustingLambda + fn(properties));

    test('by reference, by name, by pattern', () => {
      expect(ways('!GetAtt Fn.Arn')).toEqual(['change-function-code: Orders']);
      expect(ways('!Sub "arn:aws:lambda:*:*:function:${Fn}"')).toEqual(['change-function-code: Orders']);
      expect(ways('"arn:aws:lambda:*:*:function:orders*"', ', FunctionName: orders')).toEqual([
        'change-function-code: Orders',
      ]);
    });

    test('not by the prefix of others', () => {
      expect(ways('"arn:aws:lambda:*:*:function:dev-*"', ', FunctionName: orders')).toEqual([]);
      expect(ways('"arn:aws:lambda:*:*:function:dev-*"')).toEqual([]);
    });
  });
});
