/** Random policies over tiny alphabets of real actions, resources and keys, so that statements meet each other and requests. */
import fc from 'fast-check';
import type { WrittenStatement } from '../support/statements';
import { account, type Policies } from './simulator';

const actionPattern = fc.constantFrom(
  ...['*', 's3:*', 's3:Get*', 'S3:GETOBJECT', 's3:*Object', 's3:?etObject', 's3:PutObject*', 's3:G?t*t', 's3:*e*O*'],
  ...['iam:*', 'iam:PassRole', 'IAM:passrole', 'iam:P?ss*', 'iam:*Role', 'iam:P*Role*', 'iam:Put*', 'iam:?*?Role'],
);
const oddActionPattern = fc.constantFrom('*:*', '*:PassRole', 'i*:PassRole', '?am:P*', '**', 's3:');

const role = `arn:aws:iam::${account}:role/`;
const end = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '*', '?', '/'), maxLength: 4 });
const resourcePattern = fc.oneof(
  { weight: 4, arbitrary: fc.constant('*') },
  { weight: 6, arbitrary: end.map(name => `arn:aws:s3:::${name || 'a'}`) },
  { weight: 6, arbitrary: end.map(name => `${role}${name || '*'}`) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...[
        'arn:aws:iam::*:role/*',
        'arn:aws:iam::1234567890??:role/a',
        'arn:*:s3:::a*',
        'arn:aws:s3:*:*:a?',
        'arn:*:*:*:*:*',
      ],
      ...[`arn:aws:iam::${account}:*`, 'arn:aws:iam::*:user/*', 'arn:aws:s3:::*/b', 'arn:aws:iam::*1*2*:role/*a*'],
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['arn:aws:s3:::${aws:username}/*', 'arn:aws:s3:::a${*}', `${role}\${AWS:UserName}`, 'arn:aws:s3:::${$}a'],
      ...['arn:aws:s3:::${aws:PrincipalTag/team}*', `${role}\${aws:PrincipalTag/team, 'a'}`, 'arn:aws:s3:::a${?}*'],
    ),
  },
);
const oddResourcePattern = fc.constantFrom(
  ...[
    'arn:aws:iam::*',
    'arn:aws:s3:::*:*',
    '*:role/a',
    'arn:aws:s3*',
    'arn:aws:iam:*:role/a',
    '*a',
    'arn:*',
    'arn:aws:iam',
  ],
  ...[
    `arn:aws:iam::${account}:*/a`,
    `arn:aws:iam::${account}:r*/a`,
    `arn:AWS:iam::${account}:role/a`,
    'arn:aws:S3:::a',
  ],
);

const quantifiers = fc.constantFrom('', '', '', 'ForAllValues:', 'ForAnyValue:');
const ifExists = fc.constantFrom('', '', 'IfExists');

/** One or more. */
function some<T>(value: fc.Arbitrary<T>, maxLength = 2): fc.Arbitrary<T[]> {
  return fc.array(value, { minLength: 1, maxLength });
}

function family(keys: readonly string[], operators: readonly string[], values: fc.Arbitrary<string>) {
  return fc
    .tuple(quantifiers, fc.constantFrom(...operators), ifExists, fc.constantFrom(...keys), some(values))
    .map(([quantifier, operator, exists, key, list]) => ({ [quantifier + operator + exists]: { [key]: list } }));
}

function both(...operators: readonly string[]): readonly string[] {
  return operators.flatMap(operator => [operator, operator.replace(/^(String|Arn)/, '$1Not')]);
}

function ordered(prefix: string): readonly string[] {
  const orders = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
  return orders.map(order => prefix + order);
}

const words = ['iam:PassedToService', 'IAM:passedtoservice', 'aws:PrincipalTag/team', 'aws:TagKeys', 'aws:tagKeys'];
const anyKey = [
  ...words,
  'aws:SourceIp',
  'aws:SourceArn',
  's3:max-keys',
  'aws:CurrentTime',
  'aws:MultiFactorAuthPresent',
];

const condition = fc.oneof(
  family(
    words,
    both('StringEquals', 'StringEqualsIgnoreCase', 'StringLike'),
    fc.constantFrom(
      'a',
      'A',
      'ab',
      'b',
      'a*',
      '?',
      '*b',
      '*',
      '${aws:username}',
      'a${*}',
      '${aws:PrincipalTag/team}',
      '${?}',
    ),
  ),
  family(
    ['aws:SourceArn', 'aws:PrincipalArn', 'AWS:principalARN'],
    both('ArnEquals', 'ArnLike'),
    fc.constantFrom(
      ...[
        `arn:aws:iam::${account}:user/alice`,
        'arn:aws:iam::*:user/*',
        'arn:aws:iam::*:user/${aws:username}',
        'arn:aws:*:*:*:*',
      ],
      ...[
        'arn:aws:s3:::a',
        'arn:aws:s3:*:*:a?',
        'arn:*:s3:::*b',
        'arn:aws:iam:::*',
        'arn:aws:s3:::a:*',
        '*',
        'arn:aws:iam::*',
      ],
    ),
  ),
  family(
    ['s3:max-keys', 'aws:EpochTime'],
    ordered('Numeric'),
    fc.constantFrom('1', '2', '2.5', '10', '-1', '2.0', '1790000000'),
  ),
  family(
    ['aws:CurrentTime', 'aws:TokenIssueTime'],
    ordered('Date'),
    fc.constantFrom(
      '2026-06-01T00:00:00Z',
      '2026-06-01',
      '2027-01-01T01:00:00+01:00',
      '2020-01-01T00:00:00Z',
      '1780272000',
    ),
  ),
  family(['aws:SecureTransport', 'aws:MultiFactorAuthPresent'], ['Bool'], fc.constantFrom('true', 'True', 'false')),
  family(
    ['aws:SourceIp'],
    ['IpAddress', 'NotIpAddress'],
    fc.constantFrom(
      '10.0.0.0/8',
      '10.1.0.0/16',
      '10.1.2.3',
      '10.1.2.3/32',
      '0.0.0.0/0',
      '2001:db8::/32',
      '2001:db8::1',
      '::/0',
    ),
  ),
  family(['s3:signature'], ['BinaryEquals'], fc.constantFrom('QQ==', 'qq==')),
  fc
    .tuple(fc.constantFrom(...anyKey), some(fc.constantFrom('true', 'True', 'false')))
    .map(([key, values]) => ({ Null: { [key]: values } })),
);

function statement(effects: readonly ('Allow' | 'Deny')[]): fc.Arbitrary<WrittenStatement> {
  const actions = some(rarely(oddActionPattern, actionPattern), 3);
  const resources = some(rarely(oddResourcePattern, resourcePattern));
  return fc
    .record({
      effect: fc.constantFrom(...effects),
      action: mostly('Action', 'NotAction', actions),
      resource: mostly('Resource', 'NotResource', resources),
      conditions: fc.array(condition, { maxLength: 2 }),
    })
    .map(({ effect, action, resource, conditions: [one = {}, other = {}] }) => {
      const restricted = Object.keys({ ...one, ...other }).length > 0;
      return { Effect: effect, ...action, ...resource, ...(restricted ? { Condition: { ...one, ...other } } : {}) };
    });
}

function rarely<T>(odd: fc.Arbitrary<T>, usual: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 1, arbitrary: odd }, { weight: 30, arbitrary: usual });
}

function mostly<T>(usual: string, other: string, value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  return fc.oneof(
    { weight: 4, arbitrary: value.map(list => ({ [usual]: list })) },
    { weight: 1, arbitrary: value.map(list => ({ [other]: list })) },
  );
}

const identity = fc.array(statement(['Allow', 'Allow', 'Allow', 'Deny']), { minLength: 1, maxLength: 4 });
const ceiling = fc.array(statement(['Allow', 'Allow', 'Deny']), { minLength: 1, maxLength: 3 });
const everything: WrittenStatement = { Effect: 'Allow', Action: '*', Resource: '*' };
/** Most organizations allow all and take away. */
const level = fc.oneof(
  ceiling,
  ceiling.map(statements => [everything, ...statements]),
);

export const randomPolicies: fc.Arbitrary<Policies> = fc
  .record({
    identity,
    boundary: fc.option(ceiling, { freq: 1, nil: undefined }),
    controls: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(level, { maxLength: 2 }) },
    ),
  })
  .map(({ boundary, ...others }) => (boundary ? { ...others, boundary } : others));
