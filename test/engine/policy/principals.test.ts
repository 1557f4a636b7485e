/** Whom `Principal` and `NotPrincipal` mean. AWS's pages: "AWS JSON policy elements: Principal" and "… NotPrincipal". */
import { describe, expect, test } from 'vitest';
import type { Hole } from '../../../server/src/engine/model/text';
import { denote } from '../../../server/src/engine/policy/denote';
import type { Given } from '../../../server/src/engine/policy/reading';
import { contains, intersect, requests, subtract } from '../../../server/src/engine/policy/request-set';
import { isEmpty, witness } from '../../../server/src/engine/policy/witness';
import { statement, type WrittenPrincipal, type WrittenStatement } from '../../support/statements';

const user = 'arn:aws:iam::111122223333:user/team/anna';
const role = 'arn:aws:iam::111122223333:role/ci/deploy';
const session = 'arn:aws:sts::111122223333:assumed-role/deploy/build-7';
const root = 'arn:aws:iam::111122223333:root';
const stranger = 'arn:aws:iam::444455556666:user/anna';
const lambda = 'service:lambda.amazonaws.com';

function speaksOf(written: Pick<WrittenStatement, 'Principal' | 'NotPrincipal'>, asking: string, given: Given = {}) {
  const { certain, possible } = denote(statement({ ...written, Action: 's3:GetObject' }), given);
  const request = { principal: asking, action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', context: {} };
  return contains(certain, request) ? 'yes' : contains(possible, request) ? 'maybe' : 'no';
}

describe('Principal', () => {
  test.each<[WrittenPrincipal, string, 'yes' | 'no']>([
    ['*', user, 'yes'],
    ['*', lambda, 'yes'],
    [{ AWS: '*' }, stranger, 'yes'],
    [{ AWS: user }, user, 'yes'],
    [{ AWS: user }, stranger, 'no'],
    [{ AWS: user }, 'arn:aws:iam::111122223333:user/anna', 'no'],
    [{ AWS: role }, session, 'yes'],
    [{ AWS: role }, 'arn:aws:sts::111122223333:assumed-role/deploy-2/build-7', 'no'],
    [{ AWS: 'arn:aws:iam::111122223333:role/deploy' }, session, 'yes'],
    [{ AWS: session }, session, 'yes'],
    [{ AWS: session }, 'arn:aws:sts::111122223333:assumed-role/deploy/build-8', 'no'],
    [{ AWS: '111122223333' }, user, 'yes'],
    [{ AWS: root }, session, 'yes'],
    [{ AWS: root }, stranger, 'no'],
    [{ AWS: root }, lambda, 'no'],
    [{ AWS: ['444455556666', user] }, stranger, 'yes'],
    [{ AWS: 'arn:aws-cn:iam::111122223333:role/ci/deploy' }, session, 'yes'],
    [{ AWS: 'arn:aws:iam::111122223333:user/*' }, user, 'no'],
    [{ AWS: 'arn:aws:iam::111122223333:role/*' }, session, 'no'],
    [{ Service: 'lambda.amazonaws.com' }, lambda, 'yes'],
    [{ Service: 'ec2.amazonaws.com' }, lambda, 'no'],
    [{ Federated: 'cognito-identity.amazonaws.com' }, 'service:cognito-identity.amazonaws.com', 'no'],
    [{ CanonicalUser: '79a59df900b9' }, 'canonical:79a59df900b9', 'yes'],
  ])('%j speaks of %s: %s', (Principal, asking, answer) => {
    expect(speaksOf({ Principal }, asking)).toBe(answer);
  });
});

describe('a principal that the template leaves open', () => {
  const parameter = (more: Partial<Hole> = {}): Hole => ({ hole: 'P', kind: 'parameter', ...more });
  const reference: Hole = { hole: 'Deploy.Arn', kind: 'reference', attribute: 'arn' };
  const own: Hole = { hole: 'AWS::AccountId', kind: 'ambient' };

  test.each<[string, readonly (string | Hole)[], string, 'yes' | 'maybe' | 'no']>([
    ['a parameter', [parameter()], user, 'maybe'],
    ['one of some', [parameter({ oneOf: [user, stranger] })], user, 'maybe'],
    ['one of others', [parameter({ oneOf: [stranger] })], user, 'no'],
    ['a default', [parameter({ default: user, oneOf: [user] })], user, 'yes'],
    ['an account', ['arn:aws:iam::', parameter(), ':root'], user, 'maybe'],
    ['the account of a role', ['arn:aws:iam::', parameter(), ':role/deploy'], session, 'maybe'],
    ['the account of another role', ['arn:aws:iam::', parameter(), ':role/other'], session, 'no'],
    ['the account of a user', ['arn:aws:iam::', parameter(), ':user/deploy'], session, 'no'],
    ['a resource nobody knows', [reference], session, 'maybe'],
    ['the own account', ['arn:aws:iam::', own, ':root'], user, 'yes'],
  ])('%s', (_, parts, asking, answer) => {
    expect(speaksOf({ Principal: { AWS: { parts } } }, asking, { account: '111122223333' })).toBe(answer);
  });

  test('a resource that is known', () => {
    const speaks = (arn: string) =>
      speaksOf({ Principal: { AWS: { parts: [reference] } } }, session, { nameOf: () => arn });
    expect(speaks(role)).toBe('yes');
    expect(speaks('arn:aws:iam::111122223333:role/${file:///a/b.yaml#Deploy}')).toBe('no');
  });
});

describe('NotPrincipal', () => {
  test.each<[WrittenPrincipal, string, 'yes' | 'maybe' | 'no']>([
    [{ AWS: stranger }, user, 'yes'],
    // "… you must also specify the account ARN of the not-denied principal. Otherwise, the policy might deny access to the entire
    // account containing the principal."
    [{ AWS: user }, user, 'maybe'],
    [{ AWS: [user, root] }, user, 'no'],
    [{ AWS: [user, root] }, 'arn:aws:iam::111122223333:user/bob', 'yes'],
    [{ AWS: root }, root, 'no'],
    [{ AWS: root }, user, 'yes'],
    // "… include both the ARN for a role and the ARN for the account containing that role."
    [{ AWS: [role, root] }, session, 'no'],
    [{ AWS: role }, session, 'maybe'],
    [{ AWS: [session, root] }, session, 'maybe'],
    [{ Service: 'lambda.amazonaws.com' }, lambda, 'no'],
    [{ Service: 'lambda.amazonaws.com' }, user, 'yes'],
  ])('%j speaks of %s: %s', (NotPrincipal, asking, answer) => {
    expect(speaksOf({ NotPrincipal }, asking)).toBe(answer);
  });
});

describe('a witness', () => {
  const allow = (Principal: WrittenPrincipal) => denote(statement({ Principal, Action: '*' }), {}).certain;

  test('names who asks only where that matters', () => {
    expect(witness(allow('*'))).not.toHaveProperty('principal');
    expect(witness(allow({ AWS: user }))?.principal).toBe(user);
    expect(witness(allow({ AWS: role }), { principals: [session] })?.principal).toBe(session);
  });

  test('is none of those that are denied', () => {
    const left = subtract(allow('*'), allow({ AWS: ['123456789012', '111122223333'] }));
    const principal = witness(left)?.principal;
    expect(principal).toMatch(/^(arn:|service:|federated:|canonical:)/);
    expect(principal).not.toContain('123456789012');
  });

  test('is nobody where all are denied', () => {
    expect(isEmpty(subtract(allow({ AWS: root }), allow('*')))).toBe('yes');
    expect(isEmpty(subtract(allow({ AWS: role }), allow({ AWS: root })))).toBe('yes');
    expect(isEmpty(intersect(allow({ AWS: role }), requests({ principal: user })))).toBe('yes');
    expect(isEmpty(subtract(allow({ AWS: root }), allow({ AWS: role })))).toBe('no');
  });
});
