/** The real linter. `CFN_LINT_WHEELS` names a folder with the nine wheels of the lock; without it, this is skipped and says so. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createCfnLint } from '../src/index';
import { builtWorker, temporary } from './fixture';

const folder = process.env.CFN_LINT_WHEELS;
const patience = 300_000;

const template = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketNmae: orders
`;

test.skipIf(!folder)('cfn-lint itself finds a property that is not there', { timeout: patience }, async () => {
  const linter = createCfnLint({
    cacheDir: temporary(),
    wheelDirs: [folder ?? ''],
    workerFile: await builtWorker(),
    startTimeoutMs: patience,
  });
  const { version } = await linter.start();
  const findings = await linter.lint({ text: template, regions: ['us-east-1'] });
  const ignored = await linter.lint({ text: template, configFileText: 'ignore_checks: [E3002]' });
  await linter.dispose();
  const lock = JSON.parse(readFileSync(new URL('../wheels.lock.json', import.meta.url), 'utf8'));
  expect(version).toBe(lock.wheels.files[0].version);
  expect(findings.map(({ ruleId, range }) => [ruleId, range.start])).toEqual([['E3002', { line: 5, character: 6 }]]);
  expect(ignored).toEqual([]);
});
