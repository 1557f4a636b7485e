/** Real Pyodide and the wheels that the package's tests make: the plumbing, not cfn-lint. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtWorker, folderWith, lockOf, wheels } from '../../packages/cfn-lint-wasm/test/fixture';
import { LinterError } from '../../server/src/cfn-lint/linter';
import { wasmLinter } from '../../server/src/cfn-lint/wasm';
import { scratch } from '../support/scratch';

const patience = 300_000;

test('cfn-lint on WebAssembly obeys the configuration file above a template', { timeout: patience }, async () => {
  const options = { lock: lockOf(wheels), workerFile: await builtWorker(), startTimeoutMs: patience };
  const linter = wasmLinter({ ...options, cacheDir: await scratch(), wheelDirs: [folderWith(wheels)] }, '');
  const configuration = { path: join('/w', '.cfnlintrc'), text: '{ "ignore_templates": ["legacy/*.yaml"] }' };
  const lint = (file: string) => linter.lint({ text: 'BAD', file: join('/w', file), configuration });
  expect(await lint('stacks/a.yaml')).toHaveLength(1);
  expect(await lint('legacy/a.yaml')).toEqual([]);
  await linter.dispose();
});

test('without its files it says in one sentence what is missing', async () => {
  const options = { cacheDir: await scratch(), lock: lockOf(wheels), workerFile: await builtWorker() };
  const linter = wasmLinter(options, 'bring');
  const linted = linter.lint({ text: '', file: '/w/a.yaml' });
  await expect(linted).rejects.toThrow(LinterError);
  const names = wheels.map(({ file }) => file).join(', ');
  await expect(linted).rejects.toThrow(
    `cfn-lint is not installed, for 2 files are missing (download: not allowed); bring: ${names}`,
  );
  await linter.dispose();
});
