import { describe, expect, test } from 'vitest';
import type { PolicyStatement } from '../../../server/src/engine/model/statement';
import { holding, type KeyStates } from '../../../server/src/engine/policy/context';
import { effective, restrictionsOn } from '../../../server/src/engine/policy/decide';
import { literal } from '../../../server/src/engine/policy/language';
import { managedPolicy } from '../../../server/src/engine/policy/managed-policies';
import { intersect, type RequestSet, requests, union } from '../../../server/src/engine/policy/request-set';
import { isEmpty } from '../../../server/src/engine/policy/witness';
import { somewhere, statement, type Written, type WrittenStatement } from '../../support/statements';

const account = 'arn:aws:iam::123456789012:';

/** What can be passed, asked as the requests of the rule's witnesses. */
interface Verdict {
  /** A role that nobody names, to a service that does not exist. */
  readonly anything?: 'yes' | 'no' | 'maybe';
  /** The same role to Lambda. */
  readonly lambda?: 'yes' | 'no' | 'maybe';
  readonly dev?: 'yes' | 'no' | 'maybe';
  readonly prod?: 'yes' | 'no' | 'maybe';
}

const asked = {
  anything: passing('role/zz-witness-9f3c', 'nobody.example'),
  lambda: passing('role/zz-witness-9f3c', 'lambda.amazonaws.com'),
  dev: passing('role/dev-app', 'lambda.amazonaws.com'),
  prod: passing('role/prod-db', 'lambda.amazonaws.com'),
} as const;

function passing(role: string, service: string, more: Readonly<Record<string, KeyStates>> = {}): RequestSet {
  const context = { 'iam:PassedToService': holding(literal(service)), ...more };
  return requests({ action: 'iam:PassRole', resource: `${account}${role}`, context });
}

function answer(policies: readonly PolicyStatement[], question: RequestSet, boundary?: readonly PolicyStatement[]) {
  const stated = policies.map(one => ({ statement: one }));
  const ceilings = boundary ? [{ options: [{ statements: boundary.map(one => ({ statement: one })) }] }] : [];
  const restrictions = restrictionsOn(question, stated, ceilings, {});
  const granted = stated.filter(one => one.statement.effect === 'Allow').map(one => effective(one, restrictions));
  if (isEmpty(union(...granted.map(one => one.certain))) === 'no') return 'yes';
  return isEmpty(union(...granted.map(one => one.possible))) === 'yes' ? 'no' : 'maybe';
}

const pass = { Action: 'iam:PassRole' };
const passAny = { ...pass, Resource: '*' };
const deny = { Effect: 'Deny', ...pass } as const;
const hole = (kind: 'ambient' | 'parameter' | 'reference', name: string, more = {}) => ({ hole: name, kind, ...more });
const parts = (...all: Extract<Written, object>['parts']): Written => ({ parts: all });
const when = (operator: string, value: string | string[], key = 'iam:PassedToService') => ({
  ...passAny,
  Condition: { [operator]: { [key]: value } },
});

const everything: Verdict = { anything: 'yes', lambda: 'yes', dev: 'yes', prod: 'yes' };
const none: Verdict = { anything: 'no', lambda: 'no', dev: 'no', prod: 'no' };
const onlyDev: Verdict = { ...none, dev: 'yes' };
const onlyLambda: Verdict = { ...everything, anything: 'no' };
const open: Verdict = { anything: 'maybe', lambda: 'maybe', dev: 'maybe', prod: 'maybe' };

const rows: Readonly<Record<string, readonly [Verdict, ...WrittenStatement[]]>> = {
  A01: [everything, passAny],
  A02: [everything, { Action: 'iam:passrole', Resource: '*' }],
  A03: [everything, { Action: 'IAM:PASSROLE', Resource: '*' }],
  A04: [everything, { Action: 'iam:*', Resource: '*' }],
  A05: [everything, { Action: '*', Resource: '*' }],
  A06: [everything, { Action: 'iam:Pass*', Resource: '*' }],
  A07: [everything, { Action: 'iam:PassRol?', Resource: '*' }],
  A08: [everything, { Action: 'iam:*Role', Resource: '*' }],
  A09: [everything, { Action: 'iam:P*e', Resource: '*' }],
  A10: [everything, { Action: 'iam:Pass*Role', Resource: '*' }],
  A11: [everything, { Action: ['s3:Get*', 'iam:PassRole'], Resource: '*' }],
  A12: [none, { Action: ['iam:ListRoles'], Resource: '*' }, { ...pass, Resource: `${account}role/RDS-*` }],
  N01: [everything, { NotAction: ['s3:*'], Resource: '*' }],
  N02: [none, { NotAction: 'iam:*', Resource: '*' }],
  N03: [everything, { NotAction: ['iam:Create*', 'iam:Update*', 'iam:Attach*'], Resource: '*' }],
  N04: [none, { NotAction: ['iam:PassRole'], Resource: '*' }],
  R01: [everything, { ...pass, Resource: 'arn:aws:iam::*:role/*' }],
  R02: [everything, { ...pass, Resource: `${account}role/*` }],
  R03: [everything, { ...pass, Resource: 'arn:*:iam::*:role/*' }],
  R04: [
    everything,
    {
      ...pass,
      Resource: parts(
        'arn:',
        hole('ambient', 'AWS::Partition', { default: 'aws' }),
        ':iam::',
        hole('ambient', 'AWS::AccountId'),
        ':role/*',
      ),
    },
  ],
  R06: [everything, { ...pass, Resource: `${account}*` }],
  R07: [onlyDev, { ...pass, Resource: `${account}role/dev-*` }],
  R08: [onlyDev, { ...pass, Resource: `${account}role/*dev*` }],
  R09: [
    { ...none, prod: 'yes' },
    { ...pass, Resource: `${account}role/prod-*` },
  ],
  R10: [none, { ...pass, Resource: `${account}role/service-role/*` }],
  R11: [none, { ...pass, Resource: `${account}role/aws-service-role/*` }],
  R12: [none, { ...pass, Resource: `${account}role/app-dev` }],
  R13: [none, { ...pass, Resource: parts(hole('reference', 'TaskRole.Arn')) }],
  R14: [open, { ...pass, Resource: parts(hole('parameter', 'RoleArnParam')) }],
  R15: [everything, { ...pass, Resource: parts(hole('parameter', 'RoleArnParam', { default: '*' })) }],
  R16: [everything, { ...pass, NotResource: [`${account}role/admin`] }],
  R17: [everything, { Action: 'iam:*', NotResource: [`${account}role/admin`] }],
  R18: [none, { ...pass, Resource: ['arn:aws:s3:::bucket/*'] }],
  C01: [onlyLambda, when('StringEquals', 'lambda.amazonaws.com')],
  C02: [onlyLambda, when('StringEquals', ['lambda.amazonaws.com', 'ec2.amazonaws.com'])],
  C03: [everything, when('StringLike', '*')],
  C04: [onlyLambda, when('StringLike', '*.amazonaws.com')],
  C05: [onlyLambda, when('StringEqualsIfExists', 'lambda.amazonaws.com')],
  C06: [onlyLambda, when('ForAllValues:StringEquals', 'lambda.amazonaws.com')],
  C07: [onlyLambda, when('ForAnyValue:StringEquals', 'lambda.amazonaws.com')],
  C08: [everything, when('StringNotEquals', 'ec2.amazonaws.com')],
  C09: [everything, when('Null', 'false')],
  C10: [none, when('StringEquals', 'cloudwatch.amazonaws.com')],
  C11: [none, when('StringEquals', 'lambda')],
  C13: [everything, when('StringEquals', 'dev', 'iam:ResourceTag/env')],
  C14: [everything, when('StringEquals', '123456789012', 'aws:PrincipalAccount')],
  C15: [everything, when('Bool', 'true', 'aws:MultiFactorAuthPresent')],
  C16: [none, when('DateLessThan', '2020-01-01T00:00:00Z', 'aws:CurrentTime')],
  C17: [onlyDev, { ...when('StringEquals', 'lambda.amazonaws.com'), Resource: `${account}role/dev-*` }],
  D01: [none, passAny, { ...deny, Resource: '*' }],
  D02: [{ ...everything, prod: 'no' }, passAny, { ...deny, Resource: `${account}role/prod-*` }],
  D03: [onlyDev, passAny, { ...deny, NotResource: [`${account}role/dev-*`] }],
  D04: [onlyLambda, passAny, { ...when('StringNotEquals', 'lambda.amazonaws.com'), Effect: 'Deny' }],
  D05: [none, { ...deny, Resource: '*' }],
  D06: [none, { Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 'iam:*', Resource: '*' }],
  D07: [everything, passAny, { Effect: 'Deny', Action: 's3:*', Resource: '*' }],
  D08: [{ ...everything, prod: 'no' }, passAny, { ...deny, Resource: `${account}role/prod-db` }],
};

describe.each(Object.entries(rows))('row %s', (_, [verdict, ...written]) => {
  const policies = written.map(statement);
  test.each(Object.entries(verdict))('%s: %s', (question, expected) => {
    expect(answer(policies, asked[question as keyof Verdict])).toBe(expected);
  });
});

test('C05, C06: services that do not say who they are get any role', () => {
  const unsaid = requests({ action: 'iam:PassRole', resource: `${account}role/zz-witness-9f3c` });
  const said = asked.lambda;
  for (const operator of ['StringEqualsIfExists', 'ForAllValues:StringEquals']) {
    const granted = answer([statement(when(operator, 'ec2.amazonaws.com'))], unsaid);
    expect(granted).toBe('yes');
    expect(answer([statement(when(operator, 'ec2.amazonaws.com'))], said)).toBe('no');
  }
});

test('C12: for one kind of resource only', () => {
  const scoped = statement({
    ...passAny,
    Condition: {
      StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' },
      ArnLike: { 'iam:AssociatedResourceArn': 'arn:aws:ec2:us-east-1:123456789012:instance/*' },
    },
  });
  const forEc2 = (arn: string) =>
    passing('role/zz-witness-9f3c', 'ec2.amazonaws.com', { 'iam:AssociatedResourceArn': holding(literal(arn)) });
  expect(answer([scoped], forEc2('arn:aws:ec2:us-east-1:123456789012:instance/i-1'))).toBe('yes');
  expect(answer([scoped], forEc2('arn:aws:ec2:eu-west-1:123456789012:instance/i-1'))).toBe('no');
});

test.each([
  ['AdministratorAccess', 'yes', 'yes'],
  ['IAMFullAccess', 'yes', 'yes'],
  ['PowerUserAccess', 'no', 'no'],
  ['AWSLambda_FullAccess', 'no', 'yes'],
  ['AWSLambdaFullAccess', 'yes', 'yes'],
  ['AdministratorAccess-Amplify', 'yes', 'yes'],
  ['service-role/AWSLambdaBasicExecutionRole', 'no', 'no'],
  ['job-function/ViewOnlyAccess', 'no', 'no'],
])('AWS managed policy %s: to any service %s, to Lambda %s', (name, anything, lambda) => {
  const { statements } = managedPolicy(name, somewhere)!;
  expect(answer(statements, asked.anything)).toBe(anything);
  expect(answer(statements, asked.lambda)).toBe(lambda);
});

test('B01: under a boundary that allows S3 only', () => {
  const admin = [statement({ Action: '*', Resource: '*' })];
  expect(answer(admin, asked.anything, [statement({ Action: 's3:*', Resource: '*' })])).toBe('no');
  expect(answer(admin, asked.anything, admin)).toBe('yes');
});

test('a role of another account is not one of this account, whoever is asked', () => {
  const foreign = statement({ ...pass, Resource: 'arn:aws:iam::999999999999:role/*' });
  expect(answer([foreign], intersect(asked.anything, asked.anything))).toBe('no');
});
