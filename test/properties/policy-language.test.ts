import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accepts,
  complement,
  example,
  includes,
  intersect,
  isEmpty,
  type Language,
  subtract,
  union,
} from '../../server/src/engine/policy/language';
import { sample, texts } from '../support/languages';

describe('sets of strings agree with brute force', () => {
  test('accepts', () => {
    fc.assert(
      fc.property(sample, ({ language, has }) => {
        expect(texts.filter(text => accepts(language, text))).toEqual(texts.filter(has));
      }),
      { numRuns: 2000 },
    );
  });

  test('emptiness, and the example of what is not empty', () => {
    fc.assert(
      fc.property(sample, ({ language, has }) => {
        const text = example(language);
        expect(isEmpty(language)).toBe(text === undefined ? 'yes' : 'no');
        if (text === undefined) expect(texts.some(has)).toBe(false);
        else expect(has(text)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  test('inclusion', () => {
    fc.assert(
      fc.property(sample, sample, (one, other) => {
        const answer = includes(one.language, other.language);
        expect(answer).not.toBe('maybe');
        const counter = texts.find(text => other.has(text) && !one.has(text));
        if (counter !== undefined) expect(answer).toBe('no');
        if (answer === 'no') {
          const witness = example(subtract(other.language, one.language))!;
          expect(other.has(witness) && !one.has(witness)).toBe(true);
        }
      }),
      { numRuns: 5000 },
    );
  });
});

describe('laws', () => {
  const equal = (one: Language, other: Language) => [includes(one, other), includes(other, one)];

  test('a complement of a complement is the set itself, and the two share nothing and leave nothing out', () => {
    fc.assert(
      fc.property(sample, ({ language }) => {
        const others = complement(language);
        expect(equal(complement(others), language)).toEqual(['yes', 'yes']);
        expect(isEmpty(intersect(language, others))).toBe('yes');
        expect(isEmpty(complement(union(language, others)))).toBe('yes');
      }),
      { numRuns: 1000 },
    );
  });

  test('union and intersection are in no order, and are each other seen from outside', () => {
    fc.assert(
      fc.property(fc.array(sample, { minLength: 2, maxLength: 12 }), samples => {
        const all = samples.map(({ language }) => language);
        const backwards = [...all].reverse();
        const [met, joined] = [intersect(...all), union(...all)];
        for (const [one, other] of [
          [met, intersect(...backwards)],
          [joined, union(...backwards)],
          [met, complement(union(...all.map(complement)))],
          [joined, complement(intersect(...all.map(complement)))],
        ] as const) {
          expect(equal(one, other)).not.toContain('no');
          expect(texts.filter(text => accepts(one, text) !== accepts(other, text))).toEqual([]);
        }
        expect(texts.filter(text => accepts(met, text))).toEqual(
          texts.filter(text => samples.every(one => one.has(text))),
        );
        expect(texts.filter(text => accepts(joined, text))).toEqual(
          texts.filter(text => samples.some(one => one.has(text))),
        );
      }),
      { numRuns: 300 },
    );
  });
});
