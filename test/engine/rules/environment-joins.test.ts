/** A deployer that is named by the environment that it deploys to passes roles of that one, whichever it is. */
import { describe, expect, test } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

const wrong = ['error broad-pass-role certain'];

describe('roles by the parameter that names the holder', () => {
  const parameters = { Env: { Type: 'String', Default: 'prod' }, Target: { Type: 'String', Default: 'prod' } };
  const holder = (identity: object, ...patterns: string[]) =>
    JSON.stringify({
      Parameters: parameters,
      Resources: {
        D: {
          Type: 'AWS::IAM::Role',
          Properties: { ...identity, Policies: [{ PolicyName: 'p', PolicyDocument: passing(patterns) }] },
        },
      },
    });
  const passing = (patterns: readonly string[]) => ({
    Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: patterns.map(roles) }],
  });
  const roles = (pattern: string) => ({ 'Fn::Sub': `arn:aws:iam::\${AWS::AccountId}:role/${pattern}` });
  const named = (name: string) => ({ RoleName: { 'Fn::Sub': name } });

  test('in its name or tag', () => {
    expect(seen({ 'a.json': holder(named('${Env}-ci'), '${Env}-*') })).toEqual([]);
    expect(seen({ 'a.json': holder(named('ci-${Env}'), '*-${Env}') })).toEqual([]);
    const tagged = { RoleName: 'deploy-ci', Tags: [{ Key: 'Environment', Value: { Ref: 'Env' } }] };
    expect(seen({ 'a.json': holder(tagged, '${Env}-*') })).toEqual([]);
  });

  test('with the value that a parent gives', () => {
    const parent = {
      C: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: './a.json', Parameters: { Env: 'prd' } } },
    };
    const documents = { 'p.json': JSON.stringify({ Resources: parent }) };
    expect(seen({ ...documents, 'a.json': holder(named('${Env}-ci'), '${Env}-*') })).toEqual([]);
    // Who is deployed as production passes production's roles.
    expect(seen({ ...documents, 'a.json': holder(named('x-ci'), '${Env}-*') })).toEqual([]);
  });

  test('and not by another one, nor by a word', () => {
    expect(seen({ 'a.json': holder(named('${Env}-ci'), '${Target}-*') })).toEqual(wrong);
    expect(seen({ 'a.json': holder(named('${Env}-ci'), '${Env}-*', 'production-*') })).toEqual(wrong);
    expect(seen({ 'a.json': holder(named('${Env}-ci'), 'prod-${Env}-*') })).toEqual(wrong);
    const elsewhere = JSON.stringify(roles('prod-*')).replace('${AWS::AccountId}', '111122223333');
    const both = holder(named('${Env}-ci'), '${Env}-*', 'x').replace(JSON.stringify(roles('x')), elsewhere);
    expect(seen({ 'a.json': both })).toEqual(wrong);
  });

  test('of a development holder are production’s all the same', () => {
    const tagged = { ...named('${Env}-ci'), Tags: [{ Key: 'Environment', Value: 'dev' }] };
    expect(seen({ 'a.json': holder(tagged, '${Env}-*') })).toEqual(wrong);
  });
});

test('in a Terraform module, whose files share their variables', () => {
  const documents = (name: string) => ({
    'variables.tf.json': JSON.stringify({ variable: { env: { default: 'prod' } } }),
    'role.tf.json': JSON.stringify({
      resource: { aws_iam_role: { d: { name, assume_role_policy: '{"Statement":[]}' } } },
    }),
    'policy.tf.json': JSON.stringify({
      resource: {
        aws_iam_role_policy: {
          p: {
            role: '${aws_iam_role.d.id}',
            policy: JSON.stringify({
              Statement: [
                { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/${var.env}-*' },
              ],
            }),
          },
        },
      },
    }),
  });
  expect(seen(documents('${var.env}-ci'))).toEqual([]);
  expect(seen(documents('x-ci'))).toEqual(wrong);
});

function seen(documents: Documents): readonly string[] {
  return findings(documents).map(({ finding }) => `${finding.severity} ${finding.rule} ${finding.confidence}`);
}
