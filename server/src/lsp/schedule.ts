import type { Host } from './host';

/** Work is done in slices of so many milliseconds, so that a keystroke never waits longer. */
const slice = 8;

/** Gives each item in turn, and lets other events be handled whenever a slice is over. */
export async function* inSlices<T>(items: Iterable<T>, host: Host): AsyncGenerator<T, void, void> {
  let since = host.now();
  for (const item of items) {
    yield item;
    if (host.now() - since < slice) continue;
    await host.pause();
    since = host.now();
  }
}

/** Runs `work` some time after it was last called for; never twice at once; calls during a run ask for one more. */
export function soon(host: Host, delay: number, work: () => Promise<void>): () => void {
  let asked = false;
  let running = false;
  const run = async () => {
    running = true;
    while (asked) {
      await host.after(delay);
      asked = false;
      await work();
    }
    running = false;
  };
  return () => {
    asked = true;
    if (!running) void run();
  };
}
