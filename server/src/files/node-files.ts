import { constants } from 'node:buffer';
import type { Dirent } from 'node:fs';
import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import type { Uri } from '../engine/text/text';
import { decode } from './decode';
import type { Files, Globs, Reading } from './files';
import { lookedAtBy, passedOverBy } from './names';
import { pathOfUri, uriOfPath } from './uri';

/** The disk of this machine. */
export const nodeFiles: Files = { find, list, read };

async function find(folder: Uri, globs: Globs): Promise<readonly Uri[]> {
  const path = pathOfUri(folder);
  return path === undefined ? [] : walk(path, lookedAtBy(globs), passedOverBy(globs));
}

async function list(folder: Uri): Promise<readonly Uri[]> {
  const path = pathOfUri(folder);
  const entries = path === undefined ? [] : await entriesIn(path);
  return entries
    .filter(isFileOrLink)
    .map(({ name }) => uriOfPath(join(path!, name)))
    .sort();
}

/** None in a folder that cannot be entered. */
function entriesIn(path: string): Promise<readonly Dirent[]> {
  return readdir(path, { withFileTypes: true }).catch((): Dirent[] => []);
}

/** Files that a pattern matches, `stacks/**` or `../*.json`, apart from what is always passed over. */
export async function findMatching(pattern: string, cwd: string): Promise<readonly Uri[]> {
  const { base, glob } = picomatch.scan(pattern);
  if (glob === '') return [];
  return walk(resolve(cwd, base), picomatch(glob, { dot: true }), passedOverBy({ exclude: [] }));
}

type Matches = (path: string) => boolean;

/**
 * Every file below a folder whose path, relative to it and with `/`, is taken, in order of uri. A link to a file is a file,
 * unless that is found itself; a link to a folder is not followed, as it may lead back. Folders that cannot be entered are empty.
 */
async function walk(root: string, isTaken: Matches, isPassedOver: Matches): Promise<readonly Uri[]> {
  const found = new Set<string>();
  const links: string[] = [];
  const enter = async (folder: string): Promise<void> => {
    const entries = await entriesIn(`${root}/${folder}`);
    const below = entries.map(entry => ({ entry, path: folder + entry.name }));
    for (const { entry, path } of below) {
      if (!isFileOrLink(entry) || !isTaken(path)) continue;
      found.add(path);
      if (entry.isSymbolicLink()) links.push(path);
    }
    const folders = below.filter(({ entry, path }) => entry.isDirectory() && !isPassedOver(path));
    await Promise.all(folders.map(({ path }) => enter(`${path}/`)));
  };
  await enter('');
  for (const other of await otherNames(root, links, found)) found.delete(other);
  return [...found].map(path => uriOfPath(`${root}/${path}`)).sort();
}

/** The links that are only another name of a file that is found. */
async function otherNames(root: string, links: readonly string[], found: ReadonlySet<string>) {
  if (links.length === 0) return [];
  const real = await realPath(root);
  const isOther = async (link: string) => {
    const target = relative(real ?? root, (await realPath(`${root}/${link}`)) ?? '').replaceAll(sep, '/');
    return target !== link && found.has(target) ? [link] : [];
  };
  return (await Promise.all(links.map(isOther))).flat();
}

/** Undefined for what is not there, and for links that lead in a circle. */
function realPath(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined);
}

async function liesReallyIn(path: string, folders: readonly Uri[]): Promise<boolean> {
  const [real, ...roots] = await Promise.all([path, ...folders.flatMap(uri => pathOfUri(uri) ?? [])].map(realPath));
  return real !== undefined && roots.some(root => root !== undefined && real.startsWith(join(root, sep)));
}

function isFileOrLink(entry: Dirent): boolean {
  return entry.isFile() || entry.isSymbolicLink();
}

/** Enough of a file to see its format. */
const headBytes = 64 * 1024;

async function read(uri: Uri, limit: number, within?: readonly Uri[]): Promise<Reading> {
  const path = pathOfUri(uri);
  if (path === undefined || (within && !(await liesReallyIn(path, within)))) return { kind: 'absent' };
  try {
    const status = await stat(path);
    // Opening a pipe would wait for its writer.
    if (!status.isFile()) return { kind: 'absent' };
    if (status.size <= Math.min(limit, constants.MAX_STRING_LENGTH))
      return { kind: 'text', modified: status.mtimeMs, ...decode(await readFile(path)) };
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
