/** What a finding tells of the role that is reached, of the services, and of what is open. */
import { describe, expect, test } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

const anyRole = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };

describe('the production role of another file', () => {
  const here = { Deploy: role({ statements: [anyRole] }) };
  const production = (name: string) =>
    template({ [name]: role({ name: `${name}-prod`, trusts: 'lambda.amazonaws.com' }) });

  test('is in the same account for all that is known, not for certain', () => {
    const [message] = messages({ 'a.json': template(here), 'b.json': production('orders') });
    expect(message).toMatch(/as the production role `orders-prod`, if that lands in the same account$/);
  });

  test('is in the same account where that is declared, and in the same stack', () => {
    const declared = `version: 1
accounts: [{ id: "111122223333", name: shared }]
deployments: [{ files: ["*.json"], account: shared }]
`;
    const [message] = messages({ 'a.json': template(here), 'b.json': production('orders'), 'bulkhead.yaml': declared });
    expect(message).toMatch(/as the production role `orders-prod`$/);
    const beside = { ...here, Orders: role({ name: 'orders-prod', trusts: 'lambda.amazonaws.com' }) };
    expect(messages({ 'a.json': template(beside) })[0]).toMatch(/as the production role `orders-prod`$/);
  });

  test('is the nearest one', () => {
    const documents = {
      'a/x/roles.json': production('far'),
      'b/c/deploy.json': template(here),
      'b/c/roles.json': production('near'),
      'b/roles.json': production('nearby'),
    };
    expect(messages(documents)[0]).toContain('`near-prod`');
    expect(messages({ ...documents, 'b/c/roles.json': '{}' })[0]).toContain('`nearby-prod`');
  });
});

describe('the limits of a grant are told', () => {
  const limited = (condition: object) =>
    messages({ 'a.json': template({ Deploy: role({ statements: [{ ...anyRole, Condition: condition }] }) }) });
  const toServices = (...names: readonly string[]) =>
    limited({ StringEquals: { 'iam:PassedToService': names.map(name => `${name}.amazonaws.com`) } });
  const instances = { ArnLike: { 'iam:AssociatedResourceArn': 'arn:aws:ec2:*:111122223333:instance/*' } };

  test('by the services that run code: the first of them, and how many more', () => {
    expect(toServices('monitoring.rds', 'lambda', 'ec2', 'glue', 'states', 'batch')).toEqual([
      expect.stringContaining(
        'to `lambda.amazonaws.com`, `ec2.amazonaws.com`, `glue.amazonaws.com` and 2 more: code can',
      ),
    ]);
    expect(toServices('monitoring.rds', 'lambda')).toEqual([
      expect.stringContaining('any role to `lambda.amazonaws.com`: code can'),
    ]);
  });

  test('by the resource that the role is for', () => {
    const says = 'and only the resource that it is for is limited';
    expect(limited(instances)).toEqual([`\`Deploy\` may pass any role, ${says}`]);
    expect(limited({ ...instances, StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } })).toEqual([
      `\`Deploy\` may pass any role to \`ec2.amazonaws.com\`, ${says}`,
    ]);
  });
});

describe('what is open is named', () => {
  test('a variable of the policy', () => {
    const condition = { StringEquals: { 'iam:PassedToService': '${aws:PrincipalTag/service}' } };
    const [message] = messages({
      'a.json': template({ Deploy: role({ statements: [{ ...anyRole, Condition: condition }] }) }),
    });
    expect(message).toMatch(/^`\$\{aws:PrincipalTag\/service\}` decides whether `Deploy` may pass any role/);
  });

  test('a permissions boundary that is not here', () => {
    const { Type, Properties } = role({ statements: [anyRole] });
    const PermissionsBoundary = 'arn:aws:iam::111122223333:policy/limits';
    const bounded = { Type, Properties: { ...Properties, PermissionsBoundary } };
    expect(messages({ 'a.json': template({ Deploy: bounded }) })).toEqual([
      expect.stringMatching(/^the permissions boundary `arn:aws:iam::111122223333:policy\/limits` decides whether/),
    ]);
  });
});

function messages(documents: Documents): readonly string[] {
  const own = findings(documents).filter(({ finding }) => finding.rule === 'broad-pass-role');
  return own.map(({ finding }) => finding.message);
}

function template(resources: object): string {
  return JSON.stringify({ Resources: resources }, undefined, 2);
}

function role(written: {
  readonly name?: string;
  readonly trusts?: string;
  readonly statements?: readonly object[];
  readonly managed?: readonly string[];
}) {
  const { name, trusts, statements = [], managed = [] } = written;
  const trust = trusts ? [{ Effect: 'Allow', Principal: { Service: trusts }, Action: 'sts:AssumeRole' }] : [];
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      ...(name ? { RoleName: name } : {}),
      AssumeRolePolicyDocument: { Statement: trust },
      ManagedPolicyArns: managed,
      Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    },
  };
}
