import { below } from '../../../text/text';
import { child } from '../../place';
import { evaluateNode } from '../values/expressions';
import { map, type Value } from '../values/value';
import type { Plan, PlannedResource } from './plan-index';
import { planScope, type Standing } from './plan-scope';
import { type Planned, plannedValue } from './plan-values';

/** An attribute as it will be, with holes for what is known only after apply; undefined for what only the provider decides. */
export function attributeOf(plan: Plan, resource: PlannedResource, name: string, hops = 0): Value | undefined {
  const { values, unknown, place } = resource;
  const known = values && child(values, name);
  const mark = unknown && child(unknown, name);
  if (!mark) return known && evaluateNode(plan.tree, known.node, known.at, plan.literal);
  const block = blockOf(plan, resource);
  const expressions = block && child(block, 'expressions');
  const expression = expressions && child(expressions, name);
  if (block && !expression && mark.node.kind === 'scalar') return undefined;
  const planned = plannedIn(plan, { ...resource, block }, hops, resource.address);
  return plannedValue(known, mark, expression, planned, below((values ?? place).at, name));
}

/** Everything that it sets. */
export function bodyOf(plan: Plan, resource: PlannedResource, hops = 0): Value {
  const { values, unknown, place } = resource;
  const entries = new Map<string, Value>();
  for (const part of [values, unknown]) {
    if (part?.node.kind !== 'map') continue;
    for (const { key } of part.node.entries) {
      const value = entries.has(key.raw) ? undefined : attributeOf(plan, resource, key.raw, hops);
      if (value) entries.set(key.raw, value);
    }
  }
  return map(entries, (values ?? place).at);
}

/** The resource's block in the configuration. */
export function blockOf(plan: Plan, { path, type, name, isData }: PlannedResource) {
  return plan.module(path)?.resources.get(`${isData ? 'data.' : ''}${type}.${name}`);
}

export function plannedIn(plan: Plan, standing: Standing, hops: number, address: string): Planned {
  return { tree: plan.tree, scope: planScope(plan, standing, hops), address };
}
