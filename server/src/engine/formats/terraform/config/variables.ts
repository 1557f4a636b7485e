import type { Hole } from '../../../model/text';
import type { Expression } from '../../../syntax/hcl/expression';
import { readTemplate } from '../../../syntax/hcl/read';
import { get, type SyntaxNode } from '../../../syntax/tree';
import type { SourcePointer } from '../../../text/text';
import { evaluateNode, literally } from '../values/expressions';
import { literalOf } from '../values/readings';
import { atOf, holeValue, list, map, type Value } from '../values/value';
import type { Block } from './blocks';
import type { Written } from './module';

/**
 * What a variable may be: whoever deploys chooses. Without another choice it is what a `.tfvars.json` file sets, else its default.
 */
export function parameterOf(
  name: string,
  block: Block | undefined,
  setting: Written | undefined,
  at: SourcePointer,
): Value {
  const usual = setting ?? (block && writtenDefault(block));
  const value = usual && evaluateNode(usual.tree, usual.node, usual.at, literally());
  const allowed = block && allowedValues(block.node, name);
  const hole: Hole = { hole: `var.${name}`, kind: 'parameter', ...(allowed ? { oneOf: allowed } : {}) };
  return value ? asParameter(value, hole) : holeValue(hole, at);
}

function writtenDefault(block: Block): Written | undefined {
  const node = get(block.node, 'default');
  return node && { tree: block.tree, node, at: { ...block.at, path: [...block.at.path, 'default'] } };
}

/** A value of the same shape in which everything may be chosen otherwise. */
function asParameter(value: Value, hole: Hole): Value {
  const at = atOf(value);
  const part = (held: Value, step: string) => asParameter(held, { hole: `${hole.hole}${step}`, kind: 'parameter' });
  if (value.kind === 'list') {
    return list(
      value.items.map((item, i) => part(item, `[${i}]`)),
      at,
    );
  }
  if (value.kind === 'map') {
    return map(new Map([...value.entries].map(([key, held]) => [key, part(held, `.${key}`)])), at);
  }
  const literal = literalOf(value);
  return holeValue(literal === undefined ? hole : { ...hole, default: literal }, at);
}

/** Of `contains(["dev", "prod"], var.env)` in a validation. */
function allowedValues(variable: SyntaxNode, name: string): readonly string[] | undefined {
  const validation = get(variable, 'validation');
  const blocks = validation?.kind === 'list' ? validation.items : [validation];
  for (const block of blocks) {
    const condition = get(block, 'condition');
    if (condition?.kind !== 'scalar') continue;
    const template = readTemplate(condition.raw);
    const only = template.kind === 'template' && template.parts.length === 1 ? template.parts[0] : undefined;
    const values = typeof only === 'object' ? containedValues(only, name) : undefined;
    if (values) return values;
  }
  return undefined;
}

function containedValues(condition: Expression, name: string): readonly string[] | undefined {
  if (condition.kind !== 'call' || condition.name !== 'contains') return undefined;
  const [values, tested] = condition.args;
  const step = tested?.kind === 'reference' && tested.root === 'var' && tested.steps.length === 1 && tested.steps[0];
  if (values?.kind !== 'tuple' || !step || step.kind !== 'attribute' || step.name !== name) return undefined;
  const literals = values.items.map(item => (item.kind === 'literal' ? String(item.value) : undefined));
  return literals.every(literal => literal !== undefined) ? literals : undefined;
}
