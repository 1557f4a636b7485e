import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { CfnLintError, reasonOf } from '../error';

/** Far above what is locked (sympy: 30 MB): what claims more is no wheel of ours. */
const mostBytes = 256 * 1024 * 1024;

/** Writes a wheel's modules into a folder, as an installer would; its tests and scripts stay out. */
export function unpack(name: string, wheel: Uint8Array, folder: string): void {
  for (const [path, bytes] of Object.entries(entriesOf(name, wheel))) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

/** All entries are looked at before the first is written. */
function entriesOf(name: string, wheel: Uint8Array): Record<string, Uint8Array> {
  let total = 0;
  const filter = (entry: { name: string; originalSize: number }) => {
    if (!staysInside(entry.name)) throw new CfnLintError('BAD_WHEEL', `${name} wants to write to ${entry.name}`);
    if (entry.name.endsWith('/') || isLeftOut(entry.name)) return false;
    total += entry.originalSize;
    if (total > mostBytes) throw new CfnLintError('BAD_WHEEL', `${name} unpacks to more than ${mostBytes} bytes`);
    return true;
  };
  try {
    return unzipSync(wheel, { filter });
  } catch (error) {
    if (error instanceof CfnLintError) throw error;
    throw new CfnLintError('BAD_WHEEL', `${name} is no wheel: ${reasonOf(error)}`);
  }
}

/** Names in a zip have `/`; a backslash or a colon means something else to Windows. */
function staysInside(name: string): boolean {
  return name !== '' && !/[\\:\0]/.test(name) && !name.startsWith('/') && !name.split('/').includes('..');
}

function isLeftOut(name: string): boolean {
  return name.includes('/tests/') || /^[^/]*\.data\//.test(name);
}
