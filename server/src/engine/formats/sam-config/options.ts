import type { Problem } from '../../model/problem';
import type { Text } from '../../model/text';
import { MAX_WORDS } from '../../syntax/assignments/assignments';
import type { SyntaxTree } from '../../syntax/tree';
import { type Given, givenAt } from '../given';
import { child, type Place } from '../place';

/** The commands whose tables tell an environment from another map. */
export const commands: ReadonlySet<string> = new Set([
  'global',
  'validate',
  'build',
  'local_invoke',
  'local_start_api',
  'local_start_lambda',
  'package',
  'deploy',
  'delete',
  'logs',
  'publish',
  'traces',
  'sync',
  'remote_invoke',
]);

/** What an environment's deployment is told. */
export interface Options {
  readonly template: Text | undefined;
  readonly stackName: Text | undefined;
  readonly region: Text | undefined;
  readonly profile: Text | undefined;
  readonly role: Text | undefined;
  readonly parameters: readonly Given[];
  readonly tags: readonly Given[];
  /** The templates that `sam build` and `sam package` are given, and what the latter writes. */
  readonly builtFrom: Text | undefined;
  readonly packagedFrom: Text | undefined;
  readonly packagedTo: Text | undefined;
}

/** The value of an option, of an environment's other command where that is named. */
type Option = (name: string, command?: string) => Place | undefined;

/**
 * The options of `deploy`, or of `sync` where that is all that deploys, and below them those of all commands. Undefined when the
 * environment deploys nothing. Source: AWS SAM developer guide, "AWS SAM CLI configuration file".
 */
export function optionsOf(environment: Place, tree: SyntaxTree, problems: Problem[]): Options | undefined {
  const own = parametersOf(environment, 'deploy') ?? parametersOf(environment, 'sync');
  const general = parametersOf(environment, 'global');
  if (!own && !(general && child(general, 'stack_name'))) return undefined;
  const option: Option = (name, command) => {
    const first = command === undefined ? own : parametersOf(environment, command);
    return (first && child(first, name)) ?? (general && child(general, name));
  };
  const text = (name: string, command?: string) => textAt(option(name, command), name, problems);
  const given = (name: string) => givenIn(option(name), tree, name, problems);
  return {
    template: text('template_file') ?? text('template'),
    stackName: text('stack_name'),
    region: text('region'),
    profile: text('profile'),
    role: text('role_arn'),
    parameters: given('parameter_overrides'),
    tags: given('tags'),
    builtFrom: text('template_file', 'build') ?? text('template', 'build'),
    packagedFrom: text('template_file', 'package') ?? text('template', 'package'),
    packagedTo: text('output_template_file', 'package'),
  };
}

function parametersOf(environment: Place, command: string): Place | undefined {
  const table = child(environment, command);
  return table && child(table, 'parameters');
}

/** A text that is empty says nothing. */
function textAt(place: Place | undefined, name: string, problems: Problem[]): Text | undefined {
  if (!place) return undefined;
  const { node, at } = place;
  if (node.kind === 'scalar' && typeof node.value === 'string')
    return node.raw === '' ? undefined : { parts: [node.raw], at };
  problems.push({ message: `\`${name}\` must be a text`, severity: 'warning', at });
  return undefined;
}

/** Whoever makes a thousand mistakes in a text reads no more of them. */
const MAX_STRANGE = 20;

function givenIn(place: Place | undefined, tree: SyntaxTree, name: string, problems: Problem[]): readonly Given[] {
  const { given, strange, cut } = givenAt(place, tree);
  for (const { text, at } of strange.slice(0, MAX_STRANGE))
    problems.push({ message: `\`${text}\` in \`${name}\` gives nothing: it has no \`=\``, severity: 'warning', at });
  for (const at of cut)
    problems.push({
      message: `\`${name}\` gives more than ${MAX_WORDS} values; the rest is not read`,
      severity: 'warning',
      at,
    });
  return given;
}
