import { get } from '../../../syntax/tree';
import { below, type SourcePointer } from '../../../text/text';
import { possible } from '../../possible';
import { choice } from '../../when';
import { evaluateNode } from '../values/expressions';
import { holeOf, literalOf } from '../values/readings';
import { type Steps, spelled } from '../values/references';
import { alternatives, holeValue, opaque, type Scope, scalar, type Value } from '../values/value';
import { walk } from '../values/walk';
import type { Block } from './blocks';

/** Beyond so many instances they are not told apart. */
const maximumInstances = 32;

/** A scope inside a block, in which `each` and `count` have a meaning. */
export function insideBlock(block: Block, scope: Scope): Scope {
  const node = get(block.node, 'for_each');
  if (!node) return scope;
  const forEach = evaluateNode(block.tree, node, below(block.at, 'for_each'), scope);
  return {
    ...scope,
    resolve: (root, steps, at) => (root === 'each' ? eachOf(forEach, steps, at) : scope.resolve(root, steps, at)),
  };
}

/** What a `for_each` makes one of, by key; undefined when that is not known, or too many to tell apart. */
export function instancesOf(block: Block, scope: Scope): ReadonlyMap<string, Scope> | undefined {
  const node = get(block.node, 'for_each');
  const forEach = node && evaluateNode(block.tree, node, below(block.at, 'for_each'), scope);
  const keys = keysOf(forEach);
  return keys && new Map(keys.map(key => [key, withEach(key, forEach, scope)]));
}

function withEach(key: string, forEach: Value | undefined, scope: Scope): Scope {
  const value = (at: SourcePointer) => (forEach?.kind === 'map' ? forEach.entries.get(key) : scalar([key], at));
  return {
    ...scope,
    resolve(root, [which, ...rest], at) {
      if (root !== 'each') return scope.resolve(root, which === undefined ? rest : [which, ...rest], at);
      return which === 'key' ? scalar([key], at) : walk(value(at), rest, at);
    },
  };
}

function eachOf(forEach: Value | undefined, [which, ...rest]: Steps, at: SourcePointer): Value | undefined {
  const words = spelled('each', which === undefined ? rest : [which, ...rest]);
  const keys = keysOf(forEach);
  if (which === 'key') return holeValue({ hole: 'each.key', kind: 'opaque', ...(keys ? { oneOf: keys } : {}) }, at);
  if (which !== 'value' || !forEach) return opaque(words, at);
  if (holeOf(forEach)) return walk(forEach, rest, at);
  if (forEach.kind === 'list')
    return holeValue({ hole: 'each.value', kind: 'opaque', ...(keys ? { oneOf: keys } : {}) }, at);
  if (forEach.kind !== 'map' || !keys) return opaque(words, at);
  const of = [...forEach.entries].map(([key, value]) => possible<Value | undefined>(value, choice('each.key', key)));
  return walk(alternatives(of, words, at), rest, at);
}

/** Undefined when they are not known, or too many. */
function keysOf(forEach: Value | undefined): readonly string[] | undefined {
  if (forEach?.kind === 'map')
    return forEach.entries.size <= maximumInstances ? [...forEach.entries.keys()] : undefined;
  if (forEach?.kind !== 'list' || forEach.items.length > maximumInstances) return undefined;
  const literals = forEach.items.map(literalOf);
  return literals.every(literal => literal !== undefined) ? literals : undefined;
}
