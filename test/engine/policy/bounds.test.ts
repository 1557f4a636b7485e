/** Inputs built to be hard: an answer comes all the same, and it is never a wrong yes or no. */
import { describe, expect, test } from 'vitest';
import {
  complement,
  decisionBudget,
  glob,
  intersect,
  isEmpty,
  subtract,
} from '../../../server/src/engine/policy/language';
import { isEmpty as isEmptySet, witness } from '../../../server/src/engine/policy/witness';
import { allowed } from '../../support/policies';
import { statement, type WrittenStatement } from '../../support/statements';

const everything = { Action: '*', Resource: '*' };
const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
const granted = (...written: readonly WrittenStatement[]) => allowed(written.map(statement));
const deny = (resource: string | readonly string[]): WrittenStatement => ({
  Effect: 'Deny',
  Action: '*',
  Resource: resource,
});

describe('patterns', () => {
  test('with many stars are decided', () => {
    expect(isEmpty(subtract(glob('*a*a*a*a*b'), glob('*a*a*a*b')))).toBe('yes');
    expect(isEmpty(subtract(glob('*a*a*a*b'), glob('*a*a*a*a*b')))).toBe('no');
    const long = 'a*'.repeat(1000);
    expect(isEmpty(subtract(glob(long), glob(`b*${long}`)))).toBe('no');
  });

  test('whose automata are exponential end in maybe, within their budget', () => {
    const budget = decisionBudget();
    const apart = (unit: string, distance: number) => glob(`*${unit}${'?'.repeat(distance)}b`);
    const hard = intersect(
      apart('a', 22),
      apart('b', 21),
      complement(glob('*b?a*')),
      complement(glob('*b?b*')),
      complement(apart('c', 22)),
    );
    expect(isEmpty(hard, budget)).toBe('maybe');
    expect(budget.left).toBeLessThan(0);
  });
});

describe('policies', () => {
  test('of hundreds of denies have a witness or none', () => {
    const words = many(500, i => `*x${i}*y${i}*`);
    expect(isEmptySet(granted(everything, ...words.map(deny)))).toBe('no');
    expect(isEmptySet(granted(everything, deny(words)))).toBe('no');
    expect(isEmptySet(granted(everything, ...words.map(deny), deny(['a*', '*'])))).toBe('yes');
  });

  test('that are puzzles never get a wrong answer', () => {
    const keys = many(10, i => `k:${i}`);
    const either = {
      ...everything,
      Condition: { StringEquals: Object.fromEntries(keys.map(key => [key, ['a', 'b']])) },
    };
    const clause = (...choices: readonly (readonly [number, string])[]): WrittenStatement => ({
      ...deny('*'),
      Condition: { StringEquals: Object.fromEntries(choices.map(([i, value]) => [keys[i % 10]!, value])) },
    });
    const all = many(1 << 10, n => clause(...many(10, i => [i, (n >> i) & 1 ? 'a' : 'b'] as const)));
    expect(isEmptySet(granted(either, ...all))).not.toBe('no');
    expect(isEmptySet(granted(either, ...all.slice(0, 20)))).toBe('no');
    const chain = many(9, i => [clause([i, 'a'], [i + 1, 'b']), clause([i, 'b'], [i + 1, 'a'])]).flat();
    const found = witness(granted(either, ...chain));
    expect(new Set(Object.values(found?.context ?? {})).size).toBe(1);
  });

  test('of many allows and denies are looked at once each', () => {
    const allows = many(300, i => ({ Action: `s3:Get${i}*`, Resource: `arn:aws:s3:::b${i}/*` }));
    const denies = many(300, i => ({
      Effect: 'Deny' as const,
      Action: `s3:Get${i}*`,
      Resource: `arn:aws:s3:::b${i}/x*`,
    }));
    expect(isEmptySet(granted(...allows, ...denies))).toBe('no');
  });
});
