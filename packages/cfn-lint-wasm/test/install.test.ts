/** Where files come from, and what is never used. Most of it ends before Pyodide would start. */
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type CfnLint, type CfnLintOptions, createCfnLint } from '../src/index';
import { idOf } from '../src/installation/lock';
import { builtWorker, folderWith, lockOf, type NamedWheel, temporary, wheel, wheels } from './fixture';

const patience = 300_000;
const pyodide = fileURLToPath(new URL('../../../node_modules/pyodide/', import.meta.url));
const names = wheels.map(({ file }) => file);
let workerFile: string;

beforeAll(async () => {
  workerFile = await builtWorker();
});

function linter(options: Partial<CfnLintOptions>): CfnLint {
  const made = createCfnLint({
    cacheDir: temporary(),
    workerFile,
    lock: lockOf(wheels),
    startTimeoutMs: patience,
    ...options,
  });
  onTestFinished(() => made.dispose());
  return made;
}

/** A server on this machine with the files, and the paths that were asked for. */
async function serving(files: ReadonlyMap<string, Uint8Array>): Promise<{ mirror: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const bytes = files.get((request.url ?? '').replace('/files/', ''));
    response.writeHead(bytes ? 200 : 404).end(bytes);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { mirror: `http://127.0.0.1:${(server.address() as AddressInfo).port}/files`, asked };
}

const served = (files: readonly NamedWheel[]) => new Map(files.map(({ file, bytes }) => [file, bytes]));

describe('without the files', () => {
  test('one sentence says what is missing, and the error what was tried', async () => {
    const error = await linter({ wheelDirs: ['/nowhere'] })
      .start()
      .catch(reason => reason);
    expect(error).toMatchObject({
      code: 'NOT_INSTALLED',
      message: `cfn-lint is not installed, for 2 files are missing (downloads are off); connect once, or name a folder or a mirror with: ${names.join(', ')}`,
      missing: names,
      tried: [...names.map(file => `${join('/nowhere', file)}: ENOENT`), 'download: not allowed'],
    });
  });

  test('no thread is started that would have nothing to do', async () => {
    const workerFile = '/nowhere/worker.js';
    await expect(linter({ workerFile }).start()).rejects.toMatchObject({ code: 'NOT_INSTALLED' });
    const started = linter({ workerFile, wheelDirs: [folderWith(wheels)] }).start();
    await expect(started).rejects.toMatchObject({ code: 'WORKER_EXIT' });
  });

  test('a lint does not look again, and a start does', async () => {
    const { mirror, asked } = await serving(new Map());
    const missing = linter({ download: 'allow', mirror });
    for (let attempt = 0; attempt < 3; attempt++)
      await expect(missing.lint({ text: '' })).rejects.toMatchObject({ code: 'NOT_INSTALLED' });
    expect(asked).toEqual([`/files/${names[0]}`]);
    expect(missing.status()).toMatchObject({ state: 'failed', error: { tried: [`${mirror}/${names[0]}: HTTP 404`] } });
    await expect(missing.start()).rejects.toMatchObject({ code: 'NOT_INSTALLED' });
    expect(asked).toHaveLength(2);
  });

  test('nothing is downloaded when it is declined', async () => {
    const { mirror, asked } = await serving(served(wheels));
    const questions: unknown[] = [];
    const confirmDownload = async (...question: unknown[]) => questions.push(question) === 0;
    const declined = linter({ download: 'ask', mirror, confirmDownload, wheelDirs: [folderWith(wheels.slice(0, 1))] });
    await expect(declined.start()).rejects.toMatchObject({ code: 'DOWNLOAD_DECLINED' });
    expect(questions).toEqual([[[new URL(mirror).host], 500]]);
    expect(asked).toEqual([]);
  });

  test('the address of a host is used when there is no mirror, with the fetch that was handed in', async () => {
    const asked: string[] = [];
    const refusing = (async (url: URL) => {
      asked.push(url.href);
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ENOTFOUND' }) });
    }) as typeof fetch;
    const lock = lockOf(wheels, '314.0.7-elsewhere');
    await expect(linter({ download: 'allow', fetch: refusing, lock }).start()).rejects.toMatchObject({
      tried: ['https://cdn.jsdelivr.net/npm/pyodide@314.0.7-elsewhere/pyodide.mjs: ENOTFOUND'],
    });
    expect(asked).toHaveLength(1);
  });

  test('a mirror that is no address is said', async () => {
    const error = await linter({ download: 'allow', mirror: 'mirror' })
      .start()
      .catch(reason => reason);
    expect(error).toMatchObject({ code: 'NOT_INSTALLED', tried: ['mirror: ERR_INVALID_URL'] });
  });
});

describe('a file that is not the one of the lock', () => {
  const changed = wheels.map(({ file, bytes }) => ({ file, bytes: Buffer.concat([bytes, Buffer.from('x')]) }));

  test('is refused in a folder, though another source has the right one', async () => {
    const wheelDirs = [folderWith(changed), folderWith(wheels)];
    await expect(linter({ wheelDirs }).start()).rejects.toMatchObject({ code: 'HASH_MISMATCH' });
  });

  test('is refused from a mirror, and nothing is left', async () => {
    const { mirror } = await serving(served(changed));
    const cacheDir = temporary();
    await expect(linter({ download: 'allow', mirror, cacheDir }).start()).rejects.toMatchObject({
      code: 'HASH_MISMATCH',
    });
    expect(readdirSync(cacheDir)).toEqual([]);
  });

  test("is refused in Pyodide's folder", async () => {
    const pyodideDir = temporary();
    for (const { file } of lockOf([]).pyodide.files) writeFileSync(join(pyodideDir, file), 'not Pyodide');
    const started = linter({ wheelDirs: [folderWith(wheels)], pyodideDir }).start();
    await expect(started).rejects.toMatchObject({ code: 'HASH_MISMATCH' });
  });
});

describe('a wheel', () => {
  test.each(['../outside.py', 'a/../../outside.py', '/outside.py', 'C:/outside.py', 'a\\..\\..\\outside.py'])(
    'that wants to write to %s is refused whole',
    async path => {
      const wicked = wheel('wicked-1-py3-none-any.whl', { 'fine.py': '', [path]: '' });
      const cacheDir = temporary();
      const started = linter({ lock: lockOf([wicked]), wheelDirs: [folderWith([wicked])], cacheDir }).start();
      await expect(started).rejects.toMatchObject({
        code: 'BAD_WHEEL',
        message: `${wicked.file} wants to write to ${path}`,
      });
      expect(readdirSync(cacheDir)).toEqual([]);
      expect(existsSync(join(dirname(cacheDir), 'outside.py'))).toBe(false);
    },
  );

  test('that is no zip is refused', async () => {
    const broken = { file: 'broken-1-py3-none-any.whl', bytes: Buffer.from('not a zip') };
    const started = linter({ lock: lockOf([broken]), wheelDirs: [folderWith([broken])] }).start();
    await expect(started).rejects.toMatchObject({ code: 'BAD_WHEEL' });
  });
});

test('a cache that cannot be written is said', async () => {
  const cacheDir = join(folderWith(wheels), names[0] as string, 'cache');
  const started = linter({ cacheDir, wheelDirs: [folderWith(wheels)] }).start();
  await expect(started).rejects.toMatchObject({ code: 'INSTALL_FAILED' });
});

test('what waits when all is disposed is told so', async () => {
  const { mirror } = await serving(served(wheels));
  const disposed = linter({ download: 'allow', mirror });
  const waiting = disposed.lint({ text: 'BAD' });
  const [result] = await Promise.allSettled([waiting, disposed.dispose()]);
  expect(result).toMatchObject({ status: 'rejected', reason: { code: 'DISPOSED' } });
  await expect(disposed.start()).rejects.toMatchObject({ code: 'DISPOSED' });
});

test('two windows that install at once, Pyodide too, both work; a third needs no source and stops when nobody uses it', {
  timeout: patience,
}, async () => {
  const lock = lockOf(wheels, '314.0.7-elsewhere');
  const runtime = lock.pyodide.files.map(({ file }) => ({ file, bytes: readFileSync(join(pyodide, file)) }));
  const { mirror, asked } = await serving(served([...runtime, ...wheels]));
  const cacheDir = temporary();
  const id = idOf(lock, true);
  // Somebody's leavings: half of an installation, and one that nobody has used for long.
  mkdirSync(join(cacheDir, id, 'site'), { recursive: true });
  const stale = join(cacheDir, '0123456789abcdef');
  mkdirSync(stale);
  writeFileSync(join(stale, 'ready.json'), '');
  utimesSync(join(stale, 'ready.json'), 0, 0);

  const windows = [1, 2].map(() => linter({ lock, cacheDir, mirror, download: 'allow' }));
  const started = await Promise.all(windows.map(window => window.start()));
  expect(started.map(({ source }) => source)).toEqual(['download', 'download']);
  for (const window of windows) expect(await window.lint({ text: 'BAD' })).toHaveLength(1);
  await Promise.all(windows.map(window => window.dispose()));
  expect(readdirSync(cacheDir)).toEqual([id]);
  expect(existsSync(join(cacheDir, id, 'site/cfnlint/tests'))).toBe(false);
  expect(readdirSync(join(cacheDir, id, 'site'))).not.toContain('cfn_lint-0.0.0.data');

  const count = asked.length;
  const next = linter({ lock, cacheDir, idleStopMs: 10 });
  expect(await next.start()).toMatchObject({ source: 'cache' });
  expect(asked).toHaveLength(count);
  await expect.poll(() => next.status(), { timeout: 10_000 }).toEqual({ state: 'stopped' });
});
