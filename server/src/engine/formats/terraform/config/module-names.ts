import { get } from '../../../syntax/tree';
import type { SourcePointer } from '../../../text/text';
import { factsOf } from '../resources/resource-types';
import { lookedUp } from '../values/data-sources';
import { evaluateNode } from '../values/expressions';
import { literalOf } from '../values/readings';
import { referenceTo, resourceId, type Steps, spelled } from '../values/references';
import { holeValue, opaque, type Value } from '../values/value';
import { walk } from '../values/walk';
import type { Block } from './blocks';
import type { ModuleScope } from './module';
import { parameterOf } from './variables';

/** The value of `root` and the steps from it in a module. */
export function resolveName(scope: ModuleScope, root: string, steps: Steps, at: SourcePointer): Value | undefined {
  const [name, ...rest] = steps;
  if (name === undefined) return opaque(root, at);
  switch (root) {
    case 'var':
      return walk(variable(scope, String(name), at), rest, at);
    case 'local':
      return walk(local(scope, String(name), at), rest, at);
    case 'module':
      return output(scope, String(name), rest, at);
    case 'data':
      return dataSource(scope, steps, at);
    default:
      return resource(scope, root, steps, at);
  }
}

function variable(scope: ModuleScope, name: string, at: SourcePointer): Value | undefined {
  const { variables, settings } = scope.module;
  const read = () => scope.given(name) ?? parameterOf(name, variables.get(name), settings.get(name), at);
  return scope.once(`var.${name}`, at, read);
}

function local(scope: ModuleScope, name: string, at: SourcePointer): Value | undefined {
  const written = scope.module.locals.get(name);
  if (!written) return opaque(`local.${name}`, at);
  return scope.once(`local.${name}`, at, () => evaluateNode(written.tree, written.node, written.at, scope));
}

function output(scope: ModuleScope, name: string, steps: Steps, at: SourcePointer): Value | undefined {
  const call = scope.module.calls.get(name);
  const [wanted, ...rest] = call ? withoutInstance(call, steps) : steps;
  const words = spelled(`module.${name}`, wanted === undefined ? [] : [wanted]);
  const child = call && scope.called(call);
  const block = child?.module.outputs.get(String(wanted));
  if (!child || !block) return unknown(words, rest, at);
  const value = scope.once(words, at, () => renamed(child.attribute(block, 'value'), words));
  return walk(value, rest, at);
}

/** What is decided in a module is called by the output's name outside, where its own names mean other things. */
function renamed(value: Value | undefined, words: string): Value | undefined {
  if (value?.kind !== 'scalar') return value;
  const parts = value.text.parts.map(part =>
    typeof part === 'string' || part.kind === 'ambient' ? part : { ...part, hole: `${words} (${part.hole})` },
  );
  return { ...value, text: { ...value.text, parts } };
}

function dataSource(scope: ModuleScope, steps: Steps, at: SourcePointer): Value | undefined {
  const [type, name] = steps.map(String);
  const words = `data.${type}.${name}`;
  const block = scope.module.data.get(`${type}.${name}`);
  const rest = block ? withoutInstance(block, steps.slice(2)) : steps.slice(2);
  if (block && type === 'aws_iam_policy_document' && /^(?:minified_)?json$/.test(String(rest[0]))) {
    return scope.once(words, at, () => policyDocument(scope, block, words, at));
  }
  return lookedUp(String(type), String(name), rest, argument => block && scope.attribute(block, argument), at);
}

function policyDocument(scope: ModuleScope, block: Block, words: string, at: SourcePointer): Value {
  const attributes = scope.body(block);
  const hole = { hole: `${words}.json`, kind: 'opaque' } as const;
  return attributes?.kind === 'map' ? { kind: 'document', attributes, hole, at } : holeValue(hole, at);
}

function resource(scope: ModuleScope, type: string, steps: Steps, at: SourcePointer): Value | undefined {
  const [name, ...after] = steps;
  const words = `${type}.${name}`;
  const block = scope.module.resources.get(words);
  if (!block) return unknown(words, after, at);
  const rest = withoutInstance(block, after);
  const [first] = rest;
  if (rest.length > 1 && get(block.node, String(first))) {
    const value = scope.once(spelled(words, [first!]), at, () => scope.attribute(block, String(first)));
    return walk(value, rest.slice(1), at);
  }
  const referenced = {
    id: resourceId(block.tree.document.uri, words),
    type,
    words: spelled(words, after.slice(0, after.length - rest.length)),
    ...nameOf(scope, block, words, at),
  };
  return referenceTo(referenced, rest, at);
}

function nameOf(scope: ModuleScope, block: Block, words: string, at: SourcePointer): { readonly name?: string } {
  const attribute = factsOf(block.labels[0]!).name;
  if (attribute === undefined || get(block.node, 'for_each') || get(block.node, 'count')) return {};
  const name = literalOf(scope.once(`${words}.${attribute}`, at, () => scope.attribute(block, attribute)));
  return name === undefined ? {} : { name };
}

/** What is not in the files that were read: another module's output, a resource of a `.tf` file beside them. */
function unknown(words: string, steps: Steps, at: SourcePointer): Value {
  const whole = spelled(words, steps);
  const literal = /(?:^|[._])(?:arn|id|name)$/.test(whole);
  return literal ? holeValue({ hole: whole, kind: 'reference' }, at) : opaque(whole, at);
}

/** The steps without the one that picks an instance of a block with `count` or `for_each`. */
function withoutInstance(block: Block, steps: Steps): Steps {
  const [first] = steps;
  const repeated = get(block.node, 'for_each') ?? get(block.node, 'count');
  return first !== undefined && (repeated || typeof first === 'number' || first === '*') ? steps.slice(1) : steps;
}
