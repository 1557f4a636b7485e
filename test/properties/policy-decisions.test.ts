import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contains } from '../../server/src/engine/policy/request-set';
import { isEmpty, witness } from '../../server/src/engine/policy/witness';
import { type ConcreteRequest, isAllowed } from '../support/iam-evaluator';
import { allowed, policies, request, some } from '../support/policies';

/** The values of a key that holds a list, apart again. */
function asLists(found: ConcreteRequest): ConcreteRequest {
  const context = Object.entries(found.context).map(
    ([key, value]) => [key, key === 'aws:TagKeys' ? String(value).split(', ') : value] as const,
  );
  return { ...found, context: { 'aws:CurrentTime': '2041-06-01T00:00:00Z', ...Object.fromEntries(context) } };
}

test('a request is in the set if and only if the referee allows it', () => {
  fc.assert(
    fc.property(policies, fc.option(policies, { nil: undefined }), some(request, 20), (statements, boundary, asked) => {
      const set = allowed(statements, boundary);
      const right = asked.map(one => isAllowed(one, statements, boundary));
      expect(asked.map(one => contains(set, one))).toEqual(right);
    }),
    { numRuns: 3000 },
  );
});

test('a witness is allowed by the referee, and an empty set allows nothing', () => {
  let empty = 0;
  fc.assert(
    fc.property(policies, fc.option(policies, { nil: undefined }), some(request, 5), (statements, boundary, asked) => {
      const set = allowed(statements, boundary);
      const answer = isEmpty(set);
      const found = witness(set);
      expect(answer).toBe(found ? 'no' : 'yes');
      if (found) expect(isAllowed(asLists(found), statements, boundary), JSON.stringify(found)).toBe(true);
      else {
        empty++;
        expect(asked.filter(one => isAllowed(one, statements, boundary))).toEqual([]);
      }
    }),
    { numRuns: 10_000 },
  );
  expect(empty).toBeGreaterThan(500);
});
