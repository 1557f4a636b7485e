/** The thread's own side: unpacks wheels, then holds Python. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { CfnLintError, reasonOf } from '../error';
import { unpack } from '../installation/unpack';
import { type Python, startPython } from './python';
import type { Answers, Failure, Reply, Task, UnpackTask } from './tasks';

function listen(port: NonNullable<typeof parentPort>): void {
  let python: Python | undefined;
  const answerTo = async (task: Task): Promise<Answers[Task['task']]> => {
    if (task.task === 'unpack') return unpackAll(task);
    if (task.task === 'start') {
      python = await startPython(task);
      return python.versions;
    }
    if (!python) throw new RangeError('asked to lint before Python was started');
    return python.lint(task);
  };
  port.on('message', async (task: Task) => {
    const reply = await answerTo(task).then(
      answer => ({ answer }),
      error => ({ failure: failureOf(error) }),
    );
    port.postMessage({ ...reply, heapBytes: python?.heapBytes() ?? 0 } satisfies Reply);
  });
}

function unpackAll({ folder, wheels, pyodide }: UnpackTask): null {
  const parts = pyodide.length > 0 ? ['site', 'pyodide'] : ['site'];
  for (const part of parts) mkdirSync(join(folder, part));
  for (const { file, bytes } of pyodide) writeFileSync(join(folder, 'pyodide', file), bytes);
  for (const { file, bytes } of wheels) unpack(file, bytes, join(folder, 'site'));
  return null;
}

/** After an error that is not Python's own, such as a full stack of WebAssembly, the interpreter is in no state to go on. */
function failureOf(error: unknown): Failure {
  if (error instanceof CfnLintError) return { code: error.code, message: error.message, isFatal: false };
  if (!(error instanceof Error)) return { code: 'WORKER_EXIT', message: String(error), isFatal: true };
  if (error.name === 'PythonError') return { code: 'PYTHON_ERROR', message: lastLineOf(error.message), isFatal: false };
  const { syscall } = error as NodeJS.ErrnoException;
  if (syscall !== undefined)
    return { code: 'INSTALL_FAILED', message: `${syscall}: ${reasonOf(error)}`, isFatal: false };
  return { code: 'WORKER_EXIT', message: `cfn-lint's thread failed: ${error.message}`, isFatal: true };
}

/** Of a traceback, the line that says what was wrong; some list all regions that there are. */
function lastLineOf(traceback: string): string {
  return (traceback.trim().split('\n').at(-1) ?? traceback).slice(0, 500);
}

if (parentPort) listen(parentPort);
