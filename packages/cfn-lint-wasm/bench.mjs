/**
 * What starting and linting costs: `node bench.mjs FOLDER [LOCK]`. FOLDER has the wheels of the lock, `wheels.lock.json` where none is
 * named. Build the package first.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { argv, memoryUsage } from 'node:process';

const [, , folder, lockFile = new URL('wheels.lock.json', import.meta.url)] = argv;
if (folder === undefined) throw new Error('node bench.mjs FOLDER [LOCK]');
const { createCfnLint } = createRequire(import.meta.url)('./dist/index.js');
const cacheDir = mkdtempSync(join(tmpdir(), 'cfn-lint-bench-'));

const bucket = name =>
  `  ${name}:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketNmae: !Sub "\${AWS::StackName}-${name}"\n`;
const template = count => `Resources:\n${Array.from({ length: count }, (_, i) => bucket(`Bucket${i}`)).join('')}`;

async function timed(what, work) {
  const begun = performance.now();
  const answer = await work();
  console.log(
    `${what.padEnd(44)} ${Math.round(performance.now() - begun)
      .toString()
      .padStart(7)} ms`,
  );
  return answer;
}

/** After a moment, in which memory is given back. */
async function rss(what) {
  await new Promise(done => setTimeout(done, 500));
  console.log(
    `${what.padEnd(44)} ${Math.round(memoryUsage.rss() / 1024 / 1024)
      .toString()
      .padStart(7)} MB`,
  );
}

async function round(name) {
  const lock = JSON.parse(readFileSync(lockFile, 'utf8'));
  const options = { cacheDir, lock, wheelDirs: [resolve(folder)], lintTimeoutMs: 120_000 };
  const linter = createCfnLint(options);
  await rss(`${name}: memory of the process before`);
  const { source, version } = await timed(`${name}: start`, () => linter.start());
  console.log(`cfn-lint ${version}, from ${source}`);
  await rss(`${name}: memory when ready`);
  const [small, large] = [template(3), template(120)];
  const found = await timed(`${name}: first lint, ${small.length} characters`, () => linter.lint({ text: small }));
  console.log(`${found.length} findings`);
  await timed(`${name}: the same again`, () => linter.lint({ text: small }));
  await timed(`${name}: ${large.length} characters`, () => linter.lint({ text: large }));
  await timed(`${name}: the same again`, () => linter.lint({ text: large }));
  await timed(`${name}: other options`, () => linter.lint({ text: small, regions: ['eu-west-1'] }));
  await timed(`${name}: 100 lints, each another text`, async () => {
    for (let i = 0; i < 100; i++) await linter.lint({ text: `# ${i}\n${small}`, regions: ['eu-west-1'] });
  });
  await rss(`${name}: memory after 100 lints`);
  await timed(`${name}: stopping`, () => linter.dispose());
  await rss(`${name}: memory after it was stopped`);
}

try {
  await round('installing');
  await round('from the cache');
} finally {
  rmSync(cacheDir, { recursive: true, force: true });
}
