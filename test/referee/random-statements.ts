/** Random statements about a few real actions and resources, with patterns that just match and just miss them. */
import fc from 'fast-check';
import { condition, some } from './random-conditions';
import { account, otherAccount, type Statement, type WrittenPrincipal } from './world';

/** What statements may name. `odd`: what AWS forbids or nobody writes, now and then. */
export interface Vocabulary {
  readonly actions: fc.Arbitrary<string>;
  readonly oddActions?: fc.Arbitrary<string>;
  readonly resources: fc.Arbitrary<string>;
  readonly oddResources?: fc.Arbitrary<string>;
}

const role = `arn:aws:iam::${account}:role/`;
const end = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '*', '?', '/'), maxLength: 4 });
const buckets = end.map(name => `arn:aws:s3:::${name || 'a'}`);
const withVariables = fc.constantFrom(
  ...['arn:aws:s3:::${aws:username}/*', 'arn:aws:s3:::a${*}', 'arn:aws:s3:::${$}a', 'arn:aws:s3:::a${?}*'],
  ...['arn:aws:s3:::${aws:PrincipalTag/team}*', "arn:aws:s3:::${aws:PrincipalTag/team, 'a'}"],
);

/** Names that differ from each other only a little, of two services. */
export const anything: Vocabulary = {
  actions: fc.constantFrom(
    ...['*', 's3:*', 's3:Get*', 'S3:GETOBJECT', 's3:*Object', 's3:?etObject', 's3:PutObject*', 's3:G?t*t', 's3:*e*O*'],
    ...['iam:*', 'iam:PassRole', 'IAM:passrole', 'iam:P?ss*', 'iam:*Role', 'iam:P*Role*', 'iam:Put*', 'iam:?*?Role'],
  ),
  oddActions: fc.constantFrom('*:*', '*:PassRole', 'i*:PassRole', '?am:P*', '**', 's3:'),
  resources: fc.oneof(
    { weight: 4, arbitrary: fc.constant('*') },
    { weight: 6, arbitrary: buckets },
    { weight: 6, arbitrary: end.map(name => `${role}${name || '*'}`) },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        ...['arn:aws:iam::*:role/*', 'arn:aws:iam::1234567890??:role/a', 'arn:*:s3:::a*', 'arn:aws:s3:*:*:a?'],
        ...['arn:*:*:*:*:*', `arn:aws:iam::${account}:*`, 'arn:aws:iam::*:user/*', 'arn:aws:s3:::*/b'],
        'arn:aws:iam::*1*2*:role/*a*',
      ),
    },
    { weight: 2, arbitrary: withVariables },
    { weight: 1, arbitrary: fc.constantFrom(`${role}\${AWS:UserName}`, `${role}\${aws:PrincipalTag/team, 'a'}`) },
  ),
  oddResources: fc.constantFrom(
    ...['arn:aws:iam::*', 'arn:aws:s3:::*:*', '*:role/a', 'arn:aws:s3*', 'arn:aws:iam:*:role/a', '*a', 'arn:*'],
    ...['arn:aws:iam', `arn:aws:iam::${account}:*/a`, `arn:aws:iam::${account}:r*/a`],
    ...[`arn:AWS:iam::${account}:role/a`, 'arn:aws:S3:::a'],
  ),
};

export const ofBuckets: Vocabulary = {
  actions: fc.constantFrom('*', 's3:*', 's3:Get*', 's3:GetObject', 's3:PutObject', 's3:*Object', 's3:GetBucketAcl'),
  resources: fc.oneof(fc.constant('*'), buckets, withVariables),
};

export const ofRoles: Vocabulary = {
  actions: fc.constantFrom('*', 'sts:*', 'sts:AssumeRole', 'STS:assumerole', 'sts:TagSession', 'sts:*Role', 'sts:A*'),
  resources: fc.constantFrom(
    ...['*', '*', `${role}*`, `${role}a`, `${role}b`, 'arn:aws:iam::*:role/a*', 'arn:aws:iam::*:role/${aws:username}'],
    ...[`arn:aws:iam::${otherAccount}:role/a`, `arn:aws:iam::${otherAccount}:role/*`, 'arn:aws:iam::??????????21:*'],
  ),
};

export const ofKeys: Vocabulary = {
  actions: fc.constantFrom('*', 'kms:*', 'kms:Decrypt', 'kms:*crypt', 'kms:Encrypt', 'KMS:ENCRYPT', 'kms:E*'),
  resources: fc.constantFrom(
    '*',
    '*',
    'arn:aws:kms:*:*:key/*',
    `arn:aws:kms:us-east-1:${account}:key/a`,
    'arn:aws:kms:*',
  ),
};

const callersOwn = fc.constantFrom(
  ...['*', account, `arn:aws:iam::${account}:root`, `arn:aws:iam::${account}:user/alice`],
  ...[`arn:aws:iam::${account}:role/app`, `arn:aws:sts::${account}:assumed-role/app/run`],
);
const others = fc.constantFrom(
  ...[otherAccount, `arn:aws:iam::${otherAccount}:root`, `arn:aws:iam::${otherAccount}:role/app`],
  ...[`arn:aws:iam::${account}:user/bob`, `arn:aws:iam::${account}:role/team/app`],
  ...[`arn:aws:sts::${account}:assumed-role/app/other`, `arn:aws:iam::${account}:role/ap`],
);
const arns = fc.oneof({ weight: 3, arbitrary: callersOwn }, { weight: 1, arbitrary: others });
const principal: fc.Arbitrary<WrittenPrincipal> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<WrittenPrincipal>('*') },
  { weight: 12, arbitrary: some(arns).map(AWS => ({ AWS })) },
  { weight: 1, arbitrary: fc.constant<WrittenPrincipal>({ Service: ['lambda.amazonaws.com'] }) },
  { weight: 1, arbitrary: arns.map(one => ({ AWS: [one], Service: ['lambda.amazonaws.com'] })) },
);

export function statement(vocabulary: Vocabulary, ...effects: readonly ('Allow' | 'Deny')[]): fc.Arbitrary<Statement> {
  const { actions, oddActions, resources, oddResources } = vocabulary;
  return fc
    .record({
      effect: fc.constantFrom(...effects),
      action: mostly('Action', 'NotAction', some(rarely(oddActions, actions), 3)),
      resource: mostly('Resource', 'NotResource', some(rarely(oddResources, resources))),
      conditions: fc.oneof(fc.constant([]), fc.array(condition, { maxLength: 2 })),
    })
    .map(({ effect, action, resource, conditions: [one = {}, other = {}] }) => {
      const restricted = Object.keys({ ...one, ...other }).length > 0;
      return { Effect: effect, ...action, ...resource, ...(restricted ? { Condition: { ...one, ...other } } : {}) };
    });
}

/** A statement of a policy on a resource, which names who may. */
export function statementOnResource(vocabulary: Vocabulary): fc.Arbitrary<Statement> {
  const who = fc.oneof(
    { weight: 10, arbitrary: principal.map(Principal => ({ Principal })) },
    { weight: 1, arbitrary: principal.map(NotPrincipal => ({ NotPrincipal })) },
  );
  return fc
    .tuple(who, statement(vocabulary, 'Allow', 'Allow', 'Allow', 'Deny'))
    .map(([named, written]) => ({ ...named, ...written }));
}

function rarely<T>(odd: fc.Arbitrary<T> | undefined, usual: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return odd ? fc.oneof({ weight: 1, arbitrary: odd }, { weight: 30, arbitrary: usual }) : usual;
}

function mostly<T>(usual: string, other: string, value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  return fc.oneof(
    { weight: 4, arbitrary: value.map(list => ({ [usual]: list })) },
    { weight: 1, arbitrary: value.map(list => ({ [other]: list })) },
  );
}
