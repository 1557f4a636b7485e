/** A developer may create roles, so a developer may create a role that may do anything, unless a boundary holds. */
import { describe, expect, test } from 'vitest';
import { allow, devRole, escalationsIn, waysIn } from '../../support/escalations';

const arn = (resource: string) => `"arn:aws:iam::123456789012:${resource}"`;
const team = arn('role/team-*');
const boundary = (statement = allow('"s3:*"')) => `  B:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      ManagedPolicyName: team-boundary
      PolicyDocument: { Version: "2012-10-17", Statement: [${statement}] }
`;
const toHave = (value: string, operator = 'StringEquals') => `{ ${operator}: { iam:PermissionsBoundary: ${value} } }`;
const grants = 'iam:CreateRole, iam:PutRolePolicy, iam:AttachRolePolicy, iam:PutRolePermissionsBoundary';

/** A delegation in which all five points hold, as far as `more` and `document` do not change that. */
function delegation(more = '', document = boundary()): string {
  return devRole([allow(grants, team, toHave('!Ref B')), more].filter(one => one !== '').join(', ')) + document;
}

test('a delegation in which all five points hold is no way up', () => {
  expect(waysIn(delegation())).toEqual([]);
});

describe('1: the boundary is demanded', () => {
  test.each([
    ['of nobody', allow(grants, team), ['create-admin-role: anything']],
    [
      'where it is said',
      allow(grants, team, toHave('!Ref B', 'StringEqualsIfExists')),
      ['create-admin-role: anything'],
    ],
    ['as one of many', allow(grants, team, toHave(arn('policy/*'), 'ArnLike')), ['create-admin-role: anything']],
    ['as one of a team', allow(grants, team, toHave(arn('policy/team-*'), 'ArnLike')), ['create-admin-role: anything']],
    ['by its name', allow(grants, team, toHave(arn('policy/team-boundary'))), []],
    [
      'to create, not to put',
      `${allow('iam:CreateRole', team, toHave('!Ref B'))}, ${allow('iam:PutRolePolicy', team)}`,
      [],
    ],
  ])('%s', (_, statements, expected) => expect(waysIn(devRole(statements) + boundary())).toEqual(expected));

  test('by a Deny', () => {
    const deny = `{ Effect: Deny, Action: ["iam:CreateRole", "iam:PutRolePolicy"], Resource: "*", Condition: ${toHave('!Ref B', 'StringNotEquals')} }`;
    const statements = `${allow('iam:CreateRole, iam:PutRolePolicy', team)}, ${deny}`;
    expect(waysIn(devRole(statements) + boundary())).toEqual([]);
    expect(waysIn(devRole(statements) + boundary(allow('"*"')))).toEqual(['create-admin-role: anything']);
  });

  test('and of users', () => {
    const users = (condition = '') => allow('iam:CreateUser, iam:PutUserPolicy', arn('user/team-*'), condition);
    const keys = allow('iam:CreateAccessKey', arn('user/team-*'));
    expect(waysIn(devRole(`${users()}, ${keys}`))).toEqual(['create-admin-user: anything']);
    expect(waysIn(devRole(users()))).toEqual([]);
    expect(waysIn(devRole(`${users(toHave('!Ref B'))}, ${keys}`) + boundary())).toEqual([]);
  });

  test('steps must be about one name', () => {
    const statements = `${allow('iam:CreateRole', arn('role/a-*'))}, ${allow('iam:PutRolePolicy', arn('role/b-*'))}`;
    expect(waysIn(devRole(statements))).toEqual([]);
  });
});

describe('2: it stays on', () => {
  test.each([
    ['deleted', allow('iam:DeleteRolePermissionsBoundary', team), ['remove-boundary: anything']],
    ['deleted elsewhere', allow('iam:DeleteRolePermissionsBoundary', arn('role/other-*')), []],
    ['replaced', allow('iam:PutRolePermissionsBoundary', team), ['remove-boundary: anything']],
    ['replaced by itself', allow('iam:PutRolePermissionsBoundary', team, toHave('!Ref B')), []],
  ])('%s', (_, statement, expected) => expect(waysIn(delegation(statement))).toEqual(expected));
});

describe('3: it stays as it is', () => {
  test.each([
    ['a new version', allow('iam:CreatePolicyVersion', '!Ref B'), ['change-boundary-policy: anything']],
    [
      'another version',
      allow('iam:SetDefaultPolicyVersion', arn('policy/team-*')),
      ['change-boundary-policy: anything'],
    ],
    [
      'another policy of this name',
      allow('iam:DeletePolicy, iam:CreatePolicy', '!Ref B'),
      ['change-boundary-policy: anything'],
    ],
    ['versions of others', allow('iam:CreatePolicyVersion', arn('policy/other-*')), []],
  ])('%s', (_, statement, expected) => expect(waysIn(delegation(statement))).toEqual(expected));
});

describe('4: other roles are out of reach', () => {
  const launch = allow('lambda:CreateFunction, lambda:InvokeFunction');

  test.each([
    ['trust of any', allow('iam:UpdateAssumeRolePolicy'), ['rewrite-trust: any role']],
    ['trust of its own', allow('iam:UpdateAssumeRolePolicy', team), []],
    ['passing any', `${allow('iam:PassRole')}, ${launch}`, ['pass-role-to-lambda: any role']],
    ['passing its own', `${allow('iam:PassRole', team)}, ${launch}`, []],
    ['assuming any', allow('sts:AssumeRole'), ['possibly assume-role: any role']],
    ['assuming its own', allow('sts:AssumeRole', team), []],
  ])('%s', (_, statement, expected) => expect(waysIn(delegation(statement))).toEqual(expected));
});

describe('5: its own document lets nobody out', () => {
  test.each([
    ['passing any role', allow('iam:PassRole'), ['create-admin-role: anything']],
    ['passing roles of a team', allow('iam:PassRole', team), []],
    [
      'passing any role to who runs nothing',
      allow('iam:PassRole', '"*"', '{ StringEquals: { iam:PassedToService: cloudwatch.amazonaws.com } }'),
      [],
    ],
    [
      'passing what is called like production',
      allow('iam:PassRole', arn('role/prod-*')),
      ['create-admin-role: anything'],
    ],
    ['assuming any role', allow('sts:AssumeRole'), ['possibly create-admin-role: anything']],
    ['creating without it', allow('iam:CreateRole, iam:PutRolePolicy'), ['create-admin-role: anything']],
    ['creating with it', allow('iam:CreateRole, iam:PutRolePolicy', '"*"', toHave(arn('policy/team-boundary'))), []],
    ['everything', allow('"*"'), ['create-admin-role: anything']],
    ['everything but IAM', '{ Effect: Allow, NotAction: ["iam:*", "sts:*"], Resource: "*" }', []],
  ])('%s', (_, statement, expected) => expect(waysIn(delegation('', boundary(statement)))).toEqual(expected));

  test('it says by what', () => {
    const [escalation] = escalationsIn(delegation('', boundary(allow('iam:PassRole'))));
    expect(escalation!.throughBoundary!.policy.label).toBe('B');
    expect(escalation!.throughBoundary!.hop.request.action).toBe('iam:PassRole');
  });

  test('of a policy that is not here nobody knows; of one that AWS keeps everybody does', () => {
    const demanding = (policy: string) => devRole(allow(grants, team, toHave(policy)));
    expect(waysIn(demanding(arn('policy/elsewhere')))).toEqual(['possibly create-admin-role: anything']);
    expect(waysIn(demanding('"arn:aws:iam::aws:policy/ReadOnlyAccess"'))).toEqual([]);
    expect(waysIn(demanding('"arn:aws:iam::aws:policy/AdministratorAccess"'))).toEqual(['create-admin-role: anything']);
  });
});

describe('a condition on the boundary beside actions whose requests do not carry it', () => {
  const actions = 'iam:CreateRole, iam:PutRolePolicy, iam:UpdateAssumeRolePolicy, iam:PassRole, "lambda:*"';

  test('grants none of them', () => {
    expect(waysIn(devRole(allow(actions, '"*"', toHave('!Ref B'))) + boundary())).toEqual([]);
  });

  test('but does with IfExists and ForAllValues', () => {
    for (const operator of ['StringEqualsIfExists', 'ForAllValues:StringEquals']) {
      const ways = waysIn(devRole(allow(actions, '"*"', toHave('!Ref B', operator))) + boundary());
      expect(ways).toEqual(expect.arrayContaining(['rewrite-trust: any role', 'pass-role-to-lambda: any role']));
    }
  });

  test('denies them where it is in a Deny', () => {
    const deny = `{ Effect: Deny, Action: ["iam:*"], Resource: "*", Condition: ${toHave('!Ref B', 'StringNotEquals')} }`;
    const statements = `${allow('iam:UpdateAssumeRolePolicy, iam:AddUserToGroup, iam:CreatePolicyVersion')}, ${deny}`;
    expect(waysIn(devRole(statements) + boundary())).toEqual([]);
  });
});
