import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Uri } from '../engine/text/text';
import { folderOf } from '../engine/text/uri';
import { findMatching, nodeFiles } from '../files/node-files';
import { uriOfPath } from '../files/uri';
import { UsageError } from './exit';

/** The files that a command line names; `byName` are those that a path names itself, not by its folder or a pattern. */
export interface NamedFiles {
  readonly all: readonly Uri[];
  readonly byName: ReadonlySet<Uri>;
  /** Folders that were named, or that hold what was named: a new file may go there. Each with its closing `/`. */
  readonly folders: readonly Uri[];
  /** Of these, the ones that were named themselves: all in them is read. */
  readonly whole: readonly Uri[];
}

/** `piped` is named too, whether it is there or not. Throws a UsageError for a path that is not there and a pattern that matches nothing. */
export async function findNamed(paths: readonly string[], piped: Uri | undefined, cwd: string): Promise<NamedFiles> {
  const all = new Set<Uri>();
  const byName = new Set<Uri>(piped && [piped]);
  const folders = new Set<Uri>(piped && [folderOf(piped)]);
  const whole = new Set<Uri>();
  for (const path of paths) {
    const found = await findOne(path, cwd);
    for (const uri of found.files) all.add(uri);
    if (found.itself) for (const uri of found.files) byName.add(uri);
    folders.add(found.folder);
    if (found.isWhole) whole.add(found.folder);
  }
  return { all: [...all].sort(), byName, folders: [...folders], whole: [...whole] };
}

interface Found {
  readonly files: readonly Uri[];
  readonly folder: Uri;
  readonly itself: boolean;
  readonly isWhole?: true;
}

async function findOne(path: string, cwd: string): Promise<Found> {
  const absolute = resolve(cwd, path);
  const status = await statusOf(absolute);
  if (status === 'file') return { files: [uriOfPath(absolute)], folder: folderUri(dirname(absolute)), itself: true };
  if (status === 'folder') {
    const files = await nodeFiles.find(uriOfPath(absolute), { include: [], exclude: [] });
    return { files, folder: folderUri(absolute), itself: false, isWhole: true };
  }
  if (status === 'neither')
    throw new UsageError(`\`${path}\` is neither a file nor a folder; \`--stdin\` reads a pipe`);
  const matched = await findMatching(path, cwd);
  if (matched.length > 0) return { files: matched, folder: folderUri(cwd), itself: false };
  throw new UsageError(`there is no file or folder \`${path}\`, and as a pattern it matches no file`);
}

async function statusOf(path: string): Promise<'file' | 'folder' | 'neither' | undefined> {
  try {
    const status = await stat(path);
    if (status.isDirectory()) return 'folder';
    return status.isFile() ? 'file' : 'neither';
  } catch {
    // Not there, or behind a folder that nobody may enter: for the user both are a path that is not there.
    return undefined;
  }
}

const settingsNames = ['bulkhead.yaml', '.bulkhead.yaml', 'bulkhead.json'];

/** The settings that hold in a folder: in it and in those above, up to the root of the repository; of one folder the first. */
export async function settingsAbove(folder: string): Promise<readonly Uri[]> {
  const own = await settingsIn(folder);
  const parent = dirname(folder);
  if (parent === folder || (await statusOf(join(folder, '.git'))) !== undefined) return own;
  return [...own, ...(await settingsAbove(parent))];
}

async function settingsIn(folder: string): Promise<readonly Uri[]> {
  for (const name of settingsNames) {
    const path = join(folder, name);
    if ((await statusOf(path)) === 'file') return [uriOfPath(path)];
  }
  return [];
}

/** Whether a uri or path ends in the name of a settings file. */
export function isSettings(uri: string): boolean {
  return settingsNames.includes(uri.slice(uri.lastIndexOf('/') + 1));
}

/** With its closing `/`. */
export function folderUri(path: string): Uri {
  const uri = uriOfPath(path);
  return (uri.endsWith('/') ? uri : `${uri}/`) as Uri;
}
