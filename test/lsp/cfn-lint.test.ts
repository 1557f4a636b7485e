/** cfn-lint beside our own findings: an installed one is played by a program, the one on WebAssembly is real Pyodide with wheels of our own. */
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtWorker, folderWith, lockOf, wheels } from '../../packages/cfn-lint-wasm/test/fixture';
import { nodeLinters } from '../../server/src/lsp/cfn-lint/linters.node';
import { nodeHost } from '../../server/src/lsp/host.node';
import { scratch } from '../support/scratch';
import { likeAnOldEditor } from './clients';
import { type Editor, eventually, inProcess, openEditor, type Setup, squiggle } from './session';
import { broad, deployer } from './templates';

/** Writes down each text that it is given; says that `BAD` is wrong, at once, and takes its time for a text with `SLOW`. */
const script = `#!${process.execPath}
const fs = require('fs');
let text = '';
process.stdin.on('data', chunk => { text += chunk; });
process.stdin.on('end', () => {
  fs.appendFileSync(__dirname + '/lints', '.');
  const wait = text.includes('SLOW') ? 3_000_000 : text.includes('LATER') ? 400 : 0;
  setTimeout(() => {
    const wrong = text.split('\\n').flatMap((line, i) => {
      const column = line.indexOf('BAD') + 1;
      const spot = ColumnNumber => ({ LineNumber: i + 1, ColumnNumber });
      const Location = { Start: spot(column), End: spot(column + 3), Path: null };
      return column > 0 ? [{ Message: 'it is bad.', Location, Rule: { Id: 'E3001', Source: '' } }] : [];
    });
    console.log(JSON.stringify(fs.existsSync('.cfnlintrc') ? [] : wrong));
  }, wait);
});
`;

interface Program {
  readonly path: string;
  /** How many times it was run. */
  runs(): Promise<number>;
}

async function program(): Promise<Program> {
  const folder = await scratch();
  const path = join(folder, 'cfn-lint');
  await writeFile(path, script);
  await chmod(path, 0o755);
  const runs = () =>
    readFile(join(folder, 'lints'), 'utf8').then(
      text => text.length,
      () => 0,
    );
  return { path, runs };
}

const bad = `${deployer()}  BAD:
    Type: AWS::SNS::Topic
`;
const lint = 'cfn-lint/E3001: BAD';
const patience = 300_000;

/** An editor whose server may run cfn-lint; in a workspace that is trusted if not said otherwise. */
async function linting(cfnLint: unknown, setup: Setup = {}, place: Parameters<typeof nodeLinters>[0] = undefined) {
  const linters = nodeLinters(place ?? { cacheDir: await scratch(), lock: lockOf(wheels), workerFile: await worker() });
  const settings = { cfnLint };
  const initializationOptions = { trusted: true };
  return openEditor({ settings, initializationOptions, ...setup }, inProcess({ ...nodeHost, linters }));
}

let built: Promise<string> | undefined;
function worker(): Promise<string> {
  built ??= builtWorker();
  return built;
}

const said = (editor: Editor, rule: string) =>
  eventually(
    () => editor.squiggles('a.yaml'),
    all => all.includes(rule),
  );

async function reconfigure(editor: Editor, cfnLint: unknown): Promise<void> {
  editor.settings = { cfnLint };
  await editor.notify('workspace/didChangeConfiguration', { settings: null });
}

describe('an installed cfn-lint', () => {
  test('is heard after our own findings, which do not wait for it, and no more once it is off', async () => {
    const { path, runs } = await program();
    const editor = await linting({ path });
    editor.open('a.yaml', `# LATER\n${bad}`);
    expect(await editor.squiggles('a.yaml')).toEqual([broad]);
    await eventually(
      () => editor.refreshes,
      refreshes => refreshes > 0,
    );
    expect(await said(editor, lint)).toEqual([broad, lint]);
    expect(await runs()).toBe(1);
    await reconfigure(editor, { enable: 'off', path });
    await eventually(
      () => editor.squiggles('a.yaml'),
      all => all.length === 1,
    );
    await editor.end();
  });

  test('is sent to editors that do not ask', async () => {
    const { path } = await program();
    const capabilities = { ...likeAnOldEditor, workspace: { configuration: true } };
    const editor = await linting({ path }, { capabilities });
    editor.open('a.yaml', bad);
    const sent = await eventually(
      () => editor.published.get(editor.uri('a.yaml'))?.diagnostics ?? [],
      all => all.length === 2,
    );
    expect(sent.map(one => squiggle(one, bad))).toEqual([broad, lint]);
    await editor.end();
  });

  test('is stopped when its text is no longer the one that is typed, and lints the one that is', async () => {
    const { path, runs } = await program();
    const editor = await linting({ path });
    editor.open('a.yaml', `# SLOW\n${bad}`);
    await eventually(runs, count => count === 1);
    editor.type('a.yaml', 'SLOW', 'fast');
    expect(await said(editor, lint)).toEqual([broad, lint]);
    expect(await runs()).toBe(2);
    await editor.end();
  });

  test('leaves its squiggles where they belong while somebody types, and lints once when nobody does', async () => {
    const { path, runs } = await program();
    const editor = await linting({ path });
    editor.open('a.yaml', bad);
    await said(editor, lint);
    for (const line of ['a', 'b', 'c']) {
      editor.type('a.yaml', 'Resources:', `# ${line}\nResources:`);
      expect(await editor.squiggles('a.yaml')).toEqual([broad, lint]);
    }
    await eventually(runs, count => count === 2);
    editor.type('a.yaml', 'BAD', 'Good');
    await eventually(
      () => editor.squiggles('a.yaml'),
      all => all.length === 1,
    );
    expect(await runs()).toBe(3);
    await editor.end();
  });

  test('lints again when a configuration file says something else', async () => {
    const { path } = await program();
    const editor = await linting({ path });
    editor.open('a.yaml', bad);
    await said(editor, lint);
    await editor.save('.cfnlintrc', '');
    await eventually(
      () => editor.squiggles('a.yaml'),
      all => all.length === 1,
    );
    await editor.end();
  });

  test('is not run for what is no template, nor for one that is not open', async () => {
    const { path, runs } = await program();
    const editor = await linting({ path }, { files: { 'b.yaml': bad } });
    editor.open('a.yaml', 'name: BAD\n');
    await eventually(
      () => editor.statuses.at(-1)?.state,
      state => state === 'ready',
    );
    editor.open('c.yaml', bad);
    await eventually(
      () => editor.squiggles('c.yaml'),
      all => all.includes(lint),
    );
    expect(await runs()).toBe(1);
    await editor.end();
  });

  test('is not run where the workspace is not trusted, which is told once where it was asked for', async () => {
    const { path, runs } = await program();
    const editor = await linting({ path, enable: 'executable' }, { initializationOptions: {} });
    editor.open('a.yaml', bad);
    await eventually(
      () => editor.shown,
      shown => shown.length > 0,
    );
    editor.type('a.yaml', 'BAD', 'BAD2');
    await new Promise(resolve => setTimeout(resolve, 800));
    expect(editor.shown).toEqual([
      'Templates are not linted: an installed cfn-lint is run only in a workspace that is trusted',
    ]);
    expect(await runs()).toBe(0);
    await editor.end();
  });

  test.each([
    ['is not there', '/nowhere/cfn-lint', /`\/nowhere\/cfn-lint` is no program/],
    ['is named by half a path', 'bin/cfn-lint', /`bulkhead.cfnLint.path` is no absolute path/],
  ])('is told of in one sentence where it %s', async (_, path, sentence) => {
    const editor = await linting({ path, enable: 'executable' });
    editor.open('a.yaml', bad);
    const [shown] = await eventually(
      () => editor.shown,
      all => all.length > 0,
    );
    expect(shown).toMatch(sentence);
    expect(await editor.squiggles('a.yaml')).toEqual([broad]);
    await editor.end();
  });
});

describe('cfn-lint on WebAssembly', () => {
  test('lints with the files of a folder, shows that it starts, and is there at the next start', {
    timeout: patience,
  }, async () => {
    const cacheDir = await scratch();
    const place = { cacheDir, lock: lockOf(wheels), workerFile: await worker() };
    const fixture = 'cfn-lint/E9999: BAD';
    const wait = (editor: Editor) =>
      eventually(
        () => editor.squiggles('a.yaml'),
        all => all.includes(fixture),
        patience,
      );

    const first = await linting({ enable: 'wasm', filesFolder: folderWith(wheels) }, {}, place);
    first.open('a.yaml', bad);
    expect(await first.squiggles('a.yaml')).toEqual([broad]);
    expect(await wait(first)).toEqual([broad, fixture]);
    expect(first.questions).toEqual([]);
    expect(first.progress.filter(kind => kind === 'begin')).toHaveLength(2);
    await first.end();

    // What is there already is used without being asked for, trusted or not.
    const second = await linting({ enable: 'auto', path: '/nowhere/cfn-lint' }, { initializationOptions: {} }, place);
    second.open('a.yaml', bad);
    expect(await wait(second)).toEqual([broad, fixture]);
    await second.end();
  });

  test('is not downloaded before somebody agrees, and nobody is told again who declined', async () => {
    const editor = await linting({ enable: 'wasm' });
    editor.answer = 'Not Now';
    editor.open('a.yaml', bad);
    await eventually(
      () => editor.statuses.at(-1)?.notLinted,
      reason => reason !== undefined,
    );
    expect(editor.questions).toEqual([expect.stringMatching(/^Download AWS's cfn-lint \(\d+ MB\) from files\./)]);
    expect(editor.shown).toEqual([]);
    await editor.end();
  });

  test('says in one sentence what is missing where it cannot be downloaded, and does not try again', async () => {
    const editor = await linting({ enable: 'wasm', mirror: 'http://127.0.0.1:9/files' });
    editor.answer = 'Download';
    editor.open('a.yaml', bad);
    await eventually(
      () => editor.shown,
      shown => shown.length > 0,
    );
    editor.type('a.yaml', 'BAD', 'BAD2');
    await new Promise(resolve => setTimeout(resolve, 800));
    expect(editor.questions).toHaveLength(1);
    expect(editor.shown).toEqual([
      expect.stringMatching(
        /^Templates are not linted: .* files are missing .*`bulkhead.cfnLint.filesFolder`.*cfn_lint/,
      ),
    ]);
    expect(editor.statuses.at(-1)?.notLinted).toMatch(/files are missing/);
    expect(await editor.squiggles('a.yaml')).toEqual([broad]);
    await editor.end();
  });

  test('is downloaded through the proxy that the editor is set to', async () => {
    const asked: string[] = [];
    const proxy = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers['proxy-authorization']}`);
      response.writeHead(403).end();
    });
    await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
    const editor = await linting({ enable: 'wasm', mirror: 'http://files.example/a' });
    const { port } = proxy.address() as AddressInfo;
    editor.http = { proxy: `http://127.0.0.1:${port}`, proxyAuthorization: 'Basic QQ==', noProxy: [] };
    editor.answer = 'Download';
    editor.open('a.yaml', bad);
    await eventually(
      () => editor.shown,
      shown => shown.length > 0,
    );
    expect(editor.shown).toEqual([expect.stringContaining('HTTP 403')]);
    expect(asked).toEqual([`http://files.example/a/${wheels[0]?.file} Basic QQ==`]);
    await editor.end();
    proxy.close();
  });

  test('is not asked about where nobody has asked for it', async () => {
    const editor = await linting({ enable: 'auto' }, { initializationOptions: {} });
    editor.open('a.yaml', bad);
    await eventually(
      () => editor.statuses.at(-1)?.notLinted,
      reason => reason !== undefined,
    );
    expect([editor.questions, editor.shown]).toEqual([[], []]);
    expect(editor.statuses.at(-1)?.notLinted).toMatch(/`"bulkhead.cfnLint.enable": "wasm"` downloads one/);
    expect(await editor.squiggles('a.yaml')).toEqual([broad]);
    await editor.end();
  });
});
