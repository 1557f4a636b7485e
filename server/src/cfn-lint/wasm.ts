import { dirname, relative, sep } from 'node:path';
import { CfnLintError, type CfnLintOptions, createCfnLint } from 'cfn-lint-wasm';
import { LinterError, type TemplateLinter } from './linter';

/**
 * cfn-lint on WebAssembly. Nothing of the workspace is run, whatever its configuration files say. `remedy`: what a person may do about
 * files that are missing; their names follow.
 */
export function wasmLinter(options: CfnLintOptions, remedy: string): TemplateLinter {
  const linter = createCfnLint(options);
  const asLinterError = (error: unknown): never => {
    throw error instanceof CfnLintError ? new LinterError(sentenceOf(error, remedy), { cause: error }) : error;
  };
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

function sentenceOf({ code, message, missing, tried }: CfnLintError, remedy: string): string {
  if (code !== 'NOT_INSTALLED') return message;
  const files = missing.length === 1 ? 'a file is missing' : `${missing.length} files are missing`;
  return `cfn-lint is not installed, for ${files} (${tried.at(-1)}); ${remedy}: ${missing.join(', ')}`;
}

/** As a configuration file names a template: relative to it, with `/`. */
function pathBelow(configuration: string, file: string): string {
  return relative(dirname(configuration), file).split(sep).join('/');
}
