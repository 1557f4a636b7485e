/** Who holds the rights: administrators, groups and their members, permission sets, principals with a boundary of their own. */
import { describe, expect, test } from 'vitest';
import { allow, devRole, waysIn } from '../../support/escalations';

const all = '{ Effect: Allow, Action: "*", Resource: "*" }';
const allButPassing = '{ Effect: Allow, NotAction: iam:PassRole, Resource: "*" }';

describe('administrators', () => {
  test('have one way, and none where passing any role says it already', () => {
    expect(waysIn(devRole(allButPassing))).toEqual(['administrator: anything']);
    expect(waysIn(devRole(all))).toEqual([]);
    expect(waysIn(devRole(allow('"iam:*"')))).toEqual([]);
  });

  test('are those who change IAM at will', () => {
    const but = `${allButPassing}, { Effect: Deny, Action: "iam:*", Resource: "*" }`;
    expect(waysIn(devRole(but))).not.toContain('administrator: anything');
    const bounded = allow(
      '"iam:Put*", "iam:Attach*", "iam:Create*"',
      '"*"',
      '{ StringEquals: { iam:PermissionsBoundary: x } }',
    );
    expect(waysIn(devRole(bounded))).not.toContain('administrator: anything');
  });

  test('with a boundary that nobody can read are administrators perhaps', () => {
    const boundary = '\n      PermissionsBoundary: "arn:aws:iam::123456789012:policy/elsewhere"';
    expect(waysIn(devRole(allButPassing, boundary))).toEqual(['possibly administrator: anything']);
  });
});

describe('groups', () => {
  const template = (own: string, group: string) => `  U:
    Type: AWS::IAM::User
    Properties:
      UserName: alice
      Groups: [!Ref G]
      Policies: [{ PolicyName: p, PolicyDocument: { Version: "2012-10-17", Statement: [${own}] } }]
  G:
    Type: AWS::IAM::Group
    Properties:
      GroupName: devs
      Policies: [{ PolicyName: p, PolicyDocument: { Version: "2012-10-17", Statement: [${group}] } }]
`;
  const other = allow('s3:GetObject');

  test.each([
    ['to itself', allow('iam:PutGroupPolicy', '!GetAtt G.Arn'), 'inline-policy: anything'],
    ['to each member', allow('iam:PutUserPolicy', '"arn:aws:iam::*:user/${aws:username}"'), 'inline-policy: anything'],
    ['keys of all users', allow('iam:CreateAccessKey'), 'access-key: any user'],
    ['administration', allButPassing, 'administrator: anything'],
  ])('%s: said of the group, not of each member', (_, statement, way) => {
    expect(waysIn(template(other, statement), 'G')).toEqual([way]);
    expect(waysIn(template(other, statement), 'U')).toEqual([]);
  });

  test('what a member can do with a right of its own is said of the member', () => {
    const both = template(allow('iam:PassRole'), allow('lambda:CreateFunction, lambda:InvokeFunction'));
    expect(waysIn(both, 'G')).toEqual([]);
    expect(waysIn(both, 'U')).toEqual(['pass-role-to-lambda: any role']);
    expect(waysIn(template(allow('iam:PutGroupPolicy', '!GetAtt G.Arn'), other), 'U')).toEqual([
      'inline-policy: anything',
    ]);
  });

  test('keys of its own are no gain', () => {
    const own = allow('iam:CreateAccessKey, iam:UpdateLoginProfile', '"arn:aws:iam::*:user/${aws:username}"');
    expect(waysIn(template(own, other), 'U')).toEqual([]);
    expect(waysIn(template(other, own), 'G')).toEqual([]);
  });
});

describe('permission sets', () => {
  const set = (statement: string) => `  Dev:
    Type: AWS::SSO::PermissionSet
    Properties: { Name: developers, InlinePolicy: { Version: "2012-10-17", Statement: [${statement}] } }
`;

  test('cannot change themselves, as IAM keeps their roles from it', () => {
    expect(waysIn(set(allow('iam:PutRolePolicy')))).toEqual(['inline-policy: any role']);
  });
});

describe('a boundary of its own', () => {
  const boundary = (actions: string) => `  B:
    Type: AWS::IAM::ManagedPolicy
    Properties: { PolicyDocument: { Version: "2012-10-17", Statement: [${allow(actions)}] } }
`;
  const bounded = (statements: string, policy = '!Ref B') =>
    devRole(statements, `\n      PermissionsBoundary: ${policy}`);
  const put = allow('iam:PutRolePolicy', '!GetAtt Dev.Arn');

  test('caps what it gives itself', () => {
    expect(waysIn(bounded(put) + boundary('"iam:Put*"'))).toEqual([]);
    expect(waysIn(bounded(put) + boundary('"*"'))).toEqual(['inline-policy: anything']);
    expect(waysIn(bounded(put, 'arn:aws:iam::123456789012:policy/elsewhere'))).toEqual([
      'possibly inline-policy: anything',
    ]);
  });

  test('unless it can take it off, or rewrite it', () => {
    const remove = allow('iam:PutRolePolicy, iam:DeleteRolePermissionsBoundary', '!GetAtt Dev.Arn');
    expect(waysIn(bounded(remove) + boundary('"iam:*Role*"'))).toEqual(['remove-boundary: anything']);
    const rewrite = allow('iam:PutRolePolicy, iam:CreatePolicyVersion', '!GetAtt Dev.Arn, !Ref B');
    expect(waysIn(bounded(rewrite) + boundary('"iam:*"'))).toContain('change-boundary-policy: anything');
    expect(waysIn(bounded(rewrite) + boundary('"iam:Put*"'))).toEqual([]);
  });

  test('of the role that it would widen', () => {
    const both = allow('iam:PutRolePolicy, iam:UpdateAssumeRolePolicy', '"arn:aws:iam::123456789012:role/team-*"');
    const role = (property: string) => `  Team:
    Type: AWS::IAM::Role
    Properties:
      RoleName: team-x
      AssumeRolePolicyDocument: {}${property}
`;
    expect(waysIn(devRole(both) + role(''))).toEqual(['inline-policy: anything']);
    expect(waysIn(devRole(both) + role('\n      PermissionsBoundary: !Ref B') + boundary('"s3:*"'))).toEqual([]);
  });
});
