import { nodeAt } from '../../../syntax/pointer';
import type { SyntaxTree } from '../../../syntax/tree';
import type { SourcePointer } from '../../../text/text';
import type { Declared } from '../../origin';
import { statementAround } from '../../policy/statement-around';
import { headOf } from '../addresses';

/** The block of which a plan's resource is. In a configuration, addresses are those within its module. */
export function originInPlan(tree: SyntaxTree, at: SourcePointer): Declared | undefined {
  for (let length = at.path.length; length > 0; length--) {
    const path = at.path.slice(0, length);
    const node = nodeAt(tree, { ...at, path });
    const head = node?.kind === 'map' ? headOf({ node, at: { ...at, path } }) : undefined;
    if (!head) continue;
    const statement = statementAround(tree, at);
    return {
      kind: 'declared',
      modules: path[0] === 'configuration' ? calledIn(path) : head.path.split('.').filter(name => name !== ''),
      block: `${head.isData ? 'data.' : ''}${head.type}.${head.name}`,
      ...(statement ? { statement } : {}),
    };
  }
  return undefined;
}

function calledIn(path: readonly (string | number)[]): readonly string[] {
  return path.flatMap((step, i) => (path[i - 1] === 'module_calls' && typeof step === 'string' ? [step] : []));
}
