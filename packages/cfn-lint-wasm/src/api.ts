import type { CfnLintError } from './error';
import type { WheelLock } from './installation/lock';
import type { ProxySettings } from './installation/proxies';

export interface CfnLint {
  /**
   * Installs what is missing and starts Python; `lint` does so by itself. After a failure only this tries again: a linter that is not
   * there is not looked for with every keystroke.
   */
  start(): Promise<Started>;
  /** One after another, in the order of the calls. Rejects with a `CfnLintError` and with nothing else. */
  lint(request: LintRequest): Promise<readonly Finding[]>;
  status(): Status;
  /** Ends the thread and every download; what waits is rejected with `DISPOSED`. */
  dispose(): Promise<void>;
}

export interface CfnLintOptions {
  /** An absolute path that belongs to this package alone; 87 MB when all is there. Several processes may share it. */
  readonly cacheDir: string;
  /** Absolute paths of folders with the files of the lock, in the order in which they are searched. */
  readonly wheelDirs?: readonly string[];
  /** Default `never`. */
  readonly download?: 'never' | 'ask' | 'allow';
  /** For `download: 'ask'`. `bytes`: about how many will come. */
  readonly confirmDownload?: (hosts: readonly string[], bytes: number) => Promise<boolean>;
  /** `https://mirror.example/files`: a folder with the files of the lock, instead of the hosts that are known. */
  readonly mirror?: string;
  /** Asked before each request. Default: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` of the environment. */
  readonly proxies?: () => ProxySettings | Promise<ProxySettings>;
  /** In place of a download through `proxies`. */
  readonly fetch?: typeof globalThis.fetch;
  /** A folder with Pyodide's five files. Default: the npm package, when it can be resolved; else they are installed as wheels are. */
  readonly pyodideDir?: string;
  /** The built worker. Default: `cfn-lint-worker.js` beside this file. */
  readonly workerFile?: string;
  /** Default 180,000: a busy machine has taken 68 s for the first start. */
  readonly startTimeoutMs?: number;
  /** Default 30,000; then the thread is ended, and the next lint starts another. */
  readonly lintTimeoutMs?: number;
  /** Default 512: above it the thread is ended as soon as nothing waits. WebAssembly never gives memory back. */
  readonly recycleHeapMb?: number;
  /** Default 600,000: unused for so long, the thread is ended, and its 220 MB with it. */
  readonly idleStopMs?: number;
  /** Default `wheels.lock.json`. */
  readonly lock?: WheelLock;
  readonly onStatus?: (status: Status) => void;
}

export interface Started {
  /** Of cfn-lint: `1.55.1`. */
  readonly version: string;
  readonly python: string;
  /** Where the files came from: `download` when one of them did. */
  readonly source: 'cache' | 'folder' | 'download';
  readonly milliseconds: number;
}

export type Status =
  | { readonly state: 'stopped' | 'looking' | 'installing' | 'starting' | 'ready' }
  | { readonly state: 'downloading'; readonly file: string; readonly done: number; readonly total: number }
  | { readonly state: 'failed'; readonly error: CfnLintError };

/** The names are cfn-lint's options; what is absent is left to the template's metadata and the configuration file. */
export interface LintRequest {
  readonly text: string;
  readonly regions?: readonly string[];
  readonly ignoreChecks?: readonly string[];
  readonly includeChecks?: readonly string[];
  readonly mandatoryChecks?: readonly string[];
  readonly includeExperimental?: boolean;
  readonly configureRules?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The text of a `.cfnlintrc`. Keys that name files or Python code (`append_rules`, `custom_rules`, …) have no effect. */
  readonly configFileText?: string;
  /** `stacks/orders.yaml`, relative to the configuration file: a template that its `ignore_templates` names has no findings. */
  readonly path?: string;
  /** What waits is never run; what runs is finished, for Python cannot be stopped halfway, and its answer is dropped. */
  readonly signal?: AbortSignal;
}

export interface Finding {
  /** `E3002`. */
  readonly ruleId: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** At most 500 characters. */
  readonly message: string;
  /** The rule's page, or empty. */
  readonly url: string;
  /** Where in the template: `['Resources', 'Bucket', 'Properties', 0]`. */
  readonly path: readonly (string | number)[];
  /** Lines and UTF-16 columns from 0, the end exclusive, as LSP has them. */
  readonly range: Range;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Position {
  readonly line: number;
  readonly character: number;
}
