/** What is known of who asks: its name, ARN and account are the same in all its requests. */
import { describe, expect, test } from 'vitest';
import { holding } from '../../../server/src/engine/policy/context';
import { effective, restrictionsOn } from '../../../server/src/engine/policy/decide';
import { literal } from '../../../server/src/engine/policy/language';
import type { Given } from '../../../server/src/engine/policy/reading';
import { requests, union } from '../../../server/src/engine/policy/request-set';
import { isEmpty, witness } from '../../../server/src/engine/policy/witness';
import { statement, type WrittenStatement } from '../../support/statements';

type Condition = NonNullable<WrittenStatement['Condition']>;

const everything = { Action: '*', Resource: '*' };
const allow = (condition: Condition): WrittenStatement => ({ ...everything, Condition: condition });
const deny = (condition: Condition): WrittenStatement => ({ ...allow(condition), Effect: 'Deny' });

function grantedTo(given: Given, ...written: readonly WrittenStatement[]) {
  const stated = written.map(one => ({ statement: statement(one) }));
  const restrictions = restrictionsOn(requests({}), stated, [], given);
  const allows = stated.filter(one => one.statement.effect === 'Allow');
  return union(...allows.map(one => effective(one, restrictions).certain));
}

function called(name: string): Given {
  const known = new Map([
    ['aws:username', name],
    ['aws:principalaccount', '111122223333'],
    ['aws:principalarn', `arn:aws:iam::111122223333:user/${name}`],
  ]);
  const own = (key: string) => (known.has(key) ? holding(literal(known.get(key)!)) : undefined);
  return { account: '111122223333', variable: key => known.get(key), own };
}

const bob = called('bob');

describe('a condition on who asks', () => {
  test.each<[string, string, string, 'yes' | 'no']>([
    ['StringEquals', 'aws:username', 'carol', 'no'],
    ['StringEquals', 'AWS:UserName', 'bob', 'yes'],
    ['StringLike', 'aws:username', 'b*', 'yes'],
    ['StringNotEquals', 'aws:username', 'bob', 'no'],
    ['StringNotEqualsIfExists', 'aws:username', 'carol', 'yes'],
    ['Null', 'aws:username', 'true', 'no'],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:user/bob', 'yes'],
    ['ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:user/*', 'no'],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws-cn:iam::*:user/bob', 'yes'],
    ['ArnNotEquals', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:user/carol', 'yes'],
    ['StringEquals', 'aws:PrincipalAccount', '444455556666', 'no'],
    ['StringEquals', 'aws:PrincipalAccount', '111122223333', 'yes'],
  ])('%s %s %s: is met by bob, %s', (operator, key, value, met) => {
    const condition = { [operator]: { [key]: value } };
    const allowed = grantedTo(bob, allow(condition));
    expect(isEmpty(allowed)).toBe(met === 'yes' ? 'no' : 'yes');
    expect(witness(allowed)?.context ?? {}).toEqual({});
    expect(isEmpty(grantedTo(bob, everything, deny(condition)))).toBe(met);
  });

  test('stays open for a name that deployment decides', () => {
    const { own: _, ...named } = called('${Bob}');
    expect(isEmpty(grantedTo(named, allow({ StringEquals: { 'aws:username': 'carol' } })))).toBe('no');
    expect(isEmpty(grantedTo({}, allow({ StringEquals: { 'aws:PrincipalAccount': '444455556666' } })))).toBe('no');
  });
});

test('a policy without variables asks for the text of one', () => {
  const own = { Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/${aws:username}' };
  const resourceOf = (variables: object) => {
    const allowed = { ...statement(own), ...variables };
    const restrictions = restrictionsOn(requests({}), [{ statement: allowed }], [], bob);
    return witness(effective({ statement: allowed }, restrictions).certain)?.resource;
  };
  expect(resourceOf({})).toBe('arn:aws:iam::111122223333:role/bob');
  expect(resourceOf({ variables: false })).toBe(own.Resource);
});
