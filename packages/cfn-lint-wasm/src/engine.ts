import { join } from 'node:path';
import type { Started, Status } from './api';
import { install, tidy } from './installation/installation';
import type { Settings } from './settings';
import type { Thread } from './thread/thread';

/** A thread in which Python has started. */
export interface Engine {
  readonly thread: Thread;
  readonly started: Started;
}

/** Installs what is missing, then starts. Rejects with a `CfnLintError`. `startThread` gives the same thread each time. */
export async function startEngine(
  settings: Settings,
  startThread: () => Thread,
  report: (status: Status) => void,
  signal: AbortSignal,
): Promise<Engine> {
  const begun = performance.now();
  const { cacheDir, lock, sources, pyodideDir, start } = settings;
  report({ state: 'looking' });
  const { folder, source } = await install(
    {
      cacheDir,
      lock,
      sources,
      withPyodide: pyodideDir === undefined,
      onDownload: (file, done, total) => report({ state: 'downloading', file, done, total }),
      onInstall: () => report({ state: 'installing' }),
      patience: start,
      signal,
    },
    startThread,
  );
  report({ state: 'starting' });
  const thread = startThread();
  const pyodide = pyodideDir ?? join(folder, 'pyodide');
  const expected = pyodideDir === undefined ? [] : lock.pyodide.files;
  const versions = await thread.ask({ task: 'start', folder, pyodide, expected }, start);
  void tidy(folder, cacheDir);
  return { thread, started: { ...versions, source, milliseconds: Math.round(performance.now() - begun) } };
}
