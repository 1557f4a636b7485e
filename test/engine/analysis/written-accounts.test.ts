/** Where nobody says in which account a template is deployed, an account that its limits write out may be it. */
import { expect, test } from 'vitest';
import { findings } from '../../support/workspace';

const arn = (resource: string) => `arn:aws:iam::111122223333:${resource}`;
const allow = (Action: string | readonly string[], Resource = '*') => ({ Effect: 'Allow', Action, Resource });
const deny = (Action: string | readonly string[], Resource: string, more: object = {}) => ({
  ...allow(Action, Resource),
  Effect: 'Deny',
  ...more,
});
const lambda = allow(['lambda:CreateFunction', 'lambda:InvokeFunction']);
const boundary = (resource: string) => ({
  Boundary: {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [allow('iam:*', resource)] } },
  },
});
const settings = `version: 1
accounts: [{ id: "111122223333", name: shared }]
deployments: [{ files: "**", account: shared }]
`;

function said(statements: readonly object[], limits: object = {}, files: Readonly<Record<string, string>> = {}) {
  const Properties = {
    RoleName: 'Dev',
    AssumeRolePolicyDocument: { Statement: [] },
    Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    ...('Boundary' in limits ? { PermissionsBoundary: { Ref: 'Boundary' } } : {}),
  };
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: { Dev: { Type: 'AWS::IAM::Role', Properties }, ...limits },
  };
  const found = findings({ 'template.json': JSON.stringify(template), ...files });
  const told = found.filter(({ finding }) => finding.severity !== 'hint');
  return told.map(({ finding: { rule, confidence } }) => `${confidence} ${rule}`).sort();
}

const cases: readonly (readonly [string, readonly object[], readonly string[], readonly string[]])[] = [
  [
    'all of its roles',
    [allow('iam:PutRolePolicy'), deny('iam:PutRolePolicy', arn('role/*'))],
    [],
    ['possible privilege-escalation'],
  ],
  [
    'another of its roles',
    [allow('iam:PutRolePolicy'), deny('iam:PutRolePolicy', arn('role/admin'))],
    ['certain privilege-escalation'],
    ['certain privilege-escalation'],
  ],
  [
    'passing its roles',
    [allow('iam:PassRole'), deny('iam:PassRole', arn('role/*')), lambda],
    [],
    ['possible broad-pass-role', 'possible privilege-escalation'],
  ],
  [
    'passing one of its roles',
    [allow('iam:PassRole'), deny('iam:PassRole', arn('role/admin'))],
    ['certain broad-pass-role'],
    ['certain broad-pass-role'],
  ],
  [
    'writing versions of its policies',
    [allow('iam:CreatePolicyVersion'), deny('iam:CreatePolicyVersion', arn('policy/*'))],
    [],
    ['possible privilege-escalation'],
  ],
  [
    'what has another boundary',
    [
      allow(['iam:CreateRole', 'iam:PutRolePolicy']),
      deny('iam:*', arn('role/*'), {
        Condition: { StringNotEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } },
      }),
    ],
    [],
    ['possible privilege-escalation', 'possible privilege-escalation'],
  ],
];

test.each(cases)('a Deny of %s', (_, statements, known, unknown) => {
  expect(said(statements, {}, { 'bulkhead.yaml': settings })).toEqual(known);
  expect(said(statements)).toEqual(unknown);
});

test.each([
  [arn('role/*'), ['certain privilege-escalation']],
  [arn('policy/*'), []],
])('a boundary of %s', (resource, expected) => {
  const limits = boundary(resource);
  expect(said([allow('iam:PutRolePolicy')], limits, { 'bulkhead.yaml': settings })).toEqual(expected);
  expect(said([allow('iam:PutRolePolicy')], limits)).toEqual(expected);
  const passing = expected.map(() => 'certain broad-pass-role');
  expect(said([allow('iam:PassRole')], limits)).toEqual(passing);
});
