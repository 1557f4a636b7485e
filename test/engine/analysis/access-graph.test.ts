/** Who reaches what, one way after the other: the edges that templates tell, each with one that something defuses. */
import { describe, expect, test } from 'vitest';
import { edgesFrom, graphOf, template, terraform } from '../../support/access-graph';
import { allow, devRole } from '../../support/escalations';

const account = '{ AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }';
const by = (service: string) => `{ Service: ${service}.amazonaws.com }`;
const role = (name: string, principal: string, more = '') => `  ${name}:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${name.toLowerCase()}-role${more}
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: ${principal}, Action: sts:AssumeRole }] }
`;
const resource = (name: string, type: string, properties = '') =>
  `  ${name}: { Type: "AWS::${type}", Properties: { ${properties} } }\n`;
const deny = (action: string, more = '') => `, { Effect: Deny, Action: "${action}", Resource: "*"${more} }`;
const prodBy = (service: string) => role('Prod', by(service));
const ROLE = '!GetAtt Prod.Arn';

/** Of the role `Dev`, with these statements, among these resources. */
const ways = (statements: string, resources: readonly string[], properties = '') =>
  edgesFrom(graphOf(template(devRole(statements, properties), ...resources)), 'Dev');

const managed = `
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"]`;
const instance = [
  role('Prod', by('ec2'), managed),
  resource('Profile', 'IAM::InstanceProfile', 'Roles: [!Ref Prod]'),
  resource('Host', 'EC2::Instance', 'IamInstanceProfile: !Ref Profile'),
];

/** Its name, what is allowed, on what, the edge, and an action that is denied instead. */
type Case = readonly [string, actions: string, resources: readonly string[], edge: string, denied: string];

const becoming: readonly Case[] = [
  ['E01 assume', 'sts:AssumeRole', [role('Prod', account)], 'Dev assumes Prod', 'sts:*'],
  [
    'E02 pass to a function',
    'iam:PassRole, lambda:CreateFunction, lambda:InvokeFunction',
    [prodBy('lambda')],
    'Dev passes Prod',
    'iam:PassRole',
  ],
  [
    'E03 code of a function',
    'lambda:UpdateFunctionCode',
    [prodBy('lambda'), resource('Fn', 'Lambda::Function', `Role: ${ROLE}`)],
    'Dev changes-code Fn',
    'lambda:*',
  ],
  [
    'E04 configuration of a function',
    'lambda:UpdateFunctionConfiguration',
    [prodBy('lambda'), resource('Fn', 'Lambda::Function', `Role: ${ROLE}`)],
    'Dev changes-code Fn',
    'lambda:*',
  ],
  ['E06 pass to an instance', 'iam:PassRole, ec2:RunInstances', instance, 'Dev passes Prod', 'ec2:*'],
  [
    'E07 another profile of an instance',
    'iam:PassRole, ec2:ReplaceIamInstanceProfileAssociation',
    instance,
    'Dev passes Prod',
    'ec2:*',
  ],
  ['E08 shell of a host', 'ssm:StartSession', instance, 'Dev gets-shell Host', 'ssm:*'],
  [
    'E08 start script of a host',
    'ec2:ModifyInstanceAttribute, ec2:StopInstances, ec2:StartInstances',
    instance,
    'Dev gets-shell Host',
    'ec2:StopInstances',
  ],
  [
    'E09 a stack with a role',
    'cloudformation:UpdateStack',
    [prodBy('cloudformation'), resource('Child', 'CloudFormation::Stack', `RoleARN: ${ROLE}`)],
    'Dev changes-code Child',
    'cloudformation:*',
  ],
  [
    'E09 pass to a stack',
    'iam:PassRole, cloudformation:CreateStack',
    [prodBy('cloudformation')],
    'Dev passes Prod',
    'iam:PassRole',
  ],
  [
    'E10 a stack set',
    'cloudformation:UpdateStackSet',
    [prodBy('cloudformation'), resource('Set', 'CloudFormation::StackSet', `AdministrationRoleARN: ${ROLE}`)],
    'Dev changes-code Set',
    'cloudformation:*',
  ],
  [
    'E11 a build',
    'codebuild:StartBuild',
    [prodBy('codebuild'), resource('Build', 'CodeBuild::Project', `ServiceRole: ${ROLE}`)],
    'Dev changes-code Build',
    'codebuild:*',
  ],
  [
    'E12 pass to a task',
    'iam:PassRole, ecs:RegisterTaskDefinition, ecs:RunTask',
    [prodBy('ecs-tasks')],
    'Dev passes Prod',
    'ecs:RunTask',
  ],
  [
    'E12 shell of a container',
    'ecs:ExecuteCommand',
    [
      role('Prod', by('ecs-tasks'), managed),
      resource('Task', 'ECS::TaskDefinition', `TaskRoleArn: ${ROLE}`),
      resource('Service', 'ECS::Service', 'TaskDefinition: !Ref Task, EnableExecuteCommand: true'),
    ],
    'Dev gets-shell Task',
    'ecs:*',
  ],
  [
    'E13 a state machine',
    'states:UpdateStateMachine',
    [prodBy('states'), resource('Machine', 'StepFunctions::StateMachine', `RoleArn: ${ROLE}`)],
    'Dev changes-code Machine',
    'states:*',
  ],
  [
    'E13 a job of Glue',
    'glue:UpdateJob',
    [prodBy('glue'), resource('Job', 'Glue::Job', `Role: ${ROLE}`)],
    'Dev changes-code Job',
    'glue:*',
  ],
  [
    'E13 a notebook',
    'sagemaker:CreatePresignedNotebookInstanceUrl',
    [prodBy('sagemaker'), resource('Book', 'SageMaker::NotebookInstance', `RoleArn: ${ROLE}`)],
    'Dev gets-shell Book',
    'sagemaker:*',
  ],
  [
    'E13 pass to a schedule',
    'iam:PassRole, scheduler:CreateSchedule',
    [prodBy('scheduler')],
    'Dev passes Prod',
    'iam:PassRole',
  ],
  ['E14 trust', 'iam:UpdateAssumeRolePolicy', [prodBy('lambda')], 'Dev rewrites-policy Prod', 'iam:*'],
  ['E14 access key', 'iam:CreateAccessKey', [resource('Anna', 'IAM::User')], 'Dev rewrites-policy Anna', 'iam:*'],
  ['E14 group', 'iam:AddUserToGroup', [resource('Admins', 'IAM::Group')], 'Dev rewrites-policy Admins', 'iam:*'],
  ['E14 its own policy', 'iam:PutRolePolicy', [], 'Dev rewrites-policy administrator', 'iam:*'],
  ['E15 a new role', 'iam:CreateRole, iam:AttachRolePolicy', [], 'Dev rewrites-policy administrator', 'iam:*'],
  [
    'E16 a pipeline',
    'codepipeline:UpdatePipeline',
    [prodBy('codepipeline'), resource('Pipe', 'CodePipeline::Pipeline', `RoleArn: ${ROLE}`)],
    'Dev changes-code Pipe',
    'codepipeline:*',
  ],
  [
    'E16 a run of a pipeline',
    'codepipeline:StartPipelineExecution',
    [prodBy('codepipeline'), resource('Pipe', 'CodePipeline::Pipeline', `RoleArn: ${ROLE}`)],
    'possibly Dev changes-code Pipe',
    'codepipeline:*',
  ],
  ['E18 the roles of the CDK', 'sts:AssumeRole', [], 'possibly Dev rewrites-policy administrator', 'sts:*'],
  [
    'E23 an image',
    'ecr:PutImage',
    [
      prodBy('lambda'),
      resource('Images', 'ECR::Repository'),
      resource('Fn', 'Lambda::Function', `Role: ${ROLE}, Code: { ImageUri: !Sub "\${Images.RepositoryUri}:latest" }`),
    ],
    'possibly Dev changes-code Fn',
    'ecr:*',
  ],
];

describe('becoming', () => {
  test.each(becoming)('%s', (name, actions, resources, edge, denied) => {
    const on = name.startsWith('E18') ? '"arn:aws:iam::*:role/cdk-*"' : '"*"';
    expect(ways(allow(actions, on), resources)).toContain(edge);
    expect(ways(allow(actions, on) + deny(denied), resources)).not.toContain(edge);
  });

  test.each(becoming.slice(0, 8))('%s, but for a boundary', (_, actions, resources, edge) => {
    const boundary = resource('Limit', 'IAM::ManagedPolicy', `PolicyDocument: { Statement: [${allow('"s3:*"')}] }`);
    const bounded = '\n      PermissionsBoundary: !Ref Limit';
    expect(ways(allow(actions), [...resources, boundary], bounded)).not.toContain(edge);
  });

  test('E05 who calls a function does not become it', () => {
    const fn = [prodBy('lambda'), resource('Fn', 'Lambda::Function', `Role: ${ROLE}`)];
    expect(ways(allow('lambda:InvokeFunction'), fn)).toEqual(['Dev reads Fn']);
  });

  test('a role that trusts nobody who would get it is not passed', () => {
    const actions = 'iam:PassRole, lambda:CreateFunction, lambda:InvokeFunction';
    expect(ways(allow(actions), [prodBy('ec2')])).toEqual([]);
  });

  test('a host that answers no sessions, as far as its role tells', () => {
    const silent = [prodBy('ec2'), ...instance.slice(1)];
    expect(ways(allow('ssm:StartSession'), silent)).toEqual(['possibly Dev gets-shell Host']);
  });

  test('a condition that is not met, and one that is', () => {
    const passing = (service: string) =>
      `${allow('iam:PassRole', '"*"', `{ StringEquals: { "iam:PassedToService": ${service}.amazonaws.com } }`)}, ${allow('lambda:CreateFunction, lambda:InvokeFunction')}`;
    expect(ways(passing('ec2'), [prodBy('lambda')])).toEqual([]);
    expect(ways(passing('lambda'), [prodBy('lambda')])).toEqual(['Dev passes Prod']);
  });

  test('compute acts as its role, a host by its profile', () => {
    const graph = graphOf(template(...instance));
    expect(edgesFrom(graph, 'Host')).toEqual(['Host runs-as Prod']);
  });

  test('another stack, of which nobody knows the account, is perhaps in the same', () => {
    const other = { 'other.yaml': template(role('Prod', account))['template.yaml']! };
    const graph = graphOf({ ...template(devRole(allow('sts:AssumeRole'))), ...other });
    expect(edgesFrom(graph, 'Dev')).toContain('possibly Dev assumes Prod');
  });
});

describe('touching', () => {
  test.each([
    ['E19 a secret', 'secretsmanager:GetSecretValue', 'SecretsManager::Secret', 'Name: prod/db', 'reads'],
    ['E19 a parameter', 'ssm:GetParameter', 'SSM::Parameter', 'Name: /prod/db', 'reads'],
    ['a table', 'dynamodb:GetItem', 'DynamoDB::Table', 'TableName: orders', 'reads'],
    ['a table', 'dynamodb:PutItem', 'DynamoDB::Table', 'TableName: orders', 'writes'],
    ['a key', 'kms:Decrypt', 'KMS::Key', '', 'reads'],
    ['E21 a bucket', 's3:PutBucketPolicy', 'S3::Bucket', 'BucketName: orders', 'administers'],
    ['E21 a queue', 'sqs:AddPermission', 'SQS::Queue', '', 'administers'],
  ])('%s: %s', (_, action, type, properties, how) => {
    const data = resource('Data', type, properties);
    expect(ways(allow(action), [data])).toEqual([`Dev ${how} Data`]);
    expect(ways(allow(action) + deny(`${action.split(':')[0]}:*`), [data])).toEqual([]);
  });

  test('what is written of many: names, wildcards, references, and a Deny of some', () => {
    const data = [
      resource('One', 'S3::Bucket', 'BucketName: orders-dev'),
      resource('Two', 'S3::Bucket', 'BucketName: orders-prod'),
      resource('Three', 'S3::Bucket'),
    ];
    const read = (on: string) => allow('s3:GetObject', on);
    expect(ways(read('"arn:aws:s3:::orders-*/*"'), data)).toEqual(['Dev reads One', 'Dev reads Two']);
    expect(ways(read('!Sub "${Three.Arn}/*"'), data)).toEqual(['Dev reads Three']);
    expect(ways(read('"arn:aws:s3:::orders-*"'), data)).toEqual(['Dev reads One', 'Dev reads Two']);
    const but = `, { Effect: Deny, Action: "s3:*", Resource: "arn:aws:s3:::*-prod/*" }`;
    expect(ways(read('"*"') + but, data)).toEqual(['Dev reads One', 'Dev reads Three']);
  });

  test('by tags of the data', () => {
    const table = (name: string, env: string) =>
      resource(name, 'DynamoDB::Table', `Tags: [{ Key: Environment, Value: ${env} }]`);
    const own = allow('dynamodb:GetItem', '"*"', '{ StringEquals: { "aws:ResourceTag/Environment": dev } }');
    expect(ways(own, [table('Dev1', 'dev'), table('Prod1', 'prod')])).toEqual(['Dev reads Dev1']);
  });

  test('E20 by the policy of the data', () => {
    const queue = resource('Queue', 'SQS::Queue');
    const policy = (effect: string) =>
      resource(
        'Policy',
        'SQS::QueuePolicy',
        `Queues: [!Ref Queue], PolicyDocument: { Statement: [{ Effect: ${effect}, Principal: { AWS: !GetAtt Dev.Arn }, Action: "sqs:*", Resource: "*" }] }`,
      );
    expect(ways(allow('s3:ListBucket'), [queue, policy('Allow')])).toContain('Dev reads Queue');
    expect(ways(allow('sqs:*'), [queue, policy('Deny')])).toEqual([]);
  });

  test('a key by its policy alone', () => {
    const key = (principal: string) =>
      resource(
        'Key',
        'KMS::Key',
        `KeyPolicy: { Statement: [{ Effect: Allow, Principal: ${principal}, Action: "kms:*", Resource: "*" }] }`,
      );
    expect(ways(allow('kms:Decrypt'), [key(account)])).toEqual(['Dev reads Key']);
    expect(ways(allow('kms:Decrypt'), [key('{ AWS: "arn:aws:iam::111122223333:role/x" }')])).toEqual([]);
  });

  test('a bucket that wants to be asked safely keeps nobody out', () => {
    const bucket = resource('Bucket', 'S3::Bucket');
    const policy = resource(
      'Policy',
      'S3::BucketPolicy',
      'Bucket: !Ref Bucket, PolicyDocument: { Statement: [{ Effect: Deny, Principal: "*", Action: "s3:*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } }] }',
    );
    expect(ways(allow('s3:GetObject'), [bucket, policy])).toEqual(['Dev reads Bucket']);
  });
});

describe('from outside', () => {
  const trusting = (principal: string, condition: string, action = 'sts:AssumeRoleWithWebIdentity') => `  Ci:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: ${principal}, Action: ${action}, Condition: ${condition} }] }
`;
  const github =
    '{ Federated: !Sub "arn:aws:iam::${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com" }';
  const subject = (operator: string, ...values: readonly string[]) =>
    `{ ${operator}: { "token.actions.githubusercontent.com:sub": ${JSON.stringify(values)} } }`;

  test.each([
    ['StringLike', 'repo:acme/app:*', 'anyone with push access to acme/app'],
    ['StringLike', 'repo:acme/*', 'anyone with push access to a repository of acme'],
    ['StringEquals', 'repo:acme/app:ref:refs/heads/main', 'anyone with push access to acme/app (main)'],
    ['StringEquals', 'repo:acme@12/app@34:environment:production', 'anyone who may deploy acme/app to production'],
    ['StringEquals', 'repo:acme/app:pull_request', 'anyone who opens a pull request in acme/app'],
  ])('E17 %s %s', (operator, sub, label) => {
    expect(edgesFrom(graphOf(template(trusting(github, subject(operator, sub)))))).toEqual([`${label} assumes Ci`]);
  });

  test('E17 nobody has a letter for a wildcard', () => {
    expect(edgesFrom(graphOf(template(trusting(github, subject('StringEquals', 'repo:acme/*')))))).toEqual([]);
  });

  test('another account, and a service that uses data', () => {
    const graph = graphOf(
      template(
        trusting('{ AWS: "444455556666" }', '{ StringEquals: { "sts:ExternalId": x } }', 'sts:AssumeRole'),
        resource('Topic', 'SNS::Topic'),
        resource(
          'Policy',
          'SNS::TopicPolicy',
          'Topics: [!Ref Topic], PolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: events.amazonaws.com }, Action: sns:Publish, Resource: "*" }] }',
        ),
      ),
    );
    expect(edgesFrom(graph)).toEqual(['account 444455556666 assumes Ci', 'events.amazonaws.com writes Topic']);
    expect([...graph.nodes.values()].find(({ kind }) => kind === 'account')?.account).toBe('444455556666');
  });
});

describe('in Terraform', () => {
  const trust = (principal: object) =>
    JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] });
  const own = { AWS: 'arn:aws:iam::${data.aws_caller_identity.current.account_id}:root' };
  const tfRole = (principal: object) => ({ assume_role_policy: trust(principal) });
  const written = (...statements: readonly object[]) => JSON.stringify({ Statement: statements });

  test.each([
    ['E01', 'sts:AssumeRole', tfRole(own), {}, 'dev assumes prod'],
    [
      'E03',
      'lambda:UpdateFunctionCode',
      tfRole({ Service: 'lambda.amazonaws.com' }),
      { aws_lambda_function: { fn: { function_name: 'orders', role: '${aws_iam_role.prod.arn}' } } },
      'dev changes-code fn',
    ],
    [
      'E11',
      'codebuild:StartBuild',
      tfRole({ Service: 'codebuild.amazonaws.com' }),
      { aws_codebuild_project: { build: { name: 'b', service_role: '${aws_iam_role.prod.arn}' } } },
      'dev changes-code build',
    ],
    [
      'E13',
      'states:UpdateStateMachine',
      tfRole({ Service: 'states.amazonaws.com' }),
      { aws_sfn_state_machine: { machine: { name: 'm', role_arn: '${aws_iam_role.prod.arn}' } } },
      'dev changes-code machine',
    ],
    ['E14', 'iam:UpdateAssumeRolePolicy', tfRole({ Service: 'lambda.amazonaws.com' }), {}, 'dev rewrites-policy prod'],
    [
      'E19',
      'secretsmanager:GetSecretValue',
      tfRole(own),
      { aws_secretsmanager_secret: { db: { name: 'db' } } },
      'dev reads db',
    ],
    [
      'data',
      'dynamodb:GetItem',
      tfRole(own),
      { aws_dynamodb_table: { orders: { name: 'orders' } } },
      'dev reads orders',
    ],
    [
      'E21',
      's3:PutBucketPolicy',
      tfRole(own),
      { aws_s3_bucket: { files: { bucket: 'files' } } },
      'dev administers files',
    ],
  ])('%s %s', (_, action, prod, more, edge) => {
    const dev = (...statements: readonly object[]) =>
      edgesFrom(
        graphOf(
          terraform({
            aws_iam_role: { dev: tfRole({ Service: 'ec2.amazonaws.com' }), prod },
            aws_iam_role_policy: { dev: { role: '${aws_iam_role.dev.name}', policy: written(...statements) } },
            ...more,
          }),
        ),
        'dev',
      );
    const granted = { Effect: 'Allow', Action: action, Resource: '*' };
    expect(dev(granted)).toContain(edge);
    expect(dev(granted, { ...granted, Effect: 'Deny' })).not.toContain(edge);
  });
});
