/** Whom federations let in: by the actions that their kind of provider asks for, and by what tells their people apart. */
import { describe, expect, it, test } from 'vitest';
import { edgesFrom, graphOf, terraform } from '../../support/access-graph';
import { apart } from '../../support/settings';

const role = (provider: unknown, action: unknown, condition: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Principal: { Federated: provider }, Action: action, Condition: condition }],
    },
  },
});
const graph = (resources: object, others: object = {}) =>
  graphOf({
    'bulkhead.yaml': apart,
    'prod/a.json': JSON.stringify({ Resources: resources }),
    'dev/a.json': JSON.stringify({ Resources: others }),
  });
const edges = (resources: object, others: object = {}) => edgesFrom(graph(resources, others));

const host = 'gitlab.com';
const oidc = (account = '111122223333') => `arn:aws:iam::${account}:oidc-provider/${host}`;
const saml = (account = '111122223333') => `arn:aws:iam::${account}:saml-provider/okta`;
const main = { StringEquals: { [`${host}:sub`]: 'project_path:acme/app:ref_type:branch:ref:main' } };

describe('a provider asks by the action of its kind', () => {
  const made = { Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: `https://${host}` } } };
  const pushers = ['anyone with push access to acme/app (main) assumes R'];
  const signedIn = ['anyone who signs in by okta assumes R'];

  test.each([
    ['sts:AssumeRoleWithWebIdentity', pushers],
    [['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity'], pushers],
    ['sts:*', pushers],
    ['sts:AssumeRole', []],
    ['sts:AssumeRoleWithSAML', []],
    [['sts:AssumeRole', 'sts:TagSession'], []],
  ])('of OpenID Connect: %j', (action, expected) => {
    expect(edges({ R: role(oidc(), action, main) })).toEqual(expected);
    expect(edges({ R: role({ Ref: 'Provider' }, action, main), ...made })).toEqual(expected);
  });

  test.each([
    ['sts:AssumeRoleWithSAML', signedIn],
    ['sts:AssumeRole*', signedIn],
    ['sts:AssumeRole', []],
    ['sts:AssumeRoleWithWebIdentity', []],
  ])('of SAML: %j', (action, expected) => {
    expect(edges({ R: role(saml(), action) })).toEqual(expected);
  });

  it('of those that AWS knows by their names', () => {
    expect(edges({ R: role('accounts.google.com', 'sts:AssumeRole') })).toEqual([]);
    expect(edges({ R: role('accounts.google.com', 'sts:AssumeRoleWithWebIdentity') })).toEqual([
      'anyone who signs in by accounts.google.com assumes R',
    ]);
  });

  it('in Terraform', () => {
    const trust = (action: string) => ({
      assume_role_policy: JSON.stringify({
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: '${aws_iam_saml_provider.okta.arn}' },
            Action: action,
          },
        ],
      }),
    });
    const edgesBy = (action: string) =>
      edgesFrom(
        graphOf(terraform({ aws_iam_saml_provider: { okta: { name: 'okta' } }, aws_iam_role: { r: trust(action) } })),
      );
    expect(edgesBy('sts:AssumeRoleWithSAML')).toEqual(['anyone who signs in by okta assumes r']);
    expect(edgesBy('sts:AssumeRole')).toEqual([]);
  });
});

it('a provider of another account signs in nobody', () => {
  expect(edges({ R: role(oidc('444455556666'), 'sts:AssumeRoleWithWebIdentity', main) })).toEqual([]);
  expect(edges({ R: role(saml('444455556666'), 'sts:AssumeRoleWithSAML') })).toEqual([]);
});

it('somebody who is no federation does not ask as one', () => {
  const named = (action: string) => ({
    R: {
      ...role('x', action),
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: 'Allow', Principal: { AWS: '999988887777' }, Action: action }],
        },
      },
    },
  });
  expect(edges(named('sts:AssumeRole'))).toEqual(['account 999988887777 assumes R']);
  expect(edges(named('sts:AssumeRoleWithWebIdentity'))).toEqual([]);
});

describe('an identity pool', () => {
  const cognito = 'cognito-identity.amazonaws.com';
  const byPool = (pool: unknown, state?: string) =>
    role(cognito, 'sts:AssumeRoleWithWebIdentity', {
      StringEquals: { [`${cognito}:aud`]: pool },
      ...(state === undefined ? {} : { 'ForAnyValue:StringLike': { [`${cognito}:amr`]: state } }),
    });

  it('is not another, and its guests are not those who sign in', () => {
    const resources = {
      A: byPool('us-east-1:p1', 'authenticated'),
      B: byPool('us-east-1:p1', 'authenticated'),
      C: byPool('us-east-1:p1', 'unauthenticated'),
      D: byPool('us-east-1:p2', 'authenticated'),
      E: byPool(['us-east-1:p1', 'us-east-1:p2'], 'authenticated'),
    };
    expect([...edges(resources)].sort()).toEqual([
      'anyone who signs in to the identity pool us-east-1:p1 assumes A',
      'anyone who signs in to the identity pool us-east-1:p1 assumes B',
      'anyone who signs in to the identity pool us-east-1:p1 assumes E',
      'anyone who signs in to the identity pool us-east-1:p2 assumes D',
      'anyone who signs in to the identity pool us-east-1:p2 assumes E',
      'anyone, as a guest of the identity pool us-east-1:p1 assumes C',
    ]);
    const nodes = [...graph(resources).nodes.values()].filter(({ kind }) => kind === 'federated');
    expect(nodes.map(({ openTo }) => openTo).sort()).toEqual(['guests', undefined, undefined]);
  });

  it('of one template is not the one of another that is called alike', () => {
    const pool = { Pool: { Type: 'AWS::Cognito::IdentityPool', Properties: { AllowUnauthenticatedIdentities: true } } };
    const made = { ...pool, R: byPool({ Ref: 'Pool' }, 'unauthenticated') };
    const nodes = [...graph(made, made).nodes.values()].filter(({ kind }) => kind === 'federated');
    expect(nodes.map(({ label }) => label)).toEqual(Array(2).fill('anyone, as a guest of the identity pool ${Pool}'));
  });

  it('that a policy does not name is any', () => {
    expect(edges({ R: role(cognito, 'sts:AssumeRoleWithWebIdentity') })).toEqual([
      'possibly anyone, as a guest of an identity pool assumes R',
      'anyone who signs in to an identity pool assumes R',
    ]);
  });
});

it('providers of SAML in two accounts are called alike, and are two', () => {
  const found = graph(
    { R: role(saml(), 'sts:AssumeRoleWithSAML') },
    { S: role(saml('444455556666'), 'sts:AssumeRoleWithSAML') },
  );
  const nodes = [...found.nodes.values()].filter(({ kind }) => kind === 'federated');
  expect(nodes.map(({ id }) => found.from(id).length)).toEqual([1, 1]);
  expect(nodes.map(({ label }) => label)).toEqual(Array(2).fill('anyone who signs in by okta'));
});
