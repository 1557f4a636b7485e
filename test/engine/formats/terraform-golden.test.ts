import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rangeOf } from '../../../server/src/engine/syntax/pointer';
import type { SourcePointer } from '../../../server/src/engine/text/text';
import { factsIn, summaryOf, treesOf } from '../../support/terraform';

const golden = join(import.meta.dirname, '../../golden');
const cases = ['terraform-config', 'terraform-plan', 'terraform-state'].flatMap(format =>
  readdirSync(join(golden, format)).map(name => join(format, name)),
);

function filesIn(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.json'))
    .map(entry => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map(path => [relative(folder, path), readFileSync(path, 'utf8')]));
}

describe.each(cases)('%s', name => {
  const files = filesIn(join(golden, name));

  test.each(Object.keys(files).filter(path => factsIn(files, path)))('%s says what it said', async path => {
    const facts = factsIn(files, path)!;
    const summary = join(golden, name, `${path.replace(/(?:\.tf)?\.json$/, '').replaceAll('/', '.')}.facts.txt`);
    await expect(summaryOf(facts)).toMatchFileSnapshot(summary);
  });

  test.each(Object.keys(files).filter(path => factsIn(files, path)))('%s: every place is in a text', path => {
    const trees = treesOf(files);
    for (const at of pointersIn(factsIn(files, path))) {
      const tree = trees.get(at.uri)!;
      const { start, end } = rangeOf(tree, at);
      expect(end, at.path.join('/')).toBeGreaterThan(start);
      expect(end).toBeLessThanOrEqual(tree.document.text.length);
    }
  });
});

function pointersIn(value: unknown): readonly SourcePointer[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('uri' in value && 'path' in value) return [value as SourcePointer];
  return Object.values(value).flatMap(pointersIn);
}
