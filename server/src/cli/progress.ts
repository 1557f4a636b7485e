/** A bar on a terminal's standard error; nothing in a pipe. */
export interface Progress {
  start(what: string, total: number): void;
  advance(by: number): void;
  end(): void;
}

const silent: Progress = { start() {}, advance() {}, end() {} };

/** Loads the bar's code only where there is a terminal to draw it on. */
export async function progressBar(wanted: boolean): Promise<Progress> {
  if (!wanted || !process.stderr.isTTY) return silent;
  const { SingleBar, Presets } = await import('cli-progress');
  const format = '{what} {bar} {value}/{total}';
  const bar = new SingleBar({ format, clearOnComplete: true, hideCursor: true, barsize: 30 }, Presets.shades_classic);
  return {
    start: (what, total) => bar.start(total, 0, { what }),
    advance: by => bar.increment(by),
    end: () => bar.stop(),
  };
}
