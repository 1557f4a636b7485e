/** Passing roles to services that do what their caller says. */
import { describe, expect, test } from 'vitest';
import { launches } from '../../../server/src/engine/analysis/escalation/methods/launches';
import { allow, devRole, escalationsIn, inWords, waysIn } from '../../support/escalations';

const development = '\n      Tags: [{ Key: Environment, Value: dev }]';
const toLambda = allow('lambda:CreateFunction, lambda:InvokeFunction');
const pass = (resources: string, condition = '') => allow('iam:PassRole', resources, condition);
const arn = (resource: string) => `"arn:aws:iam::123456789012:${resource}"`;
const orders = (principal = '{ Service: lambda.amazonaws.com }', environment = 'prod') => `  Orders:
    Type: AWS::IAM::Role
    Properties:
      RoleName: orders-${environment}
      Tags: [{ Key: Environment, Value: ${environment} }]
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: ${principal}, Action: sts:AssumeRole }] }
`;

describe.each(launches.map(method => [method.id, method] as const))('%s', (id, { chains }) => {
  const statements = (chain: (typeof chains)[number], roles: string) => {
    const [passing, ...steps] = chain;
    const to = `{ StringEquals: { iam:PassedToService: ${passing!.to![0]} } }`;
    const wide = steps.map(({ actions }) => allow(actions[0]!)).join(', ');
    return { scoped: `${pass(roles)}, ${wide}`, sent: `${pass(roles, to)}, ${wide}` };
  };
  const ids = (text: string) => escalationsIn(devRole(text)).map(({ method }) => method.id);

  test('any role, by each of its chains', () => {
    for (const chain of chains) expect(ids(statements(chain, '"*"').sent)).toContain(id);
  });

  test("not a team's own roles, nor to another service", () => {
    for (const chain of chains) {
      expect(ids(statements(chain, arn('role/team-*')).scoped)).not.toContain(id);
      const elsewhere = statements(chain, '"*"').sent.replace(chain[0]!.to![0]!, 'cloudwatch.amazonaws.com');
      expect(ids(elsewhere)).not.toContain(id);
    }
  });
});

describe('a known role', () => {
  const dev = (statements: string) => devRole(statements, development);

  test("production's, by name or by pattern", () => {
    expect(waysIn(dev(`${pass('!GetAtt Orders.Arn')}, ${toLambda}`) + orders())).toEqual([
      'pass-role-to-lambda: Orders',
    ]);
    expect(waysIn(dev(`${pass(arn('role/orders-*'))}, ${toLambda}`) + orders())).toEqual([
      'pass-role-to-lambda: Orders',
    ]);
    expect(waysIn(dev(`${pass(arn('role/orders-*'))}, ${toLambda}`))).toEqual([]);
  });

  test('of its own environment, or that nobody of another passes', () => {
    const both = `${pass('!GetAtt Orders.Arn')}, ${toLambda}`;
    expect(waysIn(dev(both) + orders('{ Service: lambda.amazonaws.com }', 'dev'))).toEqual([]);
    expect(waysIn(devRole(both).replace('dev-ci', 'ci') + orders())).toEqual([]);
  });

  test('only to a service that it trusts', () => {
    const both = `${pass('!GetAtt Orders.Arn')}, ${toLambda}`;
    expect(waysIn(dev(both) + orders('{ Service: ec2.amazonaws.com }'))).toEqual([]);
    const sent = pass('!GetAtt Orders.Arn', '{ StringEquals: { iam:PassedToService: ec2.amazonaws.com } }');
    expect(waysIn(dev(`${sent}, ${toLambda}`) + orders())).toEqual([]);
    const [escalation] = escalationsIn(dev(`${pass('!GetAtt Orders.Arn')}, ${toLambda}`) + orders());
    expect(escalation!.hops.map(({ request }) => request)).toEqual([
      {
        action: 'iam:PassRole',
        resource: 'arn:aws:iam::123456789012:role/orders-prod',
        context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
      },
      expect.objectContaining({ action: 'lambda:CreateFunction' }),
      expect.objectContaining({ action: 'lambda:InvokeFunction' }),
    ]);
  });

  test('passing alone launches nothing', () => {
    expect(waysIn(dev(pass('!GetAtt Orders.Arn')) + orders())).toEqual([]);
    expect(waysIn(dev(`${pass('!GetAtt Orders.Arn')}, ${allow('lambda:CreateFunction')}`) + orders())).toEqual([]);
  });

  test('an administrator behind a pattern', () => {
    const admin = orders('{ Service: lambda.amazonaws.com }', 'x').replace(
      'RoleName',
      'ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"]\n      RoleName',
    );
    expect(waysIn(dev(`${pass(arn('role/orders-*'))}, ${toLambda}`) + admin)).toEqual(['pass-role-to-lambda: Orders']);
  });

  test('in another account is out of reach', () => {
    const settings = (account: string) => `version: 1
accounts: [{ id: "111111111111", name: shared }, { id: "222222222222", name: other }]
deployments:
  - { files: [template.yaml], account: shared }
  - { files: [prod.yaml], account: ${account} }
`;
    const more = (account: string) => ({
      'prod.yaml': `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n${orders()}`,
      'bulkhead.yaml': settings(account),
    });
    const both = dev(`${pass('"arn:aws:iam::*:role/orders-*"')}, ${toLambda}`);
    expect(waysIn(both, 'Dev', more('shared'))).toEqual(['pass-role-to-lambda: Orders']);
    expect(waysIn(both, 'Dev', more('other'))).toEqual([]);
  });
});

describe('what is launched', () => {
  test('has one name in all steps', () => {
    const split = `${pass('"*"')}, ${allow('lambda:CreateFunction', '"arn:aws:lambda:*:*:function:a-*"')}`;
    const invoke = (name: string) => allow('lambda:InvokeFunction', `"arn:aws:lambda:*:*:function:${name}"`);
    expect(waysIn(devRole(`${split}, ${invoke('b-*')}`))).toEqual([]);
    expect(waysIn(devRole(`${split}, ${invoke('a-*')}`))).toEqual(['pass-role-to-lambda: any role']);
  });

  test('is a resource of the service', () => {
    const elsewhere = allow('lambda:CreateFunction, lambda:InvokeFunction', '"arn:aws:s3:::bucket/*"');
    expect(waysIn(devRole(`${pass('"*"')}, ${elsewhere}`))).toEqual([]);
  });

  test('may be limited to roles by keys of its own', () => {
    const create = (role: string) =>
      allow('cloudformation:CreateStack', '"*"', `{ StringLike: { cloudformation:RoleArn: ${role} } }`);
    expect(waysIn(devRole(`${pass('"*"')}, ${create(arn('role/team-*'))}`))).toEqual([]);
    expect(waysIn(devRole(`${pass('"*"')}, ${create('"*"')}`))).toEqual(['pass-role-to-cloudformation: any role']);
  });

  test('other ways of the same method stand beside the first', () => {
    const [escalation] = escalationsIn(
      devRole(
        `${pass('"*"')}, ${allow('cloudformation:CreateStack, cloudformation:CreateStackSet, cloudformation:CreateStackInstances')}`,
      ),
    );
    expect(inWords(escalation!)).toBe('pass-role-to-cloudformation: any role');
    const others = escalation!.others.map(({ hops }) => hops.map(({ request }) => request.action));
    expect(others).toEqual([['iam:PassRole', 'cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances']]);
  });
});
