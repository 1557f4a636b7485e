import { availableParallelism } from 'node:os';
import { dirname, resolve, sep } from 'node:path';
import { asFindings, isLinted } from '../cfn-lint/as-findings';
import { cfnLintCache } from '../cfn-lint/cache-folder';
import { configurationOf } from '../cfn-lint/configuration';
import { executableLinter, installed } from '../cfn-lint/executable';
import { LinterError, type TemplateLinter } from '../cfn-lint/linter';
import { wasmLinter } from '../cfn-lint/wasm';
import type { Finding } from '../engine/rules/rule';
import type { Uri } from '../engine/text/text';
import type { CheckOptions } from './arguments';
import type { Console } from './console';
import { UsageError } from './exit';
import type { Progress } from './progress';
import type { ReadWorkspace } from './read-workspace';

export interface Linted {
  readonly wasAsked: boolean;
  readonly findings: readonly Finding[];
  /** Whether every template was linted that was to be. */
  readonly isWhole: boolean;
}

/** What cfn-lint says of the templates, where it is asked for. Throws a UsageError when it cannot be run at all. */
export async function cfnLint(
  read: ReadWorkspace,
  options: CheckOptions,
  console: Console,
  progress: Progress,
): Promise<Linted> {
  const { snapshot } = read.workspace;
  const wasAsked = Boolean(options.cfnLint || options.cfnLintDownload || options.cfnLintFiles !== undefined);
  const templates = wasAsked ? snapshot.documents().filter(uri => isLinted(snapshot, uri)) : [];
  if (templates.length === 0) return { wasAsked, findings: [], isWhole: true };
  const linter = await linterFor(options, console);
  try {
    await linter.start();
    progress.start('Linting', templates.length);
    return { wasAsked, ...(await lintAll(templates, linter, read, console, progress)) };
  } catch (error) {
    if (error instanceof LinterError) throw new UsageError(error.message);
    throw error;
  } finally {
    await linter.dispose();
  }
}

const remedy = '`--cfn-lint-download` downloads them, and `--cfn-lint-files` names a folder that has them';

async function linterFor(asked: CheckOptions, { cwd, ask }: Console): Promise<TemplateLinter> {
  const wantsWasm = asked.cfnLintDownload || asked.cfnLintFiles !== undefined;
  const program = wantsWasm ? undefined : await installed('cfn-lint');
  if (program !== undefined) return executableLinter(program);
  const options = {
    cacheDir: cfnLintCache(),
    wheelDirs: asked.cfnLintFiles === undefined ? [] : [resolve(cwd, asked.cfnLintFiles)],
    download: asked.cfnLintDownload ? ('allow' as const) : ask ? ('ask' as const) : ('never' as const),
    confirmDownload: async (hosts: readonly string[], bytes: number) => {
      const size = `${Math.round(bytes / 1_000_000)} MB`;
      const answer = await ask?.(`Download cfn-lint (${size}) from ${hosts.join(' and ')}? [y/N] `);
      return /^y(es)?$/i.test(answer?.trim() ?? '');
    },
  };
  return wasmLinter(options, remedy);
}

/** Several at once, as an installed cfn-lint is a process for each. */
async function lintAll(
  templates: readonly Uri[],
  linter: TemplateLinter,
  read: ReadWorkspace,
  console: Console,
  progress: Progress,
): Promise<Omit<Linted, 'wasAsked'>> {
  const findings: Finding[] = [];
  let isWhole = true;
  const waiting = templates.values();
  const work = async () => {
    for (const uri of waiting) {
      try {
        findings.push(...(await findingsOf(uri, linter, read, console)));
      } catch (error) {
        if (!(error instanceof LinterError)) throw error;
        isWhole = false;
        console.note(`\`${read.names.file(uri)}\` was not linted: ${error.message}`);
      }
      progress.advance(1);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return { findings, isWhole };
}

async function findingsOf(uri: Uri, linter: TemplateLinter, read: ReadWorkspace, { cwd }: Console) {
  const { snapshot } = read.workspace;
  const file = read.names.path(uri);
  const configuration = await configurationOf(file, file.startsWith(cwd + sep) ? cwd : dirname(file));
  const text = snapshot.source(uri)?.text ?? '';
  const lints = await linter.lint({ text, file, ...(configuration ? { configuration } : {}) });
  return asFindings(snapshot, uri, lints);
}
