/** Policies, boundaries and groups that other files, nested stacks and modules put on a principal decide what it may pass. */
import { describe, expect, test } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

describe('a Deny reaches the holder', () => {
  const anyRole = `
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement: [{ Effect: Allow, Action: iam:PassRole, Resource: "*" }]`;

  test('as a parameter of the nested stack that it stands in', () => {
    const child = `Parameters: { Policy: { Type: String } }
${role(`ManagedPolicyArns: [!Ref Policy]${anyRole}`)}`;
    const parent = (value: string) => `Resources:
  Deny:
    Type: AWS::IAM::ManagedPolicy
    Properties: { PolicyDocument: { Statement: [{ Effect: Deny, Action: iam:PassRole, Resource: "*" }] } }
  Child: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./child.yaml, Parameters: { Policy: ${value} } } }
`;
    expect(severities({ 'child.yaml': child, 'parent.yaml': parent('!Ref Deny') })).toEqual([]);
    const other = parent('"arn:aws:iam::111122223333:policy/unknown"');
    expect(severities({ 'child.yaml': child, 'parent.yaml': other })).toEqual(['error']);
  });

  test('by a group of another file', () => {
    const group = (effect: string) => `Resources:
  Group:
    Type: AWS::IAM::Group
    Properties:
      GroupName: deployers
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: ${effect}, Action: iam:PassRole, Resource: "*" }] } }]
`;
    const user = `Resources:
  User: { Type: AWS::IAM::User, Properties: { Groups: [deployers], ManagedPolicyArns: ["arn:aws:iam::aws:policy/IAMFullAccess"] } }
`;
    expect(severities({ 'group.yaml': group('Deny'), 'user.yaml': user })).toEqual([]);
    expect(severities({ 'group.yaml': group('Allow'), 'user.yaml': user })).toEqual(['error', 'error']);
  });

  test('by the output of a Terraform module', () => {
    const statements = (effect: string) =>
      JSON.stringify({ Statement: [{ Effect: effect, Action: 'iam:PassRole', Resource: '*' }] });
    const documents = (effect: string) => ({
      'policy/main.tf.json': JSON.stringify({
        resource: { aws_iam_policy: { guard: { name: 'guard', policy: statements(effect) } } },
        output: { arn: { value: '${aws_iam_policy.guard.arn}' } },
      }),
      'main.tf.json': JSON.stringify({
        module: { guard: { source: './policy' } },
        resource: {
          aws_iam_role: { deployer: { assume_role_policy: '{"Statement":[]}' } },
          aws_iam_role_policy: { own: { role: '${aws_iam_role.deployer.name}', policy: statements('Allow') } },
          aws_iam_role_policy_attachment: {
            guard: { role: '${aws_iam_role.deployer.name}', policy_arn: '${module.guard.arn}' },
          },
        },
      }),
    });
    expect(severities(documents('Deny'))).toEqual([]);
    expect(severities(documents('Allow'))).toEqual(['error', 'error']);
  });

  test('of the same deployments only', () => {
    const conditions = `Parameters: { Env: { Type: String, AllowedValues: [dev, prod] } }
Conditions:
  IsDev: !Equals [!Ref Env, dev]
  IsNotDev: !Not [!Condition IsDev]
`;
    const allow = '!If [IsDev, { Effect: Allow, Action: iam:PassRole, Resource: "*" }, !Ref AWS::NoValue]';
    const deny = '{ Effect: Deny, Action: iam:PassRole, Resource: "*" }';
    const both = (denied: string) =>
      conditions +
      role(`Policies: [{ PolicyName: p, PolicyDocument: { Statement: [
          ${allow}, ${denied}] } }]`);
    expect(severities({ 'a.yaml': both(`!If [IsNotDev, !Ref AWS::NoValue, ${deny}]`) })).toEqual([]);
    expect(severities({ 'a.yaml': both(`!If [IsNotDev, ${deny}, !Ref AWS::NoValue]`) })).toEqual(['error']);
  });
});

describe('a boundary limits its holder', () => {
  const administrator = (boundary: string) =>
    role(`PermissionsBoundary: ${boundary}
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"]`);

  test('by the ARN of a policy in another file', () => {
    const boundary = `Resources:
  Boundary:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      ManagedPolicyName: dev-boundary
      PolicyDocument:
        Statement: [{ Effect: Allow, Action: "*", Resource: "*" }, { Effect: Deny, Action: "iam:*", Resource: "*" }]
`;
    const arn = '!Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/dev-boundary"';
    expect(severities({ 'boundary.yaml': boundary, 'role.yaml': administrator(arn) })).toEqual([]);
  });

  test('by an export of another stack', () => {
    const boundary = `Resources:
  Boundary:
    Type: AWS::IAM::ManagedPolicy
    Properties: { PolicyDocument: { Statement: [{ Effect: Allow, Action: "s3:*", Resource: "*" }] } }
Outputs:
  Boundary: { Value: !Ref Boundary, Export: { Name: boundary } }
`;
    const documents = { 'boundary.yaml': boundary, 'role.yaml': administrator('!ImportValue boundary') };
    expect(severities(documents)).toEqual([]);
  });

  test('as far as the policy that AWS keeps does', () => {
    const by = (name: string) => severities({ 'role.yaml': administrator(`"arn:aws:iam::aws:policy/${name}"`) });
    expect(by('PowerUserAccess')).toEqual([]);
    expect(by('AdministratorAccess')).toEqual(['error']);
  });
});

test('a role may not be passed by someone in another account', () => {
  const settings = `version: 1
accounts:
  - { id: "444455556666", name: orders-dev, environment: development }
deployments:
  - { files: "*.yaml", account: orders-dev }
`;
  const passing = (account: string) =>
    role(`Policies: [{ PolicyName: p, PolicyDocument: { Statement: [
          { Effect: Allow, Action: iam:PassRole, Resource: "arn:aws:iam::${account}:role/*" }] } }]`);
  expect(severities({ 'a.yaml': passing('444455556666'), 'bulkhead.yaml': settings })).toEqual(['error']);
  expect(severities({ 'a.yaml': passing('111122223333'), 'bulkhead.yaml': settings })).toEqual([]);
});

test('a Deny of all but the own roles leaves an administrator nothing to report, one of other things everything', () => {
  const denied = (deny: string) =>
    role(`Policies: [{ PolicyName: p, PolicyDocument: { Statement: [
          { Effect: Allow, Action: "*", Resource: "*" },
          { Effect: Deny, ${deny} }] } }]`);
  const verdict = (deny: string) => severities({ 'a.yaml': denied(deny) });
  expect(verdict('Action: iam:PassRole, NotResource: "arn:aws:iam::*:role/dev-*"')).toEqual([]);
  expect(verdict('Action: "*", Resource: "arn:aws:s3:::state/*"')).toEqual(['error']);
  expect(verdict('Action: "iam:*", Resource: "arn:aws:iam::*:user/*"')).toEqual(['error']);
  expect(verdict('Action: iam:DeleteRole, Resource: "arn:aws:iam::*:role/audit"')).toEqual(['error']);
  const byAddress = 'Condition: { NotIpAddress: { "aws:SourceIp": ["10.0.0.0/8"] } }';
  expect(verdict(`Action: "*", Resource: "*", ${byAddress}`)).toEqual(['error']);
});

describe('any role is any role', () => {
  const passing = (action: string, resource: string) =>
    role(`Policies: [{ PolicyName: p, PolicyDocument: { Statement: [
          { Effect: Allow, Action: "${action}", Resource: "${resource}" }] } }]`);

  test.each([
    'arn:aws-us-gov:iam::111122223333:role/*',
    'arn:aws-cn:iam::*:role/*',
    'arn:aws:iam::111122223333:r*',
    'arn:aws:iam::111122223333:role/?*',
    'arn:aws:iam::*',
    'arn:*',
    '*:role/*',
  ])('as %s', resource => {
    expect(severities({ 'a.yaml': passing('iam:PassRole', resource) })).toEqual(['error']);
  });

  test.each(['i*', '*:*', 'iam:?assRole'])('by %s', action => {
    expect(severities({ 'a.yaml': passing(action, '*') })).toEqual(['error']);
  });

  test.each([
    'arn:aws:iam::111122223333:Role/*',
    'arn:aws:iam::111122223333:role/aws-service-role/*',
    'arn:aws:iam::111122223333:role/service-role/codebuild-*',
    'arn:aws:iam::111122223333:role/dev/${aws:username}/*',
  ])('but not as %s', resource => {
    expect(severities({ 'a.yaml': passing('iam:PassRole', resource) })).toEqual([]);
  });
});

/** A role with these further properties. */
function role(properties: string): string {
  return `Resources:
  Holder:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: codebuild.amazonaws.com }, Action: "sts:AssumeRole" }]
      ${properties}
`;
}

/** Of what is certain and more than a hint. */
function severities(documents: Documents): readonly string[] {
  return findings(documents)
    .filter(({ finding }) => finding.rule === 'broad-pass-role' && finding.confidence === 'certain')
    .map(({ finding }) => finding.severity)
    .filter(severity => severity !== 'hint');
}
