/** Statements that exist under choices of a deployment: what is granted is what one of all deployments grants. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PolicyStatement } from '../../server/src/engine/model/statement';
import type { Choice, When } from '../../server/src/engine/model/when';
import { effective, restrictionsOn } from '../../server/src/engine/policy/decide';
import { contains, type RequestSet, requests, union } from '../../server/src/engine/policy/request-set';
import { isAllowed } from '../support/iam-evaluator';
import { oneStatement, request, some } from '../support/policies';

/** `Other` is every value of the stage that no choice names. */
const stages = ['dev', 'prod', 'Other'];
const deployments = stages.flatMap(Stage =>
  ['true', 'false'].flatMap(IsLarge => ['true', 'false'].map(IsOpen => ({ Stage, IsLarge, IsOpen }))),
);
type Deployment = (typeof deployments)[number];

const choice: fc.Arbitrary<Choice> = fc.oneof(
  fc.record({ of: fc.constant('Stage'), value: fc.constantFrom('dev', 'prod'), is: fc.boolean() }),
  fc.record({ of: fc.constantFrom('IsLarge', 'IsOpen'), value: fc.constantFrom('true', 'false'), is: fc.boolean() }),
);
const when: fc.Arbitrary<When | undefined> = fc.option(some(fc.array(choice, { maxLength: 2 }), 2), { nil: undefined });
const conditional = fc
  .tuple(oneStatement(fc.constantFrom('Allow', 'Allow', 'Deny')), when)
  .map(([one, circumstance]): PolicyStatement => (circumstance ? { ...one, when: circumstance } : one));
const statements = fc.array(conditional, { minLength: 1, maxLength: 5 });

function existing(all: readonly PolicyStatement[], deployment: Deployment): readonly PolicyStatement[] {
  const holds = ({ of, value, is }: Choice) => (deployment[of as keyof Deployment] === value) === is;
  return all.filter(one => one.when === undefined || one.when.some(choices => choices.every(holds)));
}

function granted(all: readonly PolicyStatement[], boundary: readonly PolicyStatement[] | undefined): RequestSet {
  const stated = all.map(statement => ({ statement }));
  const ceilings = boundary ? [{ options: [{ statements: boundary.map(statement => ({ statement })) }] }] : [];
  const restrictions = restrictionsOn(requests({}), stated, ceilings, {});
  const allows = stated.filter(({ statement }) => statement.effect === 'Allow');
  return union(...allows.map(allow => effective(allow, restrictions).certain));
}

test('a request is granted if and only if one deployment allows it', () => {
  fc.assert(
    fc.property(statements, fc.option(statements, { nil: undefined }), some(request, 10), (all, boundary, asked) => {
      const set = granted(all, boundary);
      const right = asked.map(one =>
        deployments.some(each => isAllowed(one, existing(all, each), boundary && existing(boundary, each))),
      );
      expect(asked.map(one => contains(set, one))).toEqual(right);
    }),
    { numRuns: 3000 },
  );
});
