/** People whom `bulkhead.yaml` tells of, with policies of their own. */
import { describe, expect, test } from 'vitest';
import { edgesFrom, graphOf } from '../../support/access-graph';
import { type Documents, snapshotOf, uriOf } from '../../support/workspace';

const accounts = `accounts:
  - { id: "111122223333", name: orders-prod, environment: production }
  - { id: "444455556666", name: orders-dev, environment: development }
deployments:
  - { files: "prod/**", account: orders-prod }
  - { files: "dev/**", account: orders-dev }
`;
const settings = (principal: string) => `version: 1\n${accounts}principals:\n  - ${principal}\n`;
const table = (name: string) => `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  ${name}: { Type: "AWS::DynamoDB::Table", Properties: { TableName: ${name.toLowerCase()} } }
`;
const policy = (...statements: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const reading = policy({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' });

const workspace = (principal: string, more: Documents = {}): Documents => ({
  'bulkhead.yaml': settings(principal),
  'prod/orders.yaml': table('Orders'),
  'dev/carts.yaml': table('Carts'),
  ...more,
});
const problems = (principal: string, more: Documents = {}) =>
  snapshotOf(workspace(principal, more))
    .problems(uriOf('bulkhead.yaml'))
    .map(({ severity, message }) => `${severity}: ${message}`);

describe('reach', () => {
  const ways = (principal: string, more: Documents = {}) =>
    edgesFrom(graphOf(workspace(principal, more)), 'developers');

  test('what the policies of a file allow, in their account', () => {
    const dev = '{ name: developers, environment: development, account: orders-dev, policies: policies/dev.json }';
    expect(ways(dev, { 'policies/dev.json': reading })).toEqual(['developers reads Carts']);
    const prod = '{ name: developers, account: "111122223333", policies: [policies/dev.json] }';
    expect(ways(prod, { 'policies/dev.json': reading })).toEqual(['developers reads Orders']);
  });

  test('in every account of the workspace, where none is said', () => {
    expect(ways('{ name: developers, policies: policies/dev.json }', { 'policies/dev.json': reading })).toEqual([
      'developers reads Carts',
      'developers reads Orders',
    ]);
    const own = policy({ Effect: 'Allow', Action: 'dynamodb:*', Resource: 'arn:aws:dynamodb:*:444455556666:table/*' });
    expect(new Set(ways('{ name: developers, policies: dev.json }', { 'dev.json': own }))).toEqual(
      new Set(['developers reads Carts', 'developers writes Carts', 'developers administers Carts']),
    );
  });

  test('what policies of AWS allow', () => {
    const power = '{ name: developers, account: orders-prod, managed: PowerUserAccess }';
    expect(ways(power)).toContain('developers reads Orders');
    expect(ways('{ name: developers, account: orders-prod, managed: AdministratorAccess }')).toEqual(
      expect.arrayContaining(['developers rewrites-policy administrator']),
    );
  });

  test('less what is denied', () => {
    const denied = policy(
      { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' },
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:ResourceAccount': '444455556666' } },
      },
    );
    expect(ways('{ name: developers, account: orders-prod, policies: dev.json }', { 'dev.json': denied })).toEqual([]);
  });

  test('roles that trust their account', () => {
    const role = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  App:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { AWS: !Sub "arn:aws:iam::\${AWS::AccountId}:root" }, Action: sts:AssumeRole }] }
`;
    const assuming = policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' });
    const dev = '{ name: developers, account: orders-prod, policies: dev.json }';
    expect(ways(dev, { 'dev.json': assuming, 'prod/app.yaml': role })).toEqual(['developers assumes App']);
  });
});

describe('findings', () => {
  const found = (principal: string, more: Documents = {}) => {
    const snapshot = snapshotOf(workspace(principal, more));
    return snapshot
      .findings(uriOf('bulkhead.yaml'))
      .filter(({ rule }) => rule !== 'privilege-escalation')
      .map(({ rule, severity, at, fixes }) => {
        const { start, end } = snapshot.range(at);
        const text = snapshot.source(uriOf('bulkhead.yaml'))!.text.slice(start, end);
        return `${severity} ${rule} at ${text} (${fixes.length} fixes)`;
      });
  };

  test('stand where the policy is named', () => {
    const dev = '{ name: developers, environment: development, account: orders-prod, policies: [policies/dev.json] }';
    expect(found(dev, { 'policies/dev.json': reading })).toEqual([
      'error reaches-production at policies/dev.json (1 fixes)',
    ]);
    const power = '{ name: developers, environment: development, account: orders-prod, managed: [PowerUserAccess] }';
    expect(found(power)).toEqual(['error reaches-production at PowerUserAccess (1 fixes)']);
  });

  test('are none of people at home', () => {
    expect(
      found('{ name: operators, environment: production, account: orders-prod, managed: PowerUserAccess }'),
    ).toEqual([]);
    expect(
      found('{ name: developers, environment: development, account: orders-dev, managed: PowerUserAccess }'),
    ).toEqual([]);
  });

  test('people of several environments are no mix', () => {
    const both =
      '{ name: developers, environment: development, managed: ViewOnlyAccess }\n  - { name: operators, environment: production, managed: ViewOnlyAccess }';
    expect(found(both).filter(one => one.includes('mixed'))).toEqual([]);
  });
});

describe('problems', () => {
  test.each([
    [
      'a file that is not there',
      '{ name: d, policies: none.json }',
      'error: no file of the workspace is called `none.json`',
    ],
    [
      'one outside the workspace',
      '{ name: d, policies: ../../other/dev.json }',
      'error: no file of the workspace is called `../../other/dev.json`',
    ],
    [
      'an absolute path',
      '{ name: d, policies: /etc/passwd }',
      'error: `/etc/passwd` is to be a path from the folder of this file, `policies/dev.json`',
    ],
    [
      'what is no policy',
      '{ name: d, policies: prod/orders.yaml }',
      'error: `prod/orders.yaml`: this policy document has no `Statement`',
    ],
    [
      'a policy of AWS that is not known',
      '{ name: d, managed: PowerUserAcess }',
      'warning: `PowerUserAcess` is no policy of AWS whose statements are known here; did you mean `PowerUserAccess`?',
    ],
    [
      'an unknown account',
      '{ name: d, account: orders, managed: PowerUserAccess }',
      'error: unknown account `orders`; known: `orders-prod`, `orders-dev`',
    ],
    [
      'an unknown environment',
      '{ name: d, environment: developement, managed: PowerUserAccess }',
      'error: unknown environment `developement`; did you mean `development`?',
    ],
    ['no name', '{ managed: PowerUserAccess }', 'error: a principal needs a `name`'],
    [
      'no policies',
      '{ name: d }',
      'warning: this principal has no `policies` and no `managed` ones, and so may do nothing',
    ],
    ['an unknown key', '{ name: d, manged: PowerUserAccess }', 'error: unknown key `manged`; did you mean `managed`?'],
  ])('%s', (_, principal, problem) => {
    expect(problems(principal)).toContain(problem);
  });

  test('of two with one name', () => {
    expect(problems('{ name: d, managed: PowerUserAccess }\n  - { name: d, managed: PowerUserAccess }')).toEqual([
      'error: two principals are called `d`',
    ]);
  });

  test('a broken entry loses that entry alone', () => {
    const two =
      '{ name: d, account: nowhere, managed: PowerUserAccess }\n  - { name: developers, account: orders-prod, managed: PowerUserAccess }';
    expect(edgesFrom(graphOf(workspace(two)), 'developers')).toContain('developers reads Orders');
  });

  test('patterns of ARNs by name are taken as before', () => {
    const snapshot = snapshotOf({
      'bulkhead.yaml': 'version: 1\nprincipals:\n  developers: ["arn:aws:iam::*:role/Developer*"]\n',
    });
    expect(snapshot.problems(uriOf('bulkhead.yaml'))).toEqual([]);
  });

  test('a policy that is edited is read again', () => {
    const dev = '{ name: developers, account: orders-prod, policies: dev.json }';
    const before = snapshotOf(workspace(dev, { 'dev.json': reading }));
    expect(before.findings(uriOf('bulkhead.yaml'))).toHaveLength(0);
    const after = before.trying([{ uri: uriOf('dev.json'), text: '{}' }]);
    expect(after.problems(uriOf('bulkhead.yaml')).map(({ message }) => message)).toEqual([
      '`dev.json`: this policy document has no `Statement`',
    ]);
  });
});
