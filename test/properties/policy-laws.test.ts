import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PolicyStatement } from '../../server/src/engine/model/statement';
import type { Answer, Hole, Patterns, Text } from '../../server/src/engine/model/text';
import { denote } from '../../server/src/engine/policy/denote';
import { contains, type RequestSet, subtract } from '../../server/src/engine/policy/request-set';
import { isEmpty } from '../../server/src/engine/policy/witness';
import { allowed, allowedUnder, oneStatement, policies, request, some } from '../support/policies';

const runs = { numRuns: 1000 };
const deny = oneStatement(fc.constant('Deny'));

/** A principal's own policy, and what stands above it: a boundary, a session policy, each level of an organization. */
interface Stack {
  readonly own: readonly PolicyStatement[];
  readonly ceilings: readonly (readonly PolicyStatement[])[];
}

const stack: fc.Arbitrary<Stack> = fc.record({ own: policies, ceilings: fc.array(policies, { maxLength: 2 }) });

test('one more Deny never adds access, whichever policy it is in', () => {
  const answers: Answer[] = [];
  fc.assert(
    fc.property(stack, deny, fc.nat(), ({ own, ceilings }, more, place) => {
      const chosen = place % (ceilings.length + 1);
      const denied = {
        own: chosen === ceilings.length ? [...own, more] : own,
        ceilings: ceilings.map((ceiling, i) => (i === chosen ? [...ceiling, more] : ceiling)),
      };
      answers.push(isEmpty(subtract(left(denied), left({ own, ceilings }))));
      expect(answers.at(-1)).not.toBe('no');
    }),
    runs,
  );
  expectFewOpen(answers);
});

test('one more policy above never adds access, and leaves nothing that it does not allow', () => {
  const answers: Answer[] = [];
  fc.assert(
    fc.property(stack, policies, ({ own, ceilings }, more) => {
      const under = left({ own, ceilings: [...ceilings, more] });
      answers.push(isEmpty(subtract(under, left({ own, ceilings }))), isEmpty(subtract(under, allowed(more))));
      expect(answers.slice(-2)).not.toContain('no');
    }),
    runs,
  );
  expectFewOpen(answers);
});

test('a wider Allow never loses access, whichever policy it is in', () => {
  const answers: Answer[] = [];
  fc.assert(
    fc.property(stack, oneStatement(fc.constant('Allow')), fc.nat(), ({ own, ceilings }, other, how) => {
      const wider = (statements: readonly PolicyStatement[]) =>
        statements.map(one => (one.effect === 'Allow' ? widened(one, other, how) : one));
      const after = { own: wider(own), ceilings: ceilings.map(wider) };
      answers.push(isEmpty(subtract(left({ own, ceilings }), left(after))));
      expect(answers.at(-1)).not.toBe('no');
    }),
    runs,
  );
  expectFewOpen(answers);
});

/** Work is bounded, so a few questions stay open; they are to be few. */
function expectFewOpen(answers: readonly Answer[]): void {
  expect(answers.filter(answer => answer === 'maybe').length).toBeLessThan(answers.length / 25);
}

function left({ own, ceilings }: Stack): RequestSet {
  return allowedUnder(own, ceilings);
}

/** The statement with more of what `other` says, or with one thing less that it asks for. */
function widened(one: PolicyStatement, other: PolicyStatement, how: number): PolicyStatement {
  const ways: readonly PolicyStatement[] = [
    { ...one, actions: more(one.actions, other.actions) },
    { ...one, resources: more(one.resources, other.resources) },
    { ...one, conditions: one.conditions.slice(1) },
    { ...one, actions: everything(one.actions), resources: everything(one.resources) },
  ];
  return ways[how % ways.length]!;
}

/** Of a list, its members and those of the other; of all but a list, all but its first. */
function more(patterns: Patterns, other: Patterns): Patterns {
  return {
    ...patterns,
    list: patterns.mode === 'only' ? [...patterns.list, ...other.list] : patterns.list.slice(0, 1),
  };
}

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

function everything(patterns: Patterns): Patterns {
  return { ...patterns, mode: 'only', list: [{ parts: ['*'], at: patterns.at }] };
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
