import type { Files } from '../files/files';
import type { History } from '../git/history';
import type { Linters } from './cfn-lint/linters';

/** What the server needs of the machine that it runs on: a Node process or a web worker. */
export interface Host {
  readonly files: Files;
  /** Absent where there is no version control to ask. */
  readonly history?: History;
  /** Absent where cfn-lint cannot be run. */
  readonly linters?: Linters;
  /** Lets other events be handled. */
  pause(): Promise<void>;
  after(milliseconds: number): Promise<void>;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** `2026-11-22`, by the local clock. */
  today(): string;
}
