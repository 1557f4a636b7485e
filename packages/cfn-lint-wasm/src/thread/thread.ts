import { Worker } from 'node:worker_threads';
import { CfnLintError, type CfnLintErrorCode } from '../error';
import type { Answers, Failure, Reply, Task } from './tasks';

/** How long a task may take, and what it is called when it takes longer. */
export interface Patience {
  readonly milliseconds: number;
  readonly code: CfnLintErrorCode;
}

/** A worker that does one task at a time: whoever asks waits for the answer before asking again. */
export class Thread {
  private readonly worker: Worker;
  private reject: ((error: CfnLintError) => void) | undefined;
  private resolve: ((answer: never) => void) | undefined;
  private heap = 0;
  private over = false;

  /** `onEnd` is called once, however it ends. */
  constructor(
    file: string,
    private readonly onEnd: () => void,
  ) {
    // Its output is kept off ours, which may carry a protocol; the environment is the machine's, not the templates'.
    this.worker = new Worker(file, { stdout: true, stderr: true, env: {}, execArgv: [] });
    this.worker.stdout.resume();
    this.worker.stderr.resume();
    this.worker.on('message', (reply: Reply) => this.receive(reply));
    this.worker.on(
      'error',
      error => void this.end(new CfnLintError('WORKER_EXIT', `cfn-lint's thread failed: ${error}`)),
    );
    this.worker.on('exit', code => void this.end(new CfnLintError('WORKER_EXIT', `cfn-lint's thread ended (${code})`)));
  }

  get hasEnded(): boolean {
    return this.over;
  }

  /** Of WebAssembly's memory, after the last task. */
  get heapBytes(): number {
    return this.heap;
  }

  /** Rejects with a `CfnLintError`; a task that takes too long ends the thread. */
  async ask<T extends Task>(task: T, patience?: Patience): Promise<Answers[T['task']]> {
    if (this.over) throw new CfnLintError('WORKER_EXIT', "cfn-lint's thread has ended");
    const late = patience && setTimeout(() => void this.end(tooLong(task, patience)), patience.milliseconds);
    try {
      return await new Promise<Answers[T['task']]>((resolve, reject) => {
        this.resolve = resolve;
        this.reject = reject;
        this.worker.postMessage(task);
      });
    } finally {
      clearTimeout(late);
    }
  }

  /** Resolves when its memory is free again. Whoever waits for an answer gets the reason. */
  async end(reason: CfnLintError): Promise<void> {
    if (!this.over) {
      this.over = true;
      this.reject?.(reason);
      this.onEnd();
    }
    await this.worker.terminate();
  }

  private fail({ code, message, isFatal }: Failure): void {
    const error = new CfnLintError(code, message);
    if (isFatal) void this.end(error);
    else this.reject?.(error);
  }

  private receive(reply: Reply): void {
    this.heap = reply.heapBytes;
    if ('answer' in reply) this.resolve?.(reply.answer as never);
    else this.fail(reply.failure);
  }
}

function tooLong({ task }: Task, { milliseconds, code }: Patience): CfnLintError {
  return new CfnLintError(code, `cfn-lint's ${task} took longer than ${milliseconds / 1000} s and was ended`);
}
