/** Administrators are worth reaching from wherever one is. */
import { describe, expect, test } from 'vitest';
import { allow, devRole, waysIn } from '../../support/escalations';

const declared = (environment: string) => ({
  'bulkhead.yaml': `version: 1
accounts: [{ id: "111122223333", name: shared, environment: ${environment} }]
deployments: [{ files: "**", account: shared, region: eu-west-1 }]
`,
});
const root = '{ AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }';
const admin = (principal: string, properties = '') => `  Adm:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ops${properties}
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: ${principal}, Action: sts:AssumeRole }] }
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [${allow('"*"')}] } }]
`;
const team = '\n      Path: /team/';
const fn = '  Fn: { Type: AWS::Lambda::Function, Properties: { FunctionName: team-x, Role: !GetAtt Adm.Arn } }\n';

describe.each(['development', 'production'])('of the same environment, %s', environment => {
  const ways = (statements: string, more: string) => waysIn(devRole(statements) + more, 'Dev', declared(environment));

  test('by their trust of the account', () => {
    expect(ways(allow('sts:AssumeRole'), admin(root))).toEqual(['assume-role: Adm']);
  });

  test('by a trust policy that can be rewritten', () => {
    const rewriting = allow('iam:UpdateAssumeRolePolicy', '"arn:aws:iam::111122223333:role/team/*"');
    expect(ways(rewriting, admin(root, team))).toEqual(['rewrite-trust: Adm']);
    expect(ways(rewriting, admin(root))).toEqual([]);
  });

  test('by a function that runs as one', () => {
    const changing = allow('lambda:UpdateFunctionCode', '"arn:aws:lambda:*:*:function:team-*"');
    expect(ways(changing, admin('{ Service: lambda.amazonaws.com }') + fn)).toEqual(['change-function-code: Adm']);
  });

  test('but not whoever is named alone, and so on purpose', () => {
    expect(ways(allow('sts:AssumeRole', '!GetAtt Adm.Arn'), admin(root))).toEqual([]);
    expect(ways(allow('lambda:UpdateFunctionCode', '!GetAtt Fn.Arn'), admin(root) + fn)).toEqual([]);
  });
});

describe('an administrator that trusts somebody by name', () => {
  test('needs no policy of theirs', () => {
    const nobody = '{ Effect: Allow, Action: "s3:Get*", Resource: "*" }';
    expect(waysIn(devRole(nobody) + admin('{ AWS: !GetAtt Dev.Arn }'))).toEqual(['assume-role: Adm']);
    expect(waysIn(devRole(nobody) + admin('{ AWS: "arn:aws:iam::123456789012:role/dev-ci" }'))).toEqual([
      'assume-role: Adm',
    ]);
    expect(waysIn(devRole(nobody) + admin(root))).toEqual([]);
  });

  test('does not mean a group of the same name', () => {
    const group = '  Dev: { Type: AWS::IAM::Group, Properties: { GroupName: dev-ci } }\n';
    expect(waysIn(group + admin('{ AWS: "arn:aws:iam::123456789012:role/dev-ci" }'))).toEqual([]);
  });

  test('unless they are denied it', () => {
    const denied = '{ Effect: Deny, Action: "sts:*", Resource: "*" }';
    expect(waysIn(devRole(denied) + admin('{ AWS: !GetAtt Dev.Arn }'))).toEqual([]);
  });
});

test("the CDK's role by its tag", () => {
  const tagged = (value: string) =>
    allow('sts:AssumeRole', '"arn:aws:iam::*:role/cdk-*"', `{ StringEquals: { ${key}: [${value}] } }`);
  const key = '"aws:ResourceTag/aws-cdk:bootstrap-role"';
  expect(waysIn(devRole(tagged('image-publishing, deploy')))).toEqual(['possibly cdk-bootstrap: any role']);
  expect(waysIn(devRole(tagged('lookup')))).toEqual([]);
});
