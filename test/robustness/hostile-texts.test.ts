/** Texts that nobody writes on purpose, or only to do harm: no throw, little time, and what stands beside them is still found. */
import { expect, test } from 'vitest';
import { brokenTexts } from './broken-texts';
import { deepTexts } from './deep-texts';
import { endlessTexts } from './endless-texts';
import { examine, found } from './examine';

/** Milliseconds; far more than the slowest takes alone. */
const LIMIT = 20_000;

const cases = { ...deepTexts, ...endlessTexts, ...brokenTexts };

test.each(Object.keys(cases))('%s', name => {
  const started = performance.now();
  const examined = examine(cases[name]!);
  expect(performance.now() - started).toBeLessThan(LIMIT);
  const files = new Set(found(examined).map(line => line.split(':')[0]));
  expect([...files]).toEqual(
    expect.arrayContaining(Object.keys(cases[name]!).filter(file => file !== 'b/main.tf.json')),
  );
});
