import type { Finding } from 'cfn-lint-wasm';

/** cfn-lint, however it is run. */
export interface TemplateLinter {
  /** Rejects with a `LinterError` when no template can be linted. */
  start(): Promise<void>;
  /** Rejects with a `LinterError`. */
  lint(template: LintedTemplate, signal?: AbortSignal): Promise<readonly Finding[]>;
  dispose(): Promise<void>;
}

export interface LintedTemplate {
  readonly text: string;
  /** The file's path. */
  readonly file: string;
  /** The configuration file that holds for it: the nearest above it. */
  readonly configuration?: ConfigurationFile;
}

export interface ConfigurationFile {
  readonly path: string;
  readonly text: string;
}

/** Why templates are not linted, in one sentence for a person. */
export class LinterError extends Error {}
