import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { factsOf } from '../../support/facts';

const folder = join(import.meta.dirname, '../../golden/cloudformation');
const names = readdirSync(folder).flatMap(file => /^(.*)\.template\.(?:json|yaml)$/.exec(file)?.slice(0, 2) ?? []);

test.each(names.filter(name => name.includes('.template.')))('all that %s says', async file => {
  const facts = factsOf(readFileSync(join(folder, file), 'utf8'));
  // One line for each pointer and text keeps the file short enough to review.
  const text = JSON.stringify(facts, null, 2).replace(
    /\{\s+"uri": "[^"]*",\s+"path": (\[[^\]]*\]),\s+"part": "(\w+)"\s+\}/g,
    (_, path: string, part: string) =>
      JSON.stringify(`${(JSON.parse(path) as unknown[]).join('/')}${part === 'value' ? '' : ` ${part}`}`),
  );
  await expect(`${text}\n`).toMatchFileSnapshot(join(folder, file.replace(/\.template\.\w+$/, '.facts.json')));
});
