/** Random policies over tiny alphabets, so that statements meet, and requests that they speak of. */
import fc from 'fast-check';
import type { PolicyStatement } from '../../server/src/engine/model/statement';
import { effective, restrictionsOn } from '../../server/src/engine/policy/decide';
import { type RequestSet, requests, union } from '../../server/src/engine/policy/request-set';
import type { ConcreteRequest } from './iam-evaluator';
import { statement } from './statements';

const actions = ['s:a', 's:ab', 'S:B', 't:a'];
const resources = ['', 'a', 'b', 'ab', 'ba', 'aa', 'a:b:c:d:e:f', 'a:b:b:c:d:e:f'];
const moments = ['2041-06-01T00:00:00Z', '2042-01-01T00:00:00Z'];

const actionPattern = fc.constantFrom('*', 's:*', 's:a', 'S:A*', 's:?', 't:a', '*a', 's:*b');
const resourcePattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', ':'), maxLength: 4 });
const quantifier = fc.constantFrom('', 'ForAllValues:', 'ForAnyValue:');
const ifExists = fc.constantFrom('', '', 'IfExists');

/** One or more. */
export function some<T>(value: fc.Arbitrary<T>, maxLength = 2): fc.Arbitrary<T[]> {
  return fc.array(value, { minLength: 1, maxLength });
}

const word = fc.constantFrom('x', 'X', 'y', 'xy');
const wordOperators = ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'];
const orders = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];

function condition(keys: readonly string[], operators: readonly string[], value: fc.Arbitrary<string>, plain = false) {
  return fc
    .tuple(
      plain ? fc.constant('') : quantifier,
      fc.constantFrom(...operators),
      ifExists,
      fc.constantFrom(...keys),
      some(value),
    )
    .map(([many, operator, exists, key, values]) => {
      // AWS does not say what a list is compared with where no quantifier says how.
      const quantified = key === 'aws:TagKeys' && many === '' ? 'ForAnyValue:' : many;
      return { [`${quantified}${operator}${exists}`]: { [key]: values } };
    });
}

const anyCondition = fc.oneof(
  condition(['k:Word', 'K:WORD', 'aws:TagKeys'], wordOperators, word),
  condition(['k:Word', 'aws:TagKeys'], ['StringLike', 'StringNotLike'], fc.constantFrom('x*', '*y', '?', '*')),
  condition(['k:Arn'], ['ArnLike', 'ArnNotEquals'], fc.constantFrom('a:*:c:d:e:f', 'a:b:c:d:e:*', '*', 'a:*')),
  condition(
    ['k:Number'],
    orders.map(order => `Numeric${order}`),
    fc.constantFrom('1', '2', '2.5'),
  ),
  condition(
    ['aws:CurrentTime'],
    orders.map(order => `Date${order}`),
    fc.constantFrom(...moments, '2020-01-01T00:00:00Z'),
    true,
  ),
  condition(['aws:SourceIp'], ['IpAddress', 'NotIpAddress'], fc.constantFrom('10.0.0.0/8', '10.1.0.0/16', '10.1.2.3')),
  condition(['k:Flag'], ['Bool'], fc.constantFrom('true', 'false')),
  fc
    .tuple(fc.constantFrom('k:Word', 'aws:TagKeys', 'k:Number'), fc.constantFrom('true', 'false'))
    .map(([key, value]) => ({ Null: { [key]: value } })),
);

export function oneStatement(effect: fc.Arbitrary<'Allow' | 'Deny'>): fc.Arbitrary<PolicyStatement> {
  const action = fc.oneof(
    { weight: 3, arbitrary: some(actionPattern).map(list => ({ Action: list })) },
    { weight: 1, arbitrary: some(actionPattern).map(list => ({ NotAction: list })) },
  );
  const resource = fc.oneof(
    { weight: 2, arbitrary: fc.constant({ Resource: '*' }) },
    { weight: 2, arbitrary: some(resourcePattern).map(list => ({ Resource: list })) },
    { weight: 1, arbitrary: some(resourcePattern).map(list => ({ NotResource: list })) },
  );
  const conditions = fc.array(anyCondition, { maxLength: 2 });
  return fc.tuple(effect, action, resource, conditions).map(([Effect, actions, resources, Conditions]) => {
    const [one = {}, other = {}] = Conditions;
    return statement({ Effect, ...actions, ...resources, Condition: { ...one, ...other } });
  });
}

export const policies = fc.array(oneStatement(fc.constantFrom('Allow', 'Allow', 'Deny')), {
  minLength: 1,
  maxLength: 4,
});

export const request: fc.Arbitrary<ConcreteRequest> = fc.record({
  action: fc.constantFrom(...actions),
  resource: fc.constantFrom(...resources),
  context: fc.record(
    {
      'k:Word': word,
      'aws:TagKeys': fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
      'k:Arn': fc.constantFrom('a:b:c:d:e:f', 'a:b:b:c:d:e:f', 'a'),
      'k:Number': fc.constantFrom('1', '2', '2.5', '3'),
      'aws:CurrentTime': fc.constantFrom(...moments, '2043-01-01T00:00:00Z'),
      'aws:SourceIp': fc.constantFrom('10.1.2.3', '10.1.9.9', '11.0.0.1'),
      'k:Flag': fc.constantFrom('true', 'false'),
    },
    { requiredKeys: ['aws:CurrentTime'] },
  ),
});

const everything = requests({});

/** What the engine says the statements allow, under a boundary if there is one. */
export function allowed(statements: readonly PolicyStatement[], boundary?: readonly PolicyStatement[]): RequestSet {
  return allowedUnder(statements, boundary ? [boundary] : []);
}

/** What it says they allow under all these policies. */
export function allowedUnder(
  statements: readonly PolicyStatement[],
  above: readonly (readonly PolicyStatement[])[],
): RequestSet {
  const stated = statements.map(one => ({ statement: one }));
  const ceilings = above.map(policy => ({ options: [{ statements: policy.map(one => ({ statement: one })) }] }));
  const restrictions = restrictionsOn(everything, stated, ceilings, {});
  const allows = stated.filter(one => one.statement.effect === 'Allow');
  return union(...allows.map(one => effective(one, restrictions).certain));
}
