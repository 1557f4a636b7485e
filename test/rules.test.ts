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
  .map(({ id, topic }) => ({ id, file: new URL(`${topic}/${id}/page.md`, folder) }))
  // What several rules of a topic use stands beside their folders.
  .filter(({ id }) => !id.endsWith('.ts'));

test('every rule has a page and every page a rule', () => {
  expect(
    pages
      .filter(({ file }) => existsSync(file))
      .map(({ id }) => id)
      .sort(),
  ).toEqual(rules.map(({ id }) => id).sort());
});

describe.each(pages)('$id', ({ id, file }) => {
  const text = () => readFileSync(file, 'utf8');
  const cases = () => readPage(text());

  // A file snapshot would be written after the last test, too late for the cases below.
  test('marks and fixes are as the engine sees them; `-u` writes them so', () => {
    const wanted = rewritten(text(), id);
    if (isUpdating()) writeFileSync(file, wanted);
    expect(text()).toBe(wanted);
  });

  test.each(cases().map(({ title }, i) => [title, i] as const))('%s', (_, i) => {
    const example = cases()[i]!;
    expect(judge(example, id).complaints).toEqual([]);
    expect(judgeFixes(example, id)).toEqual([]);
  });

  test('the page shows what a page must show', () => {
    const wrong = cases().filter(({ files }) =>
      files.some(one => marksIn(one).some(({ mark }) => labelOf(mark.label)?.rule === id)),
    );
    const formats = wrong.flatMap(({ files }) => {
      const snapshot = snapshotOf(plain(files));
      return [...snapshot.documents()].map(uri => snapshot.facts(uri)?.format);
    });
    expect(new Set(formats).size, 'a wrong case in each of two formats').toBeGreaterThanOrEqual(2);
    expect(
      cases().some(({ title }) => /^Left open/.test(title)),
      'a case `Left open: …`',
    ).toBe(true);
    expect(
      cases().some(({ title }) => /^Allowed/.test(title)),
      'a case `Allowed: …`',
    ).toBe(true);
  });
});

/** Whether the tests were started with `-u`; known within a test alone. */
function isUpdating(): boolean {
  const { snapshotState } = expect.getState();
  return (snapshotState as unknown as { readonly _updateSnapshot: string })._updateSnapshot === 'all';
}
