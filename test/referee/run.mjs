/**
 * `npm run referee [-- --seed N --runs N --kind 'trust policy']`: installs the simulator beside this file, for this alone, and compares the engine with
 * it. Leaves `{ passed, failed }` in out/referee.json.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const out = fileURLToPath(new URL('../../out/', import.meta.url));
const simulator = '@cloud-copilot/iam-simulate';

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '30000' },
    kind: { type: 'string' },
  },
});

install();
const outfile = await bundle();
const { referee } = await import(outfile);
const { simulate } = await import('./evaluator.mjs');
const passed = referee(simulate, { seed: Number(options.seed), runs: Number(options.runs), kind: options.kind });
mkdirSync(out, { recursive: true });
writeFileSync(`${out}referee.json`, JSON.stringify(passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }));
process.exitCode = passed ? 0 : 1;

function install() {
  const { packages } = JSON.parse(readFileSync(`${here}package-lock.json`, 'utf8'));
  const installed = `${here}node_modules/${simulator}/package.json`;
  const wanted = packages[`node_modules/${simulator}`].version;
  if (existsSync(installed) && JSON.parse(readFileSync(installed, 'utf8')).version === wanted) return;
  const npm = ['ci', '--prefix', here, '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', npm, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`${simulator} cannot be installed: npm ci ended with ${status}`);
}

/** Beside this file's own packages, never in what is shipped; the simulator itself is in no bundle. */
async function bundle() {
  const file = `${here}out/main.mjs`;
  await build({
    entryPoints: [`${here}main.ts`],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return pathToFileURL(file).href;
}
