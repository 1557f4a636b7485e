import type { CheckOptions } from './arguments';
import { UsageError } from './exit';

/** The document on standard input, where one was announced. */
export async function standardInput(
  options: CheckOptions,
): Promise<{ readonly name: string; readonly bytes: Uint8Array } | undefined> {
  if (!options.stdin) {
    if (options.stdinFilename !== undefined) throw new UsageError('`--stdin-filename` needs `--stdin`');
    return undefined;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return { name: options.stdinFilename ?? 'stdin.yaml', bytes: Buffer.concat(chunks) };
}
