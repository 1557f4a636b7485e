/** What is known of condition keys, by examples that stand in AWS's Service Authorization Reference and its IAM User Guide. */
import { describe, expect, test } from 'vitest';
import { absent, holding, type KeyStates } from '../../../server/src/engine/policy/context';
import { contextKey } from '../../../server/src/engine/policy/context-keys';
import { effective, restrictionsOn } from '../../../server/src/engine/policy/decide';
import { literal } from '../../../server/src/engine/policy/language';
import { requests, union } from '../../../server/src/engine/policy/request-set';
import { isEmpty, witness } from '../../../server/src/engine/policy/witness';
import { statement, type WrittenStatement } from '../../support/statements';

describe('a key', () => {
  test.each([
    ['IAM:PASSEDTOSERVICE', 'iam:PassedToService'],
    ['AWS:userId', 'aws:userid'],
    ['aws:Referer', 'aws:referer'],
    ['aws:requesttag/Team', 'aws:RequestTag/Team'],
    ['AWS:PRINCIPALTAG/cost/center', 'aws:PrincipalTag/cost/center'],
    ['kms:encryptioncontext:Tenant', 'kms:EncryptionContext:Tenant'],
    ['s3:existingobjecttag/Class', 's3:ExistingObjectTag/Class'],
    ['codebuild:ENVIRONMENT.environmentvariables/KEY.VALUE', 'codebuild:environment.environmentVariables/KEY.value'],
    ['events:metadata/x/MATCHER', 'events:Metadata/x/Matcher'],
    ['aws:RequestTag/', 'aws:RequestTag/'],
    ['acme:Unknown', 'acme:Unknown'],
    ['constructor', 'constructor'],
    ['', ''],
  ])('%s is spelled %s', (written, spelled) => {
    expect(contextKey(written).name).toBe(spelled);
  });

  test.each([
    ['aws:TagKeys', true],
    ['aws:PrincipalOrgPaths', true],
    ['dynamodb:LeadingKeys', true],
    ['events:TargetArn', true],
    ['cognito-identity.amazonaws.com:amr', true],
    ['aws:PrincipalOrgID', false],
    ['aws:RequestTag/team', false],
    ['s3:prefix', false],
    ['token.actions.githubusercontent.com:sub', false],
    ['acme:Unknown', false],
  ])('%s holds a list: %s', (key, multivalued) => {
    expect(contextKey(key).multivalued).toBe(multivalued);
  });

  test("of one family is read once, and keeps each asker's spelling", () => {
    const [team, same, other] = ['iam:ResourceTag/team', 'iam:ResourceTag/team', 'iam:ResourceTag/Team'].map(
      contextKey,
    );
    expect(same).toBe(team);
    expect(other).toEqual({ ...team, name: 'iam:ResourceTag/Team' });
    expect(other!.actions).toBe(team!.actions);
  });

  test('with a name of any length costs no more than its letters', () => {
    const name = `aws:RequestTag/${'/:$'.repeat(300_000)}`;
    expect(contextKey(name).name).toBe(name);
  });
});

/** What is left of the Allows among these within a question, as a witness reads. */
function asked(
  written: readonly WrittenStatement[],
  action: string,
  context: Readonly<Record<string, KeyStates>> = {},
) {
  const stated = written.map(one => ({ statement: statement(one) }));
  const restrictions = restrictionsOn(requests({ action, context }), stated, [], {});
  const allows = stated.filter(one => one.statement.effect === 'Allow');
  return union(...allows.map(one => effective(one, restrictions).certain));
}

function isGranted(written: readonly WrittenStatement[], action: string, context?: Record<string, KeyStates>) {
  return isEmpty(asked(written, action, context)) === 'no';
}

const allow = (condition: NonNullable<WrittenStatement['Condition']>): WrittenStatement => ({
  Action: '*',
  Resource: '*',
  Condition: condition,
});

describe('a key of IAM', () => {
  test.each<[string, string, string, boolean]>([
    ['iam:PassedToService', 'lambda.amazonaws.com', 'iam:PassRole', true],
    ['iam:PassedToService', 'lambda.amazonaws.com', 'iam:CreateRole', false],
    ['iam:PassedToService', 'lambda.amazonaws.com', 'lambda:CreateFunction', false],
    ['iam:PolicyARN', 'arn:aws:iam::aws:policy/ReadOnlyAccess', 'iam:AttachGroupPolicy', true],
    ['iam:PolicyARN', 'arn:aws:iam::aws:policy/ReadOnlyAccess', 'iam:PutRolePolicy', false],
    ['iam:ResourceTag/team', 'a', 'iam:PassRole', true],
    ['iam:ResourceTag/team', 'a', 'iam:CreateAccessKey', true],
    ['iam:ResourceTag/team', 'a', 'iam:PutGroupPolicy', false],
    ['iam:NotDocumented', 'a', 'iam:PutGroupPolicy', true],
    ['aws:ResourceTag/team', 'a', 'iam:PutGroupPolicy', true],
    ['lambda:FunctionArn', 'arn:aws:lambda:us-east-1:123456789012:function:f', 'lambda:UpdateFunctionCode', true],
  ])('%s = %s can be in a request for %s: %s', (key, value, action, granted) => {
    expect(isGranted([allow({ StringEquals: { [key]: value } })], action)).toBe(granted);
  });
});

describe('what a key holds', () => {
  test.each<[string, string, string, boolean]>([
    ['StringEquals', 'iam:PermissionsBoundary', 'dev-boundary', false],
    ['StringEquals', 'secretsmanager:SecretId', 'orders/db', true],
    ['StringLike', 'lambda:FunctionArn', 'function:*', false],
    ['Bool', 'ec2:Encrypted', 'yes', false],
    ['Bool', 'ec2:Encrypted', 'true', true],
    ['DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z', false],
    ['DateLessThan', 'aws:EpochTime', '1577836800', false],
    ['DateGreaterThan', 'aws:EpochTime', '1577836800', true],
    ['DateLessThan', 'aws:TokenIssueTime', '2020-01-01T00:00:00Z', true],
  ])('%s %s %s can be met: %s', (operator, key, value, can) => {
    expect(isGranted([allow({ [operator]: { [key]: value } })], 'iam:CreateRole')).toBe(can && !key.startsWith('iam:'));
  });

  test('is nothing that its type does not have: a number is below zero, or not', () => {
    const key = 's3:max-keys';
    const denied = ['NumericLessThan', 'NumericGreaterThanEquals'].map(
      (operator): WrittenStatement => ({ ...allow({ [operator]: { [key]: '0' } }), Effect: 'Deny' }),
    );
    const numbered = [allow({ Null: { [key]: 'false' } }), ...denied];
    expect(isGranted(numbered.slice(0, 2), 's3:ListBucket')).toBe(true);
    expect(isGranted(numbered, 's3:ListBucket')).toBe(false);
  });
});

/** IAM has one endpoint: "all requests to these services are made to the us-east-1 Region" ("Denies access … requested Region"). */
describe('the region of a request', () => {
  const key = 'aws:RequestedRegion';
  const onlyIn = (region: string): readonly WrittenStatement[] => [
    { Action: '*', Resource: '*' },
    { ...allow({ StringNotEquals: { [key]: [region] } }), Effect: 'Deny' },
  ];
  const chinese = {
    ...allow({ StringEquals: { [key]: 'cn-north-1' } }),
    Resource: 'arn:aws-cn:iam::111122223333:role/*',
  };
  test.each<[string, readonly WrittenStatement[], string, boolean]>([
    ['is demanded of IAM', [allow({ StringEquals: { [key]: 'eu-west-1' } })], 'iam:PutRolePolicy', false],
    ['is that of its endpoint', [allow({ StringLike: { [key]: 'us-*' } })], 'iam:PutRolePolicy', true],
    ['in China is another', [chinese], 'iam:PutRolePolicy', true],
    ['may be demanded of others', [allow({ StringEquals: { [key]: 'eu-west-1' } })], 'lambda:CreateFunction', true],
    ['of STS is for its caller to choose', onlyIn('eu-west-1'), 'sts:AssumeRole', true],
    ['leaves IAM out', onlyIn('eu-west-1'), 'iam:PutRolePolicy', false],
    ['leaves IAM in', onlyIn('us-east-1'), 'iam:PutRolePolicy', true],
    ['leaves others in', onlyIn('eu-west-1'), 'lambda:CreateFunction', true],
    ['is named by every request', [allow({ Null: { [key]: 'true' } })], 'lambda:CreateFunction', false],
  ])('%s', (_, written, action, granted) => {
    expect(isGranted(written, action)).toBe(granted);
    expect(isEmpty(asked(written, action))).toBe(granted ? 'no' : 'yes');
  });

  test('is looked for among the actions that a pattern means', () => {
    const [everything] = [asked([allow({ StringEquals: { [key]: 'eu-west-1' } })], '*')];
    expect(witness(everything, { actions: ['iam:PutRolePolicy', 's3:GetObject'] })?.action).toBe('s3:GetObject');
  });
});

/**
 * AWS's reference of 2026-09-26 lists `iam:PermissionsBoundary` for requests about roles that exist as well, which hold the boundary
 * that the role has, and leave the key out when it has none.
 */
describe('iam:PermissionsBoundary', () => {
  const boundary = 'arn:aws:iam::123456789012:policy/dev-boundary';
  const other = 'arn:aws:iam::123456789012:policy/other';
  const delegated = ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:PassRole'];
  const key = 'iam:PermissionsBoundary';
  const on = (Condition: WrittenStatement['Condition']): WrittenStatement => ({
    Action: delegated,
    Resource: '*',
    ...(Condition ? { Condition } : {}),
  });
  const deny = (Condition: WrittenStatement['Condition']): readonly WrittenStatement[] => [
    on(undefined),
    { ...on(Condition), Effect: 'Deny' },
  ];
  const policies = {
    'an Allow': [on({ StringEquals: { [key]: boundary } })],
    'an Allow with IfExists': [on({ StringEqualsIfExists: { [key]: boundary } })],
    'an Allow with ForAllValues': [on({ 'ForAllValues:StringEquals': { [key]: boundary } })],
    'a Deny of all others': deny({ StringNotEquals: { [key]: boundary } }),
    'a Deny of one': deny({ StringEquals: { [key]: boundary } }),
  };
  const contexts = {
    'with it': { [key]: holding(literal(boundary)) },
    'with another': { [key]: holding(literal(other)) },
    'without any': { [key]: absent },
    'with or without': {},
  };

  test.each<[keyof typeof policies, string, keyof typeof contexts, boolean]>([
    ['an Allow', 'iam:CreateRole', 'with it', true],
    ['an Allow', 'iam:CreateRole', 'with another', false],
    ['an Allow', 'iam:CreateRole', 'without any', false],
    ['an Allow', 'iam:UpdateAssumeRolePolicy', 'with it', true],
    ['an Allow', 'iam:UpdateAssumeRolePolicy', 'without any', false],
    ['an Allow', 'iam:PassRole', 'with or without', false],
    ['an Allow with IfExists', 'iam:UpdateAssumeRolePolicy', 'without any', true],
    ['an Allow with IfExists', 'iam:PassRole', 'with or without', true],
    ['an Allow with ForAllValues', 'iam:CreateRole', 'without any', true],
    ['an Allow with ForAllValues', 'iam:PassRole', 'with or without', true],
    ['a Deny of all others', 'iam:CreateRole', 'with another', false],
    ['a Deny of all others', 'iam:UpdateAssumeRolePolicy', 'with it', true],
    ['a Deny of all others', 'iam:UpdateAssumeRolePolicy', 'without any', false],
    ['a Deny of all others', 'iam:PassRole', 'with or without', false],
    ['a Deny of one', 'iam:UpdateAssumeRolePolicy', 'without any', true],
    ['a Deny of one', 'iam:UpdateAssumeRolePolicy', 'with it', false],
  ])('under %s, %s %s is granted: %s', (policy, action, context, granted) => {
    expect(isGranted(policies[policy], action, contexts[context])).toBe(granted);
  });
});
