/** Files of variables: what Terraform loads of itself, and of others one is chosen, `terraform apply -var-file=prod.tfvars.json`. */
import type { Claim } from '../../../model/environment';
import type { Text } from '../../../model/text';
import { get, rootPointer } from '../../../syntax/tree';
import { part, type SourcePointer, type Uri } from '../../../text/text';
import { parameterClaims } from '../../claims';
import type { Neighbours } from '../../format';
import { fileName } from '../../template-file';
import { environmentFolders } from '../landing/folders';
import { evaluateNode, literally } from '../values/expressions';
import type { Value } from '../values/value';
import { leavesOf } from './leaves';
import type { Module, ModuleScope, Written } from './module';

/** One way to deploy a root module. */
export interface Way {
  readonly given: ModuleScope['given'];
  readonly claims: readonly Claim[];
  readonly parameters: Readonly<Record<string, Text>>;
  /** The file that somebody chooses; absent for what Terraform loads of itself. */
  readonly file?: SourcePointer;
}

/** Folders of a root module in which people keep them. */
const folders = ['', 'vars/', 'tfvars/', 'variables/', 'env/', 'envs/', 'environments/', 'config/', 'params/'];

/** Folders in which each environment may have one of its own: `envs/prod/terraform.tfvars.json`. */
const holders = ['', 'vars/', 'tfvars/', 'env/', 'envs/', 'environments/'];
const ofEnvironments = holders.flatMap(holder =>
  environmentFolders.map(name => ({ name, folder: `${holder}${name}/` })),
);

/** More ways than this to deploy one configuration are not told apart. */
const MAX_FILES = 32;

/**
 * Those of a module, one for each file that somebody may choose, in order; where there is none, what Terraform does without being
 * told, if files are there that it loads of itself ("Variable Definitions Files"). None where nothing is set.
 */
export function waysOf(module: Module, neighbours: Neighbours): readonly Way[] {
  const chosen = [...chosenFiles(module, neighbours)]
    .slice(0, MAX_FILES)
    .flatMap(file => chosenWay(file, module, neighbours) ?? []);
  return chosen.length === 0 && module.settings.size > 0 ? [wayOf(module.settings, module)] : chosen;
}

interface ChosenFile {
  readonly uri: Uri;
  /** What people call it: `prod` of `prod.tfvars.json` and of `prod/terraform.tfvars.json`. */
  readonly name: string;
  /** The folder is an environment's: it may as well belong to another configuration. */
  readonly isApart?: true;
}

function* chosenFiles(module: Module, neighbours: Neighbours): Generator<ChosenFile> {
  const variablesIn = (folder: string) => {
    const uris = neighbours.folder(`${module.folder}${folder}` as Uri);
    const isRoot = folder !== '' && uris.some(uri => uri.endsWith('.tf.json'));
    return isRoot ? [] : uris.filter(uri => uri.endsWith('.tfvars.json'));
  };
  for (const folder of folders) {
    for (const uri of variablesIn(folder)) if (folder !== '' || !isAutomatic(uri)) yield { uri, name: nameOf(uri) };
  }
  for (const { name, folder } of ofEnvironments) {
    for (const uri of variablesIn(folder))
      yield { uri, name: isAutomatic(uri) ? name : `${name}/${nameOf(uri)}`, isApart: true };
  }
}

/** What Terraform loads of itself, in the folder in which it runs. */
function isAutomatic(uri: Uri): boolean {
  return /(?:\/terraform|\.auto)\.tfvars\.json$/.test(uri);
}

function nameOf(uri: Uri): string {
  return fileName(uri).replace(/(?:\.auto)?\.tfvars\.json$/, '');
}

function chosenWay({ uri, name, isApart }: ChosenFile, module: Module, neighbours: Neighbours): Way | undefined {
  const tree = neighbours.tree(uri);
  if (tree?.root?.kind !== 'map') return undefined;
  if (isApart && !tree.root.entries.some(({ key }) => module.variables.has(key.raw))) return undefined;
  const root = rootPointer(tree);
  const [first] = tree.root.entries;
  const file = first ? part({ ...root, path: [first.key.raw] }, 'key') : root;
  const own = tree.root.entries.map(({ key, value }): [string, Written] => [
    key.raw,
    { tree, node: value, at: { ...root, path: [key.raw] } },
  ]);
  const way = wayOf(new Map([...module.settings, ...own]), module);
  return { ...way, claims: [...way.claims, { source: 'deployment', text: { parts: [name], at: file } }], file };
}

/** With these variables set, all others have their default. */
function wayOf(set: Module['settings'], module: Module): Way {
  const given = (variable: string) => literalValue(set.get(variable) ?? defaultOf(variable, module));
  const values = [...set.keys()].flatMap(name => {
    const value = module.variables.has(name) ? given(name) : undefined;
    return value ? [[name, value] as const] : [];
  });
  const parameters = Object.fromEntries(values.flatMap(([variable, value]) => leavesOf(value, `var.${variable}`)));
  return { given, claims: parameterClaims(parameters), parameters };
}

function defaultOf(variable: string, { variables }: Module): Written | undefined {
  const block = variables.get(variable);
  const node = block && get(block.node, 'default');
  return node && { tree: block.tree, node, at: { ...block.at, path: [...block.at.path, 'default'] } };
}

function literalValue(written: Written | undefined): Value | undefined {
  return written && evaluateNode(written.tree, written.node, written.at, literally());
}
