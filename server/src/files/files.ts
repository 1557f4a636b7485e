/**
 * Finding, reading and decoding files: shared by the language server and the command line. This folder knows no LSP and no
 * analysis; a host that has no disk (a web worker) brings its own `Files`.
 */
import type { Problem } from '../engine/model/problem';
import type { TextEdit, Uri } from '../engine/text/text';

/** How a file writes its text; an edit is written back in the same way. PowerShell's `>` writes `utf-16le` with a mark. */
export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be';

export interface Files {
  /**
   * Every file in a folder that may be ours by its name, in order of uri. Never follows a link to a folder; a link to a file that is
   * found itself is none.
   */
  find(folder: Uri, globs: Globs): Promise<readonly Uri[]>;
  /** Every file directly in a folder, whatever its name, in order of uri. */
  list(folder: Uri): Promise<readonly Uri[]>;
  /**
   * Never rejects: what goes wrong is an answer. Files of more than `limit` bytes are not read whole. `within`: folders that it must
   * lie in when all links are followed; else it is absent.
   */
  read(uri: Uri, limit: number, within?: readonly Uri[]): Promise<Reading>;
}

/** Both relative to the folder. `include` is added to the names that are always looked at. */
export interface Globs {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export type Reading =
  | {
      readonly kind: 'text';
      /** Without a byte order mark: editors do not count it either. */
      readonly text: string;
      readonly encoding: Encoding;
      /** Milliseconds since 1970 at which it was last written, where that is known. */
      readonly modified?: number;
      readonly problems: readonly FileProblem[];
    }
  /** `head` is the text's beginning: enough to see what it is. */
  | { readonly kind: 'too-large'; readonly head: string; readonly bytes: number; readonly limit: number }
  /** `reason` as the system gives it: `permission denied`. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** Not there, or no file: a broken link, a folder. */
  | { readonly kind: 'absent' };

/** What is wrong with a file before anybody parses it. */
export interface FileProblem {
  readonly message: string;
  readonly severity: Problem['severity'];
  readonly range: TextEdit['range'];
}

export const megabyte = 1024 * 1024;

/** What a reader is told about a file that was not read whole. */
export function problemOf(reading: Exclude<Reading, { kind: 'text' | 'absent' }>): FileProblem {
  const message =
    reading.kind === 'unreadable'
      ? `this file cannot be read: ${reading.reason}`
      : `this file has ${inWords(reading.bytes)}, more than the ${inWords(reading.limit)} that are read`;
  return { message, severity: 'error', range: { start: 0, end: 0 } };
}

function inWords(bytes: number): string {
  const [size, unit] = bytes < megabyte ? [bytes / 1024, 'KB'] : [bytes / megabyte, 'MB'];
  return `${size.toFixed(1).replace(/\.0$/, '')} ${unit}`;
}
