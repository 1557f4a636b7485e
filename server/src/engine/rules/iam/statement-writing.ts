/** Statements and parts of them as values, in either of the two ways in which templates write them. */
import type { Condition, PolicyStatement } from '../../model/statement';
import type { StructuralEdit } from '../../syntax/structural-edit';
import type { Json } from '../../text/json';
import { below, part } from '../../text/text';

/** `NotResource` protects what it does not name; only a Deny is written with it. */
export interface NewStatement {
  readonly effect: 'Allow' | 'Deny';
  /** One at least. */
  readonly actions: readonly string[];
  readonly resources: { readonly mode: 'only' | 'except'; readonly list: readonly Json[] };
  readonly conditions: readonly NewCondition[];
}

export interface NewCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Json[];
}

interface Form {
  readonly resource: string;
  /** Several values, or the only one, in the manner of the form. */
  readonly values: (list: readonly Json[]) => Json;
  readonly statement: (statement: NewStatement) => Json;
  readonly addCondition: (to: PolicyStatement, condition: NewCondition) => StructuralEdit;
}

export const forms: Readonly<Record<PolicyStatement['form'], Form>> = {
  'iam-json': {
    resource: 'Resource',
    values: oneOrMany,
    statement: ({ effect, actions, resources, conditions }) => ({
      Effect: effect,
      Action: oneOrMany(actions),
      [resources.mode === 'only' ? 'Resource' : 'NotResource']: oneOrMany(resources.list),
      ...(conditions.length > 0 ? { Condition: byOperator(conditions) } : {}),
    }),
    addCondition: (to, { operator, key, values }) => ({
      kind: 'insert',
      into: below(to.at, 'Condition', operator),
      key,
      value: oneOrMany(values),
    }),
  },
  'policy-document': {
    resource: 'resources',
    values: list => list,
    statement: ({ effect, actions, resources, conditions }) => ({
      ...(effect === 'Deny' ? { effect } : {}),
      actions,
      [resources.mode === 'only' ? 'resources' : 'not_resources']: resources.list,
      ...(conditions.length > 0 ? { condition: conditions.map(block) } : {}),
    }),
    addCondition: (to, condition) => ({ kind: 'append', to: below(to.at, 'condition'), value: block(condition) }),
  },
};

function oneOrMany(list: readonly Json[]): Json {
  return list.length === 1 ? list[0]! : list;
}

function byOperator(conditions: readonly NewCondition[]): Json {
  const operators = [...new Set(conditions.map(({ operator }) => operator))];
  return Object.fromEntries(
    operators.map(operator => {
      const tests = conditions.filter(condition => condition.operator === operator);
      return [operator, Object.fromEntries(tests.map(({ key, values }) => [key, oneOrMany(values)]))];
    }),
  );
}

function block({ operator, key, values }: NewCondition): Json {
  return { test: operator, variable: key, values };
}

/** A copy of conditions that can be written again; undefined when one holds what only deployment decides. */
export function copied(conditions: readonly Condition[]): readonly NewCondition[] | undefined {
  const copies = conditions.map(({ operator, key, values }) => ({
    operator,
    key,
    values: values.flatMap(({ parts }) => (parts.every(text => typeof text === 'string') ? [parts.join('')] : [])),
  }));
  return copies.every((copy, i) => copy.values.length === conditions[i]!.values.length) ? copies : undefined;
}

/** The statement is for these resources alone. */
export function narrowedResources(
  { resources, at, form }: PolicyStatement,
  list: readonly Json[],
): readonly StructuralEdit[] {
  const value = forms[form].values(list);
  if (resources.mode === 'only') return [{ kind: 'replace', at: resources.at, value }];
  const added: StructuralEdit = { kind: 'insert', into: at, key: forms[form].resource, value };
  return resources.list.length === 0 ? [added] : [{ kind: 'remove', at: part(resources.at, 'entry') }, added];
}

/** A new statement behind one, in the same policy. */
export function after(statement: PolicyStatement, added: NewStatement): StructuralEdit {
  const value = forms[statement.form].statement(added);
  const inList = typeof statement.at.path.at(-1) === 'number';
  return inList ? { kind: 'insert-after', at: statement.at, value } : { kind: 'append', to: statement.at, value };
}
