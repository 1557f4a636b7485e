/** What policies that AWS keeps let a developer do, together with what a template adds or holds. */
import { describe, expect, test } from 'vitest';
import { managedPolicy } from '../../../server/src/engine/policy/managed-policies';
import type { SourcePointer, Uri } from '../../../server/src/engine/text/text';
import { findings } from '../../support/workspace';

const tags = (Value: string) => ({ Tags: [{ Key: 'Environment', Value }] });
const trusting = (Service: string) => ({
  AssumeRolePolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
  },
});
const role = (properties: object) => ({ Type: 'AWS::IAM::Role', Properties: properties });

const held = {
  ProdRole: role({ RoleName: 'prod-app', ...trusting('codebuild.amazonaws.com'), ...tags('prod') }),
  ProdProject: {
    Type: 'AWS::CodeBuild::Project',
    Properties: { Name: 'prod-deploy', ServiceRole: { 'Fn::GetAtt': ['ProdRole', 'Arn'] }, ...tags('prod') },
  },
  ProdMachineRole: role({ RoleName: 'prod-machine', ...trusting('ec2.amazonaws.com'), ...tags('prod') }),
  ProdProfile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'ProdMachineRole' }] } },
  ProdMachine: {
    Type: 'AWS::EC2::Instance',
    Properties: { IamInstanceProfile: { Ref: 'ProdProfile' }, ImageId: 'ami-1', ...tags('prod') },
  },
};

function told(policies: readonly string[], passes?: string): readonly string[] {
  const statement = { Effect: 'Allow', Action: 'iam:PassRole', Resource: passes };
  const document = { Version: '2012-10-17', Statement: [statement] };
  const Developer = role({
    RoleName: 'developer',
    ...trusting('lambda.amazonaws.com'),
    ...tags('dev'),
    ManagedPolicyArns: policies.map(name => `arn:aws:iam::aws:policy/${name}`),
    ...(passes === undefined ? {} : { Policies: [{ PolicyName: 'p', PolicyDocument: document }] }),
  });
  const documents = { 'a.json': JSON.stringify({ Resources: { ...held, Developer } }) };
  return findings(documents)
    .filter(({ finding }) => finding.rule === 'privilege-escalation')
    .map(({ finding }) => finding.message);
}

describe('what is there already is reached', () => {
  test.each([
    ['AWSCodeBuildDeveloperAccess', '`codebuild:StartBuild`'],
    ['AWSCodeBuildAdminAccess', '`codebuild:StartBuild`'],
    ['AmazonSSMFullAccess', '`ssm:S'],
    ['AmazonEC2FullAccess', '`ec2'],
    ['job-function/SystemAdministrator', '`ec2:ModifyInstanceAttribute`'],
  ])('by %s', (name, by) => {
    expect(told([name]).join('\n')).toContain(by);
  });

  test.each([['AmazonSSMManagedInstanceCore'], ['CloudWatchAgentServerPolicy'], ['job-function/SupportUser']])(
    'not by %s',
    name => {
      expect(told([name])).toEqual([]);
    },
  );
});

test('what is launched gets the role that a policy of the template passes', () => {
  const production = 'arn:aws:iam::*:role/prod-*';
  expect(told(['AmazonEC2FullAccess'], production).join('\n')).toContain('`iam:PassRole`, then `ec2:RunInstances`');
  expect(told([], production)).toEqual([]);
});

test.each([
  ['AmazonEC2FullAccess', true],
  ['AmazonSSMManagedInstanceCore', true],
  ['job-function/ViewOnlyAccess', false],
])('whether all is known of %s', (name, complete) => {
  const at: SourcePointer = { uri: 'file:///a.json' as Uri, path: [], part: 'value' };
  expect(managedPolicy(name, at)?.complete).toBe(complete);
});
