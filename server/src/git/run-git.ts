/** Asks git about objects of a repository, so that nothing which the repository brings along is run. */
import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { megabyte } from '../files/files';

export interface Answered {
  /** Git's own; undefined when git is not there. */
  readonly status: number | undefined;
  readonly out: Buffer;
  /** What git says went wrong. */
  readonly reason: string;
}

/**
 * What a repository's own configuration could name as a program: a monitor of files, hooks, and remote helpers, with which git would
 * fetch what a partial clone lacks. Only commands that read objects are asked, which take neither filters nor pagers.
 */
const quietly = ['--no-optional-locks', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
const environment = { GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };

/** In a hook git says with these which repository it works on; here that follows from the folder. */
const told = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_COMMON_DIR', 'GIT_PREFIX'];

/** Bytes of one answer. */
const mostRead = 512 * megabyte;
/** Milliseconds. */
const longest = 60_000;

/** In a folder of the repository; never rejects. `input` is what the command reads. */
export function runGit(folder: string, args: readonly string[], input?: string): Promise<Answered> {
  return new Promise(resolve => {
    const child = execFile(
      'git',
      ['-C', folder, ...quietly, ...args],
      {
        // Windows looks for programs in the working directory first.
        cwd: dirname(process.execPath),
        env: environmentNow(),
        encoding: 'buffer',
        maxBuffer: mostRead,
        timeout: longest,
        windowsHide: true,
      },
      (error, out, err) => resolve({ status: statusOf(error), out, reason: reasonOf(err) }),
    );
    // Who ends before all is read closes its end: its answer says why.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input ?? '');
  });
}

function environmentNow(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !told.includes(name));
  return { ...Object.fromEntries(kept), ...environment };
}

function statusOf(error: { readonly code?: unknown } | null): number | undefined {
  if (!error) return 0;
  if (error.code === 'ENOENT') return undefined;
  return typeof error.code === 'number' ? error.code : 1;
}

function reasonOf(err: Buffer): string {
  const [first = ''] = err.toString().trim().split('\n');
  return first.replace(/^(?:fatal|error): /, '');
}
