import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Builds what is shipped into a folder of its own, so that tests meet the sources of now; gives the folder. */
export async function bundle(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bulkhead-dist-'));
  await promisify(execFile)(process.execPath, ['esbuild.mjs', '--outdir', folder]);
  return folder;
}
