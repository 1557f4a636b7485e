import { get } from '../../../syntax/tree';
import { below, type Uri } from '../../../text/text';
import { resolveUri } from '../../../text/uri';
import type { Neighbours } from '../../format';
import { evaluateNode } from '../values/expressions';
import { opaque, type Value } from '../values/value';
import type { Block } from './blocks';
import { insideBlock } from './iterators';
import { type Module, type ModuleScope, moduleIn } from './module';
import { resolveName } from './module-names';

/** How many references may lead from one to the next, and how many modules may lie in each other. */
const maximumOpen = 40;
const maximumModules = 6;
/** How many values are worked out for one document: they can refer to each other, so that few words ask for a great deal. */
const maximumWork = 500_000;

interface Reading {
  readonly neighbours: Neighbours;
  readonly work: { left: number };
  readonly nesting: { depth: number };
  /** The names that are being worked out just now. */
  readonly open: Set<string>;
  /** How many calls lead to this module. */
  readonly modules: number;
}

/** The scope of a module on its own: its variables are for others to set, unless something is given for them here. */
export function scopeOf(
  module: Module,
  neighbours: Neighbours,
  given: ModuleScope['given'] = () => undefined,
): ModuleScope {
  const reading = {
    neighbours,
    work: { left: maximumWork },
    nesting: { depth: 0 },
    open: new Set<string>(),
    modules: 0,
  };
  return openScope(module, reading, given);
}

function openScope(module: Module, reading: Reading, given: ModuleScope['given']): ModuleScope {
  const calls = new Map<Block, ModuleScope | undefined>();
  const scope: ModuleScope = {
    module,
    given,
    nesting: reading.nesting,
    once: remembering(module, reading),
    resolve: (root, steps, at) => resolveName(scope, root, steps, at),
    attribute(block, name) {
      const node = get(block.node, name);
      return node && evaluateNode(block.tree, node, below(block.at, name), insideBlock(block, scope));
    },
    body: block => evaluateNode(block.tree, block.node, block.at, insideBlock(block, scope)),
    called(call) {
      if (!calls.has(call)) calls.set(call, openCall(call, scope, reading));
      return calls.get(call);
    },
  };
  return scope;
}

function remembering(module: Module, reading: Reading): ModuleScope['once'] {
  const known = new Map<string, Value | undefined>();
  return (words, at, work) => {
    if (!known.has(words)) {
      const name = `${reading.modules} ${module.folder} ${words}`;
      if (reading.open.has(name) || reading.open.size >= maximumOpen) return opaque(words, at);
      reading.open.add(name);
      known.set(words, work());
      reading.open.delete(name);
    }
    const value = known.get(words);
    reading.work.left -= value && 'size' in value ? value.size : 1;
    return reading.work.left > 0 ? value : opaque(words, at);
  };
}

function openCall(call: Block, caller: ModuleScope, reading: Reading): ModuleScope | undefined {
  const folder = calledFolder(call);
  if (!folder || reading.modules >= maximumModules) return undefined;
  const module = moduleIn(folder, reading.neighbours);
  if (module.documents.length === 0) return undefined;
  return openScope(module, { ...reading, modules: reading.modules + 1 }, name => caller.attribute(call, name));
}

/** The folder that the source of a call names; undefined for a registry, a repository or an archive. */
export function calledFolder(call: Block): Uri | undefined {
  const source = get(call.node, 'source');
  if (source?.kind !== 'scalar' || !/^\.\.?(?:\/|$)/.test(source.raw)) return undefined;
  return `${resolveUri(call.tree.document.uri, source.raw)}/` as Uri;
}
