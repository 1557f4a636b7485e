/**
 * Every test that this machine can run, and one closing line: `npm test`. Arguments go to vitest: `npm test -- -u` writes golden
 * texts, `npm test -- arn` runs what has `arn` in its path; then VS Code is left out.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const given = process.argv.slice(2);
const results = ['vitest', 'e2e'].map(name => `${root}out/${name}.json`);
const [vitestResult, e2eResult] = results;

mkdirSync(`${root}out`, { recursive: true });
for (const file of results) rmSync(file, { force: true });

const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestResult}`];
const statuses = [run('node_modules/vitest/vitest.mjs', ['run', ...reporters, ...given])];
if (given.length === 0) statuses.push(run('test/e2e/run.mjs', []));

const unit = read(vitestResult, { numPassedTests: 0, numFailedTests: 0 });
const e2e = read(e2eResult, { passed: 0, failed: 0 });
const failed = unit.numFailedTests + e2e.failed;
console.log(`${unit.numPassedTests + e2e.passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && statuses.every(status => status === 0) ? 0 : 1;

function run(script, args) {
  return spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' }).status;
}

function read(file, none) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : none;
}
