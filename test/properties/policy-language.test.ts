import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accepts,
  complement,
  example,
  glob,
  includes,
  intersect,
  isEmpty,
  type Language,
  literal,
  subtract,
  union,
} from '../../server/src/engine/policy/language';

/** Every text of up to five letters over an alphabet of two, and a few with a letter that no pattern names. */
const texts = ['', ...[1, 2, 3, 4, 5].flatMap(textsOf)];

function textsOf(length: number): string[] {
  return length === 0 ? [''] : textsOf(length - 1).flatMap(text => ['a', 'B', 'c'].map(letter => text + letter));
}

function toRegExp(pattern: string, ignoreCase: boolean): RegExp {
  const source = pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]');
  return new RegExp(`^${source}$`, ignoreCase ? 'i' : '');
}

const pattern = fc.string({ unit: fc.constantFrom('a', 'B', '*', '?'), maxLength: 5 });

interface Sample {
  readonly language: Language;
  readonly has: (text: string) => boolean;
}

const leaf: fc.Arbitrary<Sample> = fc.oneof(
  fc.tuple(pattern, fc.boolean()).map(([text, ignoreCase]) => {
    const expected = toRegExp(text, ignoreCase);
    return { language: glob(text, { ignoreCase }), has: (one: string) => expected.test(one) };
  }),
  fc
    .array(fc.string({ unit: fc.constantFrom('a', 'B'), maxLength: 3 }), { maxLength: 3 })
    .map(list => ({ language: literal(...list), has: (one: string) => list.includes(one) })),
);

const { sample } = fc.letrec<{ sample: Sample }>(tie => ({
  sample: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.tuple(tie('sample'), tie('sample')).map(([one, other]) => ({
      language: union(one.language, other.language),
      has: (text: string) => one.has(text) || other.has(text),
    })),
    fc.tuple(tie('sample'), tie('sample')).map(([one, other]) => ({
      language: intersect(one.language, other.language),
      has: (text: string) => one.has(text) && other.has(text),
    })),
    fc.tuple(tie('sample'), tie('sample')).map(([one, other]) => ({
      language: subtract(one.language, other.language),
      has: (text: string) => one.has(text) && !other.has(text),
    })),
    tie('sample').map(one => ({ language: complement(one.language), has: (text: string) => !one.has(text) })),
  ),
}));

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
