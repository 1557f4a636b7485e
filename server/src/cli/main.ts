/** The command line: the only place that knows arguments and exit states. */
import { Command, CommanderError } from 'commander';
import { localDay } from '../files/local-day';
import { version } from '../version';
import {
  type CheckOptions,
  checkCommand,
  type DiffOptions,
  diffCommand,
  type FixOptions,
  fixCommand,
  type InitOptions,
  initCommand,
  type MapOptions,
  mapCommand,
  type ReachOptions,
  reachCommand,
} from './arguments';
import { ask } from './ask';
import type { Console } from './console';
import { type ExitStatus, exit, UsageError } from './exit';
import { wantsColours } from './report/paint';

const console: Console = {
  cwd: process.cwd(),
  out: text => process.stdout.write(text),
  note: line => process.stderr.write(`${line}\n`),
  colours: wantsColours(process.stdout, process.env),
  today: localDay(new Date()),
  ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
};

/** Ends by itself when standard output is written: `process.exit` would cut a long report in a pipe. */
function ended(status: ExitStatus): void {
  process.exitCode = status;
}

function program(): Command {
  const check = checkCommand().action(async (paths: string[], options: CheckOptions) => {
    const command = await import('./commands/check');
    ended(await command.check(paths, options, console));
  });
  const fix = fixCommand().action(async (paths: string[], options: FixOptions) => {
    const command = await import('./commands/fix');
    ended(await command.fix(paths, options, console));
  });
  const init = initCommand().action(async (paths: string[], options: InitOptions) => {
    const command = await import('./commands/init');
    ended(await command.init(paths, options, console));
  });
  const map = mapCommand().action(async (paths: string[], options: MapOptions) => {
    const command = await import('./commands/map');
    ended(await command.map(paths, options, console));
  });
  const reach = reachCommand().action(async (paths: string[], options: ReachOptions) => {
    const command = await import('./commands/reach');
    ended(await command.reach(paths, options, console));
  });
  const diff = diffCommand().action(async (paths: string[], options: DiffOptions) => {
    const command = await import('./commands/diff');
    ended(await command.diff(paths, options, console));
  });
  const explain = new Command('explain')
    .description("print a rule's page, or the table of rules")
    .argument('[rule]')
    .action(async (rule: string | undefined) => {
      const command = await import('./commands/explain');
      ended(command.explain(rule, console));
    });
  const lsp = new Command('lsp')
    .description('the language server, for editors')
    .requiredOption('--stdio', 'speak over standard input and output')
    .action(async () => (await import('./commands/lsp')).lsp());
  return new Command('bulkhead')
    .description('Finds the missing walls between development and production in CloudFormation, CDK and Terraform.')
    .version(version)
    .addCommand(check)
    .addCommand(fix)
    .addCommand(map)
    .addCommand(reach)
    .addCommand(diff)
    .addCommand(explain)
    .addCommand(init)
    .addCommand(lsp);
}

async function main(): Promise<void> {
  const bulkhead = program();
  for (const command of [bulkhead, ...bulkhead.commands]) command.exitOverride();
  try {
    await bulkhead.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) return ended(error.exitCode === 0 ? exit.clean : exit.usage);
    const said = error instanceof UsageError ? error.message : `this is a fault of Bulkhead: ${reasonOf(error)}`;
    console.note(`bulkhead: ${said}`);
    ended(exit.usage);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

// A reader that has seen enough (`| head`) closes the pipe: no failure of ours.
process.stdout.on('error', error => {
  if (!('code' in error) || error.code !== 'EPIPE') throw error;
});
void main();
