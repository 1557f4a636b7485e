/** Two rights that are harmless alone: widening a role and running as it, writing a policy and attaching it. */
import { describe, expect, test } from 'vitest';
import { allow, devRole, waysIn } from '../../support/escalations';

const arn = (resource: string) => `"arn:aws:iam::123456789012:${resource}"`;
const svc = (principal: string) => `  Svc:
    Type: AWS::IAM::Role
    Properties:
      RoleName: svc-orders
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: ${principal} }, Action: sts:AssumeRole }] }
`;
const lambda = allow('lambda:CreateFunction, lambda:InvokeFunction');

describe('a role that it may widen and pass', () => {
  const both = (resource: string, action = 'iam:PutRolePolicy') =>
    `${allow(`${action}, iam:PassRole`, resource)}, ${lambda}`;

  test('to a service that the role trusts', () => {
    expect(waysIn(devRole(both('!GetAtt Svc.Arn')) + svc('lambda.amazonaws.com'))).toEqual(['inline-policy: anything']);
    expect(waysIn(devRole(both('!GetAtt Svc.Arn')) + svc('glue.amazonaws.com'))).toEqual([]);
    expect(waysIn(devRole(both('!GetAtt Svc.Arn', 'iam:AttachRolePolicy')) + svc('lambda.amazonaws.com'))).toEqual([
      'attach-policy: anything',
    ]);
  });

  test('of a name that a pattern leaves open', () => {
    expect(waysIn(devRole(both(arn('role/svc-*'))))).toEqual(['inline-policy: anything']);
    expect(waysIn(devRole(both(arn('role/svc-*')).replace('iam:PassRole', 'iam:GetRole')))).toEqual([]);
    const apart = `${allow('iam:PutRolePolicy', arn('role/team/*'))}, ${allow('iam:PassRole', arn('role/svc-*'))}`;
    expect(waysIn(devRole(`${apart}, ${lambda}`))).toEqual([]);
  });

  test('unless it must keep to a boundary', () => {
    const limit = `{ StringEquals: { "iam:PermissionsBoundary": ${arn('policy/limit')} } }`;
    const bounded = `${allow('iam:PutRolePolicy', arn('role/svc-*'), limit)}, ${allow('iam:PassRole', arn('role/svc-*'))}`;
    expect(waysIn(devRole(`${bounded}, ${lambda}`))).toEqual([]);
  });
});

describe('a role that it may widen, of a function that it may change', () => {
  const fn = '  Fn: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Svc.Arn } }\n';
  const put = allow('iam:PutRolePolicy', '!GetAtt Svc.Arn');

  test('is as good as its own', () => {
    const both = devRole(`${put}, ${allow('lambda:UpdateFunctionCode', '!GetAtt Fn.Arn')}`);
    expect(waysIn(both + svc('lambda.amazonaws.com') + fn)).toEqual(['inline-policy: anything']);
    expect(waysIn(devRole(put) + svc('lambda.amazonaws.com') + fn)).toEqual([]);
  });
});

describe('policies that it may write', () => {
  const team = arn('policy/team-*');
  const attach = allow('iam:AttachRolePolicy', '"*"', `{ ArnLike: { "iam:PolicyARN": ${team} } }`);

  test.each([
    ['new ones', allow('iam:CreatePolicy', team)],
    ['any new ones', allow('iam:CreatePolicy')],
    ['new versions', allow('iam:CreatePolicyVersion', team)],
  ])('%s, are as good as any that it may attach', (_, write) => {
    expect(waysIn(devRole(`${attach}, ${write}`))).toContain('attach-policy: anything');
  });

  test('are not, where it may attach others', () => {
    expect(waysIn(devRole(attach))).toEqual([]);
    expect(waysIn(devRole(`${attach}, ${allow('iam:CreatePolicy', arn('policy/other-*'))}`))).toEqual([]);
  });

  test('a new role is not worth more than what may be attached to it', () => {
    const basic = '"arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"';
    const attachBasic = allow('iam:AttachRolePolicy', '"*"', `{ ArnEquals: { "iam:PolicyARN": ${basic} } }`);
    expect(waysIn(devRole(`${allow('iam:CreateRole')}, ${attachBasic}`))).toEqual([]);
    expect(waysIn(devRole(`${allow('iam:CreateRole')}, ${allow('iam:AttachRolePolicy', arn('role/x-*'))}`))).toEqual([
      'create-admin-role: anything',
    ]);
  });
});
