/** What policy variables and conditions about the principal mean for one that a template holds. */
import { describe, expect, test } from 'vitest';
import { permissionsOf } from '../../../server/src/engine/analysis/permissions/permissions';
import type { ResourceKind } from '../../../server/src/engine/model/resource';
import { requests } from '../../../server/src/engine/policy/request-set';
import { snapshotOf } from '../../support/workspace';

interface Principal {
  readonly type: 'Role' | 'User';
  readonly properties: object;
}

const role = (properties: object = { RoleName: 'deploy' }): Principal => ({
  type: 'Role',
  properties: { AssumeRolePolicyDocument: { Statement: [] }, ...properties },
});
const user = (properties: object = { UserName: 'ada', Path: '/team/' }): Principal => ({ type: 'User', properties });
const tagged = (value: unknown, of: typeof role = role) => of({ Tags: [{ Key: 'team', Value: value }] });

const deployedTo = (id: string) =>
  `version: 1\naccounts: [{ id: "${id}", name: own }]\ndeployments: [{ files: ["*.json"], account: own }]\n`;

function asked(
  { type, properties }: Principal,
  statement: object,
  question: Parameters<typeof requests>[0],
  id?: string,
) {
  const PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] };
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Parameters: { Team: { Type: 'String' } },
    Resources: {
      P: { Type: `AWS::IAM::${type}`, Properties: { ...properties, Policies: [{ PolicyName: 'p', PolicyDocument }] } },
    },
  };
  const settings = id === undefined ? {} : { 'bulkhead.yaml': deployedTo(id) };
  const { index } = snapshotOf({ 'template.json': JSON.stringify(template), ...settings });
  return permissionsOf(index.ofKind(type.toLowerCase() as ResourceKind)[0]!, index).allows(requests(question));
}

const named = (name: string) => ({ action: 'iam:CreateAccessKey', resource: `arn:aws:iam::111122223333:user/${name}` });
const keysOf = (name: string) => ({ Action: 'iam:CreateAccessKey', Resource: `arn:aws:iam::*:user/${name}` });

describe('a policy variable', () => {
  test.each<[string, Principal, string, string, 'yes' | 'no' | 'maybe']>([
    ["a user's name", user(), '${aws:username}', 'ada', 'yes'],
    ["a user's name", user(), '${aws:username}', 'bob', 'no'],
    ["a user's name before a default", user(), "${aws:username, 'nobody'}", 'nobody', 'no'],
    ['a name that no role has', role(), '${aws:username}', 'ada', 'no'],
    ['its default', role(), "${aws:username, 'nobody'}", 'nobody', 'yes'],
    ['its default', role(), "${aws:username, 'nobody'}", 'ada', 'no'],
    ['a tag', tagged('orders'), '${aws:PrincipalTag/team}', 'orders', 'yes'],
    ['a tag', tagged('orders'), '${aws:PrincipalTag/team}', 'billing', 'no'],
    ['a tag that deployment decides', tagged({ Ref: 'Team' }), '${aws:PrincipalTag/team}', 'orders', 'maybe'],
    ['a tag that the template does not have', role(), '${aws:PrincipalTag/team}', 'orders', 'maybe'],
    ['a tag or its default', role(), "${aws:PrincipalTag/team, 'none'}", 'none', 'maybe'],
    ['what depends on the session', role(), '${aws:userid}', 'AROA123:anna', 'maybe'],
  ])('for %s: %j', (_, principal, variable, name, answer) => {
    expect(asked(principal, keysOf(variable), named(name)).answer).toBe(answer);
  });

  test('that no request has makes a statement invalid, whatever else it says', () => {
    const others = { Action: 'iam:CreateAccessKey', NotResource: 'arn:aws:iam::*:user/${aws:username}' };
    const unlike = { Action: 'iam:*', Resource: '*', Condition: { StringNotEquals: { 'k:K': '${aws:username}' } } };
    expect(asked(user(), others, named('bob')).answer).toBe('yes');
    expect(asked(role(), others, named('bob')).answer).toBe('no');
    expect(asked(user(), unlike, named('bob')).answer).toBe('yes');
    expect(asked(role(), unlike, named('bob')).answer).toBe('no');
  });
});

describe("a resource with the principal's own tag", () => {
  const own = { StringEquals: { 'iam:ResourceTag/team': '${aws:PrincipalTag/team}' } };
  const passing = { Action: 'iam:PassRole', Resource: '*', Condition: own };
  const question = { action: 'iam:PassRole', resource: 'arn:aws:iam::111122223333:role/any' };

  test('can exist, whatever the tag is', () => {
    expect(asked(tagged('orders'), passing, question).witness?.context).toEqual({ 'iam:ResourceTag/team': 'orders' });
    expect(asked(tagged({ Ref: 'Team' }), passing, question)).toMatchObject({
      answer: 'yes',
      witness: { context: { 'iam:ResourceTag/team': '${aws:PrincipalTag/team}' } },
    });
  });

  test('can only exist if the principal has that tag', () => {
    expect(asked(role(), passing, question).answer).toBe('maybe');
  });
});

describe('a condition on who asks', () => {
  const passing = (Condition: object) => ({ Action: 'iam:PassRole', Resource: '*', Condition });
  const question = { action: 'iam:PassRole' };

  test.each<[string, Principal, object, 'yes' | 'no']>([
    ["a role's ARN", role(), { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/dep*' } }, 'yes'],
    ["a role's ARN", role(), { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } }, 'no'],
    ["a user's ARN", user(), { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/team/ada' } }, 'yes'],
    ["a user's ARN", user(), { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/*' } }, 'no'],
    ['its account', role(), { StringEquals: { 'aws:PrincipalAccount': '444455556666' } }, 'no'],
    ["a user's name, asked of a role", role(), { StringLike: { 'aws:username': '*' } }, 'no'],
    ["a user's name, asked of a role", role(), { StringNotLike: { 'aws:username': 'a*' } }, 'yes'],
    ["a user's name, asked of a role", role(), { Null: { 'aws:username': 'true' } }, 'yes'],
  ])('is decided by %s: %j, %j', (_, principal, condition, answer) => {
    const decided = asked(principal, passing(condition), question, '111122223333');
    expect(decided.answer).toBe(answer);
    expect(decided.witness?.context ?? {}).toEqual({});
  });

  test('with its own account as a variable is met by a resource there', () => {
    const inside = passing({ StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } });
    expect(asked(role(), inside, question, '111122223333').witness?.context).toEqual({
      'aws:ResourceAccount': '111122223333',
    });
    expect(asked(role(), inside, question).answer).toBe('yes');
  });
});
