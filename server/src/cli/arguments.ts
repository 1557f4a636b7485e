import { Command, InvalidArgumentError, Option } from 'commander';
import type { Severity } from '../engine/model/problem';
import { severities } from '../findings/severity';

export const mapFormats = ['json', 'svg', 'html', 'mermaid'] as const;
const diffFormats = ['text', 'json', 'markdown', 'sarif'] as const;
const formats = ['text', 'json', 'sarif', 'github', 'junit', 'markdown'] as const;

/** What every command that reads files takes. */
export interface ReadOptions {
  readonly config?: string;
  readonly rule: readonly string[];
  readonly quiet?: boolean;
  /** False after `--no-color`. */
  readonly color: boolean;
  /** False after `--no-progress`. */
  readonly progress: boolean;
}

export interface CheckOptions extends ReadOptions {
  readonly format: (typeof formats)[number];
  readonly output?: string;
  readonly severity: Severity;
  readonly failOn: Severity | 'never';
  readonly possible?: boolean;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly changedSince?: string;
  readonly cfnLint?: boolean;
  readonly cfnLintFiles?: string;
  readonly cfnLintDownload?: boolean;
  readonly stdin?: boolean;
  readonly stdinFilename?: string;
}

export interface FixOptions extends ReadOptions {
  readonly unsafe?: boolean;
  readonly dryRun?: boolean;
}

export interface InitOptions extends Pick<ReadOptions, 'config' | 'quiet' | 'progress'> {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

export interface MapOptions extends Pick<ReadOptions, 'config' | 'quiet' | 'progress'> {
  readonly format?: (typeof mapFormats)[number];
  readonly output?: string;
  readonly possible?: boolean;
}

export interface DiffOptions extends Pick<ReadOptions, 'config' | 'quiet' | 'color' | 'progress'> {
  readonly base: string;
  readonly baseAssembly?: string;
  readonly format: (typeof diffFormats)[number];
  readonly output?: string;
  readonly failOn: Severity | 'never';
  readonly possible?: boolean;
}

export interface ReachOptions extends Pick<ReadOptions, 'config' | 'quiet' | 'color' | 'progress'> {
  readonly from?: string;
  readonly to?: string;
  readonly format: 'text' | 'json';
  readonly output?: string;
  readonly possible?: boolean;
}

/** A command of the program that reads files, with the options that all of them have. */
function readingCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('[paths...]', 'files, folders or globs (default: the working directory)')
    .option('--config <file>', 'settings in place of every bulkhead.yaml, as if they lay here')
    .addOption(new Option('--rule <id>', 'only this rule (repeatable)').argParser(gathered).default([], 'every rule'))
    .option('--quiet', 'print nothing besides what was asked for')
    .option('--no-color', 'no colours, even on a terminal')
    .option('--no-progress', 'no progress bar, even on a terminal');
}

export function checkCommand(): Command {
  return readingCommand('check', 'print the findings of the workspace')
    .addOption(new Option('--format <format>', 'how to print them').choices(formats).default('text'))
    .option('--output <file>', 'write the report to a file')
    .addOption(new Option('--severity <severity>', 'show findings at least as bad').choices(severities).default('hint'))
    .addOption(
      new Option('--fail-on <severity>', 'exit status 1 for findings at least as bad')
        .choices([...severities.slice(0, 3), 'never'])
        .default('error'),
    )
    .option('--possible', 'show findings too that depend on what the template leaves open')
    .option('--baseline <file>', 'findings in it are known: only others are shown and count')
    .option('--write-baseline <file>', 'write the present findings to a baseline, after which they are known')
    .option('--changed-since <revision>', 'only findings that stand in, or lead to, files changed since then', oneName)
    .option('--cfn-lint', 'findings of cfn-lint too: of an installed one, else of one on WebAssembly')
    .option('--cfn-lint-files <folder>', 'cfn-lint on WebAssembly, whose files lie in this folder', oneName)
    .option('--cfn-lint-download', 'cfn-lint on WebAssembly, of which missing files are downloaded')
    .option('--stdin', 'read one document from standard input')
    .option('--stdin-filename <name>', 'the name that it stands for', oneName);
}

export function fixCommand(): Command {
  return readingCommand('fix', 'apply the fixes that change nothing that is granted')
    .option('--unsafe', 'apply the preferred fixes too that a person should review')
    .option('--dry-run', 'print a unified diff and write nothing');
}

export function mapCommand(): Command {
  return new Command('map')
    .description('draw accounts, what lands in them, and who reaches what')
    .argument('[paths...]', 'files, folders or globs (default: the working directory)')
    .option('--config <file>', 'settings in place of every bulkhead.yaml, as if they lay here')
    .addOption(
      new Option('--format <format>', 'how to draw it (default: as the file ends, else json)').choices(mapFormats),
    )
    .option('--output <file>', 'write the map to a file')
    .option('--possible', 'with findings too that depend on what the template leaves open')
    .option('--quiet', 'print nothing besides what was asked for')
    .option('--no-progress', 'no progress bar, even on a terminal');
}

export function diffCommand(): Command {
  return new Command('diff')
    .description('print what a change newly allows, and what it forbids')
    .argument('[paths...]', 'files, folders or globs (default: the working directory)')
    .option(
      '--base <revision>',
      'the state before: a branch, tag or commit of git; `main...`: where main was left',
      oneName,
      'HEAD',
    )
    .option('--base-assembly <folder>', 'what CDK made of the app before, where `cdk.out` is not tracked', oneName)
    .option('--possible', 'with what depends on what the template leaves open')
    .addOption(new Option('--format <format>', 'how to print it').choices(diffFormats).default('text'))
    .option('--output <file>', 'write the report to a file')
    .addOption(
      new Option('--fail-on <severity>', 'exit status 1 for findings at least as bad')
        .choices([...severities.slice(0, 3), 'never'])
        .default('error'),
    )
    .option('--config <file>', 'settings in place of every bulkhead.yaml, as if they lay here')
    .option('--quiet', 'print nothing besides what was asked for')
    .option('--no-color', 'no colours, even on a terminal')
    .option('--no-progress', 'no progress bar, even on a terminal');
}

export function reachCommand(): Command {
  return new Command('reach')
    .description('print who reaches what, over which hops: the shortest path for each pair')
    .argument('[paths...]', 'files, folders or globs (default: the working directory)')
    .option(
      '--from <principal>',
      'a name, logical id or ARN, with * and ?, an account, an environment, repo:org/name, anyone (default: everybody who reaches it)',
      oneName,
    )
    .option(
      '--to <resource>',
      'a role, a table, a secret, … in the same way, also as Stack/Orders or orders.yaml:Orders (default: all that is reached)',
      oneName,
    )
    .option('--possible', 'over hops too that depend on what the template leaves open')
    .addOption(new Option('--format <format>', 'how to print them').choices(['text', 'json']).default('text'))
    .option('--output <file>', 'write the paths to a file')
    .option('--config <file>', 'settings in place of every bulkhead.yaml, as if they lay here')
    .option('--quiet', 'print nothing besides what was asked for')
    .option('--no-color', 'no colours, even on a terminal')
    .option('--no-progress', 'no progress bar, even on a terminal');
}

export function initCommand(): Command {
  return new Command('init')
    .description('write bulkhead.yaml with the accounts that the workspace mentions')
    .argument('[paths...]', 'files, folders or globs (default: the working directory)')
    .option('--config <file>', 'the settings to add to, in place of every bulkhead.yaml')
    .option('--yes', 'ask nothing: what only you know is left open')
    .option('--dry-run', 'print what would be written')
    .option('--quiet', 'print nothing besides what was asked for')
    .option('--no-progress', 'no progress bar, even on a terminal');
}

function gathered(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function oneName(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('a name is needed.');
  return value;
}
