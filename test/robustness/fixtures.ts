/** Every file of the examples, the golden folders and the rules' pages that is one of ours, by its path. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plain, readPage } from '../support/page';
import { type Documents, snapshotOf, uriOf } from '../support/workspace';

const root = join(import.meta.dirname, '../..');

/** Of the table of one rule a few stand for all. */
const left = /golden\/broad-pass-role\/(?!A01|A12|C12|M05|X02|tf)/;

export const fixtures: Documents = Object.fromEntries(
  Object.entries({ ...under('examples'), ...under('test/golden'), ...pages() }).filter(
    ([path, text]) => !left.test(path) && snapshotOf({ [path]: text }).facts(uriOf(path)) !== undefined,
  ),
);

function under(folder: string): Documents {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.(?:json|ya?ml|toml)$/.test(entry.name) && !/facts\.json$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name));
  return Object.fromEntries(files.map(file => [file.slice(root.length + 1), readFileSync(file, 'utf8')]));
}

function pages(): Documents {
  const rules = join(root, 'server/src/engine/rules');
  const all = readdirSync(rules, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('page.md'));
  return Object.fromEntries(
    all.flatMap(page =>
      readPage(readFileSync(join(rules, page), 'utf8')).flatMap(({ files }, i) =>
        Object.entries(plain(files)).map(([path, text]) => [`${page}/${i}/${path}`, text] as const),
      ),
    ),
  );
}
