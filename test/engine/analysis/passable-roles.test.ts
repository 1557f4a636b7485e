/** Which roles of a workspace a grant can really pass, and to what. */
import { describe, expect, test } from 'vitest';
import { mayPassRoles } from '../../../server/src/engine/analysis/permissions/pass-role';
import { passableRoles } from '../../../server/src/engine/analysis/permissions/passable-roles';
import { permissionsOf } from '../../../server/src/engine/analysis/permissions/permissions';
import type { Resource } from '../../../server/src/engine/model/resource';
import { type Documents, snapshotOf } from '../../support/workspace';

/** `Orders: lambda certain` for each role and service that `Deployer` can pass it to, in order. */
function passed(documents: Documents): readonly string[] {
  return asked(documents).roles.flatMap(({ role, services }) =>
    services.map(({ name, confidence }) => `${role.label}: ${name.replace('.amazonaws.com', '')} ${confidence}`),
  );
}

function asked(documents: Documents) {
  const { index } = snapshotOf(documents);
  const all = (['role', 'user'] as const).flatMap((kind): readonly Resource[] => index.ofKind(kind));
  const permissions = permissionsOf(all.find(({ label }) => label === 'Deployer')!, index);
  return passableRoles(permissions.grants.find(({ statement }) => mayPassRoles(statement))!, permissions, index);
}

interface Written {
  readonly resource?: string;
  readonly more?: string;
  /** Further statements, and properties of the role. */
  readonly beside?: string;
  readonly properties?: string;
}

const deployer = ({ resource = '"*"', more = '', beside = '', properties = '' }: Written = {}) => `Resources:
  Deployer:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [] }
      ${properties}
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement:
              - { Effect: Allow, Action: iam:PassRole, Resource: ${resource}${more} }
              ${beside}
`;

const role = (label: string, name: string, trusted: string, tag = '') => `  ${label}:
    Type: AWS::IAM::Role
    Properties:
      ${name === '' ? '' : `RoleName: ${name}`}
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: ${trusted} }, Action: sts:AssumeRole }]
      ${tag === '' ? '' : `Tags: [{ Key: Environment, Value: ${tag} }]`}
`;
const lambda = 'lambda.amazonaws.com';
const roles = (...all: readonly string[]) => `Resources:\n${all.join('')}`;
const arn = (name: string) => `"arn:aws:iam::*:role/${name}"`;

describe('a role can be passed', () => {
  const orders = roles(role('Orders', 'orders-api', lambda));
  const to = (resource: string) => passed({ 'a.yaml': deployer({ resource }), 'b.yaml': orders });

  test.each(['"*"', arn('*'), arn('orders-*'), arn('*-api'), arn('o*i'), arn('orders-ap?'), arn('orders-api')])(
    'by a pattern that its name fits: %s',
    resource => expect(to(resource)).toEqual(['Orders: lambda certain']),
  );

  test.each([arn('order-*'), arn('*-apis'), arn('Orders-api'), arn('orders-api/x'), '"arn:aws:iam::*:user/*"'])(
    'by no other: %s',
    resource => expect(to(resource)).toEqual([]),
  );

  test('by reference, whatever it is called', () => {
    const template = deployer({ resource: '!GetAtt Orders.Arn' });
    expect(passed({ 'a.yaml': template + role('Orders', '', lambda) })).toEqual(['Orders: lambda certain']);
    expect(passed({ 'a.yaml': template + role('Orders', '!Sub "x-${Any}"', lambda) })).toEqual([
      'Orders: lambda certain',
    ]);
  });

  test('by a name that holds what the deployment decides', () => {
    const named = role('Orders', '!Sub "${AWS::Region}-orders-${AWS::AccountId}"', lambda);
    const resource = '!Sub "arn:aws:iam::${AWS::AccountId}:role/${AWS::Region}-orders-${AWS::AccountId}"';
    expect(passed({ 'a.yaml': deployer({ resource }) + named })).toEqual(['Orders: lambda certain']);
    expect(passed({ 'a.yaml': deployer({ resource }), 'b.yaml': roles(named) })).toEqual(['Orders: lambda certain']);
  });

  test('for certain under each of its names, else possibly', () => {
    const parameter = 'Parameters: { Stage: { Type: String, AllowedValues: [dev, prod] } }\n';
    const named = parameter + roles(role('Orders', '!Sub "${Stage}-orders"', lambda));
    const by = (resource: string) => passed({ 'a.yaml': deployer({ resource }), 'b.yaml': named });
    expect(by(arn('*-orders'))).toEqual(['Orders: lambda certain']);
    expect(by(arn('dev-*'))).toEqual(['Orders: lambda possible']);
    expect(by(arn('test-*'))).toEqual([]);
  });

  test('possibly where a parameter decides what is allowed', () => {
    const resource = '!Ref Chosen';
    const template = `Parameters: { Chosen: { Type: String } }\n${deployer({ resource })}`;
    expect(passed({ 'a.yaml': template, 'b.yaml': orders })).toEqual(['Orders: lambda possible']);
  });
});

describe('a role can be passed to', () => {
  const to = (trusted: string, more = '') =>
    passed({ 'a.yaml': deployer({ more }) + role('Orders', 'orders', trusted) });
  const only = (service: string) => `, Condition: { StringEquals: { "iam:PassedToService": ${service} } }`;

  test('the services that it trusts and that the conditions leave', () => {
    expect(to('[lambda.amazonaws.com, ec2.amazonaws.com]')).toEqual(['Orders: lambda certain', 'Orders: ec2 certain']);
    expect(to('[lambda.amazonaws.com, ec2.amazonaws.com]', only('ec2.amazonaws.com'))).toEqual(['Orders: ec2 certain']);
    expect(to(lambda, only('ec2.amazonaws.com'))).toEqual([]);
  });

  test('a service whose name ends as the partition does', () => {
    expect(to('!Sub "ecs-tasks.${AWS::URLSuffix}"')).toEqual(['Orders: ecs-tasks certain']);
  });

  test('one of those that a parameter may say, possibly', () => {
    const parameter = 'Parameters: { S: { Type: String, AllowedValues: [ec2.amazonaws.com, glue.amazonaws.com] } }\n';
    const template = parameter + deployer() + role('Orders', 'orders', '!Ref S');
    expect(passed({ 'a.yaml': template })).toEqual(['Orders: ec2 possible', 'Orders: glue possible']);
  });

  test('nothing, where it trusts accounts and people alone', () => {
    const template = `${deployer()}  Orders:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: sts:AssumeRole }]
`;
    expect(passed({ 'a.yaml': template })).toEqual([]);
  });

  test('nothing that its trust policy denies', () => {
    const template = `${deployer()}  Orders:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - { Effect: Allow, Principal: { Service: [lambda.amazonaws.com, ec2.amazonaws.com] }, Action: sts:AssumeRole }
          - { Effect: Deny, Principal: { Service: ec2.amazonaws.com }, Action: "sts:*" }
`;
    expect(passed({ 'a.yaml': template })).toEqual(['Orders: lambda certain']);
  });
});

describe('what stands against it', () => {
  const two = role('Dev', 'dev-orders', lambda) + role('Prod', 'prod-orders', lambda);
  const left = (written: Written, more = '') => passed({ 'a.yaml': deployer(written) + two + more });

  test('a Deny by name', () => {
    expect(left({ beside: `- { Effect: Deny, Action: iam:PassRole, Resource: ${arn('prod-*')} }` })).toEqual([
      'Dev: lambda certain',
    ]);
    expect(left({ beside: '- { Effect: Deny, Action: iam:PassRole, NotResource: !GetAtt Prod.Arn }' })).toEqual([
      'Prod: lambda certain',
    ]);
  });

  test('a Deny under conditions that a request need not meet takes nothing away', () => {
    const condition = 'Condition: { Bool: { "aws:MultiFactorAuthPresent": false } }';
    const beside = `- { Effect: Deny, Action: iam:PassRole, Resource: "*", ${condition} }`;
    expect(left({ beside })).toEqual(['Prod: lambda certain', 'Dev: lambda certain']);
  });

  test('a permissions boundary', () => {
    const boundary = `  Boundary:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: { Statement: [{ Effect: Allow, Action: iam:PassRole, Resource: ${arn('dev-*')} }] }
`;
    expect(left({ properties: 'PermissionsBoundary: !Ref Boundary' }, boundary)).toEqual(['Dev: lambda certain']);
  });

  test('another account', () => {
    const settings = (other: string) => `version: 1
accounts: [{ id: "111122223333", name: one }, { id: "444455556666", name: two }]
deployments: [{ files: [a.yaml], account: one }, { files: [b.yaml], account: ${other} }]
`;
    const by = (other: string) =>
      passed({ 'a.yaml': deployer(), 'b.yaml': `Resources:\n${two}`, 'bulkhead.yaml': settings(other) });
    expect(by('two')).toEqual([]);
    expect(by('one')).toEqual(['Prod: lambda certain', 'Dev: lambda certain']);
  });
});

describe('of many roles', () => {
  const many = (count: number, name: (i: number) => string) =>
    roles(...Array.from({ length: count }, (_, i) => role(`R${i}`, name(i), lambda)));

  test('those of a narrow pattern are all found', () => {
    const {
      roles: found,
      named,
      complete,
    } = asked({
      'a.yaml': deployer({ resource: arn('orders-2*') }),
      'b.yaml': many(250, i => `orders-${i}`),
    });
    expect([found.length, named, complete]).toEqual([61, 61, true]);
  });

  test('of a wide one, production and the nearest are found, and all are counted', () => {
    const {
      roles: found,
      named,
      complete,
    } = asked({
      'x/a.yaml': deployer(),
      'x/b.yaml': many(30, i => `near-${i}`),
      'y/c.yaml': many(300, i => (i === 170 ? 'orders-prod' : `far-${i}`)),
    });
    expect([named, complete]).toEqual([331, false]);
    expect(found[0]?.role.name?.parts).toEqual(['orders-prod']);
    expect(found.slice(1).every(({ role: { at } }) => at.uri.endsWith('x/b.yaml'))).toBe(true);
  });
});
