/** Methods by which IAM itself gives more rights, or another's. */
import type { Method } from '../escalation';
import { assumeRole, on, whose } from './chains';

const createPolicyVersion = on('policy', 'iam:CreatePolicyVersion');
const attachRolePolicy = on('role', 'iam:AttachRolePolicy');
const putRolePolicy = on('role', 'iam:PutRolePolicy');
const rewriteTrust = on('role', 'iam:UpdateAssumeRolePolicy');
export const createAccessKey = on('user', 'iam:CreateAccessKey');
const grantToNewRole = ['iam:PutRolePolicy', 'iam:AttachRolePolicy'];
const grantToNewUser = ['iam:PutUserPolicy', 'iam:AttachUserPolicy'];

/** Of who may change IAM at will: one method says it all. */
export const administrator: Method = {
  id: 'administrator',
  does: 'change IAM at will',
  effect: 'widens',
  chains: [[on('user', 'iam:PutUserPolicy'), attachRolePolicy, createPolicyVersion]],
};

export const selfGrants: readonly Method[] = [
  {
    id: 'new-policy-version',
    does: 'write a new version of a policy',
    effect: 'widens',
    chains: [[createPolicyVersion], [createPolicyVersion, assumeRole], [createPolicyVersion, rewriteTrust]],
  },
  {
    id: 'switch-policy-version',
    does: 'make an older, broader version of a policy the one that counts',
    effect: 'widens',
    chains: [[on('policy', 'iam:SetDefaultPolicyVersion')]],
  },
  {
    id: 'attach-policy',
    does: 'attach any policy',
    effect: 'widens',
    chains: [
      [attachRolePolicy],
      [on('user', 'iam:AttachUserPolicy')],
      [on('group', 'iam:AttachGroupPolicy')],
      [attachRolePolicy, assumeRole],
      [attachRolePolicy, rewriteTrust],
      [on('user', 'iam:AttachUserPolicy'), createAccessKey],
    ],
  },
  {
    id: 'inline-policy',
    does: 'write any policy into an identity',
    effect: 'widens',
    chains: [
      [putRolePolicy],
      [on('user', 'iam:PutUserPolicy')],
      [on('group', 'iam:PutGroupPolicy')],
      [putRolePolicy, assumeRole],
      [putRolePolicy, rewriteTrust],
      [on('user', 'iam:PutUserPolicy'), createAccessKey],
    ],
  },
];

const createRole = [on('new-role', 'iam:CreateRole'), on('new-role', ...grantToNewRole)];
const createUser = [
  on('new-user', 'iam:CreateUser'),
  on('new-user', ...grantToNewUser),
  on('new-user', 'iam:CreateAccessKey', 'iam:CreateLoginProfile'),
];

/** The boundary of one's own first, then that of an identity that one makes for it. */
export const creations: readonly Method[] = [
  {
    id: 'create-admin-role',
    does: 'create a role with any rights',
    effect: 'makes',
    chains: [createRole],
  },
  {
    id: 'create-admin-user',
    does: 'create a user with any rights',
    effect: 'makes',
    chains: [createUser],
  },
  {
    id: 'remove-boundary',
    does: 'take the permissions boundary off an identity, or put another one on',
    effect: 'makes',
    chains: [
      [on('role', 'iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary')],
      [on('user', 'iam:DeleteUserPermissionsBoundary', 'iam:PutUserPermissionsBoundary')],
      [...createRole, on('new-role', 'iam:DeleteRolePermissionsBoundary')],
      [...createRole, on('new-role', 'iam:PutRolePermissionsBoundary')],
      [...createUser, on('new-user', 'iam:DeleteUserPermissionsBoundary')],
      [...createUser, on('new-user', 'iam:PutUserPermissionsBoundary')],
    ],
  },
  {
    id: 'change-boundary-policy',
    does: 'rewrite the policy that is a permissions boundary',
    effect: 'makes',
    chains: [
      ...[[], createRole, createUser].map(create => [
        ...create,
        on('policy', 'iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'),
      ]),
      // A policy that is somebody's boundary cannot be deleted (IAM API Reference, "DeletePolicy"), so that comes first.
      ...[createRole, createUser].map(create => [
        on('policy', 'iam:DeletePolicy'),
        on('policy', 'iam:CreatePolicy'),
        ...create,
      ]),
    ],
  },
];

export const takeovers: readonly Method[] = [
  {
    id: 'join-group',
    does: 'join a group',
    effect: 'becomes',
    chains: [[on('group', 'iam:AddUserToGroup')]],
  },
  {
    id: 'rewrite-trust',
    does: 'rewrite who may assume a role',
    effect: 'becomes',
    chains: [[rewriteTrust], [rewriteTrust, assumeRole]],
  },
  {
    id: 'access-key',
    does: 'make an access key of another user',
    effect: 'becomes',
    chains: [[createAccessKey], [createAccessKey, on('user', 'iam:DeleteAccessKey')]],
  },
  {
    id: 'login-profile',
    does: 'set the console password of another user',
    effect: 'becomes',
    chains: [
      [whose('has-no-password', on('user', 'iam:CreateLoginProfile'))],
      [whose('has-password', on('user', 'iam:UpdateLoginProfile'))],
      [whose('has-password', on('user', 'iam:DeleteLoginProfile')), on('user', 'iam:CreateLoginProfile')],
    ],
  },
  {
    id: 'other-credentials',
    does: 'make other credentials of another user',
    effect: 'becomes',
    chains: [
      [
        on(
          'user',
          ...['iam:CreateServiceSpecificCredential', 'iam:ResetServiceSpecificCredential'],
          ...['iam:UploadSSHPublicKey', 'iam:UploadSigningCertificate'],
        ),
      ],
    ],
  },
  {
    id: 'second-factor',
    does: 'switch off the second factor of another user',
    effect: 'becomes',
    chains: [[on('user', 'iam:DeactivateMFADevice')]],
    forGraphAlone: true,
  },
  {
    id: 'assume-role',
    does: 'assume a role',
    effect: 'becomes',
    chains: [[assumeRole]],
  },
  {
    id: 'cdk-bootstrap',
    does: 'deploy as the CDK does, with the rights of its execution role',
    effect: 'becomes',
    chains: [[assumeRole]],
  },
];
