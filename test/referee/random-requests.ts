/** Random requests that AWS can make: each key only with the actions that carry it, and those that every request carries. */
import fc from 'fast-check';
import { account, type ConcreteRequest, principal } from './simulator';

export const actions = [
  's3:GetObject',
  's3:GetBucketAcl',
  's3:PutObject',
  'iam:PassRole',
  'iam:PutRolePolicy',
] as const;

const buckets = ['a', 'b', 'ab', 'A', 'a/b', 'a/a', 'alice/a', 'a:b', '$a'].map(name => `arn:aws:s3:::${name}`);
const roles = ['a', 'b', 'ab', 'A', 'a/b', 'alice'].map(name => `arn:aws:iam::${account}:role/${name}`);
const others = ['arn:aws:iam::210987654321:role/a', `arn:aws:iam::${account}:user/alice`];

const word = fc.constantFrom('a', 'A', 'ab', 'b', 'alice', 'a*', '?');
const moment = fc.constantFrom('2026-06-01T00:00:00Z', '2027-01-01T00:00:00Z', '2028-01-01T00:00:00.000Z');
const flag = fc.constantFrom('true', 'false');

/** What every request carries. */
export const always = {
  'aws:CurrentTime': moment,
  'aws:EpochTime': fc.constantFrom('1780272000', '1790000000', '1800000000'),
  'aws:SecureTransport': flag,
  'aws:PrincipalArn': fc.constant(principal),
  'aws:username': fc.constant('alice'),
} as const;

const optional = {
  'aws:PrincipalTag/team': word,
  'aws:TagKeys': fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
  'aws:SourceIp': fc.constantFrom('10.1.2.3', '10.1.9.9', '10.9.9.9', '11.0.0.1', '2001:db8::1', '2001:db9::1'),
  'aws:SourceArn': fc.constantFrom('arn:aws:s3:::a', 'arn:aws:s3:::ab', 'arn:aws:s3:us-east-1::a:b', principal),
  'aws:TokenIssueTime': moment,
  'aws:MultiFactorAuthPresent': flag,
  's3:signature': fc.constantFrom('QQ==', 'qq=='),
} as const;

const passing = { 'iam:PassedToService': word } as const;
const listing = { 's3:max-keys': fc.constantFrom('1', '2', '2.5', '3', '10') } as const;

function request(action: string, resources: readonly string[], own: Record<string, fc.Arbitrary<string>>) {
  const context = fc.record(
    { ...always, ...optional, ...own },
    { requiredKeys: Object.keys(always) as (keyof typeof always)[] },
  );
  return fc.record({ action: fc.constant(action), resource: fc.constantFrom(...resources), context });
}

export const randomRequest: fc.Arbitrary<ConcreteRequest> = fc.oneof(
  request('s3:GetObject', buckets, listing),
  request('s3:GetBucketAcl', buckets, listing),
  request('s3:PutObject', buckets, listing),
  request('iam:PassRole', [...roles, ...others], passing),
  request('iam:PutRolePolicy', [...roles, ...others], {}),
) as fc.Arbitrary<ConcreteRequest>;
