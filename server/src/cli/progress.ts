import type { ReadOptions } from './arguments';

/** A bar on a terminal's standard error; nothing in a pipe. */
export interface Progress {
  /** Another piece of work; the bar begins anew. */
  start(what: string, total: number): void;
  advance(by: number): void;
}

/** Shows how far `work` is, and takes the bar away when it is over or has failed. */
export async function withProgress<T>(
  { progress, quiet }: Pick<ReadOptions, 'progress' | 'quiet'>,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  if (!progress || quiet || !process.stderr.isTTY) return work({ start() {}, advance() {} });
  // Loaded only where there is a terminal to draw it on.
  const { SingleBar, Presets } = await import('cli-progress');
  const format = '{what} {bar} {value}/{total}';
  const options = { format, clearOnComplete: true, hideCursor: true, barsize: 30 };
  const bar = new SingleBar(options, Presets.shades_classic);
  // The bar hides the cursor: whoever interrupts gets it back.
  const interrupted = () => {
    bar.stop();
    process.kill(process.pid, 'SIGINT');
  };
  process.once('SIGINT', interrupted);
  try {
    return await work({
      start: (what, total) => bar.start(total, 0, { what }),
      advance: by => bar.increment(by),
    });
  } finally {
    bar.stop();
    process.removeListener('SIGINT', interrupted);
  }
}
