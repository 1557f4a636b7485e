import type { TemplateLinter } from '../../cfn-lint/linter';
import type { Linters, Teller, Wish } from './linters';

interface Running {
  readonly chosen: Promise<TemplateLinter>;
  /** Undefined where it did not start. */
  readonly started: Promise<TemplateLinter | undefined>;
}

/** The linters that are wished for, each chosen and started once; one that does not start is told once and not tried again. */
export class RunningLinters {
  private readonly running = new Map<string, Running>();
  private readonly reasons = new Map<string, string>();

  constructor(
    private readonly linters: Linters,
    private readonly teller: Teller,
  ) {}

  /** Why one of them did not start, in one sentence. */
  get reason(): string | undefined {
    return this.reasons.values().next().value;
  }

  /** Undefined where there is none, which has been told. */
  of(wish: Wish): Promise<TemplateLinter | undefined> {
    const key = keyOf(wish);
    const known = this.running.get(key);
    if (known) return known.started;
    const chosen = this.linters.choose(wish, this.teller);
    const started = this.start(chosen, wish);
    this.running.set(key, { chosen, started });
    return started;
  }

  /** Ends those that nobody wishes for any more. One that is wished for again later is tried again. */
  async keep(wishes: readonly Wish[]): Promise<void> {
    const kept = new Set(wishes.map(keyOf));
    const others = [...this.running].filter(([key]) => !kept.has(key));
    for (const [key] of others) {
      this.running.delete(key);
      this.reasons.delete(key);
    }
    const end = (linter: TemplateLinter) => linter.dispose();
    // Who could not be chosen has been told.
    await Promise.all(others.map(([, { chosen }]) => chosen.then(end, () => undefined)));
  }

  private async start(chosen: Promise<TemplateLinter>, wish: Wish): Promise<TemplateLinter | undefined> {
    try {
      const linter = await chosen;
      await linter.start();
      return linter;
    } catch (error) {
      // One that was ended while it started has nothing to tell.
      if (this.running.get(keyOf(wish))?.chosen !== chosen) return undefined;
      const reason = error instanceof Error ? error.message : String(error);
      this.reasons.set(keyOf(wish), reason);
      this.teller.unavailable(reason, wish.enable !== 'auto');
      return undefined;
    }
  }
}

export function keyOf(wish: Wish): string {
  return JSON.stringify(wish);
}
