/** However early the work ends, no answer is wrong: less is simplified, less is decided, and a set says what it lacks. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { effective, restrictionsOn } from '../../server/src/engine/policy/decide';
import {
  accepts,
  intersectWithin,
  isEmpty as isEmptyLanguage,
  subtractWithin,
  surelyDisjoint,
  surelyIncludes,
  unionWithin,
} from '../../server/src/engine/policy/language';
import {
  contains,
  intersect,
  type RequestSet,
  requests,
  subtract,
  union,
} from '../../server/src/engine/policy/request-set';
import { isEmpty, witness } from '../../server/src/engine/policy/witness';
import { isAllowed } from '../support/iam-evaluator';
import { sample, texts } from '../support/languages';
import { allowed, policies, request, some } from '../support/policies';

/** From none to enough for small sets. */
const budget = fc.double({ min: 0, max: 3, noNaN: true }).map(power => () => ({ left: 10 ** power - 1 }));

test('of languages, a glance is silent rather than wrong', () => {
  fc.assert(
    fc.property(sample, sample, budget, (one, other, few) => {
      if (surelyIncludes(one.language, other.language, few())) {
        expect(texts.filter(text => other.has(text) && !one.has(text))).toEqual([]);
      }
      if (surelyDisjoint(one.language, other.language, few())) {
        expect(texts.filter(text => other.has(text) && one.has(text))).toEqual([]);
      }
    }),
    { numRuns: 2000 },
  );
});

test('of languages, what is put together means the same', () => {
  fc.assert(
    fc.property(fc.array(sample, { minLength: 2, maxLength: 4 }), budget, (samples, few) => {
      const all = samples.map(({ language }) => language);
      const [met, joined, less] = [
        intersectWithin(few(), all),
        unionWithin(few(), all),
        subtractWithin(few(), all[0]!, all[1]!),
      ];
      const wrong = texts.filter(
        text =>
          accepts(met, text) !== samples.every(({ has }) => has(text)) ||
          accepts(joined, text) !== samples.some(({ has }) => has(text)) ||
          accepts(less, text) !== (samples[0]!.has(text) && !samples[1]!.has(text)),
      );
      expect(wrong).toEqual([]);
      const answer = isEmptyLanguage(met, few());
      if (answer !== 'maybe') expect(answer).toBe(isEmptyLanguage(met));
    }),
    { numRuns: 500 },
  );
});

test('of requests, what may be missing or too much is said', () => {
  fc.assert(
    fc.property(policies, policies, budget, some(request, 10), (statements, others, few, asked) => {
      const [one, other] = [allowed(statements), allowed(others)];
      const [met, less] = [intersect(one, other, few()), subtract(one, other, few())];
      for (const each of asked) {
        const [inOne, inOther] = [contains(one, each), contains(other, each)];
        agrees(met, contains(met, each), inOne && inOther);
        agrees(less, contains(less, each), inOne && !inOther);
      }
      for (const [set, right] of [
        [met, intersect(one, other)],
        [less, subtract(one, other)],
      ] as const) {
        const answer = isEmpty(set, few());
        if (answer !== 'maybe') expect(answer).toBe(isEmpty(right));
      }
    }),
    { numRuns: 1000 },
  );
});

function agrees(set: RequestSet, found: boolean, right: boolean): void {
  if (found) expect(right || set.exceeds).toBe(true);
  else expect(!right || set.lacks).toBe(true);
}

test('of policies, a request that is found is allowed', () => {
  fc.assert(
    fc.property(policies, fc.option(policies, { nil: undefined }), budget, (statements, boundary, few) => {
      const stated = statements.map(statement => ({ statement }));
      const ceilings = boundary ? [{ options: [{ statements: boundary.map(statement => ({ statement })) }] }] : [];
      const restrictions = restrictionsOn(requests({}), stated, ceilings, {});
      const allows = stated.filter(({ statement }) => statement.effect === 'Allow');
      const set = union(...allows.map(allow => effective(allow, restrictions, few()).certain));
      const found = set.exceeds ? undefined : witness(set, {}, few());
      if (found && !('aws:TagKeys' in found.context)) {
        const now = { 'aws:CurrentTime': '2026-06-01T00:00:00Z', ...found.context };
        expect(isAllowed({ ...found, context: now }, statements, boundary)).toBe(true);
      }
    }),
    { numRuns: 3000 },
  );
});
