/** What a change broadens, and what is none: text before, text now, sentences out. */
import { describe, expect, test } from 'vitest';
import type { Documents } from '../../support/workspace';
import { changesSince, snapshotOf } from '../../support/workspace';

/** What is said of the change, `possible` and `forbidden` before it. */
function said(before: Documents | string, now: Documents | string): readonly string[] {
  const documents = (of: Documents | string) => (typeof of === 'string' ? { 'template.yaml': of } : of);
  return changesSince(snapshotOf(documents(now)), documents(before)).changes.map(
    ({ is, confidence, message }) =>
      `${confidence === 'possible' ? 'possible: ' : ''}${is === 'forbidden' ? 'forbidden: ' : ''}${message}`,
  );
}

function broadened(before: Documents | string, now: Documents | string): readonly string[] {
  return said(before, now).filter(line => !line.includes('forbidden: '));
}

const account = 'arn:aws:iam::111122223333';

/** A template with one user, whose policy has these statements; `more` are other properties of it. */
function user(statements: readonly object[], more: object = {}, rest: object = {}): string {
  const { Resources = {}, ...sections } = rest as { Resources?: object };
  return JSON.stringify({
    AWSTemplateFormatVersion: '2010-09-09',
    ...sections,
    Resources: {
      Deployer: {
        Type: 'AWS::IAM::User',
        Properties: {
          UserName: 'deployer',
          Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: statements } }],
          ...more,
        },
      },
      ...Resources,
    },
  });
}

const allow = (Action: unknown, Resource: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown, Resource: unknown) => ({ Effect: 'Deny', Action, Resource });
const bucket = 'arn:aws:s3:::orders/*';

function trusting(principal: unknown): string {
  const statement = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' };
  return JSON.stringify({
    Resources: {
      Reader: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [statement] } } },
    },
  });
}

const orders = {
  OrdersProd: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'orders-prod',
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
    },
  },
};

describe('what is broadened', () => {
  const table: readonly (readonly [title: string, before: string, now: string, said: readonly string[]])[] = [
    [
      'an action more',
      user([allow('s3:GetObject', bucket)]),
      user([allow(['s3:GetObject', 's3:PutObject'], bucket)]),
      ['`Deployer` may now do `s3:PutObject` on `arn:aws:s3:::orders/*`'],
    ],
    [
      'a wildcard in the action',
      user([allow('s3:GetObject', bucket)]),
      user([allow('s3:*', bucket)]),
      ['`Deployer` may now do more of `s3:*`, such as `s3:PutObject` on `arn:aws:s3:::orders/x`'],
    ],
    [
      'a wildcard in the resource',
      user([allow('s3:GetObject', bucket)]),
      user([allow('s3:GetObject', 'arn:aws:s3:::*')]),
      ['`Deployer` may now do `s3:GetObject` on more of `arn:aws:s3:::*`, such as `arn:aws:s3:::x`'],
    ],
    [
      'a role of the workspace that may be passed',
      user([allow('iam:PassRole', `${account}:role/orders-dev`)], {}, { Resources: orders }),
      user([allow('iam:PassRole', `${account}:role/orders-*`)], {}, { Resources: orders }),
      ['`Deployer` may now pass `orders-prod` to `lambda.amazonaws.com`'],
    ],
    [
      'NotAction in place of Action',
      user([allow('s3:GetObject', bucket)]),
      user([{ Effect: 'Allow', NotAction: 'iam:*', Resource: bucket }]),
      ['`Deployer` may now do more, such as `s3:PutObject` on `arn:aws:s3:::orders/x`'],
    ],
    [
      'fewer exceptions of NotAction',
      user([{ Effect: 'Allow', NotAction: ['iam:*', 'kms:*'], Resource: '*' }]),
      user([{ Effect: 'Allow', NotAction: ['iam:*'], Resource: '*' }]),
      ['`Deployer` may now do more, such as `kms:Decrypt`'],
    ],
    [
      'NotResource',
      user([{ Effect: 'Allow', Action: 's3:GetObject', NotResource: [bucket, 'arn:aws:s3:::pay/*'] }]),
      user([{ Effect: 'Allow', Action: 's3:GetObject', NotResource: [bucket] }]),
      ['`Deployer` may now do `s3:GetObject` on more resources, such as `arn:aws:s3:::pay/x`'],
    ],
    [
      'a condition less',
      user([allow('s3:GetObject', bucket, { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } })]),
      user([allow('s3:GetObject', bucket)]),
      [
        '`Deployer` may now do `s3:GetObject` on `arn:aws:s3:::orders/*` in more cases; nothing asks for `aws:SourceIp` any more',
      ],
    ],
    [
      'a Deny less',
      user([allow('s3:*', '*'), deny('s3:DeleteBucket', '*')]),
      user([allow('s3:*', '*')]),
      ['`Deployer` may now do more of `s3:*`, such as `s3:DeleteBucket`; a Deny that took it away is gone'],
    ],
    [
      'a Deny of less',
      user([allow('s3:*', '*'), deny(['s3:DeleteBucket', 's3:PutObject'], '*')]),
      user([allow('s3:*', '*'), deny('s3:DeleteBucket', '*')]),
      ['`Deployer` may now do more of `s3:*`, such as `s3:PutObject`; a Deny that took it away is gone'],
    ],
    [
      'a managed policy attached',
      user([allow('s3:GetObject', bucket)]),
      user([allow('s3:GetObject', bucket)], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
      ['`Deployer` may now do more of `*`, such as `iam:PassRole`'],
    ],
    [
      'a policy attached that nobody here can read',
      user([allow('s3:GetObject', bucket)]),
      user([allow('s3:GetObject', bucket)], { ManagedPolicyArns: [`${account}:policy/team`] }),
      ['`Deployer` may now do whatever `arn:aws:iam::111122223333:policy/team` allows, which does not stand here'],
    ],
    [
      'trust in another account',
      trusting({ AWS: `${account}:root` }),
      trusting({ AWS: [`${account}:root`, '444455556666'] }),
      ['account `444455556666` may now assume `Reader`'],
    ],
    [
      'trust in anyone',
      trusting({ AWS: `${account}:root` }),
      trusting('*'),
      ['anyone may now assume `Reader` in more cases'],
    ],
  ];

  test.each(table)('%s', (_, before, now, lines) => {
    expect(broadened(before, now)).toEqual(lines);
  });

  test.each(table)('%s: undone, it is forbidden, and nothing is allowed', (_, before, now) => {
    expect(broadened(now, before)).toEqual([]);
    expect(said(now, before).length).toBeGreaterThan(0);
  });

  test.each(table)('%s: nothing is said where nothing changed', (_, before, now) => {
    expect(said(before, before)).toEqual([]);
    expect(said(now, now)).toEqual([]);
  });
});

describe('what deployment decides', () => {
  const parameter = (value?: string) => ({
    Parameters: { Bucket: { Type: 'String', ...(value === undefined ? {} : { Default: value }) } },
  });
  const open = [allow('s3:GetObject', { 'Fn::Sub': 'arn:aws:s3:::${Bucket}/*' })];

  test('another default is what is deployed when nobody overrides it', () => {
    expect(broadened(user(open, {}, parameter('orders')), user(open, {}, parameter('*')))).toEqual([
      expect.stringContaining('may now do `s3:GetObject` on'),
    ]);
  });

  test('a wildcard in place of a parameter', () => {
    const now = [allow('s3:GetObject', 'arn:aws:s3:::*/*')];
    expect(broadened(user(open, {}, parameter()), user(now, {}, parameter()))).toEqual([
      '`Deployer` may now do `s3:GetObject` on more of `arn:aws:s3:::*/*`, such as `arn:aws:s3:::x/x`',
    ]);
  });

  test('the same parameter says the same', () => {
    const split = [
      allow('s3:GetObject', { 'Fn::Sub': 'arn:aws:s3:::${Bucket}/*' }, { Sid: 'Read' }),
      allow('s3:ListBucket', '*'),
    ];
    const together = [allow('s3:ListBucket', '*'), ...open];
    expect(said(user(together, {}, parameter()), user(split, {}, parameter()))).toEqual([]);
  });

  test('one more choice that a parameter has is possible', () => {
    const choices = (...AllowedValues: string[]) => ({ Parameters: { Bucket: { Type: 'String', AllowedValues } } });
    expect(broadened(user(open, {}, choices('a', 'b')), user(open, {}, choices('a', 'b', 'c')))).toEqual([
      expect.stringContaining('possible: `Deployer` may now do `s3:GetObject`'),
    ]);
  });

  test('a statement that only one environment had', () => {
    const sections = {
      Parameters: { Env: { Type: 'String', AllowedValues: ['dev', 'prod'] } },
      Conditions: { IsDev: { 'Fn::Equals': [{ Ref: 'Env' }, 'dev'] } },
    };
    const inDev = [{ 'Fn::If': ['IsDev', allow('s3:DeleteBucket', '*'), { Ref: 'AWS::NoValue' }] }];
    expect(broadened(user(inDev, {}, sections), user([allow('s3:DeleteBucket', '*')], {}, sections))).toEqual([
      expect.stringContaining('`Deployer` may now do `s3:DeleteBucket`'),
    ]);
    expect(broadened(user([allow('s3:DeleteBucket', '*')], {}, sections), user(inDev, {}, sections))).toEqual([]);
  });
});

describe('permissions boundaries', () => {
  const boundary = (...actions: string[]) => ({
    Resources: {
      Boundary: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { PolicyDocument: { Statement: [allow(actions, '*')] } },
      },
    },
  });
  const statements = [allow(['s3:GetObject', 's3:PutObject'], '*')];
  const bounded = { PermissionsBoundary: { Ref: 'Boundary' } };

  test('one that is gone', () => {
    expect(
      broadened(user(statements, bounded, boundary('s3:GetObject')), user(statements, {}, boundary('s3:GetObject'))),
    ).toContain('`Deployer` may now do `s3:PutObject` on any resource; the permissions boundary is gone');
  });

  test('one that leaves more', () => {
    const [before, now] = [boundary('s3:GetObject'), boundary('s3:*')].map(rest => user(statements, bounded, rest));
    expect(broadened(before!, now!)).toEqual([
      '`Deployer` may now do `s3:PutObject` on any resource; its permissions boundary leaves more',
    ]);
  });

  test('one that nobody here can read, and that is gone', () => {
    const unread = { PermissionsBoundary: `${account}:policy/boundary` };
    expect(broadened(user(statements, unread), user(statements))[0]).toMatch(
      /^possible: .* the permissions boundary is gone$/,
    );
  });
});

describe('what stands in another template', () => {
  const statements = (...actions: string[]) => [allow(actions, bucket)];
  const json = (Resources: object, more: object = {}) => JSON.stringify({ ...more, Resources });
  const managed = (actions: readonly string[], more: object = {}) =>
    json({
      Team: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { ManagedPolicyName: 'team', PolicyDocument: { Statement: statements(...actions) }, ...more },
      },
    });
  const wanted = ['`Deployer` may now do `s3:PutObject` on `arn:aws:s3:::orders/*`'];
  const arn = { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:policy/team' };
  const [few, many] = [['s3:GetObject'], ['s3:GetObject', 's3:PutObject']] as const;

  test('a policy that is attached by its ARN', () => {
    const deployer = user([], { ManagedPolicyArns: [arn] });
    expect(
      said({ 'a.json': deployer, 'b.json': managed(few) }, { 'a.json': deployer, 'b.json': managed(many) }),
    ).toEqual(wanted);
  });

  test('a policy that says itself whom it is put on', () => {
    const deployer = user([]);
    const [before, now] = [few, many].map(actions => managed(actions, { Users: ['deployer'] }));
    expect(said({ 'a.json': deployer, 'b.json': before! }, { 'a.json': deployer, 'b.json': now! })).toEqual(wanted);
  });

  test('a group', () => {
    const deployer = user([], { Groups: ['team'] });
    const [before, now] = [few, many].map(actions =>
      json({
        Team: {
          Type: 'AWS::IAM::Group',
          Properties: {
            GroupName: 'team',
            Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: statements(...actions) } }],
          },
        },
      }),
    );
    const changes = said({ 'a.json': deployer, 'b.json': before! }, { 'a.json': deployer, 'b.json': now! });
    expect(changes).toEqual([...wanted, wanted[0]!.replace('Deployer', 'Team')]);
  });

  test('a policy of a group', () => {
    const deployer = user([], { Groups: ['team'] });
    const group = json({ Team: { Type: 'AWS::IAM::Group', Properties: { GroupName: 'team' } } });
    const [before, now] = [few, many].map(actions => managed(actions, { Groups: ['team'] }));
    const documents = (policy: string) => ({ 'a.json': deployer, 'b.json': group, 'c.json': policy });
    expect(said(documents(before!), documents(now!))).toEqual(expect.arrayContaining(wanted));
  });

  test('a permissions boundary', () => {
    const deployer = user(statements(...many), { PermissionsBoundary: arn });
    const documents = (actions: readonly string[]) => ({ 'a.json': deployer, 'b.json': managed(actions) });
    expect(said(documents(few), documents(many))).toEqual([`${wanted[0]}; its permissions boundary leaves more`]);
  });

  test('what an export stands for', () => {
    const deployer = user([], { ManagedPolicyArns: [{ 'Fn::ImportValue': 'policy' }] });
    const policies = (which: string) => {
      const policy = (actions: readonly string[]) => ({
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { PolicyDocument: { Statement: statements(...actions) } },
      });
      const Outputs = { Policy: { Value: { Ref: which }, Export: { Name: 'policy' } } };
      return json({ Few: policy(few), Many: policy(many) }, { Outputs });
    };
    const documents = (which: string) => ({ 'a.json': deployer, 'b.json': policies(which) });
    expect(broadened(documents('Few'), documents('Many'))).toEqual([
      expect.stringContaining('`Deployer` may now do `s3:PutObject`'),
    ]);
  });

  test('a value that is given for a parameter', () => {
    const deployer = user(
      [allow('s3:GetObject', { 'Fn::Sub': 'arn:aws:s3:::${Bucket}/*' })],
      {},
      { Parameters: { Bucket: { Type: 'String' } } },
    );
    const given = (value: string) => `version = 0.1
[default.deploy.parameters]
template_file = "template.json"
stack_name = "orders"
parameter_overrides = "Bucket=${value}"
`;
    const documents = (value: string) => ({ 'template.json': deployer, 'samconfig.toml': given(value) });
    expect(broadened(documents('orders'), documents('*'))).toEqual([
      expect.stringContaining('`Deployer` may now do `s3:GetObject`'),
    ]);
    expect(broadened(documents('*'), documents('orders'))).toEqual([]);
  });
});

describe('what is none', () => {
  const one = [allow(['s3:GetObject', 's3:PutObject'], [bucket, 'arn:aws:s3:::pay/*'])];
  const none: readonly (readonly [string, readonly object[]])[] = [
    ['the other order', [allow(['s3:PutObject', 's3:GetObject'], ['arn:aws:s3:::pay/*', bucket])]],
    [
      'a statement in two',
      [allow('s3:GetObject', [bucket, 'arn:aws:s3:::pay/*']), allow('s3:PutObject', [bucket, 'arn:aws:s3:::pay/*'])],
    ],
    ['a Sid', [{ Sid: 'Orders', ...one[0] }]],
    ['other letters', [allow(['S3:getobject', 's3:putOBJECT'], [bucket, 'arn:aws:s3:::pay/*'])]],
    ['a statement that another includes', [...one, allow('s3:GetObject', 'arn:aws:s3:::orders/2026/*')]],
    ['a Deny that meets nothing', [...one, deny('ec2:*', '*')]],
  ];
  test.each(none)('%s', (_, now) => {
    expect(said(user(one), user(now))).toEqual([]);
  });

  test('formatting and comments', () => {
    const before = user(one);
    expect(said(before, `${JSON.stringify(JSON.parse(before), null, 4)}\n`)).toEqual([]);
  });

  test('a template that was moved', () => {
    expect(said({ 'a.json': user(one) }, { 'stacks/b.json': user(one) })).toEqual([]);
  });

  test('a policy that moved into a managed one', () => {
    const managed = {
      Resources: { Own: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: one } } } },
    };
    expect(said(user(one), user([], { ManagedPolicyArns: [{ Ref: 'Own' }] }, managed))).toEqual([]);
  });

  test('a role that was given a name', () => {
    const named = (name?: string) => ({
      Resources: { Job: { ...orders.OrdersProd, Properties: { ...orders.OrdersProd.Properties, RoleName: name } } },
    });
    const passing = [allow('iam:PassRole', { 'Fn::GetAtt': ['Job', 'Arn'] })];
    expect(said(user(passing, {}, named('a')), user(passing, {}, named('b')))).toEqual([]);
  });
});

test('nothing is passed that is no role', () => {
  const passing = (resource: string) => user([allow('iam:PassRole', resource)]);
  expect(said(passing(`${account}:role/a`), passing(`arn:aws:lambda:*:111122223333:function:*`))).toEqual([
    'forbidden: `Deployer` may no longer pass `arn:aws:iam::111122223333:role/a`',
  ]);
  expect(broadened(passing(`${account}:role/a`), passing(`${account}:role/*`))).toHaveLength(1);
});

test('the request that shows whom a role trusts is for that role', () => {
  const Role = (principal: string) => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'reader',
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] },
    },
  });
  const template = (principal: string) => JSON.stringify({ Resources: { ...orders, Reader: Role(principal) } });
  const before = { 'template.yaml': template(`${account}:root`) };
  const { changes } = changesSince(snapshotOf({ 'template.yaml': template('*') }), before);
  expect(changes.map(({ witness }) => witness?.resource)).toEqual(['arn:aws:iam::123456789012:role/reader']);
});

describe('who comes and goes', () => {
  test('a new principal is said to be new', () => {
    expect(said({}, { 'template.json': user([allow('s3:GetObject', bucket)]) })).toEqual([
      '`Deployer` may now do `s3:GetObject` on `arn:aws:s3:::orders/*`; it is new',
    ]);
  });

  test('one that is gone may do nothing any more', () => {
    expect(said({ 'template.json': user([allow('s3:GetObject', bucket)]) }, {})).toEqual([
      'forbidden: `Deployer` may no longer do `s3:GetObject` on `arn:aws:s3:::orders/*`; it is gone',
    ]);
  });
});
