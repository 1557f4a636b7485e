/** Random sets of strings over an alphabet of two, and what is in them by brute force. */
import fc from 'fast-check';
import {
  complement,
  glob,
  intersect,
  type Language,
  literal,
  subtract,
  union,
} from '../../server/src/engine/policy/language';

/** Every text of up to five letters over the alphabet, with a letter that no pattern names. */
export const texts = ['', ...[1, 2, 3, 4, 5].flatMap(textsOf)];

function textsOf(length: number): string[] {
  return length === 0 ? [''] : textsOf(length - 1).flatMap(text => ['a', 'B', 'c'].map(letter => text + letter));
}

function toRegExp(pattern: string, ignoreCase: boolean): RegExp {
  const source = pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]');
  return new RegExp(`^${source}$`, ignoreCase ? 'i' : '');
}

const pattern = fc.string({ unit: fc.constantFrom('a', 'B', '*', '?'), maxLength: 5 });

export interface Sample {
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

export const { sample } = fc.letrec<{ sample: Sample }>(tie => ({
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
