/** Methods that lead to identities and data by way of other services. They matter to who draws all ways, not for one principal. */
import type { Method } from '../escalation';
import { on } from './chains';

export const beyond: readonly Method[] = [
  {
    id: 'federation',
    does: 'have roles trust identities of its own',
    effect: 'becomes',
    chains: [
      [
        on(
          'identity-provider',
          ...['iam:CreateOpenIDConnectProvider', 'iam:UpdateOpenIDConnectProviderThumbprint'],
          ...['iam:AddClientIDToOpenIDConnectProvider', 'iam:UpdateSAMLProvider'],
        ),
      ],
    ],
    forGraphAlone: true,
  },
  {
    id: 'identity-center',
    does: 'give users of IAM Identity Center any rights',
    effect: 'becomes',
    chains: [
      [
        on('any', 'sso:CreatePermissionSet'),
        on('any', 'sso:AttachManagedPolicyToPermissionSet', 'sso:PutInlinePolicyToPermissionSet'),
        on('any', 'sso:CreateAccountAssignment'),
      ],
      [on('any', 'sso:PutInlinePolicyToPermissionSet', 'sso:AttachManagedPolicyToPermissionSet')],
      [on('any', 'sso:CreateAccountAssignment')],
    ],
    forGraphAlone: true,
  },
  {
    id: 'resource-policy',
    does: 'rewrite who may use data',
    effect: 'opens',
    chains: [
      [
        on(
          'data',
          ...['kms:PutKeyPolicy', 's3:PutBucketPolicy', 'secretsmanager:PutResourcePolicy', 'sns:AddPermission'],
          ...['sqs:AddPermission', 'ecr:SetRepositoryPolicy', 'lambda:AddPermission'],
        ),
      ],
    ],
    forGraphAlone: true,
  },
  {
    id: 'read-secret',
    does: 'read credentials',
    effect: 'opens',
    chains: [
      [
        on(
          'data',
          ...['secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue', 'ssm:GetParameter'],
          ...['ssm:GetParameters', 'ssm:GetParametersByPath', 'ssm:GetParameterHistory', 'lambda:GetFunction'],
          ...['lambda:GetFunctionConfiguration', 'ec2:DescribeInstanceAttribute', 'cloudformation:GetTemplate'],
          ...['cloudformation:DescribeStacks', 'codebuild:BatchGetProjects', 'ecs:DescribeTaskDefinition'],
          ...['states:DescribeStateMachine', 'glue:GetConnection', 'glue:GetJob'],
        ),
      ],
    ],
    forGraphAlone: true,
  },
];
