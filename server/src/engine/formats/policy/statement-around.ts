import { nodeAt } from '../../syntax/pointer';
import { get, type SyntaxNode, type SyntaxTree } from '../../syntax/tree';
import type { SourcePointer } from '../../text/text';

/** A statement as far as its text can be found again in the source that it was made of. */
export interface WrittenStatement {
  /** As it says them, where they are plain: `iam:PassRole`. One that is pointed at comes first. */
  readonly actions: readonly string[];
  /** Its policy has no other. */
  readonly alone: boolean;
}

/** The innermost statement in which a place stands; undefined in none, and in a trust policy, which sources say in other words. */
export function statementAround(tree: SyntaxTree, at: SourcePointer): WrittenStatement | undefined {
  if (at.path.includes('AssumeRolePolicyDocument') || at.path.includes('assume_role_policy')) return undefined;
  for (let length = at.path.length; length > 0; length--) {
    const node = nodeAt(tree, { ...at, path: at.path.slice(0, length) });
    const actions = get(node, 'Action') ?? get(node, 'actions') ?? get(node, 'NotAction') ?? get(node, 'not_actions');
    if (!actions) continue;
    const parent = nodeAt(tree, { ...at, path: at.path.slice(0, length - 1) });
    return {
      actions: wordsIn(actions, at.path[length + 1]),
      alone: parent?.kind !== 'list' || parent.items.length === 1,
    };
  }
  return undefined;
}

function wordsIn(node: SyntaxNode, first: string | number | undefined): readonly string[] {
  const items = node.kind === 'list' ? node.items : [node];
  const pointed = typeof first === 'number' ? items.slice(first, first + 1) : [];
  const words = [...pointed, ...items].flatMap(item =>
    item.kind === 'scalar' && typeof item.value === 'string' ? [item.raw] : [],
  );
  return [...new Set(words)];
}
