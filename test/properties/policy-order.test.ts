/** Policies mean the same in whatever order they are written. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PolicyStatement } from '../../server/src/engine/model/statement';
import type { Patterns } from '../../server/src/engine/model/text';
import { contains, subtract } from '../../server/src/engine/policy/request-set';
import { isEmpty } from '../../server/src/engine/policy/witness';
import { allowed, policies, request, some } from '../support/policies';

test('statements, the items of their lists and their conditions are in no order', () => {
  fc.assert(
    fc.property(policies, fc.infiniteStream(fc.nat()), some(request, 10), (statements, random, asked) => {
      const other = shuffled(statements, random).map(one => reordered(one, random));
      const [set, same] = [allowed(statements), allowed(other)];
      expect(isEmpty(same)).toBe(isEmpty(set));
      expect(asked.map(one => contains(same, one))).toEqual(asked.map(one => contains(set, one)));
      expect(isEmpty(subtract(set, same))).not.toBe('no');
      expect(isEmpty(subtract(same, set))).not.toBe('no');
    }),
    { numRuns: 2000 },
  );
});

type Random = Iterator<number>;

function reordered(statement: PolicyStatement, random: Random): PolicyStatement {
  const patterns = (all: Patterns) => ({ ...all, list: shuffled(all.list, random) });
  const conditions = shuffled(statement.conditions, random);
  return {
    ...statement,
    actions: patterns(statement.actions),
    resources: patterns(statement.resources),
    conditions: conditions.map(one => ({ ...one, values: shuffled(one.values, random) })),
  };
}

function shuffled<T>(all: readonly T[], random: Random): readonly T[] {
  const keyed = all.map(one => ({ one, key: random.next().value as number }));
  return keyed.sort((a, b) => a.key - b.key).map(({ one }) => one);
}
