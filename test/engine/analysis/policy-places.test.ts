import { expect, test } from 'vitest';
import { permissionsByDeployment, permissionsOf } from '../../../server/src/engine/analysis/permissions/permissions';
import type { Resource } from '../../../server/src/engine/model/resource';
import { requests } from '../../../server/src/engine/policy/request-set';
import { planOf } from '../../support/plan';
import { snapshotOf } from '../../support/workspace';

/** Every place in which a policy of a principal lives: what is written there reaches it. */

const statement = (action: string, more: object = {}) => ({ Effect: 'Allow', Action: action, Resource: '*', ...more });
const document = (action: string, more?: object) => ({
  Version: '2012-10-17',
  Statement: [statement(action, more)],
});
const text = (action: string, more?: object) => JSON.stringify(document(action, more));
const trust = document('sts:AssumeRole', { Principal: { Service: 'lambda.amazonaws.com' }, Resource: undefined });
const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
const wanted = 'iam:PassRole';
const own = document(wanted);

function indexOf(content: object, path = 'a.json') {
  return snapshotOf({ [path]: JSON.stringify(content) }).index;
}

function resourceIn(index: ReturnType<typeof indexOf>, label: string): Resource {
  return index
    .documents()
    .flatMap(({ resources }) => resources)
    .find(resource => resource.label === label)!;
}

function mayPass(index: ReturnType<typeof indexOf>, label: string) {
  return permissionsOf(resourceIn(index, label), index).allows(requests({ action: wanted })).answer;
}

function mayPassInSession(index: ReturnType<typeof indexOf>, label: string, opener: string) {
  const [permissions] = permissionsByDeployment(resourceIn(index, label), index, resourceIn(index, opener));
  return permissions!.allows(requests({ action: wanted })).answer;
}

type Types = Readonly<Record<string, readonly [type: string, properties: object]>>;
const template = (resources: Types, transform: object = {}) => ({
  AWSTemplateFormatVersion: '2010-09-09',
  ...transform,
  Resources: Object.fromEntries(
    Object.entries(resources).map(([id, [Type, Properties]]) => [id, { Type, Properties }]),
  ),
});
const ref = (Ref: string) => ({ Ref });
const inline = { Policies: [{ PolicyName: 'p', PolicyDocument: own }] };
const role = ['AWS::IAM::Role', { AssumeRolePolicyDocument: trust }] as const;
const user = ['AWS::IAM::User', {}] as const;
const set = (properties: object): Types => ({
  P: ['AWS::SSO::PermissionSet', { Name: 'p', InstanceArn: 'i', ...properties }],
});
const customer = { CustomerManagedPolicyReferences: [{ Name: 'm', Path: '/team/' }] };

test.each<[string, Types]>([
  ['in a role', { P: ['AWS::IAM::Role', { ...role[1], ...inline }] }],
  ['in a user', { P: ['AWS::IAM::User', inline] }],
  ['in a group', { P: ['AWS::IAM::Group', inline] }],
  ['in the group of a user', { P: ['AWS::IAM::User', { Groups: [ref('G')] }], G: ['AWS::IAM::Group', inline] }],
  [
    'in a group that others are added to',
    {
      P: ['AWS::IAM::User', { UserName: 'ada' }],
      G: ['AWS::IAM::Group', inline],
      A: ['AWS::IAM::UserToGroupAddition', { GroupName: ref('G'), Users: [ref('P')] }],
    },
  ],
  [
    'in AWS::IAM::Policy',
    { P: role, I: ['AWS::IAM::Policy', { PolicyName: 'p', PolicyDocument: own, Roles: [ref('P')] }] },
  ],
  [
    'in AWS::IAM::ManagedPolicy',
    { P: user, M: ['AWS::IAM::ManagedPolicy', { PolicyDocument: own, Users: [ref('P')] }] },
  ],
  [
    'in a managed policy that it attaches',
    {
      P: ['AWS::IAM::Group', { ManagedPolicyArns: [ref('M')] }],
      M: ['AWS::IAM::ManagedPolicy', { PolicyDocument: own }],
    },
  ],
  [
    'in AWS::IAM::RolePolicy',
    { P: role, I: ['AWS::IAM::RolePolicy', { PolicyName: 'p', PolicyDocument: own, RoleName: ref('P') }] },
  ],
  [
    'in AWS::IAM::UserPolicy',
    { P: user, I: ['AWS::IAM::UserPolicy', { PolicyName: 'p', PolicyDocument: own, UserName: ref('P') }] },
  ],
  [
    'in AWS::IAM::GroupPolicy',
    {
      P: ['AWS::IAM::Group', {}],
      I: ['AWS::IAM::GroupPolicy', { PolicyName: 'p', PolicyDocument: own, GroupName: ref('P') }],
    },
  ],
  ['kept by AWS', { P: ['AWS::IAM::Role', { ...role[1], ManagedPolicyArns: [administrator] }] }],
  ['in a permission set as text', set({ InlinePolicy: JSON.stringify(own) })],
  ['in a permission set as an object', set({ InlinePolicy: own })],
  ['kept by AWS, on a permission set', set({ ManagedPolicies: [administrator] })],
  [
    'of the account, on a permission set',
    {
      ...set(customer),
      M: ['AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'm', Path: '/team/', PolicyDocument: own }],
    },
  ],
])('CloudFormation: %s', (_, resources) => {
  expect(mayPass(indexOf(template(resources)), 'P')).toBe('yes');
});

test.each<[string, unknown]>([
  ['a document', [own]],
  ['a document alone', own],
  ['an ARN', administrator],
  ['a name', ['AdministratorAccess']],
  ['a name beside a template', [{ S3ReadPolicy: { BucketName: 'b' } }, 'IAMFullAccess']],
])('SAM: Policies as %s', (_, Policies) => {
  const resources: Types = {
    F: ['AWS::Serverless::Function', { CodeUri: '.', Handler: 'h', Runtime: 'nodejs20.x', Policies }],
  };
  expect(mayPass(indexOf(template(resources, { Transform: 'AWS::Serverless-2016-10-31' })), 'FRole')).toBe('yes');
});

test.each<[string, Types]>([
  ['a role', { P: ['AWS::IAM::Role', { ...role[1], ...inline, PermissionsBoundary: ref('B') }] }],
  ['a user', { P: ['AWS::IAM::User', { ...inline, PermissionsBoundary: ref('B') }] }],
  [
    'a permission set',
    set({ InlinePolicy: own, PermissionsBoundary: { CustomerManagedPolicyReference: { Name: 'b', Path: '/' } } }),
  ],
])('CloudFormation: the boundary of %s', (_, resources) => {
  const boundary: Types = {
    B: ['AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'b', PolicyDocument: document('s3:*') }],
  };
  expect(mayPass(indexOf(template({ ...resources, ...boundary })), 'P')).toBe('no');
});

const data = { aws_iam_policy_document: { d: { statement: { actions: [wanted], resources: ['*'] } } } };
const dataJson = '${data.aws_iam_policy_document.d.json}';
const tfRole = { aws_iam_role: { p: { name: 'p', assume_role_policy: JSON.stringify(trust) } } };
const tfUser = { aws_iam_user: { p: { name: 'p' } } };
const tfGroup = { aws_iam_group: { p: { name: 'p' } } };
const tfSet = { aws_ssoadmin_permission_set: { p: { name: 'p', instance_arn: 'i' } } };
const tfPolicy = { aws_iam_policy: { m: { name: 'm', path: '/team/', policy: text(wanted) } } };
const m = '${aws_iam_policy.m.arn}';
const setArn = { permission_set_arn: '${aws_ssoadmin_permission_set.p.arn}', instance_arn: 'i' };
const placesInTerraform: readonly [string, object][] = [
  [
    'inline_policy',
    { aws_iam_role: { p: { ...tfRole.aws_iam_role.p, inline_policy: { name: 'i', policy: text(wanted) } } } },
  ],
  ['managed_policy_arns', { aws_iam_role: { p: { ...tfRole.aws_iam_role.p, managed_policy_arns: [administrator] } } }],
  [
    'aws_iam_role_policy',
    { ...tfRole, aws_iam_role_policy: { i: { role: '${aws_iam_role.p.name}', policy: text(wanted) } } },
  ],
  [
    'aws_iam_user_policy',
    { ...tfUser, aws_iam_user_policy: { i: { user: 'p', policy: `\${jsonencode(${text(wanted)})}` } } },
  ],
  [
    'aws_iam_group_policy',
    { ...tfGroup, aws_iam_group_policy: { i: { group: '${aws_iam_group.p.id}', policy: dataJson } } },
  ],
  [
    'aws_iam_role_policy_attachment',
    {
      ...tfRole,
      ...tfPolicy,
      aws_iam_role_policy_attachment: { a: { role: '${aws_iam_role.p.name}', policy_arn: m } },
    },
  ],
  [
    'aws_iam_user_policy_attachment',
    { ...tfUser, ...tfPolicy, aws_iam_user_policy_attachment: { a: { user: 'p', policy_arn: m } } },
  ],
  [
    'aws_iam_group_policy_attachment',
    { ...tfGroup, aws_iam_group_policy_attachment: { a: { group: 'p', policy_arn: administrator } } },
  ],
  [
    'aws_iam_policy_attachment',
    { ...tfGroup, ...tfPolicy, aws_iam_policy_attachment: { a: { name: 'a', groups: ['p'], policy_arn: m } } },
  ],
  [
    'aws_iam_role_policy_attachments_exclusive',
    { ...tfRole, ...tfPolicy, aws_iam_role_policy_attachments_exclusive: { a: { role_name: 'p', policy_arns: [m] } } },
  ],
  [
    'aws_iam_user_policy_attachments_exclusive',
    { ...tfUser, ...tfPolicy, aws_iam_user_policy_attachments_exclusive: { a: { user_name: 'p', policy_arns: [m] } } },
  ],
  [
    'aws_iam_group_policy_attachments_exclusive',
    {
      ...tfGroup,
      ...tfPolicy,
      aws_iam_group_policy_attachments_exclusive: { a: { group_name: 'p', policy_arns: [m] } },
    },
  ],
  [
    'aws_iam_user_group_membership',
    {
      ...tfUser,
      aws_iam_group: { g: { name: 'g' } },
      aws_iam_group_policy: { i: { group: 'g', policy: text(wanted) } },
      aws_iam_user_group_membership: { a: { user: '${aws_iam_user.p.name}', groups: ['${aws_iam_group.g.name}'] } },
    },
  ],
  [
    'aws_iam_group_membership',
    {
      ...tfUser,
      aws_iam_group: { g: { name: 'g' } },
      aws_iam_group_policy: { i: { group: 'g', policy: text(wanted) } },
      aws_iam_group_membership: { a: { name: 'a', group: 'g', users: ['p'] } },
    },
  ],
  [
    'aws_ssoadmin_permission_set_inline_policy',
    { ...tfSet, aws_ssoadmin_permission_set_inline_policy: { i: { ...setArn, inline_policy: text(wanted) } } },
  ],
  [
    'aws_ssoadmin_managed_policy_attachment',
    { ...tfSet, aws_ssoadmin_managed_policy_attachment: { a: { ...setArn, managed_policy_arn: administrator } } },
  ],
  [
    'aws_ssoadmin_customer_managed_policy_attachment',
    {
      ...tfSet,
      ...tfPolicy,
      aws_ssoadmin_customer_managed_policy_attachment: {
        a: { ...setArn, customer_managed_policy_reference: { name: '${aws_iam_policy.m.name}', path: '/team/' } },
      },
    },
  ],
];

const principalTypes = ['aws_iam_role', 'aws_iam_user', 'aws_iam_group', 'aws_ssoadmin_permission_set'];
const principalOf = (resource: object) => `${principalTypes.find(type => 'p' in ((resource as never)[type] ?? {}))}.p`;

test.each(placesInTerraform)('Terraform: %s', (_, resource) => {
  expect(mayPass(indexOf({ resource, data }, 'main.tf.json'), principalOf(resource))).toBe('yes');
});

test.each<[string, object, object]>([
  [
    'of a user',
    { aws_iam_user: { p: { name: 'p', permissions_boundary: m } } },
    { aws_iam_user_policy: { i: { user: 'p', policy: text(wanted) } } },
  ],
  [
    'of a permission set',
    tfSet,
    {
      aws_ssoadmin_permission_set_inline_policy: { i: { ...setArn, inline_policy: text(wanted) } },
      aws_ssoadmin_permissions_boundary_attachment: {
        b: { ...setArn, permissions_boundary: { managed_policy_arn: m } },
      },
    },
  ],
])('Terraform: the boundary %s', (_, principal, more) => {
  const resource = { ...principal, ...more, aws_iam_policy: { m: { name: 'm', policy: text('s3:*') } } };
  expect(mayPass(indexOf({ resource }, 'main.tf.json'), principalOf(resource))).toBe('no');
});

test.each(placesInTerraform)('a plan: %s', (_, resource) => {
  expect(mayPass(indexOf(planOf(resource, data)), principalOf(resource))).toBe('yes');
});

test.each<[string, object]>([
  ['AWS::EKS::PodIdentityAssociation', { ClusterName: 'c', RoleArn: ref('P'), Policy: text('s3:*') }],
  ['AWS::RolesAnywhere::Profile', { Name: 'p', RoleArns: [ref('P')], SessionPolicy: text('s3:*') }],
  ['AWS::RolesAnywhere::Profile', { Name: 'p', RoleArns: [ref('P')], ManagedPolicyArns: [ref('M')] }],
  ['AWS::Transfer::User', { UserName: 'u', Role: ref('P'), ServerId: 's', Policy: text('s3:*') }],
])('CloudFormation: what a session is limited to, in %s', (type, properties) => {
  const index = indexOf(
    template({
      P: ['AWS::IAM::Role', { ...role[1], ...inline }],
      M: ['AWS::IAM::ManagedPolicy', { PolicyDocument: document('s3:*') }],
      S: [type, properties],
    }),
  );
  expect(mayPass(index, 'P')).toBe('yes');
  expect(mayPassInSession(index, 'P', 'S')).toBe('no');
});

test.each<[string, object]>([
  ['aws_eks_pod_identity_association', { cluster_name: 'c', role_arn: 'p', policy: text('s3:*') }],
  ['aws_rolesanywhere_profile', { name: 'p', role_arns: ['p'], session_policy: text('s3:*') }],
  ['aws_rolesanywhere_profile', { name: 'p', role_arns: ['p'], managed_policy_arns: [m] }],
  ['aws_transfer_access', { external_id: 'x', server_id: 's', role: 'p', policy: text('s3:*') }],
  ['aws_transfer_user', { user_name: 'u', server_id: 's', role: 'p', policy: text('s3:*') }],
])('Terraform: what a session is limited to, in %s', (type, body) => {
  const resource = {
    ...tfRole,
    aws_iam_role_policy: { i: { role: 'p', policy: text(wanted) } },
    aws_iam_policy: { m: { name: 'm', policy: text('s3:*') } },
    [type]: { s: body },
  };
  for (const index of [indexOf({ resource }, 'main.tf.json'), indexOf(planOf(resource))]) {
    expect(mayPass(index, 'aws_iam_role.p')).toBe('yes');
    expect(mayPassInSession(index, 'aws_iam_role.p', `${type}.s`)).toBe('no');
  }
});

test('a session without policies is what the role may do, and one whose policy nobody can read may be less', () => {
  const index = indexOf(
    template({
      P: ['AWS::IAM::Role', { ...role[1], ...inline }],
      Plain: ['AWS::Transfer::User', { UserName: 'u', Role: ref('P'), ServerId: 's' }],
      Open: ['AWS::RolesAnywhere::Profile', { RoleArns: [ref('P')], ManagedPolicyArns: ['arn:aws:iam::1:policy/x'] }],
    }),
  );
  expect(mayPassInSession(index, 'P', 'Plain')).toBe('yes');
  expect(mayPassInSession(index, 'P', 'Open')).toBe('maybe');
});
