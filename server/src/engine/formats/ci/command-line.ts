import { literalOf, type Text } from '../../model/text';
import { type Deploying, type Options, option } from './session';
import { textOf, withoutPrefix } from './values';

/** A call of a program: its name, and what it is told. */
export interface Call {
  readonly program: string;
  readonly words: readonly Text[];
  /** The folder in which what starts it lets it run: `npm --prefix infra run cdk`. */
  readonly folder?: Text;
}

/** What starts other programs, with what stands between it and them. */
const starters =
  /^(?:npx|bunx|pnpx|sudo|time|exec|command|env|nohup|yarn|pnpm|npm|bun|pipenv|poetry|uv|uvx|rtx|mise|doppler|exec|run|dlx|x|--|-y|--yes|-E|--no-install|\.\/)$/;

/** The program that a command starts, by its file's name, behind `npx` and what else stands before it. */
export function callOf(all: readonly Text[]): Call | undefined {
  const { words, folder } = withoutFolder(all);
  const first = words.findIndex(word => !starters.test(literalOf(word) ?? ''));
  const name = words[first] && literalOf(words[first]);
  if (name === undefined) return undefined;
  const program = name.slice(name.lastIndexOf('/') + 1).replace(/@.*$|\.exe$/i, '');
  return {
    program: program === 'aws-cdk' ? 'cdk' : program === 'tofu' ? 'terraform' : program,
    words: words.slice(first + 1).filter(word => literalOf(word) !== '--'),
    ...(folder ? { folder } : {}),
  };
}

/** Options by which a package manager is told a folder. */
const folderOption = /^(?:--prefix|--cwd|--dir|-C)(?:=|$)/;

function withoutFolder(words: readonly Text[]): Pick<Call, 'words' | 'folder'> {
  const isManager = /^(?:npm|yarn|pnpm|bun)$/.test(startOf(words[0]));
  const at = isManager ? words.findIndex(word => folderOption.test(startOf(word))) : -1;
  const option = words[at];
  if (!option) return { words };
  const [name] = startOf(option).split('=');
  const written = withoutPrefix(option, `${name}=`);
  const folder = written ?? words[at + 1];
  const left = [...words.slice(0, at), ...words.slice(at + (written ? 1 : 2))];
  return folder ? { words: left, folder } : { words: left };
}

function startOf(word: Text | undefined): string {
  const [first] = word?.parts ?? [];
  return typeof first === 'string' ? first : '';
}

/** What a call deploys with, without what only its place in a job says. */
export interface Deployment extends Pick<Deploying, 'tool' | 'options' | 'others'> {
  /** It makes nothing before another call applies it: `terraform plan`, a change set. */
  readonly isPlan?: boolean;
  /** It executes the change set of another call, and nothing else. */
  readonly executes?: boolean;
}

/** Undefined for a call that deploys nothing. */
export function deploymentBy({ program, words }: Call): Deployment | undefined {
  switch (program) {
    case 'aws':
      return byAws(words);
    case 'sam':
      return bySubcommand('sam', words, /^(?:deploy|sync)$/, singleOfSam);
    case 'cdk':
      return bySubcommand('cdk', words, /^deploy$/, singleOfCdk);
    case 'terraform':
      return bySubcommand('terraform', words, /^(?:apply|plan)$/, singleOfTerraform);
    default:
      return undefined;
  }
}

const stackCommands = /^(?:deploy|create-stack|update-stack|create-change-set|execute-change-set)$/;

/** Options may stand before the service and before the command: `aws --region eu-west-1 cloudformation deploy`. */
function byAws(words: readonly Text[]): Deployment | undefined {
  const { options, others } = optionsIn(words, globalOfAws, true);
  const [service, command, ...rest] = others;
  if (!service || !command || literalOf(service) !== 'cloudformation') return undefined;
  const name = literalOf(command) ?? '';
  if (!stackCommands.test(name)) return undefined;
  const isPlan = name === 'create-change-set' || isPrepared(options);
  return { tool: 'cloudformation', options, others: rest, isPlan, executes: name === 'execute-change-set' };
}

function bySubcommand(
  tool: Deployment['tool'],
  words: readonly Text[],
  deploys: RegExp,
  single: ReadonlySet<string>,
): Deployment | undefined {
  const { options, others } = optionsIn(words, single, false);
  const [command, ...rest] = others;
  const name = command && literalOf(command);
  if (name === undefined || !deploys.test(name) || options.has('help') || options.has('destroy')) return undefined;
  return { tool, options, others: rest, isPlan: name === 'plan' || isPrepared(options) };
}

/** Whether a call leaves its change set to be executed by another. */
function isPrepared(options: Options): boolean {
  const method = option(options, 'method', 'm');
  const isOnlyMade = method !== undefined && literalOf(method) === 'prepare-change-set';
  return isOnlyMade || options.has('no-execute-changeset') || options.has('no-execute');
}

/** Options of `aws` that take one value and may stand before the service. */
const globalOfAws: ReadonlySet<string> = new Set([
  ...['region', 'profile', 'output', 'query', 'endpoint-url', 'cli-read-timeout', 'cli-connect-timeout', 'color'],
]);

const singleOfSam: ReadonlySet<string> = new Set([
  ...['template-file', 'template', 't', 'stack-name', 'region', 'profile', 'config-env', 'config-file', 's3-bucket'],
  ...['s3-prefix', 'role-arn', 'image-repository', 'kms-key-id', 'on-failure', 'build-dir', 'b', 'base-dir', 's'],
  ...['output-template-file'],
]);

const singleOfCdk: ReadonlySet<string> = new Set([
  ...[
    'app',
    'a',
    'context',
    'c',
    'profile',
    'require-approval',
    'role-arn',
    'r',
    'output',
    'o',
    'region',
    'method',
    'm',
  ],
  ...[
    'toolkit-stack-name',
    'parameters',
    'tags',
    't',
    'outputs-file',
    'O',
    'concurrency',
    'progress',
    'change-set-name',
  ],
  ...[
    'notification-arns',
    'plugin',
    'p',
    'proxy',
    'build-exclude',
    'E',
    'asset-parallelism',
    'ci',
    'hotswap-ecs-minimum-healthy-percent',
  ],
]);

const singleOfTerraform: ReadonlySet<string> = new Set([
  ...['chdir', 'var', 'var-file', 'out', 'target', 'replace', 'parallelism', 'lock-timeout', 'state', 'backend-config'],
  ...['state-out'],
]);

/** More words than this belong to no call of a person's. */
const MAX_WORDS = 2_000;

/**
 * Options by name, and the words of none. `single` take one value, the others none; unless they are greedy, as those of `aws` are
 * behind its service and command: then all words up to the next option.
 */
export function optionsIn(
  words: readonly Text[],
  single: ReadonlySet<string>,
  isGreedy: boolean,
): { readonly options: Options; readonly others: readonly Text[] } {
  const options = new Map<string, Text[]>();
  const others: Text[] = [];
  let open: { readonly values: Text[]; left: number } | undefined;
  for (const word of words.slice(0, MAX_WORDS)) {
    const named = optionAt(word);
    if (!named) {
      if (open && open.left-- > 0) open.values.push(word);
      else others.push(word);
      continue;
    }
    const values = options.get(named.name) ?? [];
    options.set(named.name, values);
    if (named.value) values.push(named.value);
    const isSingle = single.has(named.name);
    const takesAll = isList(named.name) || (isGreedy && others.length >= 2);
    open = named.value ? undefined : { values, left: isSingle ? 1 : takesAll ? MAX_WORDS : 0 };
  }
  return { options, others };
}

/** Options that take several values, whatever else stands there: `sam deploy --parameter-overrides A=1 B=2`. */
function isList(name: string): boolean {
  return name === 'parameter-overrides' || name === 'capabilities' || name === 'tags';
}

function optionAt({ parts, at }: Text): { readonly name: string; readonly value?: Text } | undefined {
  const [first, ...rest] = parts;
  const found = typeof first === 'string' ? /^--?([A-Za-z][\w-]*)(=?)/.exec(first) : null;
  if (!found || typeof first !== 'string') return undefined;
  const [whole, name, sign] = found;
  if (sign === '') return whole.length === first.length && rest.length === 0 ? { name: name! } : undefined;
  return { name: name!, value: textOf([first.slice(whole.length), ...rest], at) };
}
