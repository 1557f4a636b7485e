/**
 * Bundles the package: `node build.mjs [DIR]`, else into `dist`. Pyodide stays outside; it is a dependency, and where there is none, it
 * is installed with the wheels.
 */
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Writes `index.js` and `cfn-lint-worker.js`. */
export async function build(outdir) {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: { index: 'src/index.ts', 'cfn-lint-worker': 'src/thread/worker.ts' },
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    loader: { '.py': 'text' },
    legalComments: 'eof',
    logLevel: 'warning',
  });
}

if (argv[1] === fileURLToPath(import.meta.url)) await build(argv[2] ?? `${root}dist`);
