/** Random worlds of each kind, and what is asked in them. */
import fc from 'fast-check';
import { some } from './random-conditions';
import { anyRequest, bucketRequest, keyRequest, roleRequest } from './random-requests';
import {
  anything,
  ofBuckets,
  ofKeys,
  ofRoles,
  statement,
  statementOnResource,
  type Vocabulary,
} from './random-statements';
import {
  account,
  alice,
  type Caller,
  type ConcreteRequest,
  everything,
  otherAccount,
  type Policies,
  type Policy,
  policyOf,
  session,
  type World,
  type WorldKind,
} from './world';

export interface Sample {
  readonly world: World;
  readonly requests: readonly ConcreteRequest[];
}

/** How many worlds of each kind are made for each that is asked for. */
const shares: Readonly<Record<WorldKind, number>> = {
  'identity policies': 0.3,
  ceilings: 0.2,
  'resource policy, same account': 0.16,
  'resource policy, cross account': 0.12,
  'trust policy': 0.12,
  'key policy': 0.1,
};

export function runsOf(kind: WorldKind, all: number): number {
  return Math.round(all * shares[kind]);
}

export function randomSample(kind: WorldKind, requestsEach: number): fc.Arbitrary<Sample> {
  const accounts = fc.constantFrom(account, otherAccount);
  switch (kind) {
    case 'identity policies':
      return sample(kind, anything, fc.constant(account), requestsEach, identityAlone);
    case 'ceilings':
      return sample(kind, anything, fc.constant(account), requestsEach, withCeilings);
    case 'resource policy, same account':
      return sample(kind, ofBuckets, fc.constant(account), requestsEach, withResourcePolicy);
    case 'resource policy, cross account':
      return sample(kind, ofBuckets, fc.constant(otherAccount), requestsEach, withResourcePolicy);
    case 'trust policy':
      return sample(kind, ofRoles, accounts, requestsEach, withResourcePolicy);
    case 'key policy':
      return sample(kind, ofKeys, accounts, requestsEach, withResourcePolicy);
  }
}

function sample(
  kind: WorldKind,
  vocabulary: Vocabulary,
  owners: fc.Arbitrary<string>,
  count: number,
  policiesOf: (vocabulary: Vocabulary, caller: Caller) => fc.Arbitrary<Policies>,
): fc.Arbitrary<Sample> {
  return fc.tuple(callers, owners).chain(([caller, owner]) =>
    fc.record({
      world: policiesOf(vocabulary, caller).map(policies => ({ kind, caller, owner, policies })),
      requests: fc.array(requestOf(vocabulary, caller, owner), { minLength: count, maxLength: count }),
    }),
  );
}

const callers: fc.Arbitrary<Caller> = fc
  .record({ one: fc.constantFrom(alice, session), team: fc.constantFrom(undefined, undefined, 'a', 'none') })
  .map(({ one, team }) => (team === undefined ? one : { ...one, team }));

function requestOf(vocabulary: Vocabulary, caller: Caller, owner: string): fc.Arbitrary<ConcreteRequest> {
  if (vocabulary === ofBuckets) return bucketRequest(caller);
  if (vocabulary === ofRoles) return roleRequest(caller, owner);
  return vocabulary === ofKeys ? keyRequest(caller, owner) : anyRequest(caller);
}

function identityAlone(vocabulary: Vocabulary): fc.Arbitrary<Policies> {
  return identityOf(vocabulary).map(one => ({ identity: [one] }));
}

function identityOf(vocabulary: Vocabulary): fc.Arbitrary<Policy> {
  const statements = fc.array(statement(vocabulary, 'Allow', 'Allow', 'Allow', 'Deny'), { minLength: 1, maxLength: 4 });
  const version = fc.oneof(
    { weight: 15, arbitrary: fc.constant<Policy['version']>('2012-10-17') },
    { weight: 1, arbitrary: fc.constant<Policy['version']>('2008-10-17') },
  );
  return fc.record({ version, statements });
}

/** Organizations mostly allow all and take away; a resource control policy can do nothing else. */
function ceilingsOf(vocabulary: Vocabulary, caller: Caller, often: number): fc.Arbitrary<Policies> {
  const ceiling = some(statement(vocabulary, 'Allow', 'Allow', 'Deny'), 3).map(all => policyOf(...all));
  const narrowed = some(statement(vocabulary, 'Allow', 'Deny', 'Deny')).map(all => policyOf(everything, ...all));
  const takenAway = some(statement(vocabulary, 'Deny')).map(all => policyOf(everything, ...all));
  const kinds: readonly (readonly [keyof Policies, fc.Arbitrary<readonly Policy[]>])[] = [
    ['boundary', alone(fc.oneof(ceiling, narrowed))],
    ...(caller.kind === 'session' ? ([['session', alone(fc.oneof(ceiling, narrowed))]] as const) : []),
    ['endpoint', alone(fc.oneof(ceiling, narrowed))],
    ['service control', some(fc.oneof(ceiling, narrowed), 3)],
    ['resource control', some(takenAway, 2)],
  ];
  const present = fc.shuffledSubarray([...kinds], { minLength: often > 0 ? 1 : 0, maxLength: often > 0 ? 3 : 1 });
  return present.chain(chosen =>
    chosen.length === 0 ? fc.constant({}) : (fc.record(Object.fromEntries(chosen)) as fc.Arbitrary<Policies>),
  );
}

function alone(policy: fc.Arbitrary<Policy>): fc.Arbitrary<readonly Policy[]> {
  return policy.map(one => [one]);
}

function withCeilings(vocabulary: Vocabulary, caller: Caller): fc.Arbitrary<Policies> {
  return fc
    .tuple(identityOf(vocabulary), ceilingsOf(vocabulary, caller, 1))
    .map(([identity, ceilings]) => ({ identity: [identity], ...ceilings }));
}

/** The caller may have no policy of its own, and now and then something above limits both sides. */
function withResourcePolicy(vocabulary: Vocabulary, caller: Caller): fc.Arbitrary<Policies> {
  const own = fc.oneof(
    { weight: 2, arbitrary: identityOf(vocabulary) },
    { weight: 3, arbitrary: fc.constant(policyOf(everything)) },
    { weight: 1, arbitrary: fc.constant(policyOf()) },
  );
  const onResource = some(statementOnResource(vocabulary), 3).map(all => policyOf(...all));
  return fc
    .tuple(own, onResource, ceilingsOf(vocabulary, caller, 0))
    .map(([identity, resource, ceilings]) => ({ identity: [identity], ...ceilings, resource: [resource] }));
}
