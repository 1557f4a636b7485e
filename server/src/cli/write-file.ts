import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from './exit';

/**
 * Makes the folders on the way. Throws a UsageError where nothing may be written, and, for a file that is to be new, where there is
 * one.
 */
export async function write(path: string, content: string | Uint8Array, isNew = false): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content, { flag: isNew ? 'wx' : 'w' });
  } catch (error) {
    throw new UsageError(`\`${path}\` cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
