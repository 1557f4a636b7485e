import { type MapNode, rootPointer, type SyntaxNode, type SyntaxTree } from '../../../syntax/tree';
import { below, type SourcePointer } from '../../../text/text';

/** A block of a configuration: `resource.aws_iam_role.app` with its body. */
export interface Block {
  /** `['aws_iam_role', 'app']`; none for `locals` and `terraform`. */
  readonly labels: readonly string[];
  readonly tree: SyntaxTree;
  readonly node: MapNode;
  readonly at: SourcePointer;
}

/** How many labels stand before the body of a block. */
const labelCounts = {
  terraform: 0,
  locals: 0,
  provider: 1,
  variable: 1,
  module: 1,
  output: 1,
  resource: 2,
  data: 2,
} as const;

export type BlockKind = keyof typeof labelCounts;
export const blockKinds = Object.keys(labelCounts) as readonly BlockKind[];

const remembered = new WeakMap<SyntaxTree, ReadonlyMap<BlockKind, readonly Block[]>>();

/** Every block of a document by its kind, in order. Each level may be written as one object or as a list of them. */
export function blocksIn(tree: SyntaxTree, kind: BlockKind): readonly Block[] {
  let found = remembered.get(tree);
  if (!found) {
    found = new Map(blockKinds.map(each => [each, readBlocks(tree, each)]));
    remembered.set(tree, found);
  }
  return found.get(kind)!;
}

function readBlocks(tree: SyntaxTree, kind: BlockKind): readonly Block[] {
  const out: Block[] = [];
  for (const [root, at] of objects(tree.root, rootPointer(tree))) {
    for (const { key, value } of root.entries) {
      if (key.raw === kind) collect(value, below(at, kind), [], kind, { tree, out });
    }
  }
  return out;
}

interface Collecting {
  readonly tree: SyntaxTree;
  readonly out: Block[];
}

function collect(
  node: SyntaxNode,
  at: SourcePointer,
  labels: readonly string[],
  kind: BlockKind,
  into: Collecting,
): void {
  for (const [object, place] of objects(node, at)) {
    if (labels.length === labelCounts[kind]) {
      into.out.push({ labels, tree: into.tree, node: object, at: place });
      continue;
    }
    for (const { key, value } of object.entries) {
      if (key.raw !== '//') collect(value, below(place, key.raw), [...labels, key.raw], kind, into);
    }
  }
}

/** The object, or the objects of the list. */
function objects(node: SyntaxNode | undefined, at: SourcePointer): readonly (readonly [MapNode, SourcePointer])[] {
  if (node?.kind === 'map') return [[node, at]];
  if (node?.kind !== 'list') return [];
  return node.items.flatMap((item, i) => (item.kind === 'map' ? [[item, below(at, i)] as const] : []));
}
