import { entryOf, get, type SyntaxNode, type SyntaxTree } from '../../syntax/tree';
import { blockKinds, blocksIn } from './config/blocks';

/** `.tf.json` configuration: blocks of the right shapes and, unless the name says it too, nothing that is no block. */
export function isConfiguration(tree: SyntaxTree): boolean {
  if (tree.language === 'toml') return false;
  const hasOnlyBlocks = objectsOf(tree).every(object => object.kind === 'map') && strangersIn(tree).length === 0;
  return (hasOnlyBlocks || isNamedSo(tree)) && blockKinds.some(kind => blocksIn(tree, kind).some(isConvincing(kind)));
}

function isNamedSo({ document }: SyntaxTree): boolean {
  return document.uri.endsWith('.tf.json');
}

/** What stands at the top of a configuration and is no block of Terraform's: the path of each. */
export function strangersIn(tree: SyntaxTree): readonly (readonly (string | number)[])[] {
  const above = (i: number) => (tree.root?.kind === 'list' ? [i] : []);
  return objectsOf(tree).flatMap((object, i) =>
    object.kind === 'map'
      ? object.entries.flatMap(({ key }) => (topLevel.has(key.raw) ? [] : [[...above(i), key.raw]]))
      : [],
  );
}

function objectsOf({ root }: SyntaxTree): readonly SyntaxNode[] {
  return root?.kind === 'list' ? root.items : root ? [root] : [];
}

const topLevel: ReadonlySet<string> = new Set([
  '//',
  ...blockKinds,
  ...['moved', 'import', 'removed', 'check', 'ephemeral'],
]);

/** Whether a block of this kind can hardly be of another format: `{"variable": {}}` alone says nothing. */
function isConvincing(kind: (typeof blockKinds)[number]): (block: { labels: readonly string[] }) => boolean {
  if (kind === 'resource' || kind === 'data') return ({ labels }) => /^[a-z][a-z0-9-]*_[a-z0-9_-]+$/i.test(labels[0]!);
  return () => true;
}

/** `terraform show -json` of a plan. */
export function isPlan(tree: SyntaxTree): boolean {
  const { root } = tree;
  return (
    isVersion(get(root, 'format_version')) && isOneOf(root, ['resource_changes', 'planned_values'], ['list', 'map'])
  );
}

/** `terraform show -json` of a state, or a state file itself. */
export function isState(tree: SyntaxTree): boolean {
  const { root } = tree;
  if (isRawState(tree)) return true;
  const values = get(root, 'values');
  return isVersion(get(root, 'format_version')) && !isPlan(tree) && get(values, 'root_module')?.kind === 'map';
}

/** A state file as Terraform keeps it. */
export function isRawState({ root }: SyntaxTree): boolean {
  const version = get(root, 'version');
  const resources = get(root, 'resources');
  return (
    version?.kind === 'scalar' &&
    typeof version.value === 'number' &&
    resources?.kind === 'list' &&
    entryOf(root, 'lineage') !== undefined &&
    entryOf(root, 'terraform_version') !== undefined
  );
}

function isVersion(node: SyntaxNode | undefined): boolean {
  return node?.kind === 'scalar' && typeof node.value === 'string' && /^\d+\.\d+$/.test(node.value);
}

function isOneOf(root: SyntaxNode | undefined, keys: readonly string[], kinds: readonly SyntaxNode['kind'][]): boolean {
  return keys.some(key => {
    const node = get(root, key);
    return node !== undefined && kinds.includes(node.kind);
  });
}
