import { rootPointer, type SyntaxNode, type SyntaxTree } from '../../../syntax/tree';
import { below, type SourcePointer, type Uri } from '../../../text/text';
import type { Neighbours } from '../../format';
import type { Scope, Value } from '../values/value';
import { type Block, type BlockKind, blocksIn } from './blocks';

/** A Terraform module: everything that the `.tf.json` files of one folder say together. */
export interface Module {
  readonly folder: Uri;
  /** Its documents, in order of uri. */
  readonly documents: readonly SyntaxTree[];
  /** By labels with dots between them; of repeated ones the last. */
  readonly resources: ReadonlyMap<string, Block>;
  readonly data: ReadonlyMap<string, Block>;
  readonly variables: ReadonlyMap<string, Block>;
  readonly outputs: ReadonlyMap<string, Block>;
  readonly calls: ReadonlyMap<string, Block>;
  /** One name has a block for each alias. */
  readonly providers: readonly Block[];
  readonly locals: ReadonlyMap<string, Written>;
  /** What `terraform.tfvars.json` and `*.auto.tfvars.json` set; later files win, as when Terraform loads them. */
  readonly settings: ReadonlyMap<string, Written>;
}

/** A node and where it is written. */
export interface Written {
  readonly tree: SyntaxTree;
  readonly node: SyntaxNode;
  readonly at: SourcePointer;
}

/** What names mean in a module, and the values of its blocks. */
export interface ModuleScope extends Scope {
  readonly module: Module;
  /** What the module's caller sets a variable to; undefined when nobody is known to call it. */
  given(variable: string): Value | undefined;
  /** The value of a block's attribute; undefined when it is not set, or null. */
  attribute(block: Block, name: string): Value | undefined;
  /** The whole block as a map. */
  body(block: Block): Value | undefined;
  /** The module that a call names by a path; undefined when it is not in the workspace. */
  called(call: Block): ModuleScope | undefined;
  /** Works the value of a name out once. One that needs itself, or too much work, cannot be known. */
  once(words: string, at: SourcePointer, work: () => Value | undefined): Value | undefined;
}

/** The module of a folder. `own` is one of its documents even if its name does not say so. */
export function moduleIn(folder: Uri, neighbours: Neighbours, own?: SyntaxTree): Module {
  const uris = neighbours.folder(folder);
  const read = (uri: Uri) => {
    const tree = uri === own?.document.uri ? own : neighbours.tree(uri);
    return tree ? [tree] : [];
  };
  const named = uris.filter(uri => uri.endsWith('.tf.json')).flatMap(read);
  const documents = own && !named.includes(own) ? [...named, own] : named;
  return {
    folder,
    documents,
    resources: blockMap(documents, 'resource'),
    data: blockMap(documents, 'data'),
    variables: blockMap(documents, 'variable'),
    outputs: blockMap(documents, 'output'),
    calls: blockMap(documents, 'module'),
    providers: documents.flatMap(tree => blocksIn(tree, 'provider')),
    locals: new Map(documents.flatMap(tree => blocksIn(tree, 'locals')).flatMap(block => entriesOf(block))),
    settings: new Map(
      automaticVariableFiles(uris)
        .flatMap(read)
        .flatMap(tree => entriesOfDocument(tree)),
    ),
  };
}

function blockMap(documents: readonly SyntaxTree[], kind: BlockKind): ReadonlyMap<string, Block> {
  return new Map(documents.flatMap(tree => blocksIn(tree, kind).map(block => [block.labels.join('.'), block])));
}

/** In the order in which Terraform loads them. */
function automaticVariableFiles(uris: readonly Uri[]): readonly Uri[] {
  const first = uris.filter(uri => uri.endsWith('/terraform.tfvars.json'));
  return [...first, ...uris.filter(uri => uri.endsWith('.auto.tfvars.json'))];
}

function entriesOfDocument(tree: SyntaxTree): readonly (readonly [string, Written])[] {
  return tree.root ? entriesOf({ tree, node: tree.root, at: rootPointer(tree) }) : [];
}

function entriesOf({ tree, node, at }: Written): readonly (readonly [string, Written])[] {
  if (node.kind !== 'map') return [];
  return node.entries.map(({ key, value }) => [key.raw, { tree, node: value, at: below(at, key.raw) }]);
}
