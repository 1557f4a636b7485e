import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Pyodide from 'pyodide';
import { checked } from '../installation/sources';
import glue from './glue.py';
import type { Answers, LintTask, RawFinding, StartTask } from './tasks';

export interface Python {
  readonly versions: Answers['start'];
  lint(task: LintTask): readonly RawFinding[];
  /** Of WebAssembly's memory. */
  heapBytes(): number;
}

/** Rejects with HASH_MISMATCH, or with what Pyodide or Python say. */
export async function startPython({ folder, pyodide, expected }: StartTask): Promise<Python> {
  await check(pyodide, expected);
  const { loadPyodide } = (await import(pathToFileURL(join(pyodide, 'pyodide.mjs')).href)) as typeof Pyodide;
  const python = await loadPyodide({
    indexURL: pyodide + sep,
    // The seed makes sets, and with them messages, come in the same order each time.
    env: { HOME: '/home/pyodide', PYTHONHASHSEED: '0' },
    stdout: () => undefined,
    stderr: () => undefined,
  });
  python.FS.mkdirTree('/cfn-lint');
  python.mountNodeFS('/cfn-lint', folder);
  python.runPython(glue);
  const lint = python.globals.get('lint_as_json') as (text: string, asked: string) => string;
  return {
    versions: JSON.parse(python.runPython('versions_as_json()')),
    lint: ({ text, ...asked }) => JSON.parse(lint(text, JSON.stringify(asked))),
    heapBytes: () => heapOf(python),
  };
}

/** Pyodide checks nothing when it reads files in Node. */
async function check(folder: string, expected: StartTask['expected']): Promise<void> {
  for (const locked of expected) {
    const path = join(folder, locked.file);
    checked(await readFile(path), { ...locked, from: 'npm' }, path);
  }
}

function heapOf(python: Pyodide.PyodideInterface): number {
  const { _module } = python as unknown as { readonly _module: { readonly HEAPU8: Uint8Array } };
  return _module.HEAPU8.length;
}
