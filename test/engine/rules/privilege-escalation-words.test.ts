/** What findings say: no more than is true, and no stand-in as if it were somebody's account. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../server/src/engine/text/json';
import { findings, type Seen } from '../../support/workspace';

type Statement = Readonly<Record<string, Json>>;

function allow(Action: Json, Resource: Json = '*', more: Statement = {}): Statement {
  return { Effect: 'Allow', Action, Resource, ...more };
}

function role(statements: readonly Statement[], Principal: Json, properties: Statement = {}): Json {
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] };
  const policies = [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: statements } }];
  return { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust, Policies: policies, ...properties } };
}

const services = { Service: 'ec2.amazonaws.com' };

function told(resources: Json, more: Readonly<Record<string, string>> = {}): readonly Seen[] {
  const template = JSON.stringify({ Resources: resources }, undefined, 2);
  const all = findings({ 'team.json': template, ...more });
  return all.filter(({ finding }) => finding.rule === 'privilege-escalation');
}

const messagesOf = (statements: readonly Statement[]) =>
  told({ Dev: role(statements, services) }).map(({ finding }) => finding.message);

describe('of whom one acts as', () => {
  test.each([
    [['lambda:UpdateFunctionCode'], 'run code as the role of any function'],
    [['cloudformation:UpdateStack'], 'deploy as the role of any stack'],
    [['codebuild:StartBuild'], 'run code as the role of any build project'],
    [['iam:UpdateAssumeRolePolicy'], 'become any role of the account'],
  ])('by %s', (actions, outcome) => {
    expect(messagesOf([allow(actions)])[0]).toContain(`\`Dev\` can ${outcome}: `);
  });

  test('those who trust the service that they are passed to', () => {
    const [message] = messagesOf([allow('iam:PassRole'), allow(['cloudformation:CreateStack'])]);
    expect(message).toContain('`Dev` can deploy as any role that trusts `cloudformation`: ');
  });

  test('only those whose names may be passed', () => {
    const passing = allow('iam:PassRole', 'arn:aws:iam::*:role/*prod*');
    const [message] = messagesOf([passing, allow(['lambda:CreateFunction', 'lambda:InvokeFunction'])]);
    expect(message).toContain('`Dev` can run code as a role of production, by its name: ');
  });
});

test('who makes another an administrator and becomes that is none itself', () => {
  const set = {
    Type: 'AWS::SSO::PermissionSet',
    Properties: {
      Name: 'People',
      InstanceArn: 'arn:aws:sso:::instance/ssoins-1',
      InlinePolicy: { Version: '2012-10-17', Statement: [allow(['iam:PutUserPolicy', 'iam:CreateAccessKey'])] },
    },
  };
  const messages = told({ People: set }).map(({ finding }) => finding.message);
  expect(messages[0]).toBe(
    '`People` can make a user administrator and become it: `iam:PutUserPolicy`, then `iam:CreateAccessKey`',
  );
});

describe('a role of another account that is known', () => {
  const config = `version: 1
accounts: [{ id: "111122223333", name: one }, { id: "444455556666", name: other }]
deployments:
  - { files: "team.json", account: one, region: eu-west-1 }
  - { files: "other.json", account: other, region: eu-west-1 }
`;
  const trusted = { AWS: 'arn:aws:iam::111122223333:root' };
  const other = JSON.stringify({ Resources: { Adm: role([allow('*')], trusted, { RoleName: 'ops' }) } });

  test('is assumed wherever it is', () => {
    const assuming = allow('sts:AssumeRole', 'arn:aws:iam::444455556666:role/*');
    const [first] = told({ Dev: role([assuming], services) }, { 'other.json': other, 'bulkhead.yaml': config });
    expect(first?.finding.message).toBe('`Dev` can become the administrator `ops`: `sts:AssumeRole` on `role/ops`');
  });
});

describe('accounts and regions that nobody knows', () => {
  const [only] = told({ Dev: role([allow('lambda:UpdateFunctionCode')], services) });

  test('are not made up', () => {
    expect(only?.finding.witness?.resource).toBe(
      'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:any-function',
    );
    expect(messagesOf([allow('sts:AssumeRole', 'arn:aws:iam::*:role/cdk-*')])[0]).toMatch(
      /deploy-role-\$\{AWS::AccountId\}-\$\{AWS::Region\}`$/,
    );
  });

  test('are told where the policy writes them', () => {
    const written = allow('iam:UpdateAssumeRolePolicy', 'arn:aws:iam::123456789012:role/*');
    const [one] = told({ Dev: role([written], services) });
    expect(one?.finding.witness?.resource).toBe('arn:aws:iam::123456789012:role/any-role');
  });
});

test('all other ways to one end are one line', () => {
  const change = allow(['lambda:*', 'codebuild:StartBuild', 'iam:PassRole']);
  const lines = told({ Dev: role([change], services) }).flatMap(({ finding }) => finding.related);
  const outcomes = lines.flatMap(({ message }) => (message.startsWith('or ') ? [message.split(':')[0]!] : []));
  expect(outcomes).toEqual([...new Set(outcomes)]);
  expect(outcomes).toContain('or run code as any role that trusts `lambda`');
});
