/** Conditions and second resources that take the harm out of what runs already. */
import { describe, expect, test } from 'vitest';
import { allow, devRole, waysIn } from '../../support/escalations';

const where = (operator: string, key: string, value: string) => `{ ${operator}: { "${key}": ${value} } }`;
const instances = '"arn:aws:ec2:*:*:instance/*"';

test('a stack that must be updated with a role takes passing the role', () => {
  const update = (operator: string) =>
    allow('cloudformation:UpdateStack', '"*"', where(operator, 'cloudformation:RoleArn', '"arn:aws:iam::1:role/x"'));
  expect(waysIn(devRole(update('StringEquals')))).toEqual([]);
  expect(waysIn(devRole(update('StringEqualsIfExists')))).toEqual(['stack-update: any role']);
});

describe('documents of Systems Manager', () => {
  test.each([
    ['AWS-RunShellScript', ['host-shell: any role']],
    ['*', ['host-shell: any role']],
    ['AWS-RunPatchBaseline', []],
  ])('commands by %s', (document, expected) => {
    const send = allow('ssm:SendCommand', `"arn:aws:ssm:*:*:document/${document}", ${instances}`);
    expect(waysIn(devRole(send))).toEqual(expected);
  });

  test('commands on no instance, or by no document', () => {
    expect(waysIn(devRole(allow('ssm:SendCommand', instances)))).toEqual([]);
    expect(waysIn(devRole(allow('ssm:SendCommand', '"arn:aws:ssm:*:*:document/*"')))).toEqual([]);
  });

  test('a session has a shell unless the document is checked', () => {
    const session = (document: string, condition = '') =>
      waysIn(devRole(allow('ssm:StartSession', `"arn:aws:ssm:*:*:document/${document}", ${instances}`, condition)));
    const checked = where('BoolIfExists', 'ssm:SessionDocumentAccessCheck', '"true"');
    expect(session('AWS-StartPortForwardingSession')).toEqual(['host-shell: any role']);
    expect(session('AWS-StartPortForwardingSession', checked)).toEqual([]);
    expect(session('SSM-SessionManagerRunShell', checked)).toEqual(['host-shell: any role']);
  });
});

test('an instance of which another attribute may be changed keeps its commands', () => {
  const change = (attribute: string) =>
    `${allow('ec2:StopInstances, ec2:StartInstances')}, ${allow('ec2:ModifyInstanceAttribute', '"*"', where('StringEquals', 'ec2:Attribute', attribute))}`;
  expect(waysIn(devRole(change('SourceDestCheck')))).toEqual([]);
  expect(waysIn(devRole(change('UserData')))).toEqual(['host-shell: any role']);
});

describe('a function that nobody can call', () => {
  const ways = (...actions: readonly string[]) =>
    waysIn(devRole(allow(['iam:PassRole', 'lambda:CreateFunction', ...actions].join(', '))));

  test.each(['sns:Subscribe', 's3:PutBucketNotification', 'events:PutTargets', 'lambda:CreateFunctionUrlConfig'])(
    'but who may %s',
    action => {
      expect(ways(action).filter(way => way.startsWith('pass-role-to-lambda'))).toEqual([]);
      expect(ways(action, 'lambda:AddPermission')).toContain('pass-role-to-lambda: any role');
    },
  );

  test('by its URL', () => {
    expect(ways('lambda:CreateFunctionUrlConfig', 'lambda:InvokeFunctionUrl')).toEqual([
      'pass-role-to-lambda: any role',
    ]);
  });
});

describe('a boundary that is deleted and written anew', () => {
  const limit = '"arn:aws:iam::123456789012:policy/limit"';
  const bounded = allow(
    'iam:CreateRole, iam:PutRolePolicy',
    '"*"',
    where('StringEquals', 'iam:PermissionsBoundary', limit),
  );
  const replace = allow('iam:DeletePolicy, iam:CreatePolicy', limit);
  const policy = `  Limit:
    Type: AWS::IAM::ManagedPolicy
    Properties: { ManagedPolicyName: limit, PolicyDocument: { Statement: [${allow('"s3:*"')}] } }
`;
  const holder = `  Holder:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: { Statement: [] }, PermissionsBoundary: !Ref Limit }
`;

  test('as long as nobody has it', () => {
    const dev = devRole(`${bounded}, ${replace}`);
    expect(waysIn(dev + policy)).toEqual(['change-boundary-policy: anything']);
    expect(waysIn(dev + policy + holder)).toEqual(['possibly change-boundary-policy: anything']);
  });
});
