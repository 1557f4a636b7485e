/** All that the thread is asked, and what it answers. Plain data: it is copied. */
import type { CfnLintErrorCode } from '../error';

export type Task = UnpackTask | StartTask | LintTask;

export interface UnpackTask {
  readonly task: 'unpack';
  readonly folder: string;
  readonly wheels: readonly NamedBytes[];
  readonly pyodide: readonly NamedBytes[];
}

export interface NamedBytes {
  readonly file: string;
  readonly bytes: Uint8Array;
}

export interface StartTask {
  readonly task: 'start';
  /** The installation; Python sees it and no other folder of the machine. */
  readonly folder: string;
  readonly pyodide: string;
  /** What Pyodide's files must be, when somebody else has put them there. */
  readonly expected: readonly { readonly file: string; readonly sha256: string }[];
}

export interface LintTask {
  readonly task: 'lint';
  readonly text: string;
  /** Names and values as `ConfigMixIn` takes them. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Text of a `.cfnlintrc`; empty without one. */
  readonly configFile: string;
  /** Relative to the configuration file; empty when nobody said it. */
  readonly path: string;
}

export interface Answers {
  readonly unpack: null;
  readonly start: { readonly version: string; readonly python: string };
  readonly lint: readonly RawFinding[];
}

/** As the Python side says it: lines and columns from 1, columns in code points. */
export interface RawFinding {
  readonly id: string;
  readonly message: string;
  readonly url: string;
  readonly path: readonly (string | number)[];
  readonly start: readonly [line: number, column: number];
  readonly end: readonly [line: number, column: number];
}

export interface Failure {
  readonly code: CfnLintErrorCode;
  readonly message: string;
  /** The thread is in no state to do anything more. */
  readonly isFatal: boolean;
}

export type Reply = { readonly heapBytes: number } & (
  | { readonly answer: Answers[Task['task']] }
  | { readonly failure: Failure }
);
