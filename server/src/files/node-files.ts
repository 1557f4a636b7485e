import { constants } from 'node:buffer';
import { open, readFile, stat } from 'node:fs/promises';
import { glob } from 'tinyglobby';
import type { Uri } from '../engine/text/text';
import { decode } from './decode';
import type { Files, Globs, Reading } from './files';
import { lookedAt, passedOver } from './names';
import { pathOfUri, uriOfPath } from './uri';

/** The disk of this machine. */
export const nodeFiles: Files = { find, read };

async function find(folder: Uri, { include, exclude }: Globs): Promise<readonly Uri[]> {
  const cwd = pathOfUri(folder);
  return cwd === undefined ? [] : findPaths([...lookedAt, ...include], cwd, exclude);
}

/** Files that match glob patterns below a folder. Links to folders are not followed: they may lead back. */
export async function findPaths(patterns: string[], cwd: string, exclude: readonly string[]): Promise<readonly Uri[]> {
  const paths = await glob(patterns, {
    cwd,
    ignore: [...passedOver, ...exclude],
    absolute: true,
    dot: true,
    followSymbolicLinks: false,
    expandDirectories: false,
  });
  return paths.map(uriOfPath).sort();
}

/** Enough of a file to see its format. */
const headBytes = 64 * 1024;

async function read(uri: Uri, limit: number): Promise<Reading> {
  const path = pathOfUri(uri);
  if (path === undefined) return { kind: 'absent' };
  try {
    const status = await stat(path);
    // Opening a pipe would wait for its writer.
    if (!status.isFile()) return { kind: 'absent' };
    if (status.size <= Math.min(limit, constants.MAX_STRING_LENGTH))
      return { kind: 'text', ...decode(await readFile(path)) };
    return { kind: 'too-large', head: await readHead(path), bytes: status.size, limit };
  } catch (error) {
    return failure(error);
  }
}

async function readHead(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return decode(buffer.subarray(0, bytesRead)).text;
  } finally {
    await file.close();
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EIO: 'the disk failed',
  EMFILE: 'too many files are open',
};

function failure(error: unknown): Reading {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR' || code === 'ELOOP') return { kind: 'absent' };
  return { kind: 'unreadable', reason: reasons[code] ?? code };
}
