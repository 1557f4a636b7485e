/** Ways to allow less by a statement: as edits, and as rules will read it afterwards. */
import type { Grant } from '../../../analysis/permissions/permissions';
import type { HeldStatement } from '../../../analysis/permissions/principal-policies';
import type { Condition, PolicyStatement } from '../../../model/statement';
import { literalOf, type Text } from '../../../model/text';
import type { StructuralEdit } from '../../../syntax/structural-edit';
import type { Json } from '../../../text/json';
import type { SourcePointer } from '../../../text/text';
import { after, copied, forms, type NewCondition, type NewStatement, narrowedResources } from '../statement-writing';

/** A value as rules read it and as the template says it. */
export interface Said {
  readonly text: Text;
  readonly json: Json;
}

/** Only these resources, or only with this value of a condition key. */
export type Limit = { readonly resources: readonly Said[] } | { readonly key: string; readonly value: Said };

/** A change of a policy: as edits, and as what it leaves of the statements that a principal has. */
export interface Change {
  readonly edits: readonly StructuralEdit[];
  leaves(statements: readonly HeldStatement[]): readonly HeldStatement[];
}

/** A literal in both ways. */
export function said(text: string, at: SourcePointer): Said {
  return { text: { parts: [text], at }, json: text };
}

/**
 * Limits some of the actions that a grant allows. They get a statement of their own where the others are not to change; where
 * that cannot be written, or an entry is a pattern, `named` of them are denied beyond the limit.
 */
export function limited(grant: Grant, entries: readonly Text[], named: readonly string[], limit: Limit): Change {
  const statement = writtenIn(grant);
  const edits = entries.every(isOneAction) ? narrowed(statement, entries, limit) : undefined;
  if (!edits) return denied(grant, named, limit);
  const others = statement.actions.list.filter(entry => !entries.includes(entry));
  const rest = others.length > 0 ? [{ ...statement, actions: { ...statement.actions, list: others } }] : [];
  const said = [...rest, narrower(statement, entries, limit)];
  return {
    edits,
    leaves: all => all.flatMap(held => (held === grant ? said.map(one => ({ ...held, statement: one })) : [held])),
  };
}

export function writtenIn({ written, statement }: Grant): PolicyStatement {
  return written ?? statement;
}

function narrowed(
  statement: PolicyStatement,
  entries: readonly Text[],
  limit: Limit,
): readonly StructuralEdit[] | undefined {
  if (entries.length === 0) return undefined;
  const isWhole = entries.length === statement.actions.list.length;
  return isWhole ? inPlace(statement, limit) : apart(statement, entries, limit);
}

export function isOneAction(entry: Text): boolean {
  const action = literalOf(entry);
  return action !== undefined && !/[*?]/.test(action);
}

function inPlace(statement: PolicyStatement, limit: Limit): readonly StructuralEdit[] {
  if ('resources' in limit)
    return narrowedResources(
      statement,
      limit.resources.map(({ json }) => json),
    );
  return [forms[statement.form].addCondition(statement, writtenLike(statement, limit))];
}

/** A key that the statement has already keeps its spelling, so that it is not there twice. */
function writtenLike({ conditions }: PolicyStatement, { key, value }: Extract<Limit, { key: string }>): NewCondition {
  const own = conditions.find(one => one.operator === 'StringEquals' && one.key.toLowerCase() === key.toLowerCase());
  return { operator: 'StringEquals', key: own?.key ?? key, values: [value.json] };
}

/** The last entry first, for an item that goes moves those behind it. */
function apart(
  statement: PolicyStatement,
  entries: readonly Text[],
  limit: Limit,
): readonly StructuralEdit[] | undefined {
  const conditions = copied(statement.conditions);
  const resources = 'resources' in limit ? limit.resources.map(({ json }) => json) : literals(statement.resources);
  if (!conditions || !resources) return undefined;
  const added = 'key' in limit ? [writtenLike(statement, limit)] : [];
  const isReplaced = ({ operator, key }: NewCondition) =>
    added.some(one => one.operator === operator && one.key === key);
  const own: NewStatement = {
    effect: 'Allow',
    actions: entries.map(entry => literalOf(entry)!),
    resources: { mode: 'only', list: resources },
    conditions: [...conditions.filter(one => !isReplaced(one)), ...added],
  };
  const removed = entries.map(({ at }): StructuralEdit => ({ kind: 'remove', at })).reverse();
  return [...removed, after(statement, own)];
}

function literals({ mode, list }: PolicyStatement['resources']): readonly string[] | undefined {
  const known = list.flatMap(text => literalOf(text) ?? []);
  return mode === 'only' && known.length > 0 && known.length === list.length ? known : undefined;
}

/** What the statement says of these actions within the limit. */
function narrower(statement: PolicyStatement, entries: readonly Text[], limit: Limit): PolicyStatement {
  const own = { ...statement, actions: { ...statement.actions, list: entries } };
  if ('resources' in limit) {
    return { ...own, resources: { ...own.resources, mode: 'only', list: limit.resources.map(({ text }) => text) } };
  }
  const others = statement.conditions.filter(one => !isSame(one, limit));
  return { ...own, conditions: [...others, conditionOf(limit, 'StringEquals')] };
}

function isSame({ operator, key }: Condition, limit: Extract<Limit, { key: string }>): boolean {
  return operator === 'StringEquals' && key.toLowerCase() === limit.key.toLowerCase();
}

function conditionOf({ key, value }: Extract<Limit, { key: string }>, operator: string): Condition {
  return { operator, key, values: [value.text], at: value.text.at };
}

/** Takes actions away, whichever statement allows them: all but what keeps to the limit. */
export function denied(grant: Grant, actions: readonly string[], limit: Limit = { resources: [] }): Change {
  if (!('resources' in limit)) return denying(grant, { actions, mode: 'only', resources: [anything(grant)], limit });
  const { resources } = limit;
  const isSparing = resources.length > 0;
  return denying(grant, {
    actions,
    mode: isSparing ? 'except' : 'only',
    resources: isSparing ? resources : [anything(grant)],
  });
}

/** Takes actions away on these resources. */
export function deniedOn(grant: Grant, actions: readonly string[], resources: readonly Said[]): Change {
  return denying(grant, { actions, mode: 'only', resources });
}

function anything(grant: Grant): Said {
  return said('*', writtenIn(grant).at);
}

interface Denial {
  readonly actions: readonly string[];
  readonly mode: 'only' | 'except';
  readonly resources: readonly Said[];
  readonly limit?: Extract<Limit, { key: string }>;
}

function denying(grant: Grant, { actions, mode, resources, limit }: Denial): Change {
  const { at, form } = writtenIn(grant);
  const conditions = limit ? [limit] : [];
  const deny: PolicyStatement = {
    effect: 'Deny',
    actions: { mode: 'only', list: actions.map(action => said(action, at).text), at },
    resources: { mode, list: resources.map(({ text }) => text), at },
    conditions: conditions.map(one => conditionOf(one, 'StringNotEquals')),
    form,
    at,
  };
  const added: NewStatement = {
    effect: 'Deny',
    actions,
    resources: { mode, list: resources.map(({ json }) => json) },
    conditions: conditions.map(({ key, value }) => ({ operator: 'StringNotEquals', key, values: [value.json] })),
  };
  const held: HeldStatement = { statement: deny, holder: grant.holder, via: at, uncertain: false };
  return { edits: [after(writtenIn(grant), added)], leaves: all => [...all, held] };
}
