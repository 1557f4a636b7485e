import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { findingsIn, type RawFinding } from 'cfn-lint-wasm';
import { type LintedTemplate, LinterError, type TemplateLinter } from './linter';

/** Milliseconds; a template that takes longer is not linted. */
const patience = 60_000;
/** Of what it prints, in bytes. */
const mostOutput = 64 * 1024 * 1024;

/** An installed `cfn-lint`, by its absolute path. It runs what a configuration file names: for trusted workspaces alone. */
export function executableLinter(program: string): TemplateLinter {
  return {
    async start() {
      if (!(await isExecutable(program))) throw new LinterError(`\`${program}\` is no program that can be run`);
    },
    async lint(template, signal) {
      const printed = await run(program, template, signal);
      return findingsIn(template.text, printed.map(rawFinding));
    },
    async dispose() {},
  };
}

/**
 * Where a program of that name is installed; nothing is looked for in the working directory, which others may have written, though
 * Windows would.
 */
export async function installed(name: string, env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter(isAbsolute);
  const files = process.platform === 'win32' ? [`${name}.exe`] : [name];
  for (const path of folders.flatMap(folder => files.map(file => join(folder, file))))
    if (await isExecutable(path)) return path;
  return undefined;
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** The text comes from standard input, so that it need not be saved. cfn-lint reads the configuration where it stands. */
function run(program: string, template: LintedTemplate, signal: AbortSignal | undefined): Promise<readonly Printed[]> {
  const cwd = dirname(template.configuration?.path ?? template.file);
  const options = { cwd, timeout: patience, maxBuffer: mostOutput, windowsHide: true, ...(signal ? { signal } : {}) };
  return new Promise((resolve, reject) => {
    const child = execFile(program, ['--format', 'json'], options, (error, out, complaint) => {
      const printed = parsed(out);
      // Its exit status says only how bad the findings are.
      if (printed) resolve(printed);
      else
        reject(
          new LinterError(`\`${program}\` gave no findings: ${lastLine(complaint) ?? error?.message ?? 'nothing'}`),
        );
    });
    // One that ends early closes its input; why it ended is told above.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(template.text);
  });
}

/** As `--format json` prints it. */
interface Printed {
  readonly Message: string;
  readonly Location: { readonly Start: Spot; readonly End: Spot; readonly Path: readonly (string | number)[] | null };
  readonly Rule: { readonly Id: string; readonly Source: string };
}

interface Spot {
  readonly LineNumber: number;
  readonly ColumnNumber: number;
}

function parsed(out: string): readonly Printed[] | undefined {
  try {
    const printed: unknown = JSON.parse(out);
    return Array.isArray(printed) ? printed.filter(isPrinted) : undefined;
  } catch {
    // Not JSON: it did not come so far, and says why on the other stream.
    return undefined;
  }
}

function isPrinted(value: unknown): value is Printed {
  const { Message, Location, Rule } = value as Partial<Printed>;
  return (
    typeof Message === 'string' && typeof Rule?.Id === 'string' && isSpot(Location?.Start) && isSpot(Location?.End)
  );
}

function isSpot(spot: Spot | undefined): boolean {
  return typeof spot?.LineNumber === 'number' && typeof spot.ColumnNumber === 'number';
}

function rawFinding({ Message, Location: { Start, End, Path }, Rule }: Printed): RawFinding {
  return {
    id: Rule.Id,
    message: Message.slice(0, 500),
    url: Rule.Source,
    path: Path ?? [],
    start: [Start.LineNumber, Start.ColumnNumber],
    end: [End.LineNumber, End.ColumnNumber],
  };
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1) || undefined;
}
