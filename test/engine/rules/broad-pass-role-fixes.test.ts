/** Which narrower grants are offered: those that a deployment takes, and in words that the workspace itself uses. */
import { describe, expect, test } from 'vitest';
import { type Documents, findings, type Seen } from '../../support/workspace';

const anyRole = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };

describe('a fix closes no circle of references', () => {
  const pipeline = { Type: 'AWS::CodePipeline::Pipeline', Properties: { RoleArn: arnOf('ExecRole') } };

  test('by a trust policy that names the holder', () => {
    const trusting = (principal: object) => ({
      Deploy: role({ statements: [anyRole] }),
      ExecRole: role({ trusts: principal }),
      Pipeline: pipeline,
    });
    expect(offers(trusting({ AWS: arnOf('Deploy') }))).toEqual([]);
    expect(offers(trusting({ Service: 'codepipeline.amazonaws.com' }))).toEqual([
      'Pass only `ExecRole`, and only to `codepipeline.amazonaws.com`',
    ]);
  });

  test('by way of another resource', () => {
    const passing = { Effect: 'Allow', Action: 'iam:PassRole', Resource: arnOf('Deploy') };
    expect(
      offers({
        Deploy: role({ statements: [anyRole] }),
        Between: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: [passing] } } },
        ExecRole: role({ managed: [{ Ref: 'Between' }] }),
        Pipeline: pipeline,
      }),
    ).toEqual([]);
  });

  test('by waiting for it', () => {
    const waiting = { ...role({ trusts: { Service: 'codepipeline.amazonaws.com' } }), DependsOn: 'Deploy' };
    const resources = { Deploy: role({ statements: [anyRole] }), ExecRole: waiting, Pipeline: pipeline };
    expect(offers(resources)).toEqual([]);
  });

  test('in Terraform', () => {
    const written = (trusted: string) => ({
      resource: {
        aws_iam_role: {
          deploy: { assume_role_policy: '{"Statement":[]}' },
          exec: { assume_role_policy: trust({ AWS: trusted }) },
        },
        aws_iam_role_policy: {
          deploy: { role: '${aws_iam_role.deploy.id}', policy: JSON.stringify({ Statement: [anyRole] }) },
        },
        aws_codepipeline: { p: { name: 'p', role_arn: '${aws_iam_role.exec.arn}' } },
      },
    });
    const offered = (trusted: string) => scoped({ 'main.tf.json': JSON.stringify(written(trusted), undefined, 2) });
    expect(offered('*')).toEqual(['Pass only `aws_iam_role.exec`, and only to `codepipeline.amazonaws.com`']);
    expect(offered('${aws_iam_role_policy.deploy.id}')).toEqual([]);
  });
});

test('a role that only some deployments make is not named in all of them', () => {
  const written = (condition: object) => ({
    Deploy: { ...role({ statements: [anyRole] }), ...condition },
    FnRole: { ...role({ trusts: { Service: 'lambda.amazonaws.com' } }), Condition: 'HasFn' },
    Fn: { Type: 'AWS::Lambda::Function', Condition: 'HasFn', Properties: { Role: arnOf('FnRole') } },
  });
  expect(offers(written({}))).toEqual([]);
  expect(offers(written({ Condition: 'HasFn' }))).toEqual(['Pass only `FnRole`, and only to `lambda.amazonaws.com`']);
});

describe('the prefix of an environment is', () => {
  const toRoles = { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws-cn:iam::*:role/*' };

  test('the one that the name of the holder begins with', () => {
    expect(offers({ Deploy: role({ name: 'dev-ci', statements: [anyRole] }) })).toEqual([byPrefix('dev-')]);
  });

  test('not one that no name begins with', () => {
    expect(offers({ Deploy: role({ name: 'orders-dev-ci', statements: [anyRole] }) })).toEqual([]);
  });

  test('the one that known roles have', () => {
    const known = { App: role({ name: 'dev-app' }), Deploy: role({ name: 'orders-dev-ci', statements: [toRoles] }) };
    const [only] = own({ 'a.json': JSON.stringify({ Resources: known }, undefined, 2) });
    expect(only?.finding.fixes[0]?.title).toBe(byPrefix('dev-'));
    expect(JSON.stringify(only?.finding.fixes[0]?.edits)).toContain('arn:aws-cn:iam::*:role/dev-*');
  });

  function byPrefix(prefix: string): string {
    return `Pass only roles whose names begin with \`${prefix}\``;
  }
});

function offers(resources: object): readonly string[] {
  const Conditions = { HasFn: { 'Fn::Equals': [{ Ref: 'With' }, 'fn'] } };
  const template = { Parameters: { With: { Type: 'String' } }, Conditions, Resources: resources };
  return scoped({ 'a.json': JSON.stringify(template, undefined, 2) });
}

function scoped(documents: Documents): readonly string[] {
  const fixes = own(documents)[0]!.finding.fixes;
  return fixes.filter(({ id }) => id.startsWith('scope-to')).map(({ title }) => title);
}

function own(documents: Documents): readonly Seen[] {
  return findings(documents).filter(({ finding }) => finding.rule === 'broad-pass-role');
}

function role(written: {
  readonly name?: string;
  readonly trusts?: object;
  readonly statements?: readonly object[];
  readonly managed?: readonly object[];
}): object {
  const { name, trusts, statements = [], managed = [] } = written;
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      ...(name ? { RoleName: name } : {}),
      AssumeRolePolicyDocument: trusts ? JSON.parse(trust(trusts)) : { Statement: [] },
      ManagedPolicyArns: managed,
      Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: statements } }],
    },
  };
}

function trust(principal: object): string {
  return JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] });
}

function arnOf(label: string): object {
  return { 'Fn::GetAtt': [label, 'Arn'] };
}
