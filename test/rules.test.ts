/** Every rule's page is its test: see `support/page.ts` for how a page is read. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../server/src/engine/rules/index';
import { marksIn, plain, readPage } from './support/page';
import { rewritten } from './support/rewrite';
import { judge, judgeFixes, labelOf } from './support/spec';
import { snapshotOf } from './support/workspace';

const folder = new URL('../server/src/engine/rules/', import.meta.url);
const pages = readdirSync(folder, { withFileTypes: true })
  .filter(topic => topic.isDirectory())
  .flatMap(topic => readdirSync(new URL(`${topic.name}/`, folder)).map(id => ({ id, topic: topic.name })))
  .map(({ id, topic }) => ({ id, file: new URL(`${topic}/${id}/page.md`, folder) }));

test('every rule has a page and every page a rule', () => {
  expect(
    pages
      .filter(({ file }) => existsSync(file))
      .map(({ id }) => id)
      .sort(),
  ).toEqual(rules.map(({ id }) => id).sort());
});

const asked = expect.getState().snapshotState as unknown as { readonly _updateSnapshot?: string } | undefined;
const update = process.env.UPDATE === '1' || asked?._updateSnapshot === 'all';

describe.each(pages)('$id', ({ id, file }) => {
  if (update) writeFileSync(file, rewritten(readFileSync(file, 'utf8'), id));
  const cases = readPage(readFileSync(file, 'utf8'));

  test.each(cases.map(example => [example.title, example] as const))('%s', (_, example) => {
    expect(judge(example, id).complaints).toEqual([]);
    expect(judgeFixes(example, id)).toEqual([]);
  });

  test('the page shows what a page must show', () => {
    const wrong = cases.filter(({ files }) =>
      files.some(one => marksIn(one).some(({ mark }) => labelOf(mark.label)?.rule === id)),
    );
    const formats = wrong.flatMap(({ files }) => {
      const snapshot = snapshotOf(plain(files));
      return [...snapshot.documents()].map(uri => snapshot.facts(uri)?.format);
    });
    expect(new Set(formats).size, 'a wrong case in each of two formats').toBeGreaterThanOrEqual(2);
    expect(
      cases.some(({ title }) => /^Left open/.test(title)),
      'a case `Left open: …`',
    ).toBe(true);
    expect(
      cases.some(({ title }) => /^Allowed/.test(title)),
      'a case `Allowed: …`',
    ).toBe(true);
  });
});
