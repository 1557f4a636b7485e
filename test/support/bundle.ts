import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { scratch } from './scratch';

/** Builds what is shipped into a folder of its own, so that tests meet the sources of now; gives the folder. */
export async function bundle(): Promise<string> {
  const folder = await scratch();
  await promisify(execFile)(process.execPath, ['esbuild.mjs', '--outdir', folder]);
  return folder;
}
