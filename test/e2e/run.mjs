/**
 * Drives a real VS Code: `npm run test:e2e`. The tests inside the extension host run in code-server or, with `--desktop` and
 * where there is no code-server for the platform, in a VS Code that @vscode/test-electron downloads; those of the screen need
 * code-server and a Chromium. Leaves out/e2e.json and out/screenshots.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { findChromium } from './host/chromium.mjs';
import { installCodeServer } from './host/code-server.mjs';
import { runOnDesktop } from './host/desktop.mjs';
import { runInHost } from './host/in-host.mjs';
import { runOnScreen } from './ui/run.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = `${root}out`;
const longest = 8 * 60_000;

for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => process.exit(130));
setTimeout(() => {
  console.error(`the tests in VS Code took longer than ${longest / 60_000} minutes`);
  process.exit(1);
}, longest).unref();

const hasCodeServer = process.platform === 'linux' && process.arch === 'x64';
const desktop = process.argv.includes('--desktop') || !hasCodeServer;
rmSync(`${out}/screenshots`, { recursive: true, force: true });
mkdirSync(`${out}/screenshots`, { recursive: true });

const host = desktop ? {} : prepare();
if (host !== undefined) {
  const tests = await bundleTests();
  const runs = desktop
    ? [() => runOnDesktop({ root, tests })]
    : [
        () => runInHost({ root, tests, ...host }),
        () => runOnScreen({ root, screenshots: `${out}/screenshots`, ...host }),
      ];
  const result = { passed: 0, failed: 0 };
  for (const run of runs) {
    const { passes, failures } = await run();
    result.passed += passes;
    result.failed += failures;
  }
  writeFileSync(`${out}/e2e.json`, JSON.stringify(result));
  console.log(`in VS Code: ${result.passed} passed, ${result.failed} failed`);
  process.exitCode = result.failed === 0 && result.passed > 0 ? 0 : 1;
}

/** What a run needs; undefined on a machine that cannot have it, which is a failure where CI promises to run everything. */
function prepare() {
  try {
    return { chromium: findChromium(), codeServer: installCodeServer() };
  } catch (error) {
    console.error(`the tests in VS Code cannot run here: ${error.message}`);
    process.exitCode = process.env.CI ? 1 : 0;
    return undefined;
  }
}

async function bundleTests() {
  const outfile = `${out}/e2e/index.js`;
  await esbuild.build({
    entryPoints: [`${root}test/e2e/in-host/index.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
