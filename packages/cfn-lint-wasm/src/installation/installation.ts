import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Started } from '../api';
import { CfnLintError, reasonOf } from '../error';
import type { UnpackTask } from '../thread/tasks';
import type { Patience, Thread } from '../thread/thread';
import { idOf, type WheelLock } from './lock';
import { type Gathered, gather, type Progress, type Sources } from './sources';

export interface Wish {
  readonly cacheDir: string;
  readonly lock: WheelLock;
  /** Whether Pyodide is installed too, or is there already. */
  readonly withPyodide: boolean;
  readonly sources: Sources;
  readonly onDownload: Progress;
  readonly onInstall: () => void;
  readonly patience: Patience;
  readonly signal: AbortSignal;
}

export interface Installation {
  /** Holds `site/`, where Python finds modules, and `pyodide/` when that was wished for. */
  readonly folder: string;
  readonly source: Started['source'];
}

/** Written last, and moved into place with all the rest: without it a folder is nobody's. */
const ready = 'ready.json';

/** What is installed already, or a new installation. The thread unpacks, so that nobody waits for thousands of files. */
export async function install(wish: Wish, startThread: () => Thread): Promise<Installation> {
  const folder = join(wish.cacheDir, idOf(wish.lock, wish.withPyodide));
  if (await isThere(join(folder, ready))) return { folder, source: 'cache' };
  const { pyodide, wheels } = wish.lock;
  const parts = wish.withPyodide ? [pyodide, wheels] : [wheels];
  const files = parts.flatMap(part => part.files);
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const gathered = await gather({ files, bytes, lock: wish.lock }, wish.sources, wish.onDownload, wish.signal);
  wish.onInstall();
  await unpackInto(folder, gathered, wish, startThread());
  return { folder, source: gathered.downloaded ? 'download' : 'folder' };
}

/** Two processes that install at once have a folder each; the first to move its own into place is used by both. */
async function unpackInto(folder: string, { files }: Gathered, wish: Wish, thread: Thread): Promise<void> {
  const own = `${folder}.${process.pid}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    await mkdir(own, { recursive: true });
    const task: UnpackTask = {
      task: 'unpack',
      folder: own,
      wheels: filesOf(wish.lock.wheels.files, files),
      pyodide: wish.withPyodide ? filesOf(wish.lock.pyodide.files, files) : [],
    };
    await thread.ask(task, wish.patience);
    await writeFile(join(own, ready), JSON.stringify({ pyodide: wish.lock.pyodide.version, files: [...files.keys()] }));
    await moveTo(folder, own);
  } catch (error) {
    await rm(own, { recursive: true, force: true }).catch(() => undefined);
    if (error instanceof CfnLintError) throw error;
    throw new CfnLintError('INSTALL_FAILED', `cfn-lint cannot be installed in ${wish.cacheDir}: ${reasonOf(error)}`);
  }
}

function filesOf(wanted: WheelLock['wheels']['files'], files: Gathered['files']) {
  return wanted.flatMap(({ file }) => {
    const bytes = files.get(file);
    return bytes ? [{ file, bytes }] : [];
  });
}

/** On Windows a scanner may hold a new file for a moment. */
async function moveTo(folder: string, own: string): Promise<void> {
  for (let attempt = 0; ; attempt++)
    try {
      return await rename(own, folder);
    } catch (error) {
      if (await isThere(join(folder, ready))) return await rm(own, { recursive: true, force: true });
      if (attempt === 5) throw error;
      // Somebody took parts of it away: what is left of it stands in the way.
      await rm(folder, { recursive: true, force: true });
      await wait(100 * attempt);
    }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

const day = 24 * 60 * 60 * 1000;

/** Notes that an installation was used, and removes those that nobody has used for 30 days, and leavings. Never rejects. */
export async function tidy(folder: string, cacheDir: string, now = new Date()): Promise<void> {
  await utimes(join(folder, ready), now, now).catch(() => undefined);
  const names = await readdir(cacheDir).catch((): string[] => []);
  for (const name of names.filter(isOurs)) {
    const path = join(cacheDir, name);
    const used = await stat(name.endsWith('.tmp') ? path : join(path, ready)).catch(() => undefined);
    const lifetime = name.endsWith('.tmp') ? day : 30 * day;
    if (used && now.getTime() - used.mtimeMs > lifetime)
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

function isOurs(name: string): boolean {
  return /^[0-9a-f]{16}(\.\d+\.[0-9a-f]{8}\.tmp)?$/.test(name);
}
