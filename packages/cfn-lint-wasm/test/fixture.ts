/** Wheels that are made here, and locks that name them: they prove the plumbing, not cfn-lint. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { afterAll } from 'vitest';
import { build } from '../build.mjs';
import { sha256, type WheelLock } from '../src/installation/lock';
import lockOfPackage from '../wheels.lock.json';

const fixture = fileURLToPath(new URL('fixture/', import.meta.url));

export interface NamedWheel {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** A stored zip with the entries and no others. */
export function wheel(file: string, entries: Readonly<Record<string, string>>): NamedWheel {
  const encoded = Object.entries(entries).map(([name, text]) => [name, new TextEncoder().encode(text)] as const);
  return { file, bytes: zipSync(Object.fromEntries(encoded), { level: 0, mtime: '2026-01-01T00:00:00' }) };
}

/** In place of cfn-lint and PyYAML. */
export const wheels: readonly NamedWheel[] = [
  wheel('cfn_lint-0.0.0-py3-none-any.whl', {
    ...textsIn('cfnlint'),
    'cfnlint/tests/test_runner.py': 'tests stay out',
    'cfn_lint-0.0.0.data/scripts/cfn-lint': 'scripts stay out',
    'cfn_lint-0.0.0.dist-info/METADATA': 'Metadata-Version: 2.1\nName: cfn-lint\nVersion: 0.0.0\n',
  }),
  wheel('pyyaml-0.0.0-py3-none-any.whl', { 'yaml.py': readFileSync(`${fixture}yaml.py`, 'utf8') }),
];

function textsIn(folder: string): Record<string, string> {
  const files = readdirSync(fixture + folder, { withFileTypes: true, recursive: true }).filter(entry => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(paths.map(path => [path.slice(fixture.length), readFileSync(path, 'utf8')]));
}

/** Names the wheels, and Pyodide as it is; `version`: another one than npm's makes Pyodide a file to install like the wheels. */
export function lockOf(named: readonly NamedWheel[], version = lockOfPackage.pyodide.version): WheelLock {
  const files = named.map(({ file, bytes }) => ({ file, sha256: sha256(bytes), from: 'pypi', path: 'packages' }));
  return { pyodide: { ...lockOfPackage.pyodide, version }, wheels: { bytes: 1000, files } };
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone after the test file. */
export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cfn-lint-wasm-'));
  folders.push(folder);
  return folder;
}

export function folderWith(files: readonly NamedWheel[]): string {
  const folder = join(temporary(), 'wheels');
  mkdirSync(folder);
  for (const { file, bytes } of files) writeFileSync(join(folder, file), bytes);
  return folder;
}

export async function builtWorker(): Promise<string> {
  const folder = temporary();
  await build(folder);
  return join(folder, 'cfn-lint-worker.js');
}
