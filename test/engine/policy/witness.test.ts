/** A witness is a request that AWS can make: each key holds what that key can hold. */
import { describe, expect, test } from 'vitest';
import { isEmpty, witness } from '../../../server/src/engine/policy/witness';
import { allowed } from '../../support/policies';
import { statement, type WrittenStatement } from '../../support/statements';

type Condition = NonNullable<WrittenStatement['Condition']>;

const everything = { Action: '*', Resource: '*' };
const granted = (...written: readonly WrittenStatement[]) => allowed(written.map(statement));
const allow = (condition: Condition): WrittenStatement => ({ ...everything, Condition: condition });
const deny = (condition: Condition): WrittenStatement => ({ ...allow(condition), Effect: 'Deny' });

describe('the time of a request', () => {
  test('is counted in seconds by aws:EpochTime', () => {
    const later = granted(allow({ NumericGreaterThan: { 'aws:EpochTime': '1900000000' } }));
    expect(witness(later)?.context['aws:EpochTime']).toMatch(/^19\d{8}$/);
    const dated = granted(allow({ DateGreaterThan: { 'aws:EpochTime': '2030-01-01T00:00:00Z' } }));
    expect(witness(dated)?.context['aws:EpochTime']).toBe('1893456001');
    expect(isEmpty(granted(everything, deny({ NumericGreaterThan: { 'aws:EpochTime': '2' } })))).toBe('yes');
    expect(isEmpty(granted(allow({ DateLessThan: { 'aws:EpochTime': '2020-01-01T00:00:00Z' } })))).toBe('yes');
    expect(isEmpty(granted(allow({ NumericLessThan: { 'aws:EpochTime': '1577836800' } })))).toBe('yes');
  });

  test('is written out by aws:CurrentTime', () => {
    const later = granted(allow({ DateGreaterThan: { 'aws:CurrentTime': '1893456000' } }));
    expect(witness(later)?.context['aws:CurrentTime']).toMatch(/^2030-01-01T/);
    expect(isEmpty(granted(allow({ NumericGreaterThan: { 'aws:CurrentTime': '2' } })))).toBe('yes');
  });
});

const here = { Null: { 'aws:SourceIp': 'false', 'aws:SourceArn': 'false', 'aws:MultiFactorAuthAge': 'false' } };

describe('a key that holds addresses, numbers or dates', () => {
  test('holds nothing else', () => {
    const everywhere = { NotIpAddress: { 'aws:SourceIp': ['0.0.0.0/0', '::/0'] } };
    expect(isEmpty(granted(allow({ ...everywhere, ...here })))).toBe('yes');
    expect(
      isEmpty(
        granted(everything, deny({ Null: { 'aws:SourceIp': 'true' } }), deny({ IpAddress: everywhere.NotIpAddress })),
      ),
    ).toBe('yes');
    const context = witness(granted(allow(here)))?.context;
    expect(context).toMatchObject({ 'aws:SourceIp': expect.stringMatching(/^[\d.]+$/), 'aws:MultiFactorAuthAge': '1' });
  });

  test.each([
    ['NumericNotEquals', '5', /^[\d.]+$/],
    ['DateNotEquals', '2026-06-01T00:00:00Z', /^2026-/],
    ['NotIpAddress', '10.0.0.0/8', /^[\d.]+$/],
  ])('%s asks for a value of its own type, whatever the key', (operator, value, type) => {
    const other = granted(allow({ [operator]: { 'my:Key': value }, Null: { 'my:Key': 'false' } }));
    expect(witness(other)?.context['my:key']).toMatch(type);
    const escaped = granted(allow({ Null: { 'my:Key': 'false' } }), deny({ [operator]: { 'my:Key': value } }));
    expect(witness(escaped)?.context['my:key']).toMatch(type);
  });

  test('may be asked about as a text', () => {
    expect(isEmpty(granted(allow({ StringLike: { 'aws:SourceIp': '10.*' } })))).toBe('no');
    expect(isEmpty(granted(allow({ StringNotLike: { 'aws:SourceIp': '0.*' }, ...here })))).toBe('no');
  });
});

describe('a key that holds an ARN', () => {
  test('has six parts', () => {
    expect(isEmpty(granted(allow({ ArnNotLike: { 'aws:PrincipalArn': 'arn:*:*:*:*:*' } })))).toBe('yes');
    const other = allow({ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } });
    expect(witness(granted(other))?.context['aws:PrincipalArn']).toMatch(/^arn:[^:]+:[^:]+:[^:]*:[^:]*:./);
    const ending = allow({ StringLike: { 'aws:PrincipalArn': '*:user/bob' } });
    expect(witness(granted(ending))?.context['aws:PrincipalArn']).toMatch(
      /^arn:[^:]+:[^:]+:[^:]*:[^:]*:.*:?user\/bob$/,
    );
  });

  test('or is that of a resource which is not deployed yet', () => {
    const boundary = { parts: [{ hole: 'Boundary', kind: 'reference' as const }] };
    const only = allow({ ArnEquals: { 'iam:PermissionsBoundary': boundary } });
    expect(witness(granted(only))?.context).toEqual({ 'iam:PermissionsBoundary': '${Boundary}' });
    const without = deny({ StringNotEquals: { 'iam:PermissionsBoundary': boundary } });
    const created = granted({ Action: 'iam:CreateRole', Resource: '*' }, without);
    expect(witness(created)?.context).toEqual({ 'iam:PermissionsBoundary': '${Boundary}' });
  });
});

describe('the name of a role', () => {
  const roles = 'arn:aws:iam::111122223333:role/';
  const passing = (...names: string[]): WrittenStatement => ({
    Action: 'iam:PassRole',
    Resource: names.map(name => roles + name),
  });
  const except = (...patterns: string[]): WrittenStatement => ({ Effect: 'Deny', Action: '*', NotResource: patterns });

  test('holds no colon, though a wildcard matches one', () => {
    expect(isEmpty(granted(passing('*'), except('arn:aws:iam::*:user/*')))).toBe('yes');
    const either = granted(passing('*'), except('arn:aws:iam::*:user/*', 'arn:aws:iam::*:role/ops-?'));
    expect(witness(either)?.resource).toBe(`${roles}ops-x`);
  });

  test('holds one where the policy writes it', () => {
    const listed = granted(passing('a:b/c'), except('arn:aws:iam::*:b/*'));
    expect(witness(listed)?.resource).toBe(`${roles}a:b/c`);
    const wild = granted(passing('a:b/*'), except('arn:aws:iam::*:b/*'));
    expect(witness(wild)?.resource).toMatch(/role\/a:b\//);
  });
});
