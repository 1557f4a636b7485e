import { type Condition, type PolicyStatement, type Principal, withTexts } from '../../../model/statement';
import type { Text } from '../../../model/text';
import { inVersion } from '../../policy/policy';
import { readPrincipals } from '../../policy/principals';
import { readStatement } from '../../policy/statement';
import { attribute, blocks, itemsOf, literalOf, textsOf } from '../values/readings';
import { list, type MapValue, map, scalar, type Value } from '../values/value';
import { statementsOf } from './policies';
import type { PolicyReading } from './policy-reading';
import { viewOf } from './policy-view';

/**
 * The statements of an `aws_iam_policy_document`, merged as the provider does: its own replace those of its sources with the same
 * sid, and those of its overrides replace both.
 */
export function statementsOfDocument(
  attributes: MapValue,
  reading: PolicyReading,
  depth: number,
): readonly PolicyStatement[] {
  const written = (...names: readonly string[]) =>
    names.flatMap(name => itemsOf(attributes.entries.get(name)).flatMap(one => statementsOf(one, reading, depth)));
  const own = statementBlocks(attributes).flatMap(block => readBlock(block, reading).map(withVariables));
  const merged = overridden(written('source_json', 'source_policy_documents'), own);
  const all = overridden(merged, written('override_json', 'override_policy_documents'));
  return inVersion(literalOf(attributes.entries.get('version')), all);
}

/** `&{aws:username}` is how a policy's variable is written where `${…}` is Terraform's own. */
function withVariables(statement: PolicyStatement): PolicyStatement {
  const spelled = (part: Text['parts'][number]) => (typeof part === 'string' ? part.replaceAll('&{', '${') : part);
  return withTexts(statement, text => ({ ...text, parts: text.parts.map(spelled) }));
}

function overridden(
  statements: readonly PolicyStatement[],
  by: readonly PolicyStatement[],
): readonly PolicyStatement[] {
  const sids = new Set(by.flatMap(({ sid, when }) => (sid && !when ? [sid] : [])));
  return [...statements.filter(({ sid }) => sid === undefined || !sids.has(sid)), ...by];
}

function statementBlocks(attributes: MapValue): readonly MapValue[] {
  return [...blocks(attributes.entries.get('statement')), ...dynamicBlocks(attributes, 'statement')];
}

/** What a `dynamic` block makes: each element of its `for_each` gives one like it, with holes for what the element decides. */
function dynamicBlocks(of: MapValue, name: string): readonly MapValue[] {
  const dynamic = blocks(of.entries.get('dynamic')).flatMap(all => blocks(all.entries.get(name)));
  return dynamic.flatMap(block => blocks(block.entries.get('content')));
}

function readBlock(block: MapValue, reading: PolicyReading): readonly PolicyStatement[] {
  const { place, reader } = viewOf(asIamJson(block), reading);
  if (place.node.kind !== 'map') return [];
  const principals = principalsOf(block);
  const conditions = [...blocks(block.entries.get('condition')), ...dynamicBlocks(block, 'condition')].map(conditionOf);
  return readStatement(place, place.node, reader).map(({ principals: _, ...statement }) => ({
    ...statement,
    ...(principals ? { principals } : {}),
    conditions: conditions.filter(condition => condition !== undefined),
    form: 'policy-document',
    at: block.at,
  }));
}

const iamNames = [
  ['sid', 'Sid'],
  ['effect', 'Effect'],
  ['actions', 'Action'],
  ['not_actions', 'NotAction'],
  ['resources', 'Resource'],
  ['not_resources', 'NotResource'],
] as const;

/** The block under the names of an IAM policy. Empty lists and strings, as states write them, are left out. */
function asIamJson(block: MapValue): Value {
  const entries = new Map<string, Value>([['Effect', scalar(['Allow'], block.at)]]);
  for (const [name, iamName] of iamNames) {
    const value = block.entries.get(name);
    if (value && itemsOf(value).length > 0 && literalOf(value) !== '') entries.set(iamName, value);
  }
  if (!entries.has('Action') && !entries.has('NotAction')) entries.set('Action', list([], block.at));
  return map(entries, block.at);
}

function principalsOf(block: MapValue): PolicyStatement['principals'] {
  const named = (name: string) =>
    [...blocks(block.entries.get(name)), ...dynamicBlocks(block, name)].flatMap(principalsIn);
  const only = named('principals');
  if (only.length > 0) return { mode: 'only', list: only };
  const except = named('not_principals');
  return except.length > 0 ? { mode: 'except', list: except } : undefined;
}

function principalsIn(block: MapValue): readonly Principal[] {
  return readPrincipals(literalOf(block.entries.get('type')) ?? 'AWS', textsOf(block.entries.get('identifiers')));
}

function conditionOf(block: MapValue): Condition | undefined {
  const operator = literalOf(block.entries.get('test'));
  const key = literalOf(block.entries.get('variable'));
  if (operator === undefined || key === undefined) return undefined;
  return { operator, key, values: textsOf(attribute(block, 'values')), at: block.at };
}
