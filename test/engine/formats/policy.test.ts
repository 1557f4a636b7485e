import { describe, expect, test } from 'vitest';
import { factsOf, resourceIn, shownPlace, shownStatement } from '../../support/facts';

function grants(policy: unknown, extra: object = {}) {
  const facts = factsOf({
    ...extra,
    Resources: { P: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy } } },
  });
  return { statements: resourceIn(facts, 'P').grants, problems: facts.problems };
}

function shownGrants(policy: unknown, extra: object = {}): readonly string[] {
  return grants(policy, extra).statements.map(shownStatement);
}

const star = { Effect: 'Allow', Action: 's3:Get*', Resource: '*' };

describe('shapes of a policy', () => {
  test('a statement alone or a list of them, one action or several', () => {
    expect(shownGrants({ Statement: star })).toEqual(['Allow [s3:Get*] on [*]']);
    expect(shownGrants({ Statement: [star, { ...star, Action: ['a:B', 'c:D'] }] })).toEqual([
      'Allow [s3:Get*] on [*]',
      'Allow [a:B, c:D] on [*]',
    ]);
  });

  test('NotAction, NotResource and NotPrincipal', () => {
    const statement = { Effect: 'Deny', NotAction: 'iam:*', NotResource: ['a', 'b'], NotPrincipal: '*' };
    expect(shownGrants({ Statement: statement })).toEqual(['Deny to all but anyone all but [iam:*] on all but [a, b]']);
  });

  test('a policy written as JSON in a string points into the string', () => {
    const { statements } = grants(JSON.stringify({ Statement: [star] }));
    expect(statements.map(shownStatement)).toEqual(['Allow [s3:Get*] on [*]']);
    expect(shownPlace(statements[0]!.actions)).toBe('Resources/P/Properties/PolicyDocument/Statement/0/Action');
  });

  test('a policy in a string that `Fn::Sub` fills', () => {
    const text =
      '{"Statement":{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::${AWS::AccountId}:role/${R}"}}';
    expect(shownGrants({ 'Fn::Sub': [text, { R: 'dev-*' }] })).toEqual([
      'Allow [iam:PassRole] on [arn:aws:iam::${AWS::AccountId: ambient}:role/dev-*]',
    ]);
  });

  test('a policy that is known only after deployment may allow anything', () => {
    expect(shownGrants({ 'Fn::ImportValue': 'shared-policy' })).toEqual([
      'Allow [${ImportValue shared-policy: opaque}] on [${ImportValue shared-policy: opaque}]',
    ]);
  });

  test.each([
    ['2008-10-17', 'arn:aws:iam::*:role/${aws:username}', false],
    ['2008-10-17', '*', false],
    [undefined, 'arn:aws:iam::*:role/${aws:username}', false],
    ['2012-10-17', 'arn:aws:iam::*:role/${aws:username}', undefined],
    [{ Ref: 'Version' }, 'arn:aws:iam::*:role/${aws:username}', undefined],
  ])('of version %j, `%s` has variables: %s', (Version, Resource, variables) => {
    const { statements } = grants({ Version, Statement: { ...star, Resource } });
    expect(statements.map(statement => statement.variables)).toEqual([variables]);
  });

  test('an unquoted version in YAML is read as it stands', () => {
    const template = `
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: 2008-10-17
        Statement: { Effect: Allow, Action: 's3:*', Resource: '\${aws:username}' }
`;
    expect(resourceIn(factsOf(template), 'P').grants.map(statement => statement.variables)).toEqual([false]);
  });

  test('in a condition there are no variables either before the version of 2012', () => {
    const Condition = { StringLike: { 's3:prefix': ['${aws:username}/*'] } };
    const text = JSON.stringify({ Version: '2008-10-17', Statement: { ...star, Condition } });
    expect(grants(text).statements.map(statement => statement.variables)).toEqual([false]);
  });

  test('an effect in other letters is meant, and a problem', () => {
    const { statements, problems } = grants({ Statement: { ...star, Effect: 'allow' } });
    expect(statements.map(shownStatement)).toEqual(['Allow [s3:Get*] on [*]']);
    expect(problems.map(shownPlace)).toEqual(['Resources/P/Properties/PolicyDocument/Statement/Effect']);
  });

  test('an element in other letters is meant, and a problem', () => {
    const { statements, problems } = grants({ Statement: { Effect: 'Allow', action: 'a:B', Resource: '*' } });
    expect(statements.map(shownStatement)).toEqual(['Allow [a:B] on [*]']);
    expect(problems.map(p => p.message)).toEqual(['`action` is to be written `Action`']);
  });

  test.each([
    ['no statement', {}, ['this policy document has no `Statement`']],
    ['no effect', { Statement: { Action: 'a:B', Resource: '*' } }, ['this statement has no `Effect`']],
    ['another effect', { Statement: { ...star, Effect: 'Maybe' } }, ['an effect is to be written `Allow` or `Deny`']],
    ['a number', 5, ['a policy document is expected here']],
    ['a statement that is a string', { Statement: ['x'] }, ['a policy statement is expected here']],
  ])('%s: a problem and no statement', (_, policy, messages) => {
    const { statements, problems } = grants(policy);
    expect(statements).toEqual([]);
    expect(problems.map(p => p.message)).toEqual(messages);
  });

  test('what has the wrong type is a problem at its place, and the rest is kept', () => {
    const { statements, problems } = grants({ Statement: { ...star, Action: ['a:B', { x: 1 }, null] } });
    expect(statements.map(shownStatement)).toEqual(['Allow [a:B] on [*]']);
    expect(problems.map(shownPlace)).toEqual([
      'Resources/P/Properties/PolicyDocument/Statement/Action/1',
      'Resources/P/Properties/PolicyDocument/Statement/Action/2',
    ]);
  });

  test('conditions with one value or several, booleans as they are written', () => {
    const conditions = {
      StringEquals: { 'iam:PassedToService': ['a', 'b'] },
      Bool: { 'aws:MultiFactorAuthPresent': true },
    };
    expect(shownGrants({ Statement: { ...star, Condition: conditions } })).toEqual([
      'Allow [s3:Get*] on [*] if StringEquals(iam:PassedToService: a,b) if Bool(aws:MultiFactorAuthPresent: true)',
    ]);
  });

  test('a condition that is known only after deployment still narrows', () => {
    const conditions = { StringEquals: { 'Fn::GetAtt': ['Json', 'Value'] } };
    const { statements } = grants({ Statement: { ...star, Condition: conditions } });
    expect(statements[0]!.conditions.map(c => [c.operator, c.key])).toEqual([['StringEquals', 'Json.Value']]);
  });
});

describe('principals', () => {
  test.each([
    ['*', 'anyone'],
    [{ AWS: '*' }, 'anyone'],
    [{ AWS: '111122223333' }, 'account 111122223333'],
    [{ AWS: 'arn:aws:iam::111122223333:root' }, 'account 111122223333'],
    [{ AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } }, 'account ${AWS::AccountId: ambient}'],
    [{ AWS: { Ref: 'AWS::AccountId' } }, 'account ${AWS::AccountId: ambient}'],
    [{ AWS: { Ref: 'Tooling' } }, 'account ${Tooling: parameter=444455556666}'],
    [{ AWS: 'arn:aws:iam::111122223333:role/ci' }, 'identity arn:aws:iam::111122223333:role/ci'],
    [{ Service: ['a.amazonaws.com', 'b.amazonaws.com'] }, 'service a.amazonaws.com,service b.amazonaws.com'],
    [{ Federated: 'cognito-identity.amazonaws.com' }, 'federated cognito-identity.amazonaws.com'],
    [{ CanonicalUser: 'abc' }, 'canonical abc'],
    [{ Unheard: 'of' }, ''],
  ])('%j', (principal, expected) => {
    const parameters = { Parameters: { Tooling: { Type: 'String', Default: '444455556666' } } };
    expect(shownGrants({ Statement: { ...star, Principal: principal } }, parameters)).toEqual([
      `Allow to ${expected} [s3:Get*] on [*]`,
    ]);
  });

  test('an account id keeps its zero without quotes', () => {
    const facts = factsOf(`
Resources:
  R:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Action: sts:AssumeRole, Principal: { AWS: 012345678901 } }
`);
    expect(resourceIn(facts, 'R').trust.map(shownStatement)).toEqual([
      'Allow to account 012345678901 [sts:AssumeRole] on all but []',
    ]);
    expect(facts.accounts.map(account => account.id)).toEqual(['012345678901']);
  });
});

describe('alternatives', () => {
  const conditions = {
    Parameters: { Env: { Type: 'String' }, Open: { Type: 'String' } },
    Conditions: {
      IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] },
      IsOpen: { 'Fn::Equals': [{ Ref: 'Open' }, 'yes'] },
    },
  };
  const prod = (then: unknown, otherwise: unknown = { Ref: 'AWS::NoValue' }) => ({
    'Fn::If': ['IsProd', then, otherwise],
  });

  test('around a document, a statement, a list item, an effect, a condition block', () => {
    const two = (policy: unknown) => shownGrants(policy, conditions);
    expect(two(prod({ Statement: star }))).toEqual(['Allow [s3:Get*] on [*] when Env=prod']);
    expect(two({ Statement: [prod(star)] })).toEqual(['Allow [s3:Get*] on [*] when Env=prod']);
    expect(two({ Statement: { ...star, Action: ['a:B', prod('c:D')] } })).toEqual([
      'Allow [a:B, c:D] on [*] when Env=prod',
      'Allow [a:B] on [*] when Env!=prod',
    ]);
    expect(two({ Statement: { ...star, Effect: prod('Deny', 'Allow') } })).toEqual([
      'Deny [s3:Get*] on [*] when Env=prod',
      'Allow [s3:Get*] on [*] when Env!=prod',
    ]);
    expect(two({ Statement: { ...star, Condition: prod({ Bool: { a: 'true' } }) } })).toEqual([
      'Allow [s3:Get*] on [*] if Bool(a: true) when Env=prod',
      'Allow [s3:Get*] on [*] when Env!=prod',
    ]);
  });

  test('two choices of the same condition go together', () => {
    const statement = { ...star, Action: prod('a:Prod', 'a:Dev'), Resource: prod('prod', 'dev') };
    expect(shownGrants({ Statement: statement }, conditions)).toEqual([
      'Allow [a:Prod] on [prod] when Env=prod',
      'Allow [a:Dev] on [dev] when Env!=prod',
    ]);
  });

  test('choices of different conditions are combined', () => {
    const statement = { ...star, Action: prod('a:Prod', 'a:Dev'), Resource: { 'Fn::If': ['IsOpen', '*', 'one'] } };
    expect(shownGrants({ Statement: statement }, conditions)).toEqual([
      'Allow [a:Prod] on [*] when Env=prod & Open=yes',
      'Allow [a:Prod] on [one] when Env=prod & Open!=yes',
      'Allow [a:Dev] on [*] when Env!=prod & Open=yes',
      'Allow [a:Dev] on [one] when Env!=prod & Open!=yes',
    ]);
  });

  test('more alternatives than can be followed become holes with their choices', () => {
    const names = Array.from({ length: 12 }, (_, i) => `C${i}`);
    const open = {
      Parameters: Object.fromEntries(names.map(name => [name, { Type: 'String' }])),
      Conditions: Object.fromEntries(names.map(name => [name, { 'Fn::Equals': [{ Ref: name }, 'yes'] }])),
    };
    const actions = names.map(name => ({ 'Fn::If': [name, `s3:Get${name}`, `s3:Put${name}`] }));
    const [statement, ...others] = grants({ Statement: { ...star, Action: actions } }, open).statements;
    expect(others).toEqual([]);
    expect(statement!.actions.list).toHaveLength(12);
    expect(statement!.actions.list[0]!.parts).toMatchObject([
      { hole: 'If C0', kind: 'parameter', oneOf: ['s3:GetC0', 's3:PutC0'] },
    ]);
  });
});

test('a policy in a block of text, with and without holes', () => {
  const facts = factsOf(`
Resources:
  A:
    Type: AWS::SSO::PermissionSet
    Properties:
      InlinePolicy: !Sub |
        {
          "Version": "2012-10-17",
          "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::\${AWS::AccountId}:role/*" }]
        }
  B:
    Type: AWS::SSO::PermissionSet
    Properties:
      InlinePolicy: >-
        { "Statement": [
          { "Effect": "Allow", "Action": "iam:*", "Resource": "*" } ] }
`);
  expect(resourceIn(facts, 'A').grants.map(shownStatement)).toEqual([
    'Allow [iam:PassRole] on [arn:aws:iam::${AWS::AccountId: ambient}:role/*]',
  ]);
  expect(shownPlace(resourceIn(facts, 'A').grants[0]!.actions)).toBe(
    'Resources/A/Properties/InlinePolicy/Statement/0/Action',
  );
  expect(resourceIn(facts, 'B').grants.map(shownStatement)).toEqual(['Allow [iam:*] on [*]']);
});

test('a policy joined from pieces of JSON, as the CDK writes it', () => {
  const pieces = [
    '{"Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:',
    { Ref: 'AWS::Partition' },
    ':iam::',
    { Ref: 'AWS::AccountId' },
    ':role/*"}]}',
  ];
  const facts = factsOf({
    Resources: { Set: { Type: 'AWS::SSO::PermissionSet', Properties: { InlinePolicy: { 'Fn::Join': ['', pieces] } } } },
  });
  expect(resourceIn(facts, 'Set').grants.map(shownStatement)).toEqual([
    'Allow [iam:PassRole] on [arn:${AWS::Partition: ambient=aws}:iam::${AWS::AccountId: ambient}:role/*]',
  ]);
});
