import { dirname, isAbsolute } from 'node:path';
import type { CfnLintError, CfnLintOptions } from 'cfn-lint-wasm';
import { cfnLintCache } from '../../cfn-lint/cache-folder';
import { configurationOf } from '../../cfn-lint/configuration';
import { executableLinter, installed } from '../../cfn-lint/executable';
import { LinterError, type TemplateLinter } from '../../cfn-lint/linter';
import { wasmLinter } from '../../cfn-lint/wasm';
import { pathOfUri } from '../../files/uri';
import type { Linters, Teller, Wish } from './linters';

/** `place`: where WebAssembly's cfn-lint is kept, and of which files it is made. */
export function nodeLinters(
  place: Pick<CfnLintOptions, 'cacheDir' | 'lock' | 'workerFile'> = { cacheDir: cfnLintCache() },
): Linters {
  return {
    async choose(wish, teller) {
      const program = wish.isTrusted && wish.enable !== 'wasm' ? await programOf(wish.path) : undefined;
      if (program !== undefined) return executableLinter(program);
      if (wish.enable === 'executable') throw new LinterError(noProgram(wish));
      const linter = wasmLinter({ ...place, ...sourcesOf(wish, teller) }, remedy);
      return wish.enable === 'auto' && wish.filesFolder === '' ? ifThere(linter) : linter;
    },
    async template(uri, text, folder) {
      const file = pathOfUri(uri) ?? '';
      const root = folder === undefined ? undefined : pathOfUri(folder)?.replace(/[/\\]+$/, '');
      const configuration = await configurationOf(file, root ?? dirname(file));
      return { text, file, ...(configuration ? { configuration } : {}) };
    },
  };
}

const remedy =
  'connect once, or name a folder with them in `bulkhead.cfnLint.filesFolder`, or a mirror in `bulkhead.cfnLint.mirror`';

async function programOf(path: string): Promise<string | undefined> {
  return path === '' ? installed('cfn-lint') : absolute(path, 'path');
}

function absolute(path: string, setting: 'path' | 'filesFolder'): string {
  if (isAbsolute(path)) return path;
  throw new LinterError(`\`bulkhead.cfnLint.${setting}\` is no absolute path: \`${path}\``);
}

function noProgram({ isTrusted }: Wish): string {
  return isTrusted
    ? 'no `cfn-lint` is on the PATH, and `bulkhead.cfnLint.path` names none'
    : 'an installed cfn-lint is run only in a workspace that is trusted';
}

/** Whom nobody has asked for need not say which files it lacks. */
function ifThere(linter: TemplateLinter): TemplateLinter {
  const shorter = (error: unknown) => {
    const isAbsent = error instanceof LinterError && (error.cause as Partial<CfnLintError>)?.code === 'NOT_INSTALLED';
    throw isAbsent ? new LinterError(absent, { cause: error }) : error;
  };
  return { ...linter, start: () => linter.start().catch(shorter) };
}

const absent = 'there is none that may be run; `"bulkhead.cfnLint.enable": "wasm"` downloads one that needs no Python';

/** Nobody is asked to download what nobody asked for. */
function sourcesOf({ enable, filesFolder, mirror }: Wish, teller: Teller): Omit<CfnLintOptions, 'cacheDir'> {
  return {
    wheelDirs: filesFolder === '' ? [] : [absolute(filesFolder, 'filesFolder')],
    download: enable === 'wasm' ? 'ask' : 'never',
    proxies: () => teller.proxies(),
    confirmDownload: (hosts, bytes) => teller.confirm(hosts, bytes),
    ...(mirror === '' ? {} : { mirror }),
    onStatus: status => teller.progress(status),
  };
}
