import { existsSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const vsix = new URL(`${manifest.name}-${manifest.version}.vsix`, root);

/**
 * Kilobytes. What a user downloads; the largest parts are ELK, which lays out the account map (460: generated code that cannot be
 * taken in parts, and which only an open map loads), AWS's actions (150) and VS Code's own client library.
 */
const budget = 1400;

/** Kilobytes, before they are packed: what all that is known of AWS's actions may add to the server. */
const actionsBudget = 500;

test('the package holds these files and no others', () => {
  expect(existsSync(vsix), 'npm run package has made it').toBe(true);
  expect(filesOf(readFileSync(vsix))).toEqual([
    '[Content_Types].xml',
    'extension.vsixmanifest',
    'extension/LICENSE.txt',
    'extension/changelog.md',
    'extension/dist/cfn-lint-worker.js',
    'extension/dist/elk-worker.LICENSE.md',
    'extension/dist/elk-worker.js',
    'extension/dist/extension.js',
    'extension/dist/map.css',
    'extension/dist/map.js',
    'extension/dist/package.json',
    'extension/dist/server.js',
    'extension/media/account-map.png',
    'extension/media/hover.png',
    'extension/media/icon.png',
    'extension/media/map-dark.svg',
    'extension/media/map-light.svg',
    'extension/media/map.svg',
    'extension/package.json',
    'extension/readme.md',
    'extension/schemas/bulkhead.schema.json',
    'extension/syntaxes/allow-comment.tmLanguage.json',
    'extension/syntaxes/json.tmLanguage.json',
    'extension/syntaxes/yaml.tmLanguage.json',
  ]);
});

test('the pictures of its page are in it', () => {
  const readme = readFileSync(new URL('README.md', root), 'utf8');
  const pictures = [...readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, path]) => `extension/${path}`);
  expect(pictures.length).toBeGreaterThan(1);
  expect(filesOf(readFileSync(vsix))).toEqual(expect.arrayContaining(pictures));
});

test(`the package is smaller than ${budget} KB`, () => {
  expect(statSync(vsix).size / 1024).toBeLessThan(budget);
});

test(`what is known of AWS's actions is smaller than ${actionsBudget} KB`, () => {
  const table = readFileSync(new URL('server/src/engine/policy/data/iam-actions.json', root), 'utf8');
  expect(JSON.stringify(JSON.parse(table)).length / 1024).toBeLessThan(actionsBudget);
});

test('the manifest names files that are there', () => {
  const { main, icon, contributes } = manifest;
  const { grammars, jsonValidation, yamlValidation, viewsContainers, views } = contributes;
  const schemas = [...jsonValidation, ...yamlValidation].map(({ url }: { url: string }) => url);
  const icons = [...viewsContainers.activitybar, ...views.bulkhead].map((one: { icon: string }) => one.icon);
  const named = [main, icon, ...icons, ...schemas, ...grammars.map(({ path }: { path: string }) => path)];
  for (const path of named) expect(existsSync(new URL(path, root)), path).toBe(true);
});

test('each setting says in Markdown what it does', () => {
  for (const [name, setting] of Object.entries<Record<string, unknown>>(manifest.contributes.configuration.properties))
    expect(setting.markdownDescription, name).toEqual(expect.any(String));
});

/** The names in a zip's central directory, sorted. */
function filesOf(zip: Buffer): string[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const names: string[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const length = zip.readUInt16LE(at + 28);
    names.push(zip.toString('utf8', at + 46, at + 46 + length));
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return names.sort();
}
