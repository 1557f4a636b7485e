import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { WheelLock } from './installation/lock';

/** A bundle that takes this package in has both files in one folder, as this package has. */
export function workerBeside(): string {
  return join(dirname(__filename), 'cfn-lint-worker.js');
}

/** The folder of Pyodide's npm package, when it is installed and the one that the lock names; an extension ships without it. */
export function pyodideOf(lock: WheelLock): string | undefined {
  const require = createRequire(__filename);
  try {
    const manifest = require.resolve('pyodide/package.json');
    const { version } = require(manifest) as { readonly version?: unknown };
    const folder = dirname(manifest);
    return version === lock.pyodide.version && existsSync(join(folder, 'pyodide.asm.wasm')) ? folder : undefined;
  } catch {
    // It is not installed: then it is downloaded with the wheels.
    return undefined;
  }
}
