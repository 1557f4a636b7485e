/**
 * What each operator of AWS's "IAM JSON policy elements: Condition operators" says of a request, with each prefix of "Set operators
 * for multivalued context keys".
 */
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

const role = 'arn:aws:iam::111122223333:role';

describe('texts', () => {
  test.each<[string, string | string[], string, string, string]>([
    ['StringEquals', 'a', 'a', 'yes', 'the same text'],
    ['StringEquals', 'a', 'A', 'no', 'another case'],
    ['StringEquals', ['a', 'b'], 'b', 'yes', 'one of several'],
    ['StringEquals', 'a*', 'ab', 'no', 'no wildcards in StringEquals'],
    ['StringEquals', 'a*', 'a*', 'yes', 'an asterisk is an asterisk'],
    ['StringEquals', '${*}', '*', 'yes', 'an asterisk written as a variable'],
    ['StringNotEquals', 'a', 'a', 'no', 'the same text'],
    ['StringNotEquals', 'a', 'A', 'yes', 'another case'],
    ['StringNotEquals', ['a', 'b'], 'b', 'no', 'one of several'],
    ['StringNotEquals', ['a', 'b'], 'c', 'yes', 'none of several'],
    ['StringEqualsIgnoreCase', 'Dev', 'dEV', 'yes', 'any case'],
    ['StringNotEqualsIgnoreCase', 'Dev', 'dEV', 'no', 'any case'],
    ['StringNotEqualsIgnoreCase', 'Dev', 'prod', 'yes', 'another text'],
    ['StringLike', 'a:*:b', 'a:x:y:b', 'yes', 'a wildcard reaches over colons'],
    ['StringLike', 'pr?d', 'prod', 'yes', 'one character'],
    ['StringLike', 'pr?d', 'prd', 'no', 'exactly one character'],
    ['StringLike', 'Prod*', 'prod-1', 'no', 'another case'],
    ['StringLike', '*', '', 'yes', 'an empty text'],
    ['StringNotLike', 'prod*', 'prod-1', 'no', 'what the pattern matches'],
    ['StringNotLike', ['prod*', 'test*'], 'dev', 'yes', 'what no pattern matches'],
    ['stringequals', 'a', 'a', 'yes', 'an operator in any case'],
    ['StringSoundsLike', 'a', 'a', 'maybe', 'an unknown operator'],
  ])('%s %s, asked with %s: %s, %s', answers);
});

describe('numbers', () => {
  test.each<[string, string | string[], string, string, string]>([
    ['NumericEquals', '10', '1e1', 'yes', 'the same number'],
    ['NumericEquals', '10', '10.0', 'yes', 'a decimal'],
    ['NumericEquals', '10', 'ten', 'no', 'no number at all'],
    ['NumericEquals', ['1', '2'], '2', 'yes', 'one of several'],
    ['NumericNotEquals', '10', '11', 'yes', 'another number'],
    ['NumericNotEquals', '10', '10.0', 'no', 'the same number'],
    ['NumericNotEquals', '10', 'ten', 'yes', 'no number is not equal'],
    ['NumericLessThan', '10', '9.5', 'yes', 'a number below'],
    ['NumericLessThan', '10', '10.0', 'no', 'the bound'],
    ['NumericLessThan', '10', '-1', 'yes', 'a negative number'],
    ['NumericLessThanEquals', '10', '10.0', 'yes', 'the bound'],
    ['NumericLessThanEquals', '10', '10.1', 'no', 'a number above'],
    ['NumericGreaterThan', '10', '10', 'no', 'the bound'],
    ['NumericGreaterThan', '10', '10.01', 'yes', 'a number above'],
    ['NumericGreaterThanEquals', '10', '10', 'yes', 'the bound'],
    ['NumericGreaterThanEquals', '10', '9', 'no', 'a number below'],
    ['NumericGreaterThan', 'ten', '11', 'no', 'a bound that is none'],
  ])('%s %s, asked with %s: %s, %s', answers);
});

describe('dates', () => {
  test.each<[string, string | string[], string, string, string]>([
    ['DateEquals', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', 'yes', 'one moment in two zones'],
    ['DateEquals', '2026-01-01', '2026-01-02', 'no', 'another day'],
    ['DateNotEquals', '2026-01-01', '2026-01-01T00:00:00Z', 'no', 'the same moment'],
    ['DateNotEquals', '2026-01-01', '2026-01-01T00:00:01Z', 'yes', 'another moment'],
    ['DateLessThan', '1767225600', '2025-12-31T23:59:59Z', 'yes', 'seconds since 1970'],
    ['DateLessThan', '2026-01-01', '2026-01-01T00:00:00Z', 'no', 'the bound'],
    ['DateLessThan', 'soon', '2025-12-31T23:59:59Z', 'no', 'no date'],
    ['DateLessThanEquals', '2026-01-01', '2026-01-01T00:00:00Z', 'yes', 'the bound'],
    ['DateLessThanEquals', '2026-01-01', '2026-01-01T00:00:00.001Z', 'no', 'a moment after'],
    ['DateGreaterThan', '2026-01-01', '2026-01-01T00:00:01Z', 'yes', 'a day begins at midnight UTC'],
    ['DateGreaterThan', '2026-01-01', '2026-01-01T00:00:00Z', 'no', 'the bound'],
    ['DateGreaterThanEquals', '2026-01-01', '2026-01-01T00:00:00Z', 'yes', 'the bound'],
    ['DateGreaterThanEquals', '2026-01-01', '1767225599', 'no', 'a second before'],
    ['DateGreaterThan', '2026-*', '2026-01-02', 'no', 'no wildcards'],
  ])('%s %s, asked with %s: %s, %s', answers);
});

describe('addresses', () => {
  test.each<[string, string | string[], string, string, string]>([
    ['IpAddress', '10.0.0.0/8', '10.255.0.1', 'yes', 'a block'],
    ['IpAddress', '10.0.0.1', '10.0.0.2', 'no', 'one address'],
    ['IpAddress', '10.0.0.1', '10.0.0.1', 'yes', 'an address is a block of one'],
    ['IpAddress', ['10.0.0.0/8', '2001:db8::/32'], '2001:db8::1', 'yes', 'blocks of both families'],
    ['IpAddress', '2001:db8::/32', '2001:db8:ffff::1', 'yes', 'IPv6'],
    ['IpAddress', '::/0', '10.0.0.1', 'no', 'another family'],
    ['IpAddress', '10.0.0.0/40', '10.0.0.1', 'no', 'no block'],
    ['NotIpAddress', '10.0.0.0/8', '10.0.0.1', 'no', 'in the block'],
    ['NotIpAddress', '10.0.0.0/8', '11.0.0.1', 'yes', 'outside'],
    ['NotIpAddress', '2001:db8::/32', '10.0.0.1', 'yes', 'another family'],
  ])('%s %s, asked with %s: %s, %s', answers);
});

describe('ARNs', () => {
  test.each<[string, string | string[], string, string, string]>([
    ['ArnEquals', `${role}/*`, `${role}/app`, 'yes', 'wildcards as in ArnLike'],
    ['ArnEquals', `${role}/app`, `${role}/APP`, 'no', 'another case'],
    ['ArnLike', 'arn:aws:iam::*:role/app', `${role}/app`, 'yes', 'any account'],
    ['ArnLike', 'arn:aws:iam::11112222333?:role/app', `${role}/app`, 'yes', 'one digit'],
    ['ArnLike', 'arn:aws:s3:::b*', 'arn:aws:s3:::bucket:x', 'yes', 'the last part may hold colons'],
    ['ArnLike', 'arn:*:s3:::b', 'arn:aws:x:s3:::b', 'no', 'a wildcard stays within its part'],
    ['ArnNotEquals', `${role}/*`, `${role}/app`, 'no', 'wildcards as in ArnNotLike'],
    ['ArnNotEquals', `${role}/app`, `${role}/other`, 'yes', 'another name'],
    ['ArnNotLike', `${role}/app*`, `${role}/app-1`, 'no', 'what the pattern matches'],
    ['ArnNotLike', 'arn:*:s3:::b', 'arn:aws:x:s3:::b', 'yes', 'a wildcard stays within its part'],
  ])('%s %s, asked with %s: %s, %s', answers);
});

describe('truths and bytes', () => {
  test.each<[string, string | string[], string, string, string]>([
    ['Bool', 'TRUE', 'true', 'yes', 'a truth in any case'],
    ['Bool', 'false', 'true', 'no', 'the other'],
    ['Bool', ['true', 'false'], 'false', 'yes', 'either'],
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', 'yes', 'the same bytes'],
    ['BinaryEquals', 'QmluYXJ5', 'qmluYXJ5', 'no', 'other bytes'],
  ])('%s %s, asked with %s: %s, %s', answers);
});

function answers(operator: string, wanted: string | string[], value: string, answer: string) {
  expect(met({ [operator]: { 'k:K': wanted } }, { 'K:k': value })).toBe(answer);
}

describe('a key that is not there', () => {
  test.each([
    ['StringEquals', 'no'],
    ['StringNotEquals', 'yes'],
    ['StringNotEqualsIgnoreCase', 'yes'],
    ['StringNotLike', 'yes'],
    ['NumericLessThan', 'no'],
    ['NumericNotEquals', 'yes'],
    ['DateNotEquals', 'yes'],
    ['Bool', 'no'],
    ['BinaryEquals', 'no'],
    ['IpAddress', 'no'],
    ['NotIpAddress', 'yes'],
    ['ArnLike', 'no'],
    ['ArnNotEquals', 'yes'],
    ['ArnNotLike', 'yes'],
    ['StringEqualsIfExists', 'yes'],
    ['StringNotLikeIfExists', 'yes'],
    ['NumericLessThanIfExists', 'yes'],
    ['DateGreaterThanIfExists', 'yes'],
    ['BoolIfExists', 'yes'],
    ['BinaryEqualsIfExists', 'yes'],
    ['IpAddressIfExists', 'yes'],
    ['ArnLikeIfExists', 'yes'],
    ['ForAllValues:StringEquals', 'yes'],
    ['ForAllValues:StringNotEquals', 'yes'],
    ['ForAllValues:StringEqualsIfExists', 'yes'],
    ['ForAnyValue:StringEquals', 'no'],
    ['ForAnyValue:StringNotEquals', 'no'],
    ['ForAnyValue:StringEqualsIfExists', 'yes'],
    ['NullIfExists', 'maybe'],
    ['ForAnyValue:Null', 'maybe'],
  ])('%s: %s', (operator, answer) => {
    expect(met({ [operator]: { 'k:K': '1' } }, {})).toBe(answer);
  });
});

test.each([
  ['StringEqualsIfExists', 'a', 'a', 'yes'],
  ['StringEqualsIfExists', 'a', 'b', 'no'],
  ['StringNotEqualsIfExists', 'a', 'a', 'no'],
  ['NumericLessThanIfExists', '10', '11', 'no'],
  ['DateLessThanIfExists', '2026-01-01', '2026-01-02', 'no'],
  ['BoolIfExists', 'true', 'false', 'no'],
  ['IpAddressIfExists', '10.0.0.0/8', '11.0.0.1', 'no'],
  ['ArnNotLikeIfExists', `${role}/*`, `${role}/app`, 'no'],
  ['ForAnyValue:NumericLessThan', '10', '9', 'yes'],
  ['ForAllValues:ArnLike', `${role}/*`, `${role}/app`, 'yes'],
])('%s %s, asked with one value, %s: %s', answers);

describe('Null', () => {
  test.each<[Written | Written[], Context, string]>([
    ['true', {}, 'yes'],
    ['true', { 'k:K': 'x' }, 'no'],
    ['false', { 'k:K': 'x' }, 'yes'],
    ['false', {}, 'no'],
    ['TRUE', {}, 'yes'],
    [['true', 'false'], {}, 'yes'],
    ['x', {}, 'no'],
    [{ parts: [{ hole: 'P', kind: 'parameter' }] }, {}, 'maybe'],
  ])('%j, asked with %j: %s', (wanted, context, answer) => {
    expect(met({ Null: { 'k:K': wanted } }, context)).toBe(answer);
  });
});

describe('a list of tags', () => {
  test.each<[string, readonly string[], string]>([
    ['ForAllValues:StringEquals', ['a', 'b'], 'yes'],
    ['ForAllValues:StringEquals', ['a', 'c'], 'no'],
    ['ForAllValues:StringEquals', [], 'yes'],
    ['ForAnyValue:StringEquals', ['c', 'b'], 'yes'],
    ['ForAnyValue:StringEquals', ['c'], 'no'],
    ['ForAnyValue:StringNotEquals', ['a', 'c'], 'yes'],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], 'no'],
    ['ForAllValues:StringNotEquals', ['c', 'd'], 'yes'],
    ['ForAllValues:StringNotEquals', ['a', 'd'], 'no'],
    ['ForAllValues:StringLike', ['a', 'b'], 'yes'],
    ['ForAnyValue:StringEqualsIgnoreCase', ['c', 'B'], 'yes'],
    ['ForAllValues:StringEqualsIgnoreCase', ['A', 'c'], 'no'],
  ])('under %s: %j is %s', (operator, tags, answer) => {
    expect(met({ [operator]: { 'aws:TagKeys': ['a', 'b'] } }, { 'aws:TagKeys': tags })).toBe(answer);
  });

  test.each<[string, readonly string[], string]>([
    ['StringEquals', ['a', 'c'], 'maybe'],
    ['StringEquals', ['a'], 'maybe'],
    ['StringEquals', ['c'], 'no'],
    ['StringEquals', [], 'no'],
    ['StringEqualsIfExists', [], 'yes'],
    ['StringNotEquals', ['a', 'c'], 'maybe'],
    ['StringNotEquals', ['c'], 'maybe'],
    ['StringNotEquals', ['a'], 'no'],
    ['StringNotEquals', [], 'yes'],
    ['Null', ['a'], 'no'],
  ])('needs a set operator; without one AWS does not say: under %s, %j is %s', (operator, tags, answer) => {
    const wanted = operator === 'Null' ? 'true' : ['a', 'b'];
    expect(met({ [operator]: { 'aws:TagKeys': wanted } }, { 'aws:TagKeys': tags })).toBe(answer);
  });
});

describe('values that are open', () => {
  const open: Written = { parts: [{ hole: 'Service', kind: 'parameter' }] };
  const listed: Written = { parts: [{ hole: 'Env', kind: 'parameter', oneOf: ['dev', 'test'] }] };
  const ports: Written = { parts: [{ hole: 'Most', kind: 'parameter', oneOf: ['5', '10'] }] };
  const address: Written = { parts: [{ hole: 'Address', kind: 'reference' }] };
  const block: Written = { parts: [{ hole: 'Address', kind: 'reference' }, '/32'] };
  const variable = '${aws:PrincipalTag/team}';

  test.each<[string, Written, string, string]>([
    ['StringEquals', open, 'dev', 'maybe'],
    ['StringNotEquals', open, 'dev', 'maybe'],
    ['StringEquals', listed, 'dev', 'maybe'],
    ['StringEquals', listed, 'prod', 'no'],
    ['StringNotEquals', listed, 'prod', 'yes'],
    ['NumericLessThan', open, '1', 'maybe'],
    ['NumericLessThan', ports, '7', 'maybe'],
    ['NumericLessThan', ports, '11', 'no'],
    ['IpAddress', address, '10.0.0.1', 'maybe'],
    ['IpAddress', block, '10.0.0.1', 'maybe'],
    ['NotIpAddress', block, '10.0.0.1', 'maybe'],
    ['DateLessThan', address, '2026-01-01', 'maybe'],
    ['NumericEquals', variable, '1', 'maybe'],
    ['StringEquals', variable, 'x', 'maybe'],
    ['StringLike', `${variable}-*`, 'x', 'no'],
  ])('%s %j, asked with %s: %s', (operator, wanted, value, answer) => {
    expect(met({ [operator]: { 'k:K': wanted } }, { 'k:K': value })).toBe(answer);
  });

  test('a block that is known beside one that is not', () => {
    const either = { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', address] } };
    expect(met(either, { 'aws:SourceIp': '10.0.0.1' })).toBe('yes');
    expect(met(either, { 'aws:SourceIp': '11.0.0.1' })).toBe('maybe');
  });
});
