/** A name in an ARN that says its account is of that account, wherever it is written. */
import { expect, test } from 'vitest';
import { edgesFrom, graphOf } from '../../support/access-graph';

const settings = `version: 1
accounts:
  - { id: "111122223333", environment: development }
  - { id: "444455556666", environment: production }
deployments:
  - { files: dev.yaml, account: "111122223333" }
  - { files: prod.yaml, account: "444455556666" }
`;

function role(label: string, name: string, principal: string, asks?: string): string {
  const statement = `{ Effect: Allow, Action: 'sts:AssumeRole', Resource: '${asks}' }`;
  const policies = asks && `[{ PolicyName: p, PolicyDocument: { Statement: [${statement}] } }]`;
  return `  ${label}:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${name}
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Action: 'sts:AssumeRole', Principal: ${principal} }] }
${policies ? `      Policies: ${policies}\n` : ''}`;
}

const template = (...roles: readonly string[]) =>
  `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n${roles.join('')}`;
const nobody = '{ Service: lambda.amazonaws.com }';
const support = 'arn:aws:iam::444455556666:role/support';
const trusting = (account: string) => `{ AWS: 'arn:aws:iam::${account}:role/developer' }`;

function waysToSupport(prod: string): readonly string[] {
  const documents = {
    'bulkhead.yaml': settings,
    'dev.yaml': template(role('Developer', 'developer', nobody, support)),
    'prod.yaml': prod,
  };
  return edgesFrom(graphOf(documents)).filter(edge => edge.endsWith(' assumes Support'));
}

test('a role of another account is who is trusted by its ARN', () => {
  const prod = template(role('Support', 'support', trusting('111122223333')));
  expect(waysToSupport(prod)).toEqual(['Developer assumes Support']);
});

test('a role of the same name in the own account is another', () => {
  const own = role('Own', 'developer', nobody, support);
  expect(waysToSupport(template(role('Support', 'support', trusting('111122223333')), own))).toEqual([
    'Developer assumes Support',
  ]);
  expect(waysToSupport(template(role('Support', 'support', trusting('444455556666')), own))).toEqual([
    'Own assumes Support',
  ]);
});

test('a role of an account where nothing of that name is defined stands outside', () => {
  const prod = template(role('Support', 'support', trusting('777788889999')));
  expect(waysToSupport(prod)).toEqual(['developer assumes Support']);
});
