/** Which roles a finding relates, and what an organization's policies in another file take away from it. */
import { describe, expect, test } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

describe('the roles that can really be passed are related', () => {
  test('production first, each with its services, the others counted', () => {
    const roles = ['one', 'two', 'three', 'four-prod', 'five'].map(name => role(name, ['ec2', 'lambda']));
    expect(related({ 'a.json': template(deployer(), ...roles) })).toEqual([
      'the roles that may be passed',
      '`four-prod` can be passed to `ec2.amazonaws.com` and `lambda.amazonaws.com`',
      '`one` can be passed to `ec2.amazonaws.com` and `lambda.amazonaws.com`',
      '`two` can be passed to `ec2.amazonaws.com` and `lambda.amazonaws.com`',
      'and 2 more',
    ]);
  });

  test('not those that trust no service that runs code, nor those that a Deny takes away', () => {
    const deny = { Effect: 'Deny', Action: 'iam:PassRole', Resource: 'arn:aws:iam::*:role/kept-*' };
    const roles = [
      role('people', []),
      role('logs', ['vpc-flow-logs']),
      role('kept-safe', ['ec2']),
      role('app', ['ec2']),
    ];
    expect(related({ 'a.json': template(deployer(deny), ...roles) })).toEqual([
      'the roles that may be passed',
      '`app` can be passed to `ec2.amazonaws.com`',
    ]);
  });

  test('those of other files as far as they may land in the same account', () => {
    const other = { 'b.json': template(role('app', ['ec2'])) };
    expect(related({ 'a.json': template(deployer()), ...other })).toEqual([
      'the roles that may be passed',
      '`app` can be passed to `ec2.amazonaws.com`, if that lands in the same account',
    ]);
  });
});

describe('a policy of the organization in another file', () => {
  const settings = `version: 1
accounts: [{ id: "111122223333", name: orders }, { id: "999999999999", name: management }]
deployments: [{ files: [a.json], account: orders }, { files: [org.yaml], account: management }]
`;
  const guarded = (statement: string, target = '"111122223333"') => ({
    'a.json': template(deployer(), role('app', ['ec2'])),
    'bulkhead.yaml': settings,
    'org.yaml': `Resources:
  Guard:
    Type: AWS::Organizations::Policy
    Properties:
      Name: guard
      Type: SERVICE_CONTROL_POLICY
      Content: { Version: "2012-10-17", Statement: [${statement}] }
      TargetIds: [${target}]
`,
  });
  const severities = (documents: Documents) => own(documents).map(({ severity }) => severity);

  test('makes the finding go where it denies all', () => {
    const deny = '{ Effect: Deny, Action: iam:PassRole, Resource: "*" }';
    expect(severities(guarded(deny))).toEqual([]);
    expect(severities(guarded(deny, '"444455556666"'))).toEqual(['error']);
    expect(severities(guarded('{ Effect: Deny, Action: "s3:*", Resource: "*" }'))).toEqual(['error']);
  });

  test('leaves a list of what is denied', () => {
    const deny = '{ Effect: Deny, Action: iam:PassRole, Resource: "arn:aws:iam::*:role/prod-*" }';
    expect(severities(guarded(deny))).toEqual(['information']);
  });

  test('leaves the services that it does not deny', () => {
    const condition = 'Condition: { StringNotEquals: { "iam:PassedToService": ec2.amazonaws.com } }';
    expect(severities(guarded(`{ Effect: Deny, Action: iam:PassRole, Resource: "*", ${condition} }`))).toEqual([
      'warning',
    ]);
  });
});

function own(documents: Documents) {
  return findings(documents).flatMap(({ finding }) => (finding.rule === 'broad-pass-role' ? [finding] : []));
}

function related(documents: Documents): readonly string[] {
  return own(documents).flatMap(finding => finding.related.map(({ message }) => message));
}

function template(...resources: readonly object[]): string {
  return JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', Resources: Object.assign({}, ...resources) });
}

function deployer(...beside: readonly object[]): object {
  const statements = [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }, ...beside];
  return {
    Deployer: {
      Type: 'AWS::IAM::User',
      Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: statements } }] },
    },
  };
}

function role(name: string, services: readonly string[]): object {
  const Principal = { Service: services.map(service => `${service}.amazonaws.com`) };
  const AssumeRolePolicyDocument = { Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] };
  return { [name]: { Type: 'AWS::IAM::Role', Properties: { RoleName: name, AssumeRolePolicyDocument } } };
}
