/** What decides about a grant besides its statement: who holds it, where, and which roles the workspace knows. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Documents, findings, fixed, type Seen } from '../../support/workspace';

const accounts = `version: 1
accounts:
  - { id: "111122223333", name: orders-prod, environment: production }
  - { id: "444455556666", name: orders-dev, environment: development }
deployments:
  - { files: "prod/**", account: orders-prod }
  - { files: "dev/**", account: orders-dev }
`;

const anyRoleToLambda = policy(`
            - Effect: Allow
              Action: iam:PassRole
              Resource: "*"
              Condition: { StringEquals: { iam:PassedToService: lambda.amazonaws.com } }`);

describe('where the account holds production, a warning is an error', () => {
  test('because it is declared', () => {
    expect(severities({ 'prod/deploy.yaml': anyRoleToLambda, 'bulkhead.yaml': accounts })).toEqual(['error']);
    expect(severities({ 'dev/deploy.yaml': anyRoleToLambda, 'bulkhead.yaml': accounts })).toEqual(['warning']);
  });

  test('because the same stack makes a production role that can be passed so', () => {
    const role = (service: string) => productionRole('orders-prod', service).replace('Resources:\n', '');
    expect(severities({ 'deploy.yaml': anyRoleToLambda + role('lambda.amazonaws.com') })).toEqual(['error']);
    expect(severities({ 'deploy.yaml': anyRoleToLambda + role('ec2.amazonaws.com') })).toEqual(['warning']);
  });
});

describe('a pattern of names', () => {
  const production = policy(`
            - { Effect: Allow, Action: iam:PassRole, Resource: "arn:aws:iam::111122223333:role/prod-*" }`);

  test('that says production is right in the hands of production alone', () => {
    expect(severities({ 'a.yaml': production })).toEqual(['warning']);
    expect(severities({ 'a.yaml': heldBy('prod-deployer', production) })).toEqual([]);
    expect(severities({ 'a.yaml': heldBy('dev-deployer', production) })).toEqual(['error']);
    expect(severities({ 'a.yaml': heldBy('ci', production) })).toEqual(['error']);
  });

  test('is held against the production roles that the workspace knows', () => {
    const app = policy(`
            - { Effect: Allow, Action: iam:PassRole, Resource: "arn:aws:iam::111122223333:role/app-*" }`);
    const role = { 'roles.yaml': productionRole('app-live', 'lambda.amazonaws.com') };
    expect(severities({ 'a.yaml': heldBy('dev-deployer', app), ...role })).toEqual(['error']);
    expect(severities({ 'a.yaml': heldBy('staging-deployer', app), ...role })).toEqual(['warning']);
    expect(severities({ 'a.yaml': heldBy('deployer', app), ...role })).toEqual([]);
    expect(severities({ 'a.yaml': heldBy('dev-deployer', app) })).toEqual([]);
  });

  test('that ends in its environment is one', () => {
    const suffix = policy(`
            - { Effect: Allow, Action: iam:PassRole, Resource: "arn:aws:iam::111122223333:role/*-dev" }`);
    expect(severities({ 'a.yaml': suffix })).toEqual([]);
    expect(severities({ 'a.yaml': suffix.replace('*-dev', '*-prod') })).toEqual(['warning']);
  });
});

test('a role of another account cannot be passed, and is not named', () => {
  const [only] = own({
    'dev/deploy.yaml': anyRoleToLambda,
    'prod/role.yaml': productionRole('orders-prod', 'lambda.amazonaws.com'),
    'bulkhead.yaml': accounts,
  });
  expect(only?.finding.message).not.toContain('orders-prod');
});

test('a policy on two principals is one finding that names both', () => {
  const found = own({
    'a.yaml': `Resources:
  Shared:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Users: [!Ref Anna]
      PolicyDocument:
        Statement: [{ Effect: Allow, Action: "iam:PassRole", Resource: "*" }]
  Anna: { Type: AWS::IAM::User }
  Team: { Type: AWS::IAM::Group, Properties: { ManagedPolicyArns: [!Ref Shared] } }
`,
  });
  expect(found.length).toBe(1);
  const related = found[0]!.finding.related.map(({ message }) => message);
  expect(related).toContain('granted to `Anna`');
  expect(related).toContain('granted to `Team`');
});

test('a plan says for certain what it knows, and that the rest is possible', () => {
  const plan = new URL('../../golden/broad-pass-role/tfplan_unknowns.json', import.meta.url);
  const found = own({ 'plan.json': readFileSync(plan, 'utf8') });
  const certain = found.filter(({ finding }) => finding.confidence === 'certain');
  expect(certain.map(({ text }) => text.replace(/[\\"]/g, ''))).toEqual([
    'iam:PassRole',
    'iam:PassRole',
    'iam:PassRole',
  ]);
  const possible = found.filter(({ finding }) => finding.confidence === 'possible');
  expect(possible.map(({ finding }) => finding.message)).toEqual([
    expect.stringContaining('`aws_iam_policy.mixed_jsonencode.policy` decides whether'),
  ]);
});

test.each([
  ['arn:aws:s3:::bucket/*', '', '`arn:aws:s3:::bucket/*` can be no role'],
  ['*', 'Condition: { StringEquals: { iam:PassedToService: lambda } }', '`lambda` is no service principal'],
])('a statement that can allow nothing is a hint: %s %s', (resource, condition, message) => {
  const [only] = own({
    'a.yaml': policy(`
            - Effect: Allow
              Action: iam:PassRole
              Resource: "${resource}"
              ${condition}`),
  });
  expect(only?.finding.severity).toBe('hint');
  expect(only?.finding.message).toContain(message);
});

describe('fixes', () => {
  const lambda = `
  AppRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: "sts:AssumeRole" }]
  App: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt AppRole.Arn } }
`;

  test('leave to a wildcard what it grants besides, and deny all other roles', () => {
    const after = scoped({
      'a.yaml':
        policy(`
            - { Effect: Allow, Action: "iam:*Role", Resource: "*" }`) + lambda,
    });
    expect(after['a.yaml']).toContain('- { Effect: Allow, Action: "iam:*Role", Resource: "*" }');
    expect(after['a.yaml']).toMatch(/Effect: Deny,? *\n? *Action: iam:PassRole/);
    expect(own(after)).toEqual([]);
  });

  test('turn NotResource into Resource', () => {
    const after = scoped({
      'a.yaml':
        policy(`
            - Effect: Allow
              Action: iam:PassRole
              NotResource: "arn:aws:iam::111122223333:role/admin"`) + lambda,
    });
    expect(after['a.yaml']).toContain('Resource: !GetAtt AppRole.Arn');
    expect(after['a.yaml']).not.toContain('NotResource');
    expect(own(after)).toEqual([]);
  });

  test('keep the conditions of a statement that is split', () => {
    const after = scoped({
      'a.yaml':
        policy(`
            - Effect: Allow
              Action: [lambda:CreateFunction, iam:PassRole]
              Resource: "*"
              Condition: { Bool: { aws:MultiFactorAuthPresent: "true" } }`) + lambda,
    });
    expect(after['a.yaml']!.match(/aws:MultiFactorAuthPresent/g)?.length).toBe(2);
    expect(own(after)).toEqual([]);
  });

  test('work where the only statement is no list', () => {
    const after = scoped({
      'a.yaml': `Resources:
  Deploy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          Effect: Allow
          Action: [s3:GetObject, iam:PassRole]
          Resource: "*"
${lambda}`,
    });
    expect(own(after)).toEqual([]);
  });

  test('name the prefix of the environment where the holder has one', () => {
    const [only] = own({
      'a.yaml': heldBy(
        'dev-deployer',
        policy(`
            - { Effect: Allow, Action: iam:PassRole, Resource: "*" }`),
      ),
    });
    expect(only?.finding.fixes.map(({ title }) => title)).toContain('Pass only roles whose names begin with `dev-`');
  });

  test('never put a role into its own policy', () => {
    const [only] = own({
      'a.yaml': `Resources:
  AppRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: "sts:AssumeRole" }]
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement: [{ Effect: Allow, Action: "iam:PassRole", Resource: "*" }]
  App: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt AppRole.Arn } }
`,
    });
    expect(only?.finding.fixes.filter(({ id }) => id === 'scope-to-passed-roles')).toEqual([]);
  });

  test('are not offered to administrators', () => {
    const [only] = own({
      'a.yaml':
        policy(`
            - { Effect: Allow, Action: "*", Resource: "*" }`) + lambda,
    });
    expect(only?.finding.message).toContain('is an administrator');
    expect(only?.finding.fixes.filter(({ id }) => id.startsWith('scope-to'))).toEqual([]);
  });

  function scoped(before: Documents): Documents {
    const fix = own(before)[0]!.finding.fixes.find(({ id }) => id === 'scope-to-passed-roles');
    return fixed(before, fix!)!;
  }
});

function own(documents: Documents): readonly Seen[] {
  return findings(documents).filter(({ finding }) => finding.rule === 'broad-pass-role');
}

function severities(documents: Documents): readonly string[] {
  return own(documents).map(({ finding }) => finding.severity);
}

/** A policy that nothing attaches; `statements` are the items of its list. */
function policy(statements: string): string {
  return `Resources:
  Deploy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:${statements.replace(/^ {2}/gm, '')}
`;
}

/** The same policy on a role of this name. */
function heldBy(name: string, written: string): string {
  return `${written}  Holder:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${name}
      ManagedPolicyArns: [!Ref Deploy]
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "sts:AssumeRole" }]
`;
}

function productionRole(name: string, service: string): string {
  return `Resources:
  OrdersRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${name}
      Tags: [{ Key: Environment, Value: production }]
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: ${service} }, Action: "sts:AssumeRole" }]
`;
}
