/** Inclusion of sets of texts and of requests: decided, so that what follows from it can be relied on. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../server/src/engine/model/text';
import {
  complement,
  glob,
  includes,
  intersect,
  type Language,
  subtract,
  union,
} from '../../server/src/engine/policy/language';
import * as sets from '../../server/src/engine/policy/request-set';
import { isEmpty } from '../../server/src/engine/policy/witness';
import { allowed, policies } from '../support/policies';

const pattern = fc.string({ unit: fc.constantFrom('a', 'B', '*', '?'), maxLength: 4 });
const language: fc.Arbitrary<Language> = fc
  .tuple(pattern, pattern, fc.boolean(), fc.nat(5))
  .map(([one, other, ignoreCase, how]) => {
    const [a, b] = [glob(one, { ignoreCase }), glob(other)];
    return [a, a, union(a, b), intersect(a, b), subtract(a, b), complement(b)][how]!;
  });

/** Sets that include each other more often than chance has it: each is made of the one before. */
const nested = fc
  .tuple(language, language, language, fc.tuple(fc.boolean(), fc.boolean()))
  .map(([wide, one, other, [first, second]]) => {
    const middle = first ? intersect(wide, one) : one;
    return [wide, middle, second ? subtract(middle, other) : other] as const;
  });

describe('inclusion is transitive', () => {
  test('of texts', () => {
    let followed = 0;
    fc.assert(
      fc.property(nested, ([wide, middle, narrow]) => {
        fc.pre(includes(wide, middle) === 'yes' && includes(middle, narrow) === 'yes');
        followed++;
        expect(includes(wide, narrow)).toBe('yes');
      }),
      { numRuns: 3000, maxSkipsPerRun: 50 },
    );
    expect(followed).toBe(3000);
  });

  test('of requests', () => {
    const answers: Answer[] = [];
    fc.assert(
      fc.property(policies, policies, policies, fc.boolean(), (one, other, another, isCut) => {
        const wide = allowed(one);
        const middle = isCut ? sets.intersect(wide, allowed(other)) : allowed(other);
        const narrow = sets.subtract(middle, allowed(another));
        fc.pre(covers(wide, middle) === 'yes' && covers(middle, narrow) === 'yes');
        const answer = covers(wide, narrow);
        answers.push(answer);
        expect(answer).not.toBe('no');
      }),
      { numRuns: 1000, maxSkipsPerRun: 50 },
    );
    expect(answers.filter(answer => answer === 'maybe').length).toBeLessThan(answers.length / 50);
  });
});

test('a set includes itself and what it has in common with another, and is included in what it is joined with', () => {
  fc.assert(
    fc.property(policies, policies, (one, other) => {
      const [a, b] = [allowed(one), allowed(other)];
      expect(covers(a, a)).toBe('yes');
      expect(covers(a, sets.intersect(a, b))).not.toBe('no');
      expect(covers(sets.union(a, b), a)).not.toBe('no');
      expect(isEmpty(sets.intersect(sets.subtract(a, b), b))).not.toBe('no');
    }),
    { numRuns: 1000 },
  );
});

function covers(wide: sets.RequestSet, narrow: sets.RequestSet): Answer {
  return isEmpty(sets.subtract(narrow, wide));
}
