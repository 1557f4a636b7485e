/** The paths that the field knows by id: a principal with exactly these rights on everything. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../server/src/engine/text/json';
import { type Documents, findings } from '../../support/workspace';
import { inTerraform, inYaml } from '../../support/writing';

/** `graph`: too common, or in need of too much luck, to be held against a principal by itself. */
type Verdict = 'told' | 'graph';

const paths: readonly (readonly [id: string, actions: string, verdict: Verdict])[] = [
  ['apprunner-001', 'iam:PassRole apprunner:CreateService', 'told'],
  ['apprunner-002', 'apprunner:UpdateService', 'graph'],
  [
    'bedrock-001',
    'iam:PassRole bedrock-agentcore:CreateCodeInterpreter bedrock-agentcore:StartCodeInterpreterSession bedrock-agentcore:InvokeCodeInterpreter',
    'told',
  ],
  ['bedrock-002', 'bedrock-agentcore:StartCodeInterpreterSession bedrock-agentcore:InvokeCodeInterpreter', 'graph'],
  ['cloudformation-001', 'iam:PassRole cloudformation:CreateStack', 'told'],
  ['cloudformation-002', 'cloudformation:UpdateStack', 'told'],
  ['cloudformation-003', 'iam:PassRole cloudformation:CreateStackSet cloudformation:CreateStackInstances', 'told'],
  ['cloudformation-004', 'iam:PassRole cloudformation:UpdateStackSet', 'told'],
  ['cloudformation-005', 'cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet', 'told'],
  ['codebuild-001', 'iam:PassRole codebuild:CreateProject codebuild:StartBuild', 'told'],
  ['codebuild-002', 'codebuild:StartBuild', 'told'],
  ['codebuild-003', 'codebuild:StartBuildBatch', 'told'],
  ['codebuild-004', 'iam:PassRole codebuild:CreateProject codebuild:StartBuildBatch', 'told'],
  [
    'datapipeline-001',
    'iam:PassRole datapipeline:CreatePipeline datapipeline:PutPipelineDefinition datapipeline:ActivatePipeline',
    'told',
  ],
  ['ec2instanceconnect-003', 'ec2-instance-connect:SendSSHPublicKey ec2:DescribeInstances', 'told'],
  ['ec2-001', 'iam:PassRole ec2:RunInstances', 'told'],
  ['ec2-002', 'ec2:ModifyInstanceAttribute ec2:StopInstances ec2:StartInstances', 'told'],
  ['ec2-003', 'iam:PassRole ec2:RequestSpotInstances', 'told'],
  ['ec2-004', 'ec2:CreateLaunchTemplateVersion ec2:ModifyLaunchTemplate', 'told'],
  ['ecs-001', 'iam:PassRole ecs:CreateCluster ecs:RegisterTaskDefinition ecs:CreateService', 'told'],
  ['ecs-002', 'iam:PassRole ecs:CreateCluster ecs:RegisterTaskDefinition ecs:RunTask', 'told'],
  ['ecs-003', 'iam:PassRole ecs:RegisterTaskDefinition ecs:CreateService', 'told'],
  ['ecs-004', 'iam:PassRole ecs:RegisterTaskDefinition ecs:RunTask', 'told'],
  ['ecs-005', 'iam:PassRole ecs:RegisterTaskDefinition ecs:StartTask', 'told'],
  ['glue-001', 'iam:PassRole glue:CreateDevEndpoint', 'told'],
  ['glue-002', 'glue:UpdateDevEndpoint', 'graph'],
  ['glue-003', 'iam:PassRole glue:CreateJob glue:StartJobRun', 'told'],
  ['glue-004', 'iam:PassRole glue:CreateJob glue:CreateTrigger', 'told'],
  ['glue-005', 'iam:PassRole glue:UpdateJob glue:StartJobRun', 'told'],
  ['glue-006', 'iam:PassRole glue:UpdateJob glue:CreateTrigger', 'told'],
  ['iam-001', 'iam:CreatePolicyVersion', 'told'],
  ['iam-002', 'iam:CreateAccessKey', 'told'],
  ['iam-003', 'iam:CreateAccessKey iam:DeleteAccessKey', 'told'],
  ['iam-004', 'iam:CreateLoginProfile', 'told'],
  ['iam-005', 'iam:PutRolePolicy', 'told'],
  ['iam-006', 'iam:UpdateLoginProfile', 'told'],
  ['iam-007', 'iam:PutUserPolicy', 'told'],
  ['iam-008', 'iam:AttachUserPolicy', 'told'],
  ['iam-009', 'iam:AttachRolePolicy', 'told'],
  ['iam-010', 'iam:AttachGroupPolicy', 'told'],
  ['iam-011', 'iam:PutGroupPolicy', 'told'],
  ['iam-012', 'iam:UpdateAssumeRolePolicy', 'told'],
  ['iam-013', 'iam:AddUserToGroup', 'told'],
  ['iam-014', 'iam:AttachRolePolicy sts:AssumeRole', 'told'],
  ['iam-015', 'iam:AttachUserPolicy iam:CreateAccessKey', 'told'],
  ['iam-016', 'iam:CreatePolicyVersion sts:AssumeRole', 'told'],
  ['iam-017', 'iam:PutRolePolicy sts:AssumeRole', 'told'],
  ['iam-018', 'iam:PutUserPolicy iam:CreateAccessKey', 'told'],
  ['iam-019', 'iam:AttachRolePolicy iam:UpdateAssumeRolePolicy', 'told'],
  ['iam-020', 'iam:CreatePolicyVersion iam:UpdateAssumeRolePolicy', 'told'],
  ['iam-021', 'iam:PutRolePolicy iam:UpdateAssumeRolePolicy', 'told'],
  ['lambda-001', 'iam:PassRole lambda:CreateFunction lambda:InvokeFunction', 'told'],
  ['lambda-002', 'iam:PassRole lambda:CreateFunction lambda:CreateEventSourceMapping', 'told'],
  ['lambda-003', 'lambda:UpdateFunctionCode', 'told'],
  ['lambda-004', 'lambda:UpdateFunctionCode lambda:InvokeFunction', 'told'],
  ['lambda-005', 'lambda:UpdateFunctionCode lambda:AddPermission', 'told'],
  ['lambda-006', 'iam:PassRole lambda:CreateFunction lambda:AddPermission', 'told'],
  ['sagemaker-001', 'iam:PassRole sagemaker:CreateNotebookInstance', 'told'],
  ['sagemaker-002', 'iam:PassRole sagemaker:CreateTrainingJob', 'told'],
  ['sagemaker-003', 'iam:PassRole sagemaker:CreateProcessingJob', 'told'],
  ['sagemaker-004', 'sagemaker:CreatePresignedNotebookInstanceUrl', 'graph'],
  [
    'sagemaker-005',
    'sagemaker:CreateNotebookInstanceLifecycleConfig sagemaker:StopNotebookInstance sagemaker:UpdateNotebookInstance sagemaker:StartNotebookInstance',
    'graph',
  ],
  ['ssm-001', 'ssm:StartSession', 'told'],
  ['ssm-002', 'ssm:SendCommand', 'told'],
  ['sts-001', 'sts:AssumeRole', 'told'],
  // What has no id there, by the rows of the catalogue.
  ['another profile', 'iam:PassRole ec2:AssociateIamInstanceProfile', 'told'],
  ['a template and a fleet', 'iam:PassRole ec2:CreateLaunchTemplate ec2:CreateFleet', 'told'],
  ['another version', 'iam:SetDefaultPolicyVersion', 'told'],
  ['keys for SSH', 'iam:UploadSSHPublicKey', 'told'],
  ['a second factor', 'iam:DeactivateMFADevice', 'graph'],
  ['a role of its own', 'iam:CreateRole iam:PutRolePolicy', 'told'],
  ['a user of its own', 'iam:CreateUser iam:AttachUserPolicy iam:CreateLoginProfile', 'told'],
  ['a layer', 'lambda:UpdateFunctionConfiguration', 'told'],
  ['a task alone', 'ecs:RunTask', 'graph'],
  ['a task with a role', 'iam:PassRole ecs:RunTask', 'told'],
  ['a shell in a container', 'ecs:ExecuteCommand', 'told'],
  ['a state machine', 'iam:PassRole states:CreateStateMachine states:StartExecution', 'told'],
  ['a rule', 'iam:PassRole events:PutRule events:PutTargets', 'told'],
  ['a schedule', 'iam:PassRole scheduler:CreateSchedule', 'told'],
  ['a pipe', 'iam:PassRole pipes:CreatePipe', 'told'],
  ['a cluster', 'iam:PassRole elasticmapreduce:RunJobFlow', 'told'],
  ['a batch job', 'iam:PassRole batch:RegisterJobDefinition batch:SubmitJob', 'told'],
  ['an API', 'iam:PassRole apigateway:POST', 'told'],
  ['a resolver', 'iam:PassRole appsync:CreateDataSource appsync:CreateResolver', 'told'],
  ['an identity pool', 'iam:PassRole cognito-identity:SetIdentityPoolRoles', 'told'],
  ['a role alias', 'iam:PassRole iot:CreateRoleAlias', 'told'],
  ['a trust anchor', 'iam:PassRole rolesanywhere:CreateTrustAnchor rolesanywhere:CreateProfile', 'told'],
  ['an identity provider', 'iam:CreateOpenIDConnectProvider', 'graph'],
  ['a permission set', 'sso:PutInlinePolicyToPermissionSet', 'graph'],
  ['a pipeline', 'codepipeline:UpdatePipeline', 'told'],
  ['an approval', 'codepipeline:PutApprovalResult', 'graph'],
  ['the policy of a bucket', 's3:PutBucketPolicy', 'graph'],
  ['a secret', 'secretsmanager:GetSecretValue', 'graph'],
];

const writings: readonly (readonly [string, (template: Json) => Documents])[] = [
  ['JSON', template => ({ 'template.json': JSON.stringify(template) })],
  ['YAML', template => ({ 'template.yaml': inYaml(template) })],
  ['Terraform, policies as JSON', template => ({ 'main.tf.json': inTerraform(template, 'json') })],
  ['Terraform, policies as data', template => ({ 'main.tf.json': inTerraform(template, 'data') })],
];

describe.each(writings)('%s', (_, write) => {
  test.each(paths)('%s: %s is %s', (_id, actions, verdict) => {
    expect(told(write(holding(actions.split(' '), '*')))).toBe(verdict === 'told');
  });
});

/** One right fewer is one request of the chain that nobody allows, and then only what the rest makes possible is told. */
test.each(paths.filter(([, actions]) => actions.startsWith('iam:PassRole ')))('%s without %s', (_, actions) => {
  const launching = actions.split(' ').slice(1);
  const alone = told({ 'template.json': JSON.stringify(holding(launching, '*')) });
  const passing = told({ 'template.json': JSON.stringify(holding(['iam:PassRole'], '*')) });
  expect(passing).toBe(false);
  expect(alone).toBe(paths.some(([, path, verdict]) => verdict === 'told' && isWithin(path, launching)));
});

function isWithin(path: string, actions: readonly string[]): boolean {
  return path.split(' ').every(action => actions.includes(action));
}

function told(documents: Documents): boolean {
  return findings(documents).some(({ finding }) => finding.rule === 'privilege-escalation');
}

function holding(actions: readonly string[], resource: string): Json {
  const statement = { Effect: 'Allow', Action: actions, Resource: resource };
  return {
    Resources: {
      Developer: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'developer',
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'sts:AssumeRole' },
            ],
          },
          Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [statement] } }],
        },
      },
    },
  };
}
