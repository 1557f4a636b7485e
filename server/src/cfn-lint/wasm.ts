import { dirname, relative, sep } from 'node:path';
import { CfnLintError, type CfnLintOptions, createCfnLint } from 'cfn-lint-wasm';
import { LinterError, type TemplateLinter } from './linter';

/** cfn-lint on WebAssembly. Nothing of the workspace is run, whatever its configuration files say. */
export function wasmLinter(options: CfnLintOptions): TemplateLinter {
  const linter = createCfnLint(options);
  return {
    async start() {
      await linter.start().catch(asLinterError);
    },
    async lint({ text, file, configuration }, signal) {
      const request = {
        text,
        ...(configuration ? { configFileText: configuration.text, path: pathBelow(configuration.path, file) } : {}),
        ...(signal ? { signal } : {}),
      };
      return linter.lint(request).catch(asLinterError);
    },
    dispose: () => linter.dispose(),
  };
}

function asLinterError(error: unknown): never {
  throw error instanceof CfnLintError ? new LinterError(error.message, { cause: error }) : error;
}

/** As a configuration file names a template: relative to it, with `/`. */
function pathBelow(configuration: string, file: string): string {
  return relative(dirname(configuration), file).split(sep).join('/');
}
