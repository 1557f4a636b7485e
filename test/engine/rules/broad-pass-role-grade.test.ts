/** How broad a grant is said to be, by what is written in one policy. */
import { describe, expect, test } from 'vitest';
import { findings, type Seen } from '../../support/workspace';

describe('a Deny beside AdministratorAccess', () => {
  const administrator = (denied: string) =>
    role('ci', [{ Effect: 'Deny', Action: 'iam:*', Resource: denied }], 'arn:aws:iam::aws:policy/AdministratorAccess');

  test('for one role leaves an administrator', () => {
    const [only] = own(administrator('arn:aws:iam::111122223333:role/security-audit'));
    expect(only?.finding).toMatchObject({ severity: 'error', message: expect.stringContaining('is an administrator') });
  });

  test('for all of IAM leaves none', () => expect(own(administrator('*'))).toEqual([]));
});

test('a Deny for what is no role of an account takes none away', () => {
  const [only] = own(
    role('ci', [
      { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
      { Effect: 'Deny', Action: 'iam:PassRole', NotResource: 'arn:aws:iam::*:role/*' },
    ]),
  );
  expect(only?.finding).toMatchObject({
    severity: 'error',
    message: expect.stringContaining('any role to any service'),
  });
});

test('a Deny for all but the roles of one account leaves every role of it', () => {
  const [only] = own(
    role('ci', [
      { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
      { Effect: 'Deny', Action: 'iam:PassRole', NotResource: 'arn:aws:iam::111122223333:role/*' },
    ]),
  );
  expect(only?.finding.severity).not.toBe('hint');
  expect(only?.finding.witness?.resource).toBe('arn:aws:iam::111122223333:role/any-role');
});

test('AWSDenyAll leaves nothing', () => {
  const anyRole = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
  expect(own(role('ci', [anyRole], 'arn:aws:iam::aws:policy/AWSDenyAll'))).toEqual([]);
});

describe('the names of roles that a statement writes out', () => {
  const passes = (holder: string, ...names: readonly string[]) => {
    const resources = names.map(name => `arn:aws:iam::111122223333:role/${name}`);
    const found = own(role(holder, [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: resources }]));
    return found.map(({ finding }) => `${finding.severity}: ${finding.message}`);
  };

  test('say that they are production, to somebody outside it', () => {
    const message = 'error: `Holder` may pass roles such as `orders-prod-…`, production by their names:';
    expect(passes('orders-dev-ci', 'orders-prod-*')).toEqual([`${message} \`orders-prod-*\` lets them through`]);
    expect(passes('orders-dev-ci', 'orders-dev', 'prod-orders')).toEqual([
      'error: `Holder` may pass `prod-orders`, production by its name, and is not of production itself',
    ]);
    expect(passes('orders-prod-ci', 'orders-prod-*', 'prod-orders')).toEqual([]);
    expect(passes('deployer', 'orders-prod-*', 'prod-orders')).toEqual([]);
    expect(passes('orders-dev-ci', 'orders-dev-*', 'orders')).toEqual([]);
  });

  test('say how they end, which says nothing about production', () => {
    for (const end of ['*Role', '*-role', '*ExecutionRole']) {
      expect(passes('deployer', end)).toEqual([expect.stringMatching(/^warning: .* production by their names/)]);
    }
    expect(passes('deployer', '*-dev', '*-dev-role')).toEqual([]);
  });

  test('are not filled in by what nobody wrote', () => {
    expect(passes('deployer', 'prod-?*')).toEqual([expect.stringContaining('such as `prod-…`')]);
  });
});

describe('the request that is shown', () => {
  const passing = (resource: string, condition: object = {}) => ({
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: resource,
    Condition: condition,
  });
  const witnessOf = (template: string) => own(template)[0]?.finding.witness;

  test('is not taken for a real one: neither its account nor its role and service', () => {
    expect(witnessOf(role('ci', [passing('*')]))).toEqual({
      principal: 'Holder',
      action: 'iam:PassRole',
      resource: 'arn:aws:iam::${AWS::AccountId}:role/any-role',
      context: { 'iam:PassedToService': 'any-service.amazonaws.com' },
    });
    const limited = passing('arn:aws:iam::111122223333:role/*', { StringLike: { 'iam:PassedToService': '*' } });
    expect(witnessOf(role('ci', [limited]))).toMatchObject({
      resource: 'arn:aws:iam::111122223333:role/any-role',
      context: { 'iam:PassedToService': 'any-service.amazonaws.com' },
    });
  });

  test('is of the partition that is written', () => {
    expect(witnessOf(role('ci', [], 'arn:aws-cn:iam::aws:policy/AdministratorAccess'))?.resource).toBe(
      'arn:aws-cn:iam::${AWS::AccountId}:role/any-role',
    );
  });

  test('spells context keys as AWS does, or as they are written', () => {
    const tagged = (key: string) => witnessOf(role('ci', [passing('*', { StringEquals: { [key]: 'dev' } })]))?.context;
    expect(Object.keys(tagged('iam:ResourceTag/env')!)).toContain('iam:ResourceTag/env');
    expect(Object.keys(tagged('aws:PrincipalTag/Team')!)).toContain('aws:PrincipalTag/Team');
  });
});

function own(template: string): readonly Seen[] {
  return findings({ 'a.json': template }).filter(({ finding }) => finding.rule === 'broad-pass-role');
}

function role(name: string, statements: readonly object[], ...managed: readonly string[]): string {
  const Properties = {
    RoleName: name,
    AssumeRolePolicyDocument: { Statement: [] },
    ManagedPolicyArns: managed,
    Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  };
  return JSON.stringify({ Resources: { Holder: { Type: 'AWS::IAM::Role', Properties } } }, undefined, 2);
}
