import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import manifest from '../package.json';
import { addressOf } from '../src/installation/hosts';
import { sha256 } from '../src/installation/lock';
import lock from '../wheels.lock.json';

const require = createRequire(import.meta.url);
const wheels = lock.wheels.files;

test('npm gives the Pyodide that the lock names, byte by byte', () => {
  expect(manifest.dependencies.pyodide).toBe(lock.pyodide.version);
  expect(require('pyodide/package.json').version).toBe(lock.pyodide.version);
  const files = lock.pyodide.files.map(({ file }) => readFileSync(require.resolve(`pyodide/${file}`)));
  expect(files.map(sha256)).toEqual(lock.pyodide.files.map(file => file.sha256));
  expect(files.reduce((sum, { length }) => sum + length, 0)).toBe(lock.pyodide.bytes);
});

test('the wheels are those that were built for that Pyodide', () => {
  const { packages } = require('pyodide/pyodide-lock.json');
  const built = wheels.filter(({ from }) => from === 'pyodide');
  expect(built).toHaveLength(8);
  for (const { name, version, file, sha256 } of built)
    expect({ version, file_name: file, sha256 }, name).toEqual({
      version: packages[name].version,
      file_name: packages[name].file_name,
      sha256: packages[name].sha256,
    });
});

test('what nobody has compared with its source says so', () => {
  expect(wheels.filter(wheel => wheel.verified === false).map(({ name }) => name)).toEqual(['cfn-lint']);
});

test('each file has an address, and a mirror has all of them in one folder', () => {
  const files = [...lock.pyodide.files, ...wheels];
  const hosts = new Set(files.map(file => addressOf(file, lock, undefined).host));
  expect([...hosts]).toEqual(['cdn.jsdelivr.net', 'files.pythonhosted.org']);
  for (const file of files) {
    expect(addressOf(file, lock, undefined).pathname.endsWith(`/${file.file}`)).toBe(true);
    expect(addressOf(file, lock, 'https://mirror.example/a').href).toBe(`https://mirror.example/a/${file.file}`);
  }
});
