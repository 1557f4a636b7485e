/** Whom federations let in: by the actions that their kind of provider asks for, and by what tells their people apart. */
import { describe, expect, it, test } from 'vitest';
import { edgesFrom, graphOf, terraform } from '../../support/access-graph';

const settings = `version: 1
accounts:
  - { id: "111122223333", environment: production }
  - { id: "444455556666", environment: development }
deployments:
  - { files: "prod/**", account: "111122223333" }
  - { files: "dev/**", account: "444455556666" }
`;

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
    'bulkhead.yaml': settings,
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
