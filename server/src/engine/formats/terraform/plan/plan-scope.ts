import type { SourcePointer } from '../../../text/text';
import { child, type Place } from '../../place';
import { withoutKeys, wordAt } from '../addresses';
import { factsOf } from '../resources/resource-types';
import { lookedUp } from '../values/data-sources';
import { evaluateNode, literally } from '../values/expressions';
import { referenceTo, resourceId, type Steps, spelled } from '../values/references';
import { holeValue, opaque, type Scope, scalar, type Value } from '../values/value';
import { walk } from '../values/walk';
import { attributeOf, bodyOf, plannedIn } from './plan-attributes';
import type { Plan, PlannedResource } from './plan-index';
import { expressionValue } from './plan-values';

/** Where an expression of a plan's configuration stands. */
export interface Standing {
  /** `module.each["x"]`, empty for the root module. */
  readonly module: string;
  /** The key of the resource's instance. */
  readonly index?: string | number | undefined;
  /** The configuration of the resource, in which its `for_each` stands. */
  readonly block?: Place | undefined;
}

interface From extends Standing {
  readonly plan: Plan;
  /** How many modules' borders lie between here and where the value is needed. */
  readonly hops: number;
  readonly at: SourcePointer;
}

const maximumHops = 12;

/** What names mean in the configuration of a plan, where its values say what is known. */
export function planScope(plan: Plan, standing: Standing, hops: number): Scope {
  return {
    nesting: plan.nesting,
    resolve(root, steps, at) {
      const canGoOn = hops <= maximumHops && plan.work.left-- > 0;
      return canGoOn ? resolveName({ ...standing, plan, hops, at }, root, steps) : opaque(spelled(root, steps), at);
    },
  };
}

function resolveName(from: From, root: string, steps: Steps): Value | undefined {
  const [name, ...rest] = steps;
  if (name === undefined) return opaque(root, from.at);
  switch (root) {
    case 'var':
      return walk(variable(from, String(name)), rest, from.at);
    case 'module':
      return output(from, String(name), rest);
    case 'data':
      return dataSource(from, steps);
    case 'each':
    case 'count':
      return instance(from, root, String(name), rest);
    default:
      return resource(from, root, steps);
  }
}

/** The root module's are in the plan; a module's are what its call says. */
function variable({ plan, module, hops, at }: From, name: string): Value | undefined {
  if (module === '') {
    const given = plan.variables && child(plan.variables, name);
    const value = given && child(given, 'value');
    return value ? evaluateNode(plan.tree, value.node, at, literally()) : opaque(`var.${name}`, at);
  }
  const caller = module.replace(lastCall, '').replace(/\.$/, '');
  const call = callOf(plan, caller, withoutKeys(module).split('.').at(-1)!);
  const expressions = call && child(call, 'expressions');
  const expression = expressions && child(expressions, name);
  const standing = { module: caller, index: keyOf(module), block: call };
  const value = expression && expressionValue(expression, plannedIn(plan, standing, hops + 1, module));
  return value ?? opaque(`${module}.${name}`, at);
}

const lastCall = /module\.[\w-]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?$/;

function keyOf(module: string): string | number | undefined {
  const [, number, text] = /\[(?:(\d+)|"((?:[^"\\]|\\.)*)")\]$/.exec(module) ?? [];
  return number !== undefined ? Number(number) : text;
}

function callOf(plan: Plan, caller: string, name: string): Place | undefined {
  const module = plan.module(withoutKeys(caller));
  const calls = module && child(module.place, 'module_calls');
  return calls && child(calls, name);
}

function output({ plan, module, hops, at }: From, name: string, steps: Steps): Value | undefined {
  const call = callOf(plan, module, name);
  const isRepeated = call && (child(call, 'for_each_expression') ?? child(call, 'count_expression'));
  const [wanted, ...rest] = isRepeated ? steps.slice(1) : steps;
  const called = isRepeated ? keyed(`module.${name}`, steps[0]) : `module.${name}`;
  const inner = call && child(call, 'module');
  const outputs = inner && child(inner, 'outputs');
  const declared = outputs && wanted !== undefined ? child(outputs, String(wanted)) : undefined;
  const expression = declared && child(declared, 'expression');
  const planned = plannedIn(plan, { module: inside(module, called) }, hops + 1, inside(module, called));
  const value = expression && expressionValue(expression, planned);
  return value ? walk(value, rest, at) : opaque(spelled(`module.${name}`, steps), at);
}

/** The address of something in a module. */
function inside(module: string, address: string): string {
  return module === '' ? address : `${module}.${address}`;
}

function keyed(address: string, key: string | number | undefined): string {
  return key === undefined ? address : `${address}[${typeof key === 'number' ? key : JSON.stringify(key)}]`;
}

interface Pointed {
  readonly resource: PlannedResource;
  /** The steps from it. */
  readonly rest: Steps;
}

/** The resource at an address; of a repeated one the instance that is named, the one of the same key, or the only one. */
function pointed({ plan, module, index }: From, words: string, steps: Steps): Pointed | undefined {
  const address = inside(module, words);
  const one = plan.byAddress.get(address);
  if (one) return { resource: one, rest: steps };
  // A key of digits is a text for `for_each` and a number for `count`.
  const keys = steps.slice(0, 1).flatMap(step => [step, String(step)]);
  const named = keys.map(key => plan.byAddress.get(keyed(address, key))).find(found => found !== undefined);
  if (named) return { resource: named, rest: steps.slice(1) };
  const same = plan.byAddress.get(keyed(address, index)) ?? plan.byAddress.get(keyed(address, 0));
  return same && { resource: same, rest: steps };
}

function dataSource(from: From, steps: Steps): Value | undefined {
  const { plan, at } = from;
  const [type, name] = steps.map(String);
  const found = pointed(from, `data.${type}.${name}`, steps.slice(2));
  if (!found) return lookedUp(type!, name!, steps.slice(2), () => undefined, at);
  const [wanted, ...rest] = found.rest;
  if (type === 'aws_iam_policy_document' && /^(?:minified_)?json$/.test(String(wanted))) {
    return policyDocument(from, found.resource);
  }
  const value = wanted === undefined ? undefined : attributeOf(plan, found.resource, String(wanted), from.hops + 1);
  return value ? walk(value, rest, at) : lookedUp(type!, name!, found.rest, () => undefined, at);
}

function policyDocument({ plan, hops, at }: From, resource: PlannedResource): Value {
  const attributes = bodyOf(plan, resource, hops + 1);
  const hole = { hole: `${resource.address}.json`, kind: 'opaque' } as const;
  return attributes.kind === 'map' ? { kind: 'document', attributes, hole, at } : holeValue(hole, at);
}

function resource(from: From, type: string, steps: Steps): Value | undefined {
  const [name, ...after] = steps;
  const found = pointed(from, `${type}.${name}`, after);
  if (!found) return opaque(spelled(type, steps), from.at);
  const { address } = found.resource;
  const named = factsOf(type).name;
  const place = named !== undefined && found.resource.values ? child(found.resource.values, named) : undefined;
  const physical = wordAt(place);
  const id = resourceId(from.plan.tree.document.uri, address);
  return referenceTo(
    { id, type, words: address, ...(physical === undefined ? {} : { name: physical }) },
    found.rest,
    from.at,
  );
}

function instance({ plan, block, at, ...from }: From, root: string, name: string, rest: Steps): Value | undefined {
  const { index } = from;
  const words = spelled(root, [name, ...rest]);
  if (index === undefined) return opaque(words, at);
  if (name !== 'value') return scalar([String(index)], at);
  const forEach = block && child(block, 'for_each_expression');
  const planned = plannedIn(plan, { module: from.module }, from.hops + 1, words);
  const all = forEach && expressionValue(forEach, planned);
  if (!all) return opaque(words, at);
  return all.kind === 'list' ? scalar([String(index)], at) : walk(all, [index, ...rest], at);
}
