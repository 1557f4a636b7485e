/** Rights of one's choice, for oneself or for an identity that one can become. */
import { describe, expect, test } from 'vitest';
import { allow, devRole, waysIn } from '../../support/escalations';

const arn = (resource: string) => `"arn:aws:iam::123456789012:${resource}"`;
const boundary = (operator: string) =>
  `{ ${operator}: { iam:PermissionsBoundary: "arn:aws:iam::123456789012:policy/b" } }`;
const policy = (name: string, properties = '', statements = '') => `  ${name}:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      ManagedPolicyName: ${name.toLowerCase()}${properties}
      PolicyDocument: { Version: "2012-10-17", Statement: [${statements}] }
`;
const teamRole = (principal: string) => `  Team:
    Type: AWS::IAM::Role
    Properties:
      RoleName: team-x
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: ${principal}, Action: sts:AssumeRole }] }
`;
const user = (statements: string) => `  Dev:
    Type: AWS::IAM::User
    Properties:
      UserName: alice
      Policies: [{ PolicyName: p, PolicyDocument: { Version: "2012-10-17", Statement: [${statements}] } }]
`;

describe('inline and attached policies', () => {
  test.each([
    ['on itself', allow('iam:PutRolePolicy', '!GetAtt Dev.Arn'), ['inline-policy: anything']],
    ['on all roles', allow('iam:PutRolePolicy'), ['inline-policy: anything']],
    ['on the prefix that it has itself', allow('iam:PutRolePolicy', arn('role/dev-*')), ['inline-policy: anything']],
    ['on the prefix of others', allow('iam:PutRolePolicy', arn('role/team-*')), []],
    ['on what is called like production', allow('iam:PutRolePolicy', arn('role/prod-*')), ['inline-policy: any role']],
    ['attached to itself', allow('iam:AttachRolePolicy', '!GetAtt Dev.Arn'), ['attach-policy: anything']],
    ['attached to the prefix of others', allow('iam:AttachRolePolicy', arn('role/team-*')), []],
    ['of all users', allow('iam:PutUserPolicy'), ['inline-policy: any user']],
    [
      'of all users, with keys',
      allow('iam:PutUserPolicy, iam:CreateAccessKey'),
      ['inline-policy: anything', 'access-key: any user'],
    ],
    ['of all groups', allow('iam:PutGroupPolicy'), ['inline-policy: any group']],
    ['attached to groups of a team', allow('iam:AttachGroupPolicy', arn('group/team-*')), []],
  ])('%s', (_, statements, expected) => expect(waysIn(devRole(statements))).toEqual(expected));

  test.each([
    ['StringEquals', []],
    ['ArnEquals', []],
    ['StringEqualsIfExists', ['attach-policy: anything']],
    ['ForAllValues:StringEquals', ['attach-policy: anything']],
    ['StringNotEquals', ['attach-policy: anything']],
  ])('only where there is a boundary, by %s', (operator, expected) => {
    expect(waysIn(devRole(allow('iam:AttachRolePolicy', '"*"', boundary(operator))))).toEqual(expected);
  });

  test.each([
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', []],
    ['arn:aws:iam::aws:policy/AdministratorAccess', ['attach-policy: anything']],
    ['arn:aws:iam::aws:policy/*', ['attach-policy: anything']],
    ['arn:aws:iam::123456789012:policy/*', ['attach-policy: anything']],
    ['arn:aws:iam::123456789012:policy/team-*', []],
  ])('of the policies %s alone', (allowed, expected) => {
    const condition = `{ ArnLike: { iam:PolicyARN: "${allowed}" } }`;
    expect(waysIn(devRole(allow('iam:AttachRolePolicy', '"*"', condition)))).toEqual(expected);
  });

  test('a user may give rights to itself, whose name is its own alone', () => {
    expect(waysIn(user(allow('iam:PutUserPolicy', '"arn:aws:iam::*:user/${aws:username}"')))).toEqual([
      'inline-policy: anything',
    ]);
    expect(waysIn(user(allow('iam:AttachUserPolicy', '"arn:aws:iam::*:user/${aws:username}"')))).toEqual([
      'attach-policy: anything',
    ]);
  });

  test('a Deny on itself leaves the others', () => {
    const deny = '{ Effect: Deny, Action: "iam:Put*", Resource: !GetAtt Dev.Arn }';
    expect(waysIn(devRole(`${allow('iam:PutRolePolicy')}, ${deny}`))).toEqual(['inline-policy: any role']);
    expect(waysIn(devRole(`${allow('iam:PutRolePolicy', arn('role/dev-*'))}, ${deny}`))).toEqual([]);
  });

  test('of a role that it may assume: by its own policy and the trust policy, or by the latter alone', () => {
    const put = allow('iam:PutRolePolicy', arn('role/team-*'));
    const root = '{ AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }';
    const both = allow('iam:PutRolePolicy, sts:AssumeRole', arn('role/team-*'));
    expect(waysIn(devRole(both) + teamRole(root))).toEqual(['inline-policy: anything']);
    expect(waysIn(devRole(put) + teamRole('{ AWS: !GetAtt Dev.Arn }'))).toEqual(['inline-policy: anything']);
    expect(waysIn(devRole(put) + teamRole(root))).toEqual([]);
    expect(waysIn(devRole(both) + teamRole('{ Service: lambda.amazonaws.com }'))).toEqual([]);
  });

  test('of a role whose trust policy it may rewrite', () => {
    const both = allow('iam:AttachRolePolicy, iam:UpdateAssumeRolePolicy', arn('role/team-*'));
    expect(waysIn(devRole(both) + teamRole('{ Service: lambda.amazonaws.com }'))).toEqual(['attach-policy: anything']);
    expect(waysIn(devRole(both))).toEqual([]);
  });
});

describe('versions of policies', () => {
  const attached = '\n      ManagedPolicyArns: [!Ref P]';

  test.each([
    ['on itself', allow('iam:CreatePolicyVersion', '!Ref P'), attached, ['new-policy-version: anything']],
    ['that it does not have', allow('iam:CreatePolicyVersion', '!Ref P'), '', []],
    ['of any name', allow('iam:CreatePolicyVersion'), '', ['new-policy-version: any role']],
    ['of a team', allow('iam:CreatePolicyVersion', arn('policy/team-*')), attached, []],
    [
      'that are there already',
      allow('iam:SetDefaultPolicyVersion', '!Ref P'),
      attached,
      ['possibly switch-policy-version: anything'],
    ],
    ['that are there already, of a team', allow('iam:SetDefaultPolicyVersion', arn('policy/team-*')), attached, []],
  ])('of a policy %s', (_, statements, properties, expected) => {
    expect(waysIn(devRole(statements, properties) + policy('P'))).toEqual(expected);
  });
});
