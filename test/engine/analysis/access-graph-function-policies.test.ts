/** Whom the policy of a function lets in: "Viewing resource-based IAM policies in Lambda", AWS Lambda Developer Guide. */
import { describe, expect, it, test } from 'vitest';
import { edgesFrom, graphOf, template, terraform } from '../../support/access-graph';
import { allow, devRole } from '../../support/escalations';

const prod = `  Prod:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] }
  Fn: { Type: "AWS::Lambda::Function", Properties: { FunctionName: orders, Role: !GetAtt Prod.Arn } }
`;
const anna = '  Anna: { Type: "AWS::IAM::User", Properties: { UserName: anna } }\n';
const permission = (action: string, on = '!Ref Fn', principal = '!GetAtt Anna.Arn', more = '') =>
  `  Permission: { Type: "AWS::Lambda::Permission", Properties: { FunctionName: ${on}, Action: "${action}", Principal: ${principal}${more} } }\n`;
const ways = (label: string, ...resources: readonly string[]) =>
  edgesFrom(graphOf(template(prod, anna, ...resources)), label);

describe('a principal whom it names', () => {
  test.each([
    ['lambda:InvokeFunction', 'Anna reads Fn'],
    ['lambda:UpdateFunctionCode', 'Anna changes-code Fn'],
    ['lambda:UpdateFunctionConfiguration', 'Anna changes-code Fn'],
    ['lambda:AddPermission', 'Anna administers Fn'],
  ])('%s', (action, edge) => {
    const names = ['!Ref Fn', '!GetAtt Fn.Arn', 'orders'];
    expect(names.map(on => ways('Anna', permission(action, on)))).toEqual(Array(3).fill([edge]));
    expect(ways('Anna', permission(action, 'other'))).toEqual([]);
    expect(ways('Anna', permission(action, '!Ref Fn', 'events.amazonaws.com'))).toEqual([]);
  });

  it('is kept out by a Deny of its own', () => {
    const denied = anna.replace(
      'UserName: anna',
      'Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Deny, Action: "lambda:*", Resource: "*" }] } }]',
    );
    const graph = (action: string) => edgesFrom(graphOf(template(prod, denied, permission(action))), 'Anna');
    expect(graph('lambda:InvokeFunction')).toEqual([]);
    expect(graph('lambda:UpdateFunctionCode')).toEqual([]);
  });

  it('in Terraform', () => {
    const trust = JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
    const edges = (action: string) =>
      edgesFrom(
        graphOf(
          terraform({
            aws_iam_user: { anna: { name: 'anna' } },
            aws_iam_role: { prod: { assume_role_policy: trust } },
            aws_lambda_function: { fn: { function_name: 'orders', role: '${aws_iam_role.prod.arn}' } },
            aws_lambda_permission: {
              p: {
                function_name: '${aws_lambda_function.fn.function_name}',
                action,
                principal: '${aws_iam_user.anna.arn}',
              },
            },
          }),
        ),
        'anna',
      );
    expect(edges('lambda:InvokeFunction')).toEqual(['anna reads fn']);
    expect(edges('lambda:UpdateFunctionCode')).toEqual(['anna changes-code fn']);
  });
});

it('who may add to it decides about the function', () => {
  const found = edgesFrom(graphOf(template(prod, devRole(allow('lambda:AddPermission')))), 'Dev');
  expect(found).toEqual(['Dev administers Fn']);
});

describe('a public address', () => {
  const url = (type: string, on = '!GetAtt Fn.Arn') =>
    `  Url: { Type: "AWS::Lambda::Url", Properties: { TargetFunctionArn: ${on}, AuthType: ${type} } }\n`;
  const open = permission('lambda:InvokeFunctionUrl', '!Ref Fn', '"*"', ', FunctionUrlAuthType: NONE');

  it('may let anyone call the function', () => {
    expect(ways('anyone', open, url('NONE'))).toEqual(['possibly anyone reads Fn']);
    expect(ways('anyone', open)).toEqual(['possibly anyone reads Fn']);
    expect(ways('anyone', url('NONE'))).toEqual([]);
    expect(ways('anyone', url('NONE'), permission('lambda:InvokeFunctionUrl'))).toEqual([]);
  });
});

it('another account that may change the code becomes the function', () => {
  expect(ways('account 999988887777', permission('lambda:UpdateFunctionCode', '!Ref Fn', '"999988887777"'))).toEqual([
    'account 999988887777 changes-code Fn',
  ]);
});
