/** "Using code signing to verify code integrity with Lambda": who only changes code does not choose what runs. */
import { describe, expect, it, test } from 'vitest';
import { edgesFrom, graphOf, template, terraform } from '../../support/access-graph';
import { allow, devRole } from '../../support/escalations';

const prod = `  Prod:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] }
`;
const signing = (policy: string) => `  Signing:
    Type: AWS::Lambda::CodeSigningConfig
    Properties: { AllowedPublishers: { SigningProfileVersionArns: [x] }${policy} }
`;
const enforce = signing(', CodeSigningPolicies: { UntrustedArtifactOnDeployment: Enforce }');
const fn = (more: string, type = 'AWS::Lambda::Function') =>
  `  Fn: { Type: "${type}", Properties: { Role: !GetAtt Prod.Arn${more} } }\n`;
const signed = ', CodeSigningConfigArn: !Ref Signing';

const ways = (actions: string, ...resources: readonly string[]) =>
  edgesFrom(graphOf(template(devRole(allow(actions)), prod, ...resources)), 'Dev');
const changes = ['Dev changes-code Fn'];

describe('the code of a function', () => {
  test.each([
    ['that has to be signed', enforce, signed, []],
    ['of which signatures are only wished for', signing(''), signed, changes],
    ['with a warning', enforce.replace('Enforce', 'Warn'), signed, changes],
    ['that nobody signs', enforce, '', changes],
    ['signed as another template says', '', ', CodeSigningConfigArn: !ImportValue signing', [`possibly ${changes}`]],
  ])('%s', (_, config, more, expected) => {
    expect(ways('lambda:UpdateFunctionCode', config, fn(more))).toEqual(expected);
    expect(ways('lambda:UpdateFunctionCode', config, fn(more, 'AWS::Serverless::Function'))).toEqual(expected);
  });

  it('is changed by who takes the signing away, or loads something else', () => {
    const actions = 'lambda:UpdateFunctionCode, lambda:DeleteFunctionCodeSigningConfig';
    expect(ways(actions, enforce, fn(signed))).toEqual(changes);
    expect(ways('lambda:UpdateFunctionConfiguration', enforce, fn(signed))).toEqual(changes);
  });

  it.each([
    ['Enforce', []],
    ['Warn', ['dev changes-code fn']],
  ])('in Terraform: %s', (policy, expected) => {
    const written = (statement: object) => JSON.stringify({ Statement: [{ Effect: 'Allow', ...statement }] });
    const trust = (service: string) => ({
      assume_role_policy: written({ Principal: { Service: service }, Action: 'sts:AssumeRole' }),
    });
    const graph = graphOf(
      terraform({
        aws_iam_role: { dev: trust('ec2.amazonaws.com'), prod: trust('lambda.amazonaws.com') },
        aws_iam_role_policy: {
          dev: {
            role: '${aws_iam_role.dev.name}',
            policy: written({ Action: 'lambda:UpdateFunctionCode', Resource: '*' }),
          },
        },
        aws_lambda_code_signing_config: { s: { policies: [{ untrusted_artifact_on_deployment: policy }] } },
        aws_lambda_function: {
          fn: { role: '${aws_iam_role.prod.arn}', code_signing_config_arn: '${aws_lambda_code_signing_config.s.arn}' },
        },
      }),
    );
    expect(edgesFrom(graph, 'dev')).toEqual(expected);
  });
});
