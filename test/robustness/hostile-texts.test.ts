/** Texts that nobody writes on purpose, or only to do harm: no throw, an end, and what stands beside them is still found. */
import { expect, test } from 'vitest';
import { brokenTexts } from './broken-texts';
import { deepTexts } from './deep-texts';
import { endlessTexts } from './endless-texts';
import { examine, found } from './examine';

const cases = { ...deepTexts, ...endlessTexts, ...brokenTexts };

test.each(Object.keys(cases))('%s', name => {
  const examined = examine(cases[name]!);
  const files = new Set(found(examined).map(line => line.split(':')[0]));
  expect([...files]).toEqual(
    expect.arrayContaining(Object.keys(cases[name]!).filter(file => file !== 'b/main.tf.json')),
  );
});
