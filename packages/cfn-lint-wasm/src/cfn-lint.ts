import type { CfnLint, CfnLintOptions, Finding, LintRequest, Started, Status } from './api';
import { type Engine, startEngine } from './engine';
import { CfnLintError } from './error';
import { findingsIn } from './findings';
import { type Settings, settingsFrom } from './settings';
import type { LintTask } from './thread/tasks';
import { Thread } from './thread/thread';

/** Nothing is read, started or downloaded before the first `start` or `lint`. */
export function createCfnLint(options: CfnLintOptions): CfnLint {
  return new Linter(settingsFrom(options), options.onStatus ?? (() => undefined));
}

class Linter implements CfnLint {
  private now: Status = { state: 'stopped' };
  private engine: Promise<Engine> | undefined;
  private thread: Thread | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private idle: NodeJS.Timeout | undefined;
  private readonly end = new AbortController();

  constructor(
    private readonly settings: Settings,
    private readonly onStatus: (status: Status) => void,
  ) {}

  status(): Status {
    return this.now;
  }

  async start(): Promise<Started> {
    if (this.now.state === 'failed') this.engine = undefined;
    this.begins();
    return this.running()
      .then(({ started }) => started)
      .finally(() => this.ends());
  }

  async lint(request: LintRequest): Promise<readonly Finding[]> {
    this.begins();
    const answer = this.last.then(() => this.lintNow(request)).finally(() => this.ends());
    this.last = answer.catch(() => undefined);
    return unlessCancelled(answer, request.signal);
  }

  async dispose(): Promise<void> {
    clearTimeout(this.idle);
    this.end.abort(disposed());
    await this.thread?.end(disposed());
    await this.last;
  }

  private async lintNow(request: LintRequest): Promise<readonly Finding[]> {
    if (request.signal?.aborted) throw cancelled();
    const { thread } = await this.running();
    const raw = await thread.ask(taskOf(request), this.settings.lint);
    return findingsIn(request.text, raw);
  }

  /** The one engine: starting, started, or, as a rejection, failed. */
  private running(): Promise<Engine> {
    if (this.end.signal.aborted) return Promise.reject(disposed());
    this.engine ??= this.begin();
    return this.engine;
  }

  private async begin(): Promise<Engine> {
    const thread = () => this.liveThread();
    try {
      const engine = await startEngine(this.settings, thread, status => this.say(status), this.end.signal);
      this.say({ state: 'ready' });
      return engine;
    } catch (error) {
      const failure = error instanceof CfnLintError ? error : new CfnLintError('WORKER_EXIT', String(error));
      // Said first: an engine that has failed is kept, so that it is not started again and again.
      this.say(failure.code === 'DISPOSED' ? { state: 'stopped' } : { state: 'failed', error: failure });
      await this.thread?.end(failure);
      throw failure;
    }
  }

  /** Started when there is something for it to do: where nothing is installed, and nothing to install, there is none. */
  private liveThread(): Thread {
    this.end.signal.throwIfAborted();
    if (this.thread && !this.thread.hasEnded) return this.thread;
    const thread = new Thread(this.settings.workerFile, () => this.forget(thread));
    this.thread = thread;
    return thread;
  }

  /** After a thread that was ready has ended, the next lint starts another. */
  private forget(thread: Thread): void {
    if (this.thread !== thread || this.now.state !== 'ready') return;
    this.engine = undefined;
    this.say({ state: 'stopped' });
  }

  private begins(): void {
    this.waiting++;
    clearTimeout(this.idle);
  }

  private ends(): void {
    this.waiting--;
    if (this.waiting > 0 || !this.thread || this.thread.hasEnded) return;
    const { thread } = this;
    const { recycleHeapBytes, idleStopMs } = this.settings;
    if (thread.heapBytes > recycleHeapBytes) this.stop(thread);
    else this.idle = setTimeout(() => this.stop(thread), idleStopMs).unref();
  }

  private stop(thread: Thread): void {
    void thread.end(new CfnLintError('WORKER_EXIT', 'cfn-lint was stopped, for nobody used it'));
  }

  private say(status: Status): void {
    this.now = status;
    this.onStatus(status);
  }
}

function taskOf(request: LintRequest): LintTask {
  const options = {
    regions: request.regions,
    ignore_checks: request.ignoreChecks,
    include_checks: request.includeChecks,
    mandatory_checks: request.mandatoryChecks,
    include_experimental: request.includeExperimental,
    configure_rules: request.configureRules,
  };
  const said = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return {
    task: 'lint',
    text: request.text,
    options: said,
    configFile: request.configFileText ?? '',
    path: request.path ?? '',
  };
}

/** The answer, or a rejection as soon as the signal fires; the answer is then dropped. */
function unlessCancelled<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return answer;
  return new Promise((resolve, reject) => {
    const cancel = () => reject(cancelled());
    signal.addEventListener('abort', cancel, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
  });
}

function cancelled(): CfnLintError {
  return new CfnLintError('CANCELLED', 'the lint was cancelled');
}

function disposed(): CfnLintError {
  return new CfnLintError('DISPOSED', 'cfn-lint was disposed');
}
