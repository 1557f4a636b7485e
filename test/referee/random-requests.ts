/** Random requests that AWS can make: each key only with the actions that carry it, and those that every request carries. */
import fc from 'fast-check';
import { account, type Caller, type ConcreteRequest, otherAccount, principalArn } from './world';

export const actions = [
  ...['s3:GetObject', 's3:GetBucketAcl', 's3:PutObject', 'iam:PassRole', 'iam:PutRolePolicy'],
  ...['sts:AssumeRole', 'sts:TagSession', 'kms:Decrypt', 'kms:Encrypt'],
] as const;

const buckets = ['a', 'b', 'ab', 'A', 'a/b', 'a/a', 'alice/a', 'a:b', '$a'].map(name => `arn:aws:s3:::${name}`);
const others = [`arn:aws:iam::${otherAccount}:role/a`, `arn:aws:iam::${account}:user/alice`];

function roles(owner: string): readonly string[] {
  return ['a', 'b', 'ab', 'A', 'a/b', 'alice'].map(name => `arn:aws:iam::${owner}:role/${name}`);
}

const word = fc.constantFrom('a', 'A', 'ab', 'b', 'alice', 'a*', '?');
const moment = fc.constantFrom('2041-06-01T00:00:00Z', '2042-01-01T00:00:00Z', '2043-01-01T00:00:00.000Z');
const flag = fc.constantFrom('true', 'false');

const TEAM = 'aws:PrincipalTag/team';

function isTagged(caller: Caller): caller is Caller & { readonly team: string } {
  return caller.team !== undefined && caller.team !== 'none';
}

/** What every request of this caller carries. */
export function always(caller: Caller) {
  return {
    'aws:CurrentTime': moment,
    'aws:EpochTime': fc.constantFrom('2253657600', '2263420800', '2273443200'),
    'aws:SecureTransport': flag,
    'aws:PrincipalArn': fc.constant(principalArn(caller)),
    'aws:PrincipalAccount': fc.constant(account),
    ...(caller.kind === 'user' ? { 'aws:username': fc.constant(caller.name) } : {}),
    ...(isTagged(caller) ? { [TEAM]: fc.constant(caller.team) } : {}),
  };
}

const optional = {
  'aws:TagKeys': fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
  'aws:SourceIp': fc.constantFrom('10.1.2.3', '10.1.9.9', '10.9.9.9', '11.0.0.1', '2001:db8::1', '2001:db9::1'),
  'aws:SourceArn': fc.constantFrom(
    ...['arn:aws:s3:::a', 'arn:aws:s3:::ab', 'arn:aws:s3:us-east-1::a:b', `arn:aws:iam::${account}:user/alice`],
  ),
  'aws:TokenIssueTime': moment,
  'aws:MultiFactorAuthPresent': flag,
  's3:signature': fc.constantFrom('QQ==', 'qq=='),
} as const;

const passing = { 'iam:PassedToService': word } as const;
const listing = { 's3:max-keys': fc.constantFrom('1', '2', '2.5', '3', '10') } as const;

type Keys = Readonly<Record<string, fc.Arbitrary<string>>>;

function request(
  caller: Caller,
  action: (typeof actions)[number],
  resources: readonly string[],
  own: Keys = {},
): fc.Arbitrary<ConcreteRequest> {
  const carried = always(caller);
  const context = fc.record(
    { ...(caller.team === undefined ? { [TEAM]: word } : {}), ...carried, ...optional, ...own },
    { requiredKeys: Object.keys(carried) as (keyof typeof carried)[] },
  );
  return fc.record({ action: fc.constant(action), resource: fc.constantFrom(...resources), context });
}

/** Of the caller's own account. */
export function anyRequest(caller: Caller): fc.Arbitrary<ConcreteRequest> {
  return fc.oneof(
    bucketRequest(caller),
    bucketRequest(caller),
    request(caller, 'iam:PassRole', [...roles(account), ...others], passing),
    request(caller, 'iam:PutRolePolicy', [...roles(account), ...others]),
  );
}

export function bucketRequest(caller: Caller): fc.Arbitrary<ConcreteRequest> {
  return fc.oneof(
    ...(['s3:GetObject', 's3:GetBucketAcl', 's3:PutObject'] as const).map(action =>
      request(caller, action, buckets, listing),
    ),
  );
}

export function roleRequest(caller: Caller, owner: string): fc.Arbitrary<ConcreteRequest> {
  return fc.oneof(...(['sts:AssumeRole', 'sts:TagSession'] as const).map(one => request(caller, one, roles(owner))));
}

export function keyRequest(caller: Caller, owner: string): fc.Arbitrary<ConcreteRequest> {
  const keys = ['a', 'b'].map(name => `arn:aws:kms:us-east-1:${owner}:key/${name}`);
  return fc.oneof(...(['kms:Decrypt', 'kms:Encrypt'] as const).map(one => request(caller, one, keys)));
}
