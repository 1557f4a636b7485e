import { createInterface } from 'node:readline/promises';

/** Asks on the terminal, beside what is printed. Where the input ends, the answer is empty. */
export async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<string>(resolve => lines.once('close', () => resolve('')));
  // The terminal hands the interrupt to whoever reads from it.
  lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await Promise.race([lines.question(question), ended]);
  } finally {
    lines.close();
  }
}
