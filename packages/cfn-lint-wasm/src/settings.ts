import lockOfPackage from '../wheels.lock.json';
import type { CfnLintOptions } from './api';
import { fetchThrough } from './installation/fetch';
import type { WheelLock } from './installation/lock';
import type { Sources } from './installation/sources';
import { pyodideOf, workerBeside } from './parts';
import type { Patience } from './thread/thread';

/** The options with all that was left out. */
export interface Settings {
  readonly cacheDir: string;
  readonly lock: WheelLock;
  readonly sources: Sources;
  readonly pyodideDir: string | undefined;
  readonly workerFile: string;
  readonly start: Patience;
  readonly lint: Patience;
  readonly recycleHeapBytes: number;
  readonly idleStopMs: number;
}

export function settingsFrom(options: CfnLintOptions): Settings {
  const lock = options.lock ?? lockOfPackage;
  return {
    cacheDir: options.cacheDir,
    lock,
    sources: sourcesFrom(options),
    pyodideDir: options.pyodideDir ?? pyodideOf(lock),
    workerFile: options.workerFile ?? workerBeside(),
    start: { milliseconds: options.startTimeoutMs ?? 180_000, code: 'START_TIMEOUT' },
    lint: { milliseconds: options.lintTimeoutMs ?? 30_000, code: 'LINT_TIMEOUT' },
    recycleHeapBytes: (options.recycleHeapMb ?? 512) * 1024 * 1024,
    idleStopMs: options.idleStopMs ?? 600_000,
  };
}

function sourcesFrom(options: CfnLintOptions): Sources {
  return {
    folders: options.wheelDirs ?? [],
    download: options.download ?? 'never',
    confirmDownload: options.confirmDownload ?? (async () => false),
    mirror: options.mirror,
    fetch: options.fetch ?? fetchThrough(options.proxies ?? (() => ({}))),
  };
}
