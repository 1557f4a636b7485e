import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { type Bulkhead, built, folder } from './cli/command-line';

const root = fileURLToPath(new URL('..', import.meta.url));
let bulkhead: Bulkhead;
beforeAll(async () => {
  bulkhead = await built();
});

interface Reported {
  readonly findings: readonly { readonly rule: string; readonly file: string; readonly severity: string }[];
}

async function reported(examples: string): Promise<Reported> {
  const { out } = await bulkhead({ ...(await folder()), path: root }, ['check', examples, '--format', 'json']);
  return JSON.parse(out) as Reported;
}

test('the examples give what their table promises', async () => {
  const { findings } = await reported('examples');
  const table = readFileSync(join(root, 'examples/README.md'), 'utf8');
  const promised = [...table.matchAll(/^\| `((?:orders|shared-account|organization)\/[^`]+)` \| .* \| (.*) \|$/gm)].map(
    ([, path = '', what = '']) => ({
      path,
      rules: [...what.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, rule]) => rule).sort(),
    }),
  );
  expect(promised).toHaveLength(15);
  for (const { path, rules } of promised) {
    const found = findings.filter(({ file }) => `${file}/`.startsWith(`examples/${path}/`)).map(({ rule }) => rule);
    expect([...new Set(found)].sort(), path).toEqual(rules);
  }
});

test('a file says what is expected where something is found', async () => {
  const { findings } = await reported('examples/orders/stacks');
  for (const name of readdirSync(join(root, 'examples/orders/stacks'))) {
    const text = readFileSync(join(root, 'examples/orders/stacks', name), 'utf8');
    const said = [...text.matchAll(/expected: ([a-z-]+)/gi)].map(([, rule]) => rule);
    const found = findings.filter(({ file }) => file.endsWith(`/${name}`)).map(({ rule }) => rule);
    expect(found, name).toEqual(said);
  }
});

test.each(['orders-separated', 'separate-accounts'])('accounts that are separated give none: %s', async name => {
  expect((await reported(`examples/${name}`)).findings).toEqual([]);
});
