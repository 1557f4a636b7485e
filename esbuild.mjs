/**
 * Bundles what is shipped: `node esbuild.mjs [--production] [--watch] [--outdir DIR]`.
 * The outputs are CommonJS, as VS Code 1.91 loads extensions, beside a package.json that says so.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
const { values: options } = parseArgs({
  options: {
    production: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    outdir: { type: 'string', default: `${root}dist` },
  },
});
const outdir = resolve(options.outdir);
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

const bundles = [
  { entry: 'client/src/extension.ts', name: 'extension', external: ['vscode'] },
  { entry: 'server/src/lsp/main.node.ts', name: 'server' },
  { entry: 'server/src/cli/main.ts', name: 'cli', banner: '#!/usr/bin/env node' },
  { entry: 'packages/cfn-lint-wasm/src/thread/worker.ts', name: 'cfn-lint-worker' },
  { entry: 'server/src/template-diff/compare-templates.ts', name: 'template-diff', plugins: [resourceTypes()] },
  { entry: 'client/webview/main.tsx', name: 'map', browser: true },
].filter(({ entry }) => existsSync(root + entry));

/** @returns {esbuild.BuildOptions} */
function settings({ entry, name, external = [], banner = '', browser = false, plugins = [] }) {
  return {
    entryPoints: { [name]: root + entry },
    absWorkingDir: root,
    outdir,
    bundle: true,
    platform: browser ? 'browser' : 'node',
    // VS Code 1.91 shows pages with Chromium 122.
    target: browser ? ['chrome122', 'firefox122', 'safari17'] : 'node20',
    format: browser ? 'iife' : 'cjs',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    external,
    plugins,
    banner: { js: banner },
    // jsonc-parser's UMD main does not bundle: it requires its parts by name.
    mainFields: ['module', 'main'],
    // Packages of this repository are bundled as they are written.
    conditions: ['@bulkhead/source', 'module'],
    loader: { '.py': 'text' },
    define: { BULKHEAD_VERSION: JSON.stringify(version) },
    minify: options.production,
    sourcemap: options.production ? false : 'linked',
    legalComments: 'eof',
    metafile: true,
    logLevel: 'warning',
  };
}

/**
 * Of AWS's specification of its resource types, 2.6 MB packed, what a diff of templates asks: what a change of a property replaces, and
 * which properties are policies and rules.
 */
function resourceTypes() {
  return {
    name: 'resource-types',
    setup(build) {
      build.onResolve({ filter: /^@aws-cdk\/aws-service-spec$/ }, ({ path }) => ({
        path,
        namespace: 'resource-types',
      }));
      build.onLoad({ filter: /.*/, namespace: 'resource-types' }, () => ({
        contents: `const types = ${JSON.stringify(knownTypes())};
          export const loadAwsServiceSpecSync = () => ({ lookup: (_kind, _key, _how, type) => (Object.hasOwn(types, type) ? [types[type]] : []) });`,
      }));
    },
  };
}

function knownTypes() {
  const { loadAwsServiceSpecSync } = createRequire(import.meta.url)('@aws-cdk/aws-service-spec');
  const deciding = ({ causesReplacement, scrutinizable }) => ({
    ...(causesReplacement === 'yes' || causesReplacement === 'maybe' ? { causesReplacement } : {}),
    ...(scrutinizable ? { scrutinizable } : {}),
  });
  const types = loadAwsServiceSpecSync()
    .all('resource')
    .map(({ cloudFormationType, isStateful, scrutinizable, properties }) => {
      const asked = Object.entries(properties).map(([name, property]) => [name, deciding(property)]);
      const kept = Object.fromEntries(asked.filter(([, property]) => Object.keys(property).length > 0));
      return [
        cloudFormationType,
        { ...(isStateful ? { isStateful } : {}), ...(scrutinizable ? { scrutinizable } : {}), properties: kept },
      ];
    });
  return Object.fromEntries(types);
}

/** Says when the first bundle begins and the last is written: the editor's task starts the extension at the second word. */
function announcing() {
  let running = 0;
  return {
    name: 'announcing',
    setup(build) {
      build.onStart(() => {
        if (running++ === 0) console.log('building');
      });
      build.onEnd(() => {
        if (--running === 0) console.log('watching');
      });
    },
  };
}

function printSizes({ metafile }) {
  for (const [file, { bytes }] of Object.entries(metafile.outputs))
    if (/\.(js|css)$/.test(file))
      console.log(`${basename(file).padEnd(14)}${(bytes / 1024).toFixed(0).padStart(6)} KB`);
}

/** ELK is shipped as it is, in a file of its own: the map's page starts it as a worker, the command line loads it when it draws. */
function copyElk() {
  const elk = new URL('node_modules/elkjs/', import.meta.url);
  const licence = `/*! elkjs ${JSON.parse(readFileSync(new URL('package.json', elk), 'utf8')).version}, Eclipse Public License 2.0; source: https://github.com/kieler/elkjs */\n`;
  writeFileSync(`${outdir}/elk-worker.js`, licence + readFileSync(new URL('lib/elk-worker.min.js', elk), 'utf8'));
  copyFileSync(new URL('LICENSE.md', elk), `${outdir}/elk-worker.LICENSE.md`);
}

mkdirSync(outdir, { recursive: true });
writeFileSync(`${outdir}/package.json`, '{ "type": "commonjs" }\n');
copyElk();

if (options.watch) {
  const plugins = [announcing()];
  const contexts = await Promise.all(
    bundles.map(bundle => esbuild.context({ ...settings(bundle), plugins: [...(bundle.plugins ?? []), ...plugins] })),
  );
  await Promise.all(contexts.map(context => context.watch()));
} else {
  const results = await Promise.all(bundles.map(bundle => esbuild.build(settings(bundle))));
  for (const result of results) printSizes(result);
}
