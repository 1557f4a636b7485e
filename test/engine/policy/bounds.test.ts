/** Inputs built to be hard: an answer comes all the same, and it is never a wrong yes or no. */
import { describe, expect, test } from 'vitest';
import { covers } from '../../../server/src/engine/model/text';
import {
  complement,
  decisionBudget,
  glob,
  intersect,
  isEmpty,
  subtract,
} from '../../../server/src/engine/policy/language';
import { isEmpty as isEmptySet, witness } from '../../../server/src/engine/policy/witness';
import { adversarial } from '../../bench/adversarial';
import { denying, everything, many } from '../../bench/hard-policies';
import { allowed } from '../../support/policies';
import { statement, text, type WrittenStatement } from '../../support/statements';

const granted = (...written: readonly WrittenStatement[]) => allowed(written.map(statement));

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

  test('that would take too long to hold against a name may cover it', () => {
    const almost = 'a'.repeat(20_000);
    expect(covers(text(`*${almost}b`), almost + almost)).toBe('maybe');
    expect(covers(text(`*${almost}*`), almost + almost)).toBe('yes');
    const parts = many(5000, i => ({ hole: `P${i}`, kind: 'parameter' as const, default: 'x' }));
    expect(covers(text({ parts }), 'x'.repeat(5000))).toBe('yes');
  });
});

describe('policies', () => {
  test('of hundreds of denies have a witness or none', () => {
    const words = many(500, i => `*x${i}*y${i}*`);
    expect(isEmptySet(granted(everything, ...words.map(word => denying(word))))).toBe('no');
    expect(isEmptySet(granted(everything, denying(words)))).toBe('no');
    expect(isEmptySet(granted(everything, ...words.map(word => denying(word)), denying(['a*', '*'])))).toBe('yes');
  });

  test('that are puzzles never get a wrong answer', () => {
    const keys = many(10, i => `k:${i}`);
    const either = {
      ...everything,
      Condition: { StringEquals: Object.fromEntries(keys.map(key => [key, ['a', 'b']])) },
    };
    const clause = (...choices: readonly (readonly [number, string])[]): WrittenStatement => ({
      ...denying('*'),
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

  test('longer than AWS takes any are not worked out, wherever they stand', () => {
    const long = many(3000, i => `*x${i}*y*`);
    expect(isEmptySet(granted({ Action: '*', Resource: long }))).toBe('maybe');
    expect(isEmptySet(granted(everything, denying(long)))).toBe('maybe');
    expect(isEmptySet(granted({ NotAction: long, Resource: '*' }))).toBe('maybe');
  });
});

describe('no decision runs away', () => {
  // Without bounds they take seconds to hours, which the time limit of a test ends; `npm run bench` says how long they take.
  test.each(adversarial)('$name', ({ decide }) => {
    expect(decide).not.toThrow();
  });
});
