import { describe, expect, test } from 'vitest';
import { factsOf, resourceIn, shown, shownPlace, shownStatement } from '../../support/facts';

/** One resource of a template in which a few others stand. */
function resource(type: string, properties: unknown, others: object = {}) {
  return resourceIn(factsOf({ Resources: { It: { Type: type, Properties: properties }, ...others } }), 'It');
}

const allow = (action: string, principal?: unknown) => ({
  Statement: { Effect: 'Allow', Action: action, Resource: '*', ...(principal ? { Principal: principal } : {}) },
});

describe('identities', () => {
  test('a role: trust, inline and attached policies, boundary, name with path', () => {
    const role = resource('AWS::IAM::Role', {
      RoleName: 'app',
      Path: '/service-role/',
      AssumeRolePolicyDocument: allow('sts:AssumeRole', { Service: 'lambda.amazonaws.com' }),
      Policies: [{ PolicyName: 'p', PolicyDocument: allow('s3:*') }],
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess', { Ref: 'Managed' }],
      PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary',
    });
    expect(role.kind).toBe('role');
    expect(shown(role.name)).toBe('service-role/app');
    expect(role.trust.map(shownStatement)).toEqual(['Allow to service lambda.amazonaws.com [sts:AssumeRole] on [*]']);
    expect(role.grants.map(shownStatement)).toEqual(['Allow [s3:*] on [*]']);
    expect(role.attached.map(a => shown(a.policy))).toEqual([
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
      '${Managed: opaque}',
    ]);
    expect(role.boundary.map(a => shown(a.policy))).toEqual(['arn:aws:iam::111122223333:policy/boundary']);
    expect(role.spelling).toEqual({ arn: { 'Fn::GetAtt': ['It', 'Arn'] }, name: { Ref: 'It' } });
  });

  test('a role with a path and no name keeps its path', () => {
    expect(shown(resource('AWS::IAM::Role', { Path: '/ci/' }).name)).toBe('ci/${It name: opaque}');
    expect(resource('AWS::IAM::Role', { Path: '/' }).name).toBeUndefined();
  });

  test('policies under conditions are attached when these hold', () => {
    const facts = factsOf({
      Parameters: { Env: { Type: 'String' } },
      Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] } },
      Resources: {
        R: {
          Type: 'AWS::IAM::Role',
          Properties: {
            ManagedPolicyArns: [{ 'Fn::If': ['IsProd', 'a', { Ref: 'AWS::NoValue' }] }],
            PermissionsBoundary: { 'Fn::If': ['IsProd', 'b', 'c'] },
          },
        },
      },
    });
    const prod = (is: boolean) => [[{ of: 'Env', value: 'prod', is }]];
    const { attached, boundary } = resourceIn(facts, 'R');
    expect(attached.map(a => [shown(a.policy), a.when])).toEqual([['a', prod(true)]]);
    expect(boundary.map(a => [shown(a.policy), a.when])).toEqual([
      ['b', prod(true)],
      ['c', prod(false)],
    ]);
  });

  test('a policy says on whom it is put', () => {
    const role = { Role: { Type: 'AWS::IAM::Role' } };
    const policy = resource(
      'AWS::IAM::Policy',
      { PolicyDocument: allow('a:B'), Roles: [{ Ref: 'Role' }], Users: ['u'] },
      role,
    );
    expect([policy.kind, policy.attachedTo.map(shown)]).toEqual(['policy', ['${Role: reference -> Role name}', 'u']]);
    const inline = resource('AWS::IAM::RolePolicy', { RoleName: 'r', PolicyDocument: allow('a:B') });
    expect([inline.grants.map(shownStatement), inline.attachedTo.map(shown)]).toEqual([['Allow [a:B] on [*]'], ['r']]);
  });

  test('users are in groups, also by an addition', () => {
    const facts = factsOf({
      Resources: {
        Ann: { Type: 'AWS::IAM::User', Properties: { Groups: ['one'] } },
        Two: { Type: 'AWS::IAM::Group' },
        Add: {
          Type: 'AWS::IAM::UserToGroupAddition',
          Properties: { GroupName: { Ref: 'Two' }, Users: [{ Ref: 'Ann' }] },
        },
      },
    });
    expect(resourceIn(facts, 'Ann').memberOf.map(shown)).toEqual(['one', '${Two: reference -> Two name}']);
  });

  test('a permission set: inline policy as text or map, managed and customer policies, boundary', () => {
    const set = resource('AWS::SSO::PermissionSet', {
      Name: 'Developers',
      InlinePolicy: JSON.stringify(allow('iam:PassRole')),
      ManagedPolicies: ['arn:aws:iam::aws:policy/PowerUserAccess'],
      CustomerManagedPolicyReferences: [{ Name: 'extra', Path: '/team/' }],
      PermissionsBoundary: { CustomerManagedPolicyReference: { Name: 'limit' } },
    });
    expect(set.kind).toBe('permission-set');
    expect(set.grants.map(shownStatement)).toEqual(['Allow [iam:PassRole] on [*]']);
    expect(set.attached.map(a => shown(a.policy))).toEqual(['arn:aws:iam::aws:policy/PowerUserAccess', 'team/extra']);
    expect(set.boundary.map(a => shown(a.policy))).toEqual(['limit']);
  });
});

describe('what runs as a role', () => {
  test.each([
    ['AWS::Lambda::Function', { Role: 'r' }, 'lambda.amazonaws.com'],
    ['AWS::ECS::TaskDefinition', { TaskRoleArn: 'r' }, 'ecs-tasks.amazonaws.com'],
    ['AWS::CodeBuild::Project', { ServiceRole: 'r' }, 'codebuild.amazonaws.com'],
    ['AWS::CodePipeline::Pipeline', { RoleArn: 'r' }, 'codepipeline.amazonaws.com'],
    ['AWS::StepFunctions::StateMachine', { RoleArn: 'r' }, 'states.amazonaws.com'],
    ['AWS::Glue::Job', { Role: 'r' }, 'glue.amazonaws.com'],
    ['AWS::Events::Rule', { Targets: [{ Arn: 'x', RoleArn: 'r' }] }, 'events.amazonaws.com'],
    ['AWS::Scheduler::Schedule', { Target: { RoleArn: 'r' } }, 'scheduler.amazonaws.com'],
    ['AWS::SageMaker::NotebookInstance', { RoleArn: 'r' }, 'sagemaker.amazonaws.com'],
    ['AWS::CloudFormation::StackSet', { AdministrationRoleARN: 'r' }, 'cloudformation.amazonaws.com'],
    ['AWS::EC2::LaunchTemplate', { LaunchTemplateData: { IamInstanceProfile: { Name: 'r' } } }, 'ec2.amazonaws.com'],
  ])('%s', (type, properties, service) => {
    const found = resource(type, properties);
    expect([found.runsAs.map(shown), found.service]).toEqual([['r'], service]);
  });

  test('a machine with an instance profile of the template runs as its role', () => {
    const machine = resource(
      'AWS::EC2::Instance',
      { IamInstanceProfile: { Ref: 'Profile' } },
      {
        Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'Role' }] } },
        Role: { Type: 'AWS::IAM::Role' },
      },
    );
    expect(machine.runsAs.map(shown)).toEqual(['${Role: reference -> Role name}']);
    expect(machine.runsAs.map(at => shownPlace(at))).toEqual(['Resources/It/Properties/IamInstanceProfile']);
  });

  test('a function of another resource that is not its role is none', () => {
    expect(resource('AWS::Lambda::Permission', { FunctionName: 'f', Principal: '*' }).runsAs).toEqual([]);
    expect(resource('AWS::S3::Bucket', { BucketName: 'role' }).service).toBeUndefined();
  });
});

describe('who may reach a resource', () => {
  test('a bucket policy stands on its bucket', () => {
    const facts = factsOf({
      Resources: {
        Bucket: { Type: 'AWS::S3::Bucket' },
        Policy: {
          Type: 'AWS::S3::BucketPolicy',
          Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: allow('s3:GetObject', '*') },
        },
      },
    });
    expect(resourceIn(facts, 'Bucket').trust.map(shownStatement)).toEqual(['Allow to anyone [s3:GetObject] on [*]']);
    expect(resourceIn(facts, 'Policy').trust).toEqual([]);
  });

  test('a bucket policy of a bucket elsewhere keeps what it says, and says of which', () => {
    const policy = resource('AWS::S3::BucketPolicy', { Bucket: 'elsewhere', PolicyDocument: allow('s3:*', '*') });
    expect(policy.trust.map(shownStatement)).toEqual(['Allow to anyone [s3:*] on [*]']);
    expect(policy.attachedTo.map(shown)).toEqual(['elsewhere']);
  });

  test("a key's own policy", () => {
    const key = resource('AWS::KMS::Key', { KeyPolicy: allow('kms:*', { AWS: '111122223333' }) });
    expect([key.kind, key.trust.map(shownStatement)]).toEqual([
      'secret',
      ['Allow to account 111122223333 [kms:*] on [*]'],
    ]);
  });

  test("a permission is a statement of the function's policy", () => {
    const permission = resource('AWS::Lambda::Permission', {
      FunctionName: 'orders',
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
      SourceAccount: '111122223333',
    });
    expect(permission.trust.map(shownStatement)).toEqual([
      'Allow to service s3.amazonaws.com [lambda:InvokeFunction] on [orders] if StringEquals(aws:SourceAccount: 111122223333)',
    ]);
  });
});

describe('what says an environment', () => {
  const claims = (type: string, properties: unknown) =>
    resource(type, properties).claims.map(({ source, key, text }) => `${source} ${key}: ${shown(text)}`);

  test.each([
    ['AWS::S3::Bucket', { BucketName: 'orders-prod' }, ['name BucketName: orders-prod']],
    ['AWS::S3::Bucket', { Tags: [{ Key: 'Environment', Value: 'prod' }] }, ['tag Environment: prod']],
    ['AWS::S3::Bucket', { Tags: [{ Key: 'SDLC Stage', Value: 'dev' }] }, ['tag SDLC Stage: dev']],
    ['AWS::SSM::Parameter', { Tags: { env: 'prod' }, Name: '/prod/db' }, ['tag env: prod', 'path Name: /prod/db']],
    ['AWS::Logs::LogGroup', { LogGroupName: '/aws/lambda/dev-x' }, ['path LogGroupName: /aws/lambda/dev-x']],
    ['AWS::KMS::Alias', { AliasName: 'alias/prod-key' }, ['path AliasName: alias/prod-key']],
    ['AWS::Unheard::Thing', { ThingName: 'prod-x' }, ['name ThingName: prod-x']],
    ['AWS::S3::Bucket', { Tags: [{ Key: 'Name', Value: 'prod' }] }, []],
    ['AWS::S3::Bucket', { BucketName: { Ref: 'AWS::StackName' } }, []],
    ['AWS::ApiGateway::Stage', { StageName: 'prod' }, []],
    ['AWS::Lambda::Alias', { Name: 'live' }, []],
    ['AWS::Serverless::Api', { StageName: 'Prod' }, []],
    ['AWS::S3::Bucket', { Description: 'the prod one' }, []],
  ])('%s %j', (type, properties, expected) => {
    expect(claims(type, properties)).toEqual(expected);
  });
});

describe('what a resource mentions', () => {
  const mentions = (type: string, properties: unknown) => resource(type, properties).mentions.map(shown);

  test('names in its grants, in variables and in dynamic references', () => {
    const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/prod-orders';
    const statement = { Effect: 'Allow', Action: 'dynamodb:*', Resource: [table, '*'] };
    expect(mentions('AWS::IAM::Policy', { PolicyDocument: { Statement: statement } })).toEqual([table]);
    const variables = { TABLE_NAME: 'prod-orders', CONFIG: '/prod/config', NODE_ENV: 'production', N: 5 };
    expect(mentions('AWS::Lambda::Function', { Environment: { Variables: variables } })).toEqual([
      'prod-orders',
      '/prod/config',
    ]);
    const container = {
      Environment: [{ Name: 'DB_HOST', Value: 'prod.example.com' }],
      Secrets: [{ Name: 'S', ValueFrom: '/prod/s' }],
    };
    expect(mentions('AWS::ECS::TaskDefinition', { ContainerDefinitions: [container] })).toEqual([
      'prod.example.com',
      '/prod/s',
    ]);
    expect(mentions('AWS::RDS::DBInstance', { MasterUserPassword: '{{resolve:ssm-secure:/prod/db:3}}' })).toEqual([
      '/prod/db',
    ]);
    const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-a1b2c3';
    expect(mentions('AWS::RDS::DBInstance', { X: `{{resolve:secretsmanager:${secret}:SecretString:p}}` })).toEqual([
      secret,
    ]);
  });
});

describe('a template as a whole', () => {
  test('accounts that are written out, each once, not those in prose', () => {
    const facts = factsOf({
      Description: 'arn:aws:iam::999999999999:root',
      Resources: {
        R: {
          Type: 'AWS::IAM::Role',
          Metadata: { note: 'arn:aws:iam::888888888888:root' },
          Properties: {
            AssumeRolePolicyDocument: allow('sts:AssumeRole', {
              AWS: ['111122223333', 'arn:aws:iam::444455556666:root'],
            }),
          },
        },
        T: {
          Type: 'AWS::S3::Bucket',
          Properties: { X: { 'Fn::Sub': 'arn:aws:iam::444455556666:role/${AWS::StackName}' } },
        },
      },
    });
    expect(facts.accounts.map(account => account.id).sort()).toEqual(['111122223333', '444455556666']);
  });

  test('a stack in it lands with it, with its parameters; a stack set in its accounts', () => {
    const facts = factsOf({
      Parameters: { Env: { Type: 'String' } },
      Resources: {
        Net: {
          Type: 'AWS::CloudFormation::Stack',
          Properties: { TemplateURL: '../net/vpc.yaml', Parameters: { Env: { Ref: 'Env' } } },
        },
        Far: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://s3.amazonaws.com/b/t.yaml' } },
        Set: {
          Type: 'AWS::CloudFormation::StackSet',
          Properties: {
            TemplateURL: 'base.yaml',
            Parameters: [{ ParameterKey: 'Env', ParameterValue: 'prod' }],
            StackInstancesGroup: [
              { DeploymentTargets: { Accounts: ['111122223333', '444455556666'] }, Regions: ['eu-west-1'] },
            ],
          },
        },
      },
    });
    expect(
      facts.deployments.map(d => [d.id, d.document, shown(d.account), shown(d.region), shown(d.parameters.Env)]),
    ).toEqual([
      ['Net', 'file:///net/vpc.yaml', undefined, undefined, '${Env: parameter}'],
      ['Set 0', 'file:///repo/base.yaml', '111122223333', 'eu-west-1', 'prod'],
      ['Set 1', 'file:///repo/base.yaml', '444455556666', 'eu-west-1', 'prod'],
    ]);
  });

  test('a stack set whose template is a text says that nothing in it is checked', () => {
    const set = (properties: object) =>
      factsOf({ Resources: { Set: { Type: 'AWS::CloudFormation::StackSet', Properties: properties } } }).problems;
    expect(set({ TemplateBody: '{"Resources":{}}' })).toMatchObject([
      { severity: 'information', message: expect.stringMatching(/nothing is checked/) },
    ]);
    expect(set({ TemplateURL: 'base.yaml' })).toEqual([]);
  });

  test('what other stacks can import', () => {
    const facts = factsOf({
      Resources: { R: { Type: 'AWS::IAM::Role' } },
      Outputs: { A: { Value: { 'Fn::GetAtt': ['R', 'Arn'] }, Export: { Name: 'role' } }, B: { Value: 'x' } },
    });
    expect(facts.exports.map(({ name, value }) => [shown(name), shown(value)])).toEqual([
      ['role', '${R.Arn: reference -> R arn}'],
    ]);
  });

  test.each([
    [
      'a name that is not there',
      { B: { Type: 'AWS::S3::Bucket', Properties: { X: { Ref: 'None' } } } },
      '`None` is neither a parameter nor a resource of this template',
    ],
    [
      'the same in a text',
      { B: { Type: 'AWS::S3::Bucket', Properties: { X: { 'Fn::Sub': '${None.Arn}' } } } },
      '`None` is neither a parameter nor a resource of this template',
    ],
    [
      'an order of what is not there',
      { B: { Type: 'AWS::S3::Bucket', DependsOn: ['None'] } },
      '`None` is no resource of this template',
    ],
    [
      'a circle',
      {
        B: { Type: 'AWS::S3::Bucket', DependsOn: 'C' },
        C: { Type: 'AWS::SNS::Topic', Properties: { X: { Ref: 'B' } } },
      },
      '`B`, `C` need each other',
    ],
    ['a resource that is none', { B: 'x' }, 'the resource `B` is to be a map'],
    ['a type that is none', { B: { Type: ['x'] } }, 'the resource `B` has no `Type` that is a string'],
  ])('%s is a problem', (_, resources, message) => {
    expect(
      factsOf({ AWSTemplateFormatVersion: '2010-09-09', Resources: resources }).problems.map(p => p.message),
    ).toEqual([message]);
  });

  test('what a module or macro brings is no problem', () => {
    const resources = {
      M: { Type: 'Acme::Network::MODULE' },
      B: { Type: 'AWS::S3::Bucket', Properties: { X: { Ref: 'MVpc' } } },
    };
    expect(factsOf({ Resources: resources }).problems).toEqual([]);
    const facts = factsOf('Resources:\n  M: { Type: !Rain::Module ./net.yaml }\n  B: { Type: AWS::S3::Bucket }\n');
    expect([facts.problems, facts.resources.map(r => r.label)]).toEqual([[], ['B']]);
  });

  test('findings are allowed by metadata and by comments, with a reason', () => {
    const facts = factsOf(`
Resources:
  # bulkhead allow broad-pass-role: break-glass only (until 2027-03-01)
  A: { Type: AWS::IAM::Role }
  B:
    Type: AWS::IAM::Role
    Metadata: { bulkhead: { allow: [{ rule: privilege-escalation, reason: "the admin" }, { rule: broad-pass-role }] } }
  C: { Type: AWS::IAM::Role } # bulkhead allow broad-pass-role: why not (until tomorrow)
`);
    expect(facts.allowed.map(a => [a.rule, a.reason, a.until, a.covers?.path.join('/')])).toEqual([
      ['broad-pass-role', 'break-glass only', '2027-03-01', 'Resources/A'],
      ['privilege-escalation', 'the admin', undefined, 'Resources/B'],
    ]);
    expect(facts.problems.map(p => [p.message, shownPlace(p)])).toEqual([
      ['`tomorrow` is no date such as 2027-03-01', 'Resources/C entry'],
      ['say why `broad-pass-role` is allowed: an allowance needs a reason', 'Resources/B/Metadata/bulkhead/allow/1'],
    ]);
  });
});
