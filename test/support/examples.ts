/** The workspaces of `examples/`, as they stand on disk. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Documents } from './workspace';

export const examples = join(import.meta.dirname, '../../examples');

/** The texts of one of them, by their paths in it. */
export function exampleFiles(name: string): Documents {
  const folder = join(examples, name);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map(path => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}

/** A comment with a line of its own, directly above what it is about. */
const expectation = /(?:#|\/\/) expected: ([a-z-]+)/;

/** Of each place where a comment says so: the rule, the file and the line, counted from 0, of what the comment stands above. */
export function expectedIn(files: Documents): readonly { rule: string; file: string; line: number }[] {
  return Object.entries(files).flatMap(([file, text]) => {
    const lines = text.split('\n');
    return lines.flatMap((line, i) => {
      const rule = expectation.exec(line)?.[1];
      return rule === undefined ? [] : [{ rule, file, line: i + 1 }];
    });
  });
}

/** The value that a related message ends with, or the account that it names: what a reader looks for at its place. */
export function lookedFor(message: string): string {
  return [...message.matchAll(/`([^`]+)`/g)].at(-1)![1]!;
}
