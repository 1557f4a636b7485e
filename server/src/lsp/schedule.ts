import type { Host } from './host';

/** Milliseconds of work after which other events are handled, so that a keystroke never waits longer. */
const slice = 8;

/** When background work is done, and who hears of it when it fails. */
export class Schedule {
  constructor(
    private readonly host: Host,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Gives each item in turn, and lets other events be handled whenever a slice is over. */
  async *inSlices<T>(items: Iterable<T>): AsyncGenerator<T, void, void> {
    let since = this.host.now();
    for (const item of items) {
      yield item;
      if (this.host.now() - since < slice) continue;
      await this.host.pause();
      since = this.host.now();
    }
  }

  /** What work comes to that pauses now and then, done in the same way. */
  async resultOf<R>(work: Generator<unknown, R, void>): Promise<R> {
    let since = this.host.now();
    let step = work.next();
    while (!step.done) {
      if (this.host.now() - since >= slice) {
        await this.host.pause();
        since = this.host.now();
      }
      step = work.next();
    }
    return step.value;
  }

  /** Lets other events be handled. */
  pause(): Promise<void> {
    return this.host.pause();
  }

  /** Runs `work` so many milliseconds after it was asked for; never twice at once; asked for during a run, it runs once more. */
  soon(delay: number, work: () => Promise<void>): () => void {
    let asked = false;
    let running = false;
    const run = async () => {
      running = true;
      while (asked) {
        await this.host.after(delay);
        asked = false;
        await work().catch(this.failed);
      }
      running = false;
    };
    return () => {
      asked = true;
      if (!running) void run();
    };
  }

  /** Starts work that nobody waits for. */
  start(work: Promise<unknown>): void {
    work.catch(this.failed);
  }
}
