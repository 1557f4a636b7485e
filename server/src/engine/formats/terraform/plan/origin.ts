import { nodeAt } from '../../../syntax/pointer';
import type { SyntaxTree } from '../../../syntax/tree';
import type { SourcePointer } from '../../../text/text';
import type { Declared } from '../../origin';
import { child } from '../../place';
import { statementAround } from '../../policy/statement-around';
import { headOf, withoutKeys, wordAt } from '../addresses';

/** The block of which a plan's resource or provider is. In a configuration, addresses are those within its module. */
export function originInPlan(tree: SyntaxTree, at: SourcePointer): Declared | undefined {
  return providerAt(tree, at) ?? resourceAt(tree, at);
}

function providerAt(tree: SyntaxTree, at: SourcePointer): Declared | undefined {
  const [section, part] = at.path;
  if (section !== 'configuration' || part !== 'provider_config') return undefined;
  const place = { ...at, path: at.path.slice(0, 3) };
  const node = nodeAt(tree, place);
  const said = (key: string) => node && wordAt(child({ node, at: place }, key));
  const [name, alias, module] = [said('name'), said('alias'), said('module_address')];
  if (name === undefined) return undefined;
  return {
    kind: 'declared',
    modules: namesIn(withoutKeys(module ?? '')),
    block: ['provider', name, ...(alias === undefined ? [] : [alias])].join('.'),
    within: at.path.slice(3).filter(step => typeof step === 'string'),
  };
}

function resourceAt(tree: SyntaxTree, at: SourcePointer): Declared | undefined {
  for (let length = at.path.length; length > 0; length--) {
    const path = at.path.slice(0, length);
    const node = nodeAt(tree, { ...at, path });
    const head = node?.kind === 'map' ? headOf({ node, at: { ...at, path } }) : undefined;
    if (!head) continue;
    const statement = statementAround(tree, at);
    return {
      kind: 'declared',
      modules: path[0] === 'configuration' ? calledIn(path) : namesIn(head.path),
      block: `${head.isData ? 'data.' : ''}${head.type}.${head.name}`,
      ...(statement ? { statement } : {}),
    };
  }
  return undefined;
}

function namesIn(path: string): readonly string[] {
  return path.split('.').filter(name => name !== '');
}

function calledIn(path: readonly (string | number)[]): readonly string[] {
  return path.flatMap((step, i) => (path[i - 1] === 'module_calls' && typeof step === 'string' ? [step] : []));
}
