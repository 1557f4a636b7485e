/** What holds however the policies of who asks and of what is asked for are put together. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PolicyStatement, Principal } from '../../server/src/engine/model/statement';
import type { Answer } from '../../server/src/engine/model/text';
import { accessOf } from '../../server/src/engine/policy/access';
import { denote } from '../../server/src/engine/policy/denote';
import { glob, literal, nothing } from '../../server/src/engine/policy/language';
import type { Bounds, Given } from '../../server/src/engine/policy/reading';
import { type RequestSet, requests, subtract } from '../../server/src/engine/policy/request-set';
import { isEmpty } from '../../server/src/engine/policy/witness';
import { oneStatement, policies, some } from '../support/policies';
import { somewhere, text } from '../support/statements';

const runs = { numRuns: 300 };
const account = '111122223333';
const caller = `arn:aws:sts::${account}:assumed-role/deploy/anna`;
const given: Given = { account };

/** Lists of statements: those of one policy, or of one level. */
interface World {
  readonly own: readonly PolicyStatement[];
  readonly boundary: readonly PolicyStatement[];
  readonly session: readonly PolicyStatement[];
  readonly control: readonly PolicyStatement[];
  readonly resource: readonly PolicyStatement[];
  readonly resourceControl: readonly PolicyStatement[];
}

const kinds = ['own', 'boundary', 'session', 'control', 'resource', 'resourceControl'] as const;
/** Of policies that need not be there: an empty one stands for none. */
const optional = fc.oneof(fc.constant([]), fc.constant([]), policies);

const at = somewhere;
const principals: readonly Principal[] = [
  { kind: 'anyone', at },
  { kind: 'account', account: text(account), at },
  { kind: 'identity', arn: text(`arn:aws:iam::${account}:role/deploy`), at },
  { kind: 'identity', arn: text(caller), at },
  { kind: 'identity', arn: text(`arn:aws:iam::${account}:user/bob`), at },
  { kind: 'service', name: text('lambda.amazonaws.com'), at },
];

function naming(statement: fc.Arbitrary<PolicyStatement>): fc.Arbitrary<PolicyStatement> {
  const named = fc.record({
    mode: fc.constantFrom('only' as const, 'only' as const, 'except' as const),
    list: fc.subarray([...principals], { minLength: 1, maxLength: 2 }),
  });
  return fc.tuple(statement, named).map(([one, principals]) => ({ ...one, principals }));
}

const onResource = some(naming(oneStatement(fc.constantFrom('Allow', 'Allow', 'Deny'))), 3);
const world: fc.Arbitrary<World> = fc.record({
  own: policies,
  boundary: optional,
  session: optional,
  control: optional,
  resource: fc.oneof(fc.constant([]), onResource),
  resourceControl: optional,
});

function accessIn(world: World, isSameAccount: boolean, isGuarded: boolean): Bounds<RequestSet> {
  const stated = (statements: readonly PolicyStatement[]) => statements.map(statement => ({ statement }));
  const ceilings = (statements: readonly PolicyStatement[]) =>
    statements.length === 0 ? [] : [{ options: [{ statements: stated(statements) }] }];
  const allows = world.own.filter(({ effect }) => effect === 'Allow');
  return accessOf(
    requests({ principal: literal(caller) }),
    {
      allowed: allows.map(one => ({ set: denote(one, given) })),
      mayBeAllowedMore: false,
      denies: stated(world.own.filter(({ effect }) => effect === 'Deny')),
      boundary: ceilings(world.boundary),
      session: ceilings(world.session),
      controls: ceilings(world.control),
      given,
    },
    {
      statements: stated(world.resource),
      guarded: isGuarded ? glob('s:*') : nothing,
      controls: ceilings(world.resourceControl),
      given,
    },
    isSameAccount,
  );
}

/** Whether everything of the one is in the other; what is cut off is open. */
function isWithin(narrow: Bounds<RequestSet>, wide: Bounds<RequestSet>): readonly Answer[] {
  return [isEmpty(subtract(narrow.certain, wide.certain)), isEmpty(subtract(narrow.possible, wide.possible))];
}

/** Work is bounded, so a few questions stay open; they are to be few. */
function expectFewOpen(answers: readonly Answer[]): void {
  expect(answers.filter(answer => answer === 'maybe').length).toBeLessThan(answers.length / 20);
}

test('one more Deny never adds access, whichever policy it is in', () => {
  const answers: Answer[] = [];
  const deny = oneStatement(fc.constant('Deny'));
  fc.assert(
    fc.property(world, deny, naming(deny), fc.constantFrom(...kinds), fc.boolean(), fc.boolean(), (before, ...rest) => {
      const [more, named, kind, isSame, isGuarded] = rest;
      const denied = { ...before, [kind]: [...before[kind], kind === 'resource' ? named : more] };
      const found = isWithin(accessIn(denied, isSame, isGuarded), accessIn(before, isSame, isGuarded));
      answers.push(...found);
      expect(found).not.toContain('no');
    }),
    runs,
  );
  expectFewOpen(answers);
});

test('one more Allow never loses access, whichever policy it is in', () => {
  const answers: Answer[] = [];
  const allow = oneStatement(fc.constant('Allow'));
  fc.assert(
    fc.property(
      world,
      allow,
      naming(allow),
      fc.constantFrom(...kinds),
      fc.boolean(),
      fc.boolean(),
      (before, ...rest) => {
        const [more, named, kind, isSame, isGuarded] = rest;
        const isCeiling = kind !== 'own' && kind !== 'resource';
        fc.pre(!isCeiling || before[kind].length > 0);
        const wider = { ...before, [kind]: [...before[kind], kind === 'resource' ? named : more] };
        const found = isWithin(accessIn(before, isSame, isGuarded), accessIn(wider, isSame, isGuarded));
        answers.push(...found);
        expect(found).not.toContain('no');
      },
    ),
    runs,
  );
  expectFewOpen(answers);
});

test('across accounts nothing is allowed that is not allowed within one, nor under a guard what is not without', () => {
  const answers: Answer[] = [];
  fc.assert(
    fc.property(world, fc.boolean(), (before, isGuarded) => {
      const within = accessIn(before, true, isGuarded);
      const found = [
        ...isWithin(accessIn(before, false, isGuarded), within),
        ...isWithin(within, accessIn(before, true, false)),
      ];
      answers.push(...found);
      expect(found).not.toContain('no');
    }),
    runs,
  );
  expectFewOpen(answers);
});

test('what is certain is possible', () => {
  const answers: Answer[] = [];
  fc.assert(
    fc.property(world, fc.boolean(), fc.boolean(), (before, isSame, isGuarded) => {
      const { certain, possible } = accessIn(before, isSame, isGuarded);
      answers.push(isEmpty(subtract(certain, possible)));
      expect(answers.at(-1)).not.toBe('no');
    }),
    runs,
  );
  expectFewOpen(answers);
});

test('nobody else is let in', () => {
  const callers = requests({ principal: literal(caller) });
  fc.assert(
    fc.property(world, fc.boolean(), (before, isSame) => {
      const { possible } = accessIn(before, isSame, false);
      expect(isEmpty(subtract(possible, callers))).not.toBe('no');
    }),
    runs,
  );
});
