import { describe, expect, test } from 'vitest';
import { permissionsOf } from '../../../server/src/engine/analysis/permissions/permissions';
import type { Resource } from '../../../server/src/engine/model/resource';
import { requests } from '../../../server/src/engine/policy/request-set';
import { type Documents, snapshotOf } from '../../support/workspace';

const kinds = ['role', 'user', 'group', 'policy'] as const;
const passAnyRole = requests({ action: 'iam:PassRole', resource: 'arn:aws:iam::*:role/zz-witness-9f3c' });

function permissions(resources: string, label: string, more: Documents = {}) {
  const { index } = snapshotOf({ 'template.yaml': `AWSTemplateFormatVersion: "2010-09-09"\n${resources}`, ...more });
  const all = kinds.flatMap((kind): readonly Resource[] => index.ofKind(kind));
  return permissionsOf(all.find(resource => resource.label === label)!, index);
}

function answer(resources: string, label = 'Developer', asked = passAnyRole) {
  return permissions(resources, label).allows(asked).answer;
}

const trust = `
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Principal: { AWS: "*" }, Action: sts:AssumeRole }`;
const policy = (name: string, statement: string, more = '') => `
  ${name}:
    Type: AWS::IAM::ManagedPolicy
    Properties:${more}
      PolicyDocument: { Statement: [${statement}] }`;
const role = (properties: string, more = '') => `Resources:
  Developer:
    Type: AWS::IAM::Role
    Properties:${properties}${trust}${more}`;
const pass = '{ Effect: Allow, Action: iam:PassRole, Resource: "*" }';
const deny = '{ Effect: Deny, Action: iam:PassRole, Resource: "*" }';
const inline = (statement: string) => `
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [${statement}] } }]`;

describe('policies that reach a principal', () => {
  test('written in it', () => {
    expect(answer(role(inline(pass)))).toBe('yes');
    expect(answer(role(inline('{ Effect: Allow, Action: "s3:*", Resource: "*" }')))).toBe('no');
  });

  test('attached by it, or put on it', () => {
    expect(answer(role('\n      ManagedPolicyArns: [!Ref P]', policy('P', pass)))).toBe('yes');
    expect(answer(role('', policy('P', pass, '\n      Roles: [!Ref Developer]')))).toBe('yes');
    expect(answer(role('', policy('P', pass)))).toBe('no');
  });

  test('of its groups', () => {
    const template = `Resources:
  Developer: { Type: AWS::IAM::User, Properties: { Groups: [!Ref Team] } }
  Team: { Type: AWS::IAM::Group, Properties: { Policies: [{ PolicyName: p, PolicyDocument: { Statement: [${pass}] } }] } }`;
    expect(answer(template)).toBe('yes');
  });

  test.each([
    'arn:aws:iam::aws:policy/AdministratorAccess',
    '!Sub "arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess"',
    '!Join ["", ["arn:", !Ref AWS::Partition, ":iam::aws:policy/AdministratorAccess"]]',
  ])('kept by AWS: %s', arn => {
    const { grants } = permissions(role(`\n      ManagedPolicyArns: [${arn}]`), 'Developer');
    expect(answer(role(`\n      ManagedPolicyArns: [${arn}]`))).toBe('yes');
    expect(grants[0]!.holder).toBeUndefined();
    expect(grants[0]!.via.path).toContain('ManagedPolicyArns');
  });

  test('that nobody here can read: maybe', () => {
    expect(answer(role('\n      ManagedPolicyArns: ["arn:aws:iam::aws:policy/BrandNewPolicy"]'))).toBe('maybe');
    expect(answer(role('\n      ManagedPolicyArns: ["arn:aws:iam::123456789012:policy/elsewhere"]'))).toBe('maybe');
  });

  test('that AWS keeps and whose part about IAM is known', () => {
    const attached = role('\n      ManagedPolicyArns: [arn:aws:iam::aws:policy/AWSSupportAccess]');
    expect(answer(attached)).toBe('no');
    expect(answer(attached, 'Developer', requests({ action: 'support:DescribeCases' }))).toBe('maybe');
  });
});

describe('what takes away', () => {
  test('X01, X02: a Deny of another policy on the same principal, not one on another', () => {
    const both = '\n      ManagedPolicyArns: [!Ref P, !Ref D]';
    expect(answer(role(both, policy('P', pass) + policy('D', deny)))).toBe('no');
    const other = `\n  Other:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns: [!Ref D]${trust}`;
    expect(answer(role('\n      ManagedPolicyArns: [!Ref P]', policy('P', pass) + policy('D', deny) + other))).toBe(
      'yes',
    );
  });

  test('B01: a boundary, known or not', () => {
    const bounded = (boundary: string) => `\n      PermissionsBoundary: ${boundary}${inline(pass)}`;
    const s3 = policy('B', '{ Effect: Allow, Action: "s3:*", Resource: "*" }');
    expect(answer(role(bounded('!Ref B'), s3))).toBe('no');
    expect(answer(role(bounded('!Ref B'), policy('B', '{ Effect: Allow, Action: "*", Resource: "*" }')))).toBe('yes');
    expect(answer(role(bounded('arn:aws:iam::123456789012:policy/elsewhere')))).toBe('maybe');
    expect(answer(role(bounded('arn:aws:iam::aws:policy/PowerUserAccess')))).toBe('no');
    const but = '{ Effect: Allow, Action: "*", Resource: "*" }, { Effect: Deny, Action: "iam:*", Resource: "*" }';
    expect(answer(role(bounded('!Ref B'), policy('B', but)))).toBe('no');
  });

  test('a Deny under a condition of the template only where the condition holds', () => {
    const conditions = 'Conditions: { Prod: !Equals [!Ref AWS::Region, eu-west-1], Dev: !Not [!Condition Prod] }\n';
    const guarded = (condition: string) =>
      conditions + role(inline(`${pass}, !If [${condition}, ${deny}, !Ref AWS::NoValue]`));
    expect(answer(guarded('Prod'))).toBe('yes');
    const same = `${pass}, ${deny}`.replace(/(\{[^}]*\})/g, '!If [Prod, $1, !Ref AWS::NoValue]');
    expect(answer(conditions + role(inline(same)))).toBe('no');
    const split = `${pass}, !If [Prod, ${deny}, { Effect: Deny, Action: "iam:*", Resource: "*" }]`;
    expect(answer(conditions + role(inline(split)))).toBe('no');
  });
});

describe('names that deployment decides', () => {
  const template = role(
    inline('{ Effect: Allow, Action: iam:PassRole, Resource: !GetAtt Task.Arn }'),
    `\n  Task: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: {} } }`,
  );

  test('a reference is one role, and no other', () => {
    expect(answer(template)).toBe('no');
    const any = permissions(template, 'Developer').allows(requests({ action: 'iam:PassRole' }));
    expect(any.answer).toBe('yes');
    expect(any.witness?.resource).toBe('arn:aws:iam::123456789012:role/${Task}');
  });

  test('a user may act on itself alone by a policy variable', () => {
    const own = `Resources:
  Developer:
    Type: AWS::IAM::User
    Properties:
      UserName: ada
      Policies:
        - PolicyName: p
          PolicyDocument:
            Version: "2012-10-17"
            Statement: [{ Effect: Allow, Action: iam:CreateAccessKey, Resource: "arn:aws:iam::*:user/$\{aws:username}" }]`;
    const key = (user: string) => requests({ action: 'iam:CreateAccessKey', resource: `arn:aws:iam::*:user/${user}` });
    expect(answer(own, 'Developer', key('ada'))).toBe('yes');
    expect(answer(own, 'Developer', key('bob'))).toBe('no');
    const of2008 = own.replace('Version: "2012-10-17"', '');
    expect(answer(of2008, 'Developer', key('ada'))).toBe('no');
  });
});
