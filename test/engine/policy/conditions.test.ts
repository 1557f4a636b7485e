import { describe, expect, test } from 'vitest';
import { denote } from '../../../server/src/engine/policy/denote';
import { contains } from '../../../server/src/engine/policy/request-set';
import { statement, type Written } from '../../support/statements';

type Context = Readonly<Record<string, string | readonly string[]>>;

/** `yes` or `no` when it is sure that a request in this context is matched. */
function met(condition: Readonly<Record<string, Readonly<Record<string, Written | Written[]>>>>, context: Context) {
  const { certain, possible } = denote(statement({ Action: '*', Resource: '*', Condition: condition }), {});
  const request = { action: 'a:b', resource: 'r', context };
  if (contains(certain, request)) return 'yes';
  return contains(possible, request) ? 'maybe' : 'no';
}

test.each<[string, string, string, string, string]>([
  ['NumericLessThan', '10', '9.5', 'yes', 'a number below'],
  ['NumericLessThan', '10', '10.0', 'no', 'a number written in another way'],
  ['NumericEquals', '10', '1e1', 'yes', 'the same number'],
  ['NumericEquals', '10', 'ten', 'no', 'no number at all'],
  ['NumericNotEquals', '10', 'ten', 'yes', 'no number is not equal'],
  ['DateGreaterThan', '2026-01-01', '2026-01-01T00:00:01Z', 'yes', 'a day begins at midnight UTC'],
  ['DateEquals', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', 'yes', 'one moment in two zones'],
  ['DateLessThan', '1767225600', '2025-12-31T23:59:59Z', 'yes', 'seconds since 1970'],
  ['DateLessThan', 'soon', '2025-12-31T23:59:59Z', 'no', 'no date'],
  ['IpAddress', '10.0.0.0/8', '10.255.0.1', 'yes', 'a block'],
  ['IpAddress', '10.0.0.1', '10.0.0.2', 'no', 'one address'],
  ['IpAddress', '2001:db8::/32', '2001:db8:ffff::1', 'yes', 'IPv6'],
  ['IpAddress', '::/0', '10.0.0.1', 'no', 'another family'],
  ['NotIpAddress', '2001:db8::/32', '10.0.0.1', 'yes', 'not in the block'],
  ['IpAddress', '10.0.0.0/40', '10.0.0.1', 'no', 'no block'],
  ['ArnLike', 'arn:aws:s3:::b*', 'arn:aws:s3:::bucket:x', 'yes', 'the last part may hold colons'],
  ['ArnLike', 'arn:*:s3:::b', 'arn:aws:x:s3:::b', 'no', 'a wildcard stays within its part'],
  ['StringLike', 'a:*:b', 'a:x:y:b', 'yes', 'of a string it does not'],
  ['StringEquals', 'a*', 'ab', 'no', 'no wildcards in StringEquals'],
  ['StringEquals', '${*}', '*', 'yes', 'an asterisk written as a variable'],
  ['StringEqualsIgnoreCase', 'Dev', 'dEV', 'yes', 'any case'],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', 'yes', 'bytes'],
  ['Bool', 'TRUE', 'true', 'yes', 'a truth in any case'],
  ['stringequals', 'a', 'a', 'yes', 'an operator in any case'],
  ['StringSoundsLike', 'a', 'a', 'maybe', 'an unknown operator'],
])('%s %s, asked with %s: %s, %s', (operator, wanted, value, answer) => {
  expect(met({ [operator]: { 'k:K': wanted } }, { 'K:k': value })).toBe(answer);
});

describe('a key that is not there', () => {
  test.each([
    ['StringEquals', 'no'],
    ['StringNotEquals', 'yes'],
    ['StringEqualsIfExists', 'yes'],
    ['ForAllValues:StringEquals', 'yes'],
    ['ForAnyValue:StringEquals', 'no'],
    ['ForAnyValue:StringNotEquals', 'no'],
    ['NotIpAddress', 'yes'],
    ['NumericLessThan', 'no'],
  ])('%s: %s', (operator, answer) => {
    expect(met({ [operator]: { 'k:K': '1' } }, {})).toBe(answer);
  });

  test('Null asks for it, or against it', () => {
    expect(met({ Null: { 'k:K': 'true' } }, {})).toBe('yes');
    expect(met({ Null: { 'k:K': 'true' } }, { 'k:K': 'x' })).toBe('no');
    expect(met({ Null: { 'k:K': 'false' } }, { 'k:K': 'x' })).toBe('yes');
    expect(met({ Null: { 'k:K': { parts: [{ hole: 'P', kind: 'parameter' }] } } }, {})).toBe('maybe');
  });
});

test.each([
  ['ForAllValues:StringEquals', ['a', 'b'], 'yes'],
  ['ForAllValues:StringEquals', ['a', 'c'], 'no'],
  ['ForAnyValue:StringEquals', ['c', 'b'], 'yes'],
  ['ForAnyValue:StringEquals', ['c'], 'no'],
  ['ForAnyValue:StringNotEquals', ['a', 'c'], 'yes'],
  ['ForAllValues:StringNotEquals', ['c', 'd'], 'yes'],
  ['ForAllValues:StringNotEquals', ['a', 'd'], 'no'],
])('a list of tags under %s: %s is %s', (operator, tags, answer) => {
  expect(met({ [operator]: { 'aws:TagKeys': ['a', 'b'] } }, { 'aws:TagKeys': tags })).toBe(answer);
});

describe('values that are open', () => {
  const open: Written = { parts: [{ hole: 'Service', kind: 'parameter' }] };
  const listed: Written = { parts: [{ hole: 'Env', kind: 'parameter', oneOf: ['dev', 'test'] }] };
  const variable = '${aws:PrincipalTag/team}';

  test.each<[string, Written, string, string]>([
    ['StringEquals', open, 'dev', 'maybe'],
    ['StringNotEquals', open, 'dev', 'maybe'],
    ['StringEquals', listed, 'dev', 'maybe'],
    ['StringEquals', listed, 'prod', 'no'],
    ['StringNotEquals', listed, 'prod', 'yes'],
    ['NumericLessThan', open, '1', 'maybe'],
    ['StringEquals', variable, 'x', 'maybe'],
    ['StringLike', `${variable}-*`, 'x', 'no'],
  ])('%s %j, asked with %s: %s', (operator, wanted, value, answer) => {
    expect(met({ [operator]: { 'k:K': wanted } }, { 'k:K': value })).toBe(answer);
  });
});
