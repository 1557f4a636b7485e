import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  accepts,
  addresses,
  complement,
  example,
  intersect,
  isEmpty,
  type Language,
  type Range,
  type Scale,
  union,
} from '../../../server/src/engine/policy/language';

const all = (scale: Scale): Range => ({ kind: 'range', scale });
const above = (scale: Scale, at: number): Range => ({ kind: 'range', scale, low: { at, included: false } });
const below = (scale: Scale, at: number): Range => ({ kind: 'range', scale, high: { at, included: false } });

test.each<Scale>(['number', 'date', 'ipv4', 'ipv6'])('a range of %s without any bound holds values', scale => {
  expect(isEmpty(all(scale))).toBe('no');
  expect(accepts(all(scale), example(all(scale))!)).toBe(true);
  expect(isEmpty(complement(all(scale)))).toBe('no');
});

test('all addresses of both families leave no address', () => {
  const both = union(addresses('0.0.0.0/0')!, addresses('::/0')!);
  expect(isEmpty(intersect(all('ipv4'), complement(both)))).toBe('yes');
  expect(isEmpty(intersect(union(all('ipv4'), all('ipv6')), complement(both)))).toBe('yes');
});

test('seconds since 1970 are a number and a date', () => {
  const since = intersect(above('number', 2), above('date', Date.UTC(2026, 2)));
  expect(example(since)).toMatch(/^\d{10}$/);
  expect(isEmpty(intersect(since, below('date', Date.UTC(2026, 0))))).toBe('yes');
  expect(isEmpty(intersect(above('number', 2_000_000_000_000), all('date')))).toBe('yes');
});

const second = fc.integer({ min: 999_999_990, max: 1_000_000_010 });
const range: fc.Arbitrary<Language> = fc
  .record({ of: fc.constantFrom('number', 'date'), at: second, up: fc.boolean(), included: fc.boolean() })
  .map(({ of, at, up, included }) => {
    const bound = { at: of === 'date' ? at * 1000 : at, included };
    return { kind: 'range', scale: of as Scale, ...(up ? { low: bound } : { high: bound }) };
  });
const signed = fc.tuple(range, fc.boolean()).map(([one, not]) => (not ? complement(one) : one));
const texts = Array.from({ length: 24 }, (_, i) => 999_999_988 + i).flatMap(at => [
  ...[String(at), `${at}.0`, `${at}.5`, `${at - 0.5}e0`],
  new Date(at * 1000).toISOString(),
  new Date(at * 1000 + 500).toISOString(),
]);

test('ranges of numbers and dates together are empty only when they hold no value', () => {
  fc.assert(
    fc.property(fc.array(signed, { minLength: 1, maxLength: 4 }), ranges => {
      const language = intersect(...ranges);
      const held = texts.filter(text => accepts(language, text));
      const answer = isEmpty(language);
      expect(answer).not.toBe('maybe');
      if (held.length > 0) expect(answer).toBe('no');
      if (answer === 'no') expect(accepts(language, example(language)!)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
