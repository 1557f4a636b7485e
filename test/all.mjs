/**
 * Every test that this machine can run, and one closing line: `npm test`. Arguments go to vitest: `npm test -- -u` writes golden
 * texts, `npm test -- arn` runs what has `arn` in its path; then the referee and VS Code are left
 * out.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const given = process.argv.slice(2);
mkdirSync(`${root}out`, { recursive: true });

const runs = [vitest()];
if (given.length === 0) runs.push(referee(), vsCode());
const passed = runs.reduce((sum, run) => sum + run.passed, 0);
const failed = runs.reduce((sum, run) => sum + run.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function vitest() {
  const result = `${root}out/vitest.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${result}`];
  return counted(result, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...given], ran => ({
    passed: ran.numPassedTests,
    failed: ran.numFailedTests,
  }));
}

function referee() {
  return counted(`${root}out/referee.json`, ['test/referee/run.mjs'], ran => ran);
}

function vsCode() {
  return counted(`${root}out/e2e.json`, ['test/e2e/run.mjs'], ran => ran);
}

/** Runs a script that leaves its result in a file. One that fails without a failed test (it did not load) counts as one. */
function counted(result, script, countsOf) {
  rmSync(result, { force: true });
  const { status } = spawnSync(process.execPath, script, { cwd: root, stdio: 'inherit' });
  const counts = existsSync(result) ? countsOf(JSON.parse(readFileSync(result, 'utf8'))) : { passed: 0, failed: 0 };
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
