/** Identity and resource policies together, as AWS's pages combine them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Hole } from '../../../server/src/engine/model/text';
import { accessOf } from '../../../server/src/engine/policy/access';
import { type Ceiling, whenOf } from '../../../server/src/engine/policy/decide';
import { denoteWithin, denoting } from '../../../server/src/engine/policy/denote';
import { glob, type Language, nothing } from '../../../server/src/engine/policy/language';
import type { Said } from '../../../server/src/engine/policy/question';
import type { Bounds } from '../../../server/src/engine/policy/reading';
import { contains, type RequestSet, requests, subtract } from '../../../server/src/engine/policy/request-set';
import { isEmpty, witness } from '../../../server/src/engine/policy/witness';
import { statement, type WrittenStatement } from '../../support/statements';

const anyCase = { ignoreCase: true };
const here = '111122223333';
const user = `arn:aws:iam::${here}:user/anna`;
const role = `arn:aws:iam::${here}:role/deploy`;
const session = `arn:aws:sts::${here}:assumed-role/deploy/build`;
const root = `arn:aws:iam::${here}:root`;
const key = `arn:aws:kms:us-east-1:${here}:key/k`;
const target = `arn:aws:iam::${here}:role/target`;

interface Policies {
  readonly identity?: readonly WrittenStatement[];
  readonly resource?: readonly WrittenStatement[];
  readonly boundary?: readonly WrittenStatement[];
  readonly session?: readonly WrittenStatement[];
  readonly service?: readonly WrittenStatement[];
  readonly resourceControl?: readonly WrittenStatement[];
}

interface Asking {
  readonly as?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly guarded?: Language;
  readonly isSameAccount?: boolean;
}

const said = (all: readonly WrittenStatement[] = []): readonly Said[] =>
  all.map(one => ({ statement: statement(one) }));
const ceiling = (all: readonly WrittenStatement[] | undefined): readonly Ceiling[] =>
  all ? [{ options: [{ statements: said(all) }] }] : [];

function access(policies: Policies, asking: Asking = {}): Bounds<RequestSet> {
  const { as = session, action = 's3:GetObject', resource = 'arn:aws:s3:::b/k' } = asking;
  const asked = requests({ principal: as, action, resource });
  const identity = said(policies.identity);
  const caller = {
    allowed: identity
      .filter(one => one.statement.effect === 'Allow')
      .map(one => ({ set: denoteWithin(asked, one.statement, denoting({})), when: whenOf(one) })),
    mayBeAllowedMore: false,
    denies: identity,
    boundary: ceiling(policies.boundary),
    session: ceiling(policies.session),
    controls: ceiling(policies.service),
    given: { account: here },
  };
  const of = {
    statements: said(policies.resource),
    guarded: asking.guarded ?? nothing,
    controls: ceiling(policies.resourceControl),
    given: { account: asking.isSameAccount === false ? '444455556666' : here },
  };
  return accessOf(asked, caller, of, asking.isSameAccount ?? true);
}

function answer(policies: Policies, asking: Asking = {}): 'yes' | 'maybe' | 'no' {
  const { certain, possible } = access(policies, asking);
  if (isEmpty(certain) === 'no') return 'yes';
  return isEmpty(possible) === 'yes' ? 'no' : 'maybe';
}

const all = { Action: '*', Resource: '*' };
const allow: WrittenStatement = all;
const deny: WrittenStatement = { ...all, Effect: 'Deny' };
const other: WrittenStatement = { Action: 'ec2:*', Resource: '*' };
const to = (AWS: string | readonly string[]): WrittenStatement => ({ ...all, Principal: { AWS } });
const anyone = to('*');
const denyTo = (AWS: string): WrittenStatement => ({ ...to(AWS), Effect: 'Deny' });

type Row = readonly [string, Policies, 'yes' | 'no', Asking?];

describe('within one account', () => {
  // "Policy evaluation for requests within a single account": the union of both, without what either denies.
  test.for<Row>([
    ['nobody allows', {}, 'no'],
    ['the identity policy alone', { identity: [allow] }, 'yes'],
    ['the resource policy alone, naming the role', { resource: [to(role)] }, 'yes'],
    ['naming the session', { resource: [to(session)] }, 'yes'],
    ['naming the user', { resource: [to(user)] }, 'yes', { as: user }],
    ['naming anyone', { resource: [anyone] }, 'yes'],
    ['naming another', { resource: [to(user)] }, 'no'],
    // "AWS account principals": naming one "delegates authority to the account", whose identity policies decide.
    ['naming the account', { resource: [to(root)] }, 'no'],
    ['naming the account, and the identity policy', { identity: [allow], resource: [to(root)] }, 'yes'],
    ['a Deny of the identity policy', { identity: [deny], resource: [to(session)] }, 'no'],
    ['a Deny of the resource policy', { identity: [allow], resource: [denyTo(root)] }, 'no'],
    ['a Deny for another', { identity: [allow], resource: [denyTo(user)] }, 'yes'],
  ])('%s', ([, policies, expected, asking]) => {
    expect(answer(policies, asking)).toBe(expected);
  });

  // "How AWS enforcement code logic evaluates requests to allow or deny access", on resource-based policies and who they name.
  test.for<Row>([
    ['the boundary leaves out what the identity policy allows', { identity: [allow], boundary: [other] }, 'no'],
    ['… what is given to the role', { resource: [to(role)], boundary: [other] }, 'no'],
    ['… not what is given to the session', { resource: [to(session)], boundary: [other] }, 'yes'],
    ['… nor to the user', { resource: [to(user)], boundary: [other] }, 'yes', { as: user }],
    ['… nor to anyone', { resource: [anyone], boundary: [other] }, 'yes'],
    ['… but a Deny in it does', { resource: [to(session)], boundary: [allow, deny] }, 'no'],
    ['the boundary allows', { resource: [to(role)], boundary: [allow] }, 'yes'],
    ['the session policy leaves out what is given to the role', { resource: [to(role)], session: [other] }, 'no'],
    ['… not what is given to the session', { resource: [to(session)], session: [other] }, 'yes'],
    // "Permissions boundaries for IAM entities", on NotPrincipal.
    [
      'a Deny for all but the role',
      { identity: [allow], resource: [{ ...deny, NotPrincipal: { AWS: [role, root] } }] },
      'yes',
    ],
    [
      '… which has a boundary',
      { identity: [allow], boundary: [allow], resource: [{ ...deny, NotPrincipal: { AWS: [role, root] } }] },
      'no',
    ],
    ['both must allow', { identity: [allow], boundary: [allow], session: [other] }, 'no'],
    ['the organization leaves it out, whoever is named', { resource: [to(session)], service: [other] }, 'no'],
    ['… for its resources', { resource: [to(session)], resourceControl: [other] }, 'no'],
    ['… it denies', { identity: [allow], resourceControl: [allow, { ...deny, Principal: '*' }] }, 'no'],
    ['… it allows', { identity: [allow], service: [allow], resourceControl: [allow] }, 'yes'],
  ])('%s', ([, policies, expected, asking]) => {
    expect(answer(policies, asking)).toBe(expected);
  });
});

describe('across accounts', () => {
  // "Cross-account policy evaluation logic": AWS evaluates both accounts' policies, and both must allow.
  test.for<Row>([
    ['the identity policy alone', { identity: [allow] }, 'no'],
    ['the resource policy alone', { resource: [to(session)] }, 'no'],
    ['both, naming the role', { identity: [allow], resource: [to(role)] }, 'yes'],
    ['both, naming the account', { identity: [allow], resource: [to(root)] }, 'yes'],
    ['both, naming anyone', { identity: [allow], resource: [anyone] }, 'yes'],
    ['both, of which one denies', { identity: [allow, deny], resource: [anyone] }, 'no'],
    ['… the other', { identity: [allow], resource: [anyone, denyTo(role)] }, 'no'],
    ['both, beyond the boundary', { identity: [allow], resource: [to(session)], boundary: [other] }, 'no'],
    ['both, beyond the session policy', { identity: [allow], resource: [to(session)], session: [other] }, 'no'],
    [
      'both, beyond what the caller’s organization allows',
      { identity: [allow], resource: [anyone], service: [other] },
      'no',
    ],
    ['… the resource’s', { identity: [allow], resource: [anyone], resourceControl: [other] }, 'no'],
  ])('%s', ([, policies, expected]) => {
    expect(answer(policies, { isSameAccount: false })).toBe(expected);
  });
});

describe('what a resource’s policy guards', () => {
  // "Key policies in AWS KMS"; of roles, "Grant a user permissions to switch roles" and the page of AssumeRole.
  const keys: Asking = { action: 'kms:Decrypt', resource: key, guarded: glob('kms:*', anyCase) };
  const roles: Asking = { action: 'sts:AssumeRole', resource: target, guarded: glob('sts:*', anyCase) };

  test.for<Row>([
    ['the identity policy alone', { identity: [allow] }, 'no'],
    ['named by its role', { resource: [to(role)] }, 'yes'],
    ['named by its role, beyond the boundary', { resource: [to(role)], boundary: [other] }, 'no'],
    ['named by its account alone', { resource: [to(root)] }, 'no'],
    ['named by its account, and allowed', { identity: [allow], resource: [to(root)] }, 'yes'],
    [
      'named by its account, allowed beyond the boundary',
      { identity: [allow], resource: [to(root)], boundary: [other] },
      'no',
    ],
    ['another account named', { identity: [allow], resource: [to('444455556666')] }, 'no'],
    ['denied by the identity policy', { identity: [deny], resource: [to(role)] }, 'no'],
  ])('%s', ([, policies, expected]) => {
    expect(answer(policies, keys)).toBe(expected);
    expect(answer(policies, roles)).toBe(expected);
  });

  test('is nothing else: who may change a trust policy need not be trusted', () => {
    const asking = { ...roles, action: 'iam:UpdateAssumeRolePolicy' };
    expect(answer({ identity: [allow], resource: [to(user)] }, asking)).toBe('yes');
  });
});

describe('what is open', () => {
  const parameter: Hole = { hole: 'P', kind: 'parameter' };
  const named = (Effect: 'Allow' | 'Deny'): WrittenStatement => ({
    ...all,
    Effect,
    Principal: { AWS: { parts: [parameter] } },
  });
  const when = [[{ of: 'Env', value: 'prod', is: true }]];

  test('makes access possible, not certain', () => {
    expect(answer({ resource: [named('Allow')] })).toBe('maybe');
    expect(answer({ identity: [allow], resource: [named('Allow')] }, { isSameAccount: false })).toBe('maybe');
  });

  test('in a Deny leaves nothing certain', () => {
    expect(answer({ identity: [allow], resource: [named('Deny')] })).toBe('maybe');
    expect(answer({ identity: [allow, { ...deny, Resource: { parts: [parameter] } }] })).toBe('maybe');
  });

  test('in circumstances is told apart: both must allow in the same deployment', () => {
    const never = [[{ of: 'Env', value: 'prod', is: false }]];
    const both = (one: WrittenStatement['when'], two: WrittenStatement['when']) =>
      answer({ identity: [{ ...allow, when: one! }], resource: [{ ...anyone, when: two! }] }, { isSameAccount: false });
    expect(both(when, when)).toBe('yes');
    expect(both(when, never)).toBe('no');
  });

  test('beyond the bound of work', () => {
    const choices = Array.from({ length: 40 }, (_, i) => [[{ of: `C${i}`, value: 'true', is: true }]]);
    const allows = choices.map(one => ({ ...allow, when: one }));
    expect(answer({ identity: allows })).toBe('maybe');
    const many = Array.from({ length: 300 }, (_, i) => to(`arn:aws:iam::${here}:user/u${i}`));
    expect(answer({ resource: many })).toBe('maybe');
    expect(answer({ resource: [to(session), ...many] })).toBe('yes');
    expect(answer({ identity: [allow, ...many.map(one => ({ ...one, Effect: 'Deny' as const }))] })).toBe('maybe');
  });
});

describe('laws', () => {
  const effect = fc.constantFrom('Allow' as const, 'Deny' as const);
  const action = fc.constantFrom('*', 's3:*', 's3:GetObject', 's3:Put*');
  const resource = fc.constantFrom('*', 'arn:aws:s3:::b/*', 'arn:aws:s3:::b/k');
  const named = fc.constantFrom('*', root, role, session, user, '444455556666');
  const identity = fc.record({ Effect: effect, Action: action, Resource: resource });
  const onResource = fc
    .tuple(identity, named, fc.constantFrom('Principal', 'Principal', 'NotPrincipal'))
    .map(([one, AWS, how]): WrittenStatement => ({ ...one, [how]: { AWS } }));
  const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 3 });
  const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(some(one), { nil: undefined });
  const policies: fc.Arbitrary<Policies> = fc
    .record({
      identity: some(identity),
      resource: some(onResource),
      boundary: maybe(identity),
      service: maybe(identity),
    })
    .map(({ identity: own, resource: its, boundary, service }) => ({
      identity: own,
      resource: its,
      ...(boundary ? { boundary } : {}),
      ...(service ? { service } : {}),
    }));
  const asking: fc.Arbitrary<Asking> = fc.record({
    as: fc.constantFrom(session, user),
    action: fc.constantFrom('s3:*', 's3:GetObject', 's3:PutObject'),
    resource: fc.constantFrom('*', 'arn:aws:s3:::b/k', 'arn:aws:s3:::c/k'),
    guarded: fc.constantFrom(nothing, glob('s3:Get*', anyCase)),
    isSameAccount: fc.boolean(),
  });
  const runs = { numRuns: 300 };
  const within = (small: RequestSet, large: RequestSet) => expect(isEmpty(subtract(small, large))).not.toBe('no');

  test('one more Deny never adds access, in whichever policy', () => {
    fc.assert(
      fc.property(policies, asking, identity, onResource, (before, one, own, its) => {
        const { certain, possible } = access(before, one);
        const after: readonly Policies[] = [
          { ...before, identity: [...(before.identity ?? []), { ...own, Effect: 'Deny' }] },
          { ...before, resource: [...(before.resource ?? []), { ...its, Effect: 'Deny' }] },
        ];
        for (const more of after) {
          const left = access(more, one);
          within(left.certain, certain);
          within(left.possible, possible);
        }
      }),
      runs,
    );
  });

  test('a witness is in the set, and what is certain is possible', () => {
    fc.assert(
      fc.property(policies, asking, (all, one) => {
        const { certain, possible } = access(all, one);
        within(certain, possible);
        const found = witness(certain);
        if (found) expect(contains(certain, found) && contains(possible, found)).toBe(true);
      }),
      runs,
    );
  });

  test('what is allowed across accounts is allowed within one', () => {
    fc.assert(
      fc.property(policies, asking, (all, one) => {
        within(
          access(all, { ...one, isSameAccount: false }).certain,
          access(all, { ...one, isSameAccount: true }).certain,
        );
      }),
      runs,
    );
  });
});
