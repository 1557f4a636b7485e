import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CfnLintError, reasonOf } from '../error';
import type { Fetch, Fetched } from './fetch';
import { addressOf } from './hosts';
import { type LockedFile, sha256, type WheelLock } from './lock';

/** Where files may come from when the cache has none. */
export interface Sources {
  readonly folders: readonly string[];
  readonly download: 'never' | 'ask' | 'allow';
  readonly confirmDownload: (hosts: readonly string[], bytes: number) => Promise<boolean>;
  readonly mirror: string | undefined;
  readonly fetch: Fetch;
}

export interface Gathered {
  /** By name; each is the one that the lock names. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly downloaded: boolean;
}

/** What a download tells of itself, before each file. */
export type Progress = (file: string, done: number, total: number) => void;

export interface Wanted {
  readonly files: readonly LockedFile[];
  /** About how many bytes all of them have. */
  readonly bytes: number;
  readonly lock: WheelLock;
}

/** Rejects with NOT_INSTALLED, DOWNLOAD_DECLINED or HASH_MISMATCH. */
export async function gather(
  wanted: Wanted,
  sources: Sources,
  progress: Progress,
  signal: AbortSignal,
): Promise<Gathered> {
  const { files, tried } = await fromFolders(wanted.files, sources.folders);
  const missing = wanted.files.filter(({ file }) => !files.has(file));
  if (missing.length === 0) return { files, downloaded: false };
  if (sources.download === 'never')
    throw notInstalled(missing, [...tried, 'download: not allowed'], 'downloads are off');
  await confirm(missing, wanted, sources);
  for (const [done, locked] of missing.entries()) {
    progress(locked.file, done, missing.length);
    const { address, bytes, reason } = await downloadOf(locked, wanted.lock, sources, signal);
    if (!bytes) throw notInstalled(missing.slice(done), [...tried, `${address}: ${reason}`], `${address}: ${reason}`);
    files.set(locked.file, checked(bytes, locked, address));
  }
  return { files, downloaded: true };
}

async function fromFolders(wanted: readonly LockedFile[], folders: readonly string[]) {
  const files = new Map<string, Uint8Array>();
  const tried: string[] = [];
  for (const folder of folders)
    for (const locked of wanted.filter(({ file }) => !files.has(file))) {
      const path = join(folder, locked.file);
      try {
        files.set(locked.file, checked(await readFile(path), locked, path));
      } catch (error) {
        if (error instanceof CfnLintError) throw error;
        tried.push(`${path}: ${reasonOf(error)}`);
      }
    }
  return { files, tried };
}

/** The bytes, when they are the ones that the lock names. */
export function checked(bytes: Uint8Array, { sha256: expected }: LockedFile, place: string): Uint8Array {
  const actual = sha256(bytes);
  if (actual === expected) return bytes;
  throw new CfnLintError(
    'HASH_MISMATCH',
    `${place} is not the file that was locked: its sha256 is ${actual}, not ${expected}`,
  );
}

async function confirm(
  missing: readonly LockedFile[],
  { files, bytes, lock }: Wanted,
  sources: Sources,
): Promise<void> {
  if (sources.download === 'allow') return;
  const hosts = new Set(missing.map(locked => hostOf(locked, lock, sources.mirror)));
  const agreed = await sources.confirmDownload([...hosts], Math.round((bytes * missing.length) / files.length));
  if (!agreed) throw new CfnLintError('DOWNLOAD_DECLINED', 'cfn-lint is not installed: its download was declined');
}

function hostOf(locked: LockedFile, lock: WheelLock, mirror: string | undefined): string {
  try {
    return addressOf(locked, lock, mirror).host;
  } catch {
    return mirror ?? locked.from;
  }
}

interface Download {
  readonly address: string;
  readonly bytes?: Uint8Array;
  /** Why there are no bytes. */
  readonly reason?: string;
}

/** Far above the largest file (9.6 MB): no server fills the memory. */
const mostBytes = 64 * 1024 * 1024;
const patience = 300_000;

async function downloadOf(
  locked: LockedFile,
  lock: WheelLock,
  sources: Sources,
  signal: AbortSignal,
): Promise<Download> {
  let address = sources.mirror ?? locked.from;
  try {
    const url = addressOf(locked, lock, sources.mirror);
    address = url.href;
    const response = await sources.fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]) });
    if (!response.ok) return { address, reason: `HTTP ${response.status}` };
    return { address, bytes: await bytesOf(response) };
  } catch (error) {
    signal.throwIfAborted();
    return { address, reason: reasonOf(error) };
  }
}

async function bytesOf({ body }: Fetched): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > mostBytes) throw new RangeError(`more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function notInstalled(missing: readonly LockedFile[], tried: readonly string[], reason: string): CfnLintError {
  const names = missing.map(({ file }) => file);
  const message = `cfn-lint is not installed, for ${counted(names)} (${reason}); connect once, or name a folder or a mirror with: ${names.join(', ')}`;
  return new CfnLintError('NOT_INSTALLED', message, tried, names);
}

function counted(names: readonly string[]): string {
  return names.length === 1 ? 'a file is missing' : `${names.length} files are missing`;
}
