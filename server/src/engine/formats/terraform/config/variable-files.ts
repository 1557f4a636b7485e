/** Files of variables of which one is chosen where a configuration is deployed: `terraform apply -var-file=prod.tfvars.json`. */
import type { Claim, Text } from '../../../model/model';
import { get, rootPointer } from '../../../syntax/tree';
import { part, type SourcePointer, type Uri } from '../../../text/text';
import { resolveUri } from '../../../text/uri';
import { parameterClaims } from '../../claims';
import type { Neighbours } from '../../format';
import { fileName } from '../../template-file';
import { evaluateNode, literally } from '../values/expressions';
import type { Value } from '../values/value';
import { leavesOf } from './leaves';
import type { Module, Written } from './module';
import type { ModuleScope } from './module-scope';

/** One way to deploy a root module. */
export interface VariableFile {
  /** `prod` of `prod.tfvars.json`. */
  readonly name: string;
  readonly at: SourcePointer;
  readonly given: ModuleScope['given'];
  readonly claims: readonly Claim[];
  readonly parameters: Readonly<Record<string, Text>>;
}

/** Folders of a root module in which people keep them. */
const folders = ['', 'vars/', 'tfvars/', 'variables/', 'env/', 'envs/', 'environments/', 'config/', 'params/'];

/** More ways than this to deploy one configuration are not told apart. */
const MAX_FILES = 32;

/** Those of a module, in order; none where only files are there that Terraform loads of itself. */
export function variableFilesOf(module: Module, neighbours: Neighbours): readonly VariableFile[] {
  return folders
    .flatMap(folder => neighbours.folder(resolveFolder(module.folder, folder)).filter(uri => isChosen(uri, folder)))
    .slice(0, MAX_FILES)
    .flatMap(uri => readFile(uri, module, neighbours) ?? []);
}

function resolveFolder(module: Uri, folder: string): Uri {
  return folder === '' ? module : (`${resolveUri(module, folder)}/` as Uri);
}

function isChosen(uri: Uri, folder: string): boolean {
  if (!uri.endsWith('.tfvars.json')) return false;
  return folder !== '' || !/(?:\/terraform|\.auto)\.tfvars\.json$/.test(uri);
}

function readFile(uri: Uri, module: Module, neighbours: Neighbours): VariableFile | undefined {
  const tree = neighbours.tree(uri);
  if (tree?.root?.kind !== 'map') return undefined;
  const root = rootPointer(tree);
  const [first] = tree.root.entries;
  const at = first ? part({ ...root, path: [first.key.raw] }, 'key') : root;
  const own = new Map(
    tree.root.entries.map(({ key, value }): [string, Written] => [
      key.raw,
      { tree, node: value, at: { ...root, path: [key.raw] } },
    ]),
  );
  const set = new Map([...module.settings, ...own]);
  const given = (variable: string) => literalValue(set.get(variable) ?? defaultOf(variable, module));
  const values = [...set.keys()].flatMap(name => {
    const value = module.variables.has(name) ? given(name) : undefined;
    return value ? [[name, value] as const] : [];
  });
  const name = fileName(uri).replace(/(?:\.auto)?\.tfvars\.json$/, '');
  const parameters = Object.fromEntries(values.flatMap(([variable, value]) => leavesOf(value, `var.${variable}`)));
  return {
    name,
    at,
    given,
    claims: [...parameterClaims(parameters), { source: 'deployment', text: { parts: [name], at } }],
    parameters,
  };
}

function defaultOf(variable: string, { variables }: Module): Written | undefined {
  const block = variables.get(variable);
  const node = block && get(block.node, 'default');
  return node && { tree: block.tree, node, at: { ...block.at, path: [...block.at.path, 'default'] } };
}

function literalValue(written: Written | undefined): Value | undefined {
  return written && evaluateNode(written.tree, written.node, written.at, literally());
}
