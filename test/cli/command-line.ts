/** The built command line as a process in a folder of its own. */
import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundle } from '../support/bundle';
import { scratch } from '../support/scratch';

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Folder {
  readonly path: string;
  write(file: string, content: string | Uint8Array): Promise<void>;
  read(file: string): Promise<string>;
  bytes(file: string): Promise<Uint8Array>;
}

export async function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<Folder> {
  const path = await scratch();
  // The root of a repository: settings of whatever lies above do not count.
  await mkdir(join(path, '.git'));
  const here: Folder = {
    path,
    write: async (file, content) => {
      await mkdir(dirname(join(path, file)), { recursive: true });
      await writeFile(join(path, file), content);
    },
    read: file => readFile(join(path, file), 'utf8'),
    bytes: file => readFile(join(path, file)),
  };
  for (const [file, content] of Object.entries(files)) await here.write(file, content);
  return here;
}

/** Runs `bulkhead` with these arguments in a folder. */
export type Bulkhead = (
  where: Folder,
  args: readonly string[],
  more?: { stdin?: string | Uint8Array; env?: NodeJS.ProcessEnv },
) => Promise<Ran>;

export async function built(): Promise<Bulkhead> {
  const program = join(await bundle(), 'cli.js');
  return ({ path }, args, { stdin = '', env = {} } = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [program, ...args], { cwd: path, env: { ...process.env, ...env } });
      const out: Buffer[] = [];
      const err: Buffer[] = [];
      child.stdout.on('data', chunk => out.push(chunk));
      child.stderr.on('data', chunk => err.push(chunk));
      child.on('error', reject);
      child.on('close', status =>
        resolve({ status, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
      );
      child.stdin.end(stdin);
    });
}
