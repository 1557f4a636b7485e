import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer, Hole, Patterns, PolicyStatement, Text } from '../../server/src/engine/model/model';
import { denote } from '../../server/src/engine/policy/denote';
import { contains, subtract } from '../../server/src/engine/policy/request-set';
import { isEmpty } from '../../server/src/engine/policy/witness';
import { allowed, oneStatement, policies, request, some } from '../support/policies';

const runs = { numRuns: 2000 };
const deny = oneStatement(fc.constant('Deny'));

test('one more Deny never adds access', () => {
  const answers: Answer[] = [];
  fc.assert(
    fc.property(policies, deny, (statements, more) => {
      const answer = isEmpty(subtract(allowed([...statements, more]), allowed(statements)));
      answers.push(answer);
      expect(answer).not.toBe('no');
    }),
    runs,
  );
  // Work is bounded, so a few questions stay open; they are to be few.
  expect(answers.filter(answer => answer === 'maybe').length).toBeLessThan(answers.length / 50);
});

test('a wider action never loses access', () => {
  fc.assert(
    fc.property(policies, statements => {
      const wider = statements.map(one =>
        one.effect === 'Allow' ? { ...one, actions: everyAction(one.actions) } : one,
      );
      expect(isEmpty(subtract(allowed(statements), allowed(wider)))).toBe('yes');
    }),
    runs,
  );
});

test('the order of statements does not matter', () => {
  fc.assert(
    fc.property(policies, statements => {
      expect(isEmpty(subtract(allowed(statements), allowed([...statements].reverse())))).toBe('yes');
    }),
    runs,
  );
});

test('what is certain holds, and nothing beyond what is possible does, however the holes turn out', () => {
  const open = fc.tuple(oneStatement(fc.constant('Allow')), fc.nat(8), fc.boolean());
  fc.assert(
    fc.property(open, fc.nat(), some(request, 20), ([statement, place, listed], choice, asked) => {
      const values = ['a', '*', 's:a', 'x', ''];
      const hole: Hole = { hole: 'P', kind: 'parameter', ...(listed ? { oneOf: values } : {}) };
      const { certain, possible } = denote(replaceText(statement, place, [hole]), {});
      const deployed = denote(replaceText(statement, place, [values[choice % values.length]!]), {}).certain;
      for (const one of asked) {
        if (contains(certain, one)) expect(contains(deployed, one)).toBe(true);
        if (contains(deployed, one)) expect(contains(possible, one)).toBe(true);
      }
    }),
    runs,
  );
});

function everyAction(actions: Patterns): Patterns {
  return { ...actions, mode: 'only', list: [{ parts: ['*'], at: actions.at }] };
}

/** The statement with other words in one of its texts. */
function replaceText(statement: PolicyStatement, place: number, parts: Text['parts']): PolicyStatement {
  let left = place;
  const other = (text: Text): Text => (left-- === 0 ? { ...text, parts } : text);
  const { actions, resources, conditions } = statement;
  return {
    ...statement,
    actions: { ...actions, list: actions.list.map(other) },
    resources: { ...resources, list: resources.list.map(other) },
    conditions: conditions.map(condition => ({ ...condition, values: condition.values.map(other) })),
  };
}
