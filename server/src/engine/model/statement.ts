import type { Patterns, PolicyStatement, Text } from './model';

/** The statement with each text of its actions, resources and conditions as `change` gives it. */
export function withTexts(statement: PolicyStatement, change: (text: Text) => Text): PolicyStatement {
  const { actions, resources, conditions } = statement;
  const patterns = (all: Patterns): Patterns => ({ ...all, list: all.list.map(change) });
  return {
    ...statement,
    actions: patterns(actions),
    resources: patterns(resources),
    conditions: conditions.map(one => ({ ...one, values: one.values.map(change) })),
  };
}
