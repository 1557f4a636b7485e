import { expect, test } from 'vitest';
import { factsOf, resourceIn, shown, shownStatement } from '../../support/facts';

const basic = 'arn:${AWS::Partition: ambient=aws}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

function template(fn: string, globals = '') {
  return factsOf(`
Transform: AWS::Serverless-2016-10-31
${globals}
Resources:
  Table: { Type: AWS::Serverless::SimpleTable }
  Fn:
    Type: AWS::Serverless::Function
    Properties: ${fn}
`);
}

test('a function without a role has one of its own, which Lambda may assume', () => {
  const facts = template('{ Handler: a.b }');
  const role = resourceIn(facts, 'FnRole');
  expect(facts.format).toBe('sam');
  expect([role.type, role.kind, role.attached.map(a => shown(a.policy))]).toEqual(['AWS::IAM::Role', 'role', [basic]]);
  expect(role.trust.map(shownStatement)).toEqual([
    'Allow to service lambda.amazonaws.com [sts:AssumeRole] on all but []',
  ]);
  const { runsAs, service } = resourceIn(facts, 'Fn');
  expect([runsAs.map(shown), service]).toEqual([['${FnRole: reference -> FnRole name}'], 'lambda.amazonaws.com']);
});

test('a function with a role uses that, and its policies do not count', () => {
  const facts = template('{ Role: "arn:aws:iam::111122223333:role/app", Policies: [AdministratorAccess] }');
  expect(facts.resources.map(r => r.label)).toEqual(['Table', 'Fn']);
  expect(resourceIn(facts, 'Fn').runsAs.map(shown)).toEqual(['arn:aws:iam::111122223333:role/app']);
});

test('policies: names, ARNs, documents and templates, alone or mixed', () => {
  const role = (policies: string) => {
    const found = resourceIn(template(`{ Policies: ${policies} }`), 'FnRole');
    return [...found.attached.slice(1).map(a => shown(a.policy)), ...found.grants.map(shownStatement)];
  };
  expect(role('AdministratorAccess')).toEqual(['AdministratorAccess']);
  expect(role('{ Statement: { Effect: Allow, Action: a:B, Resource: "*" } }')).toEqual(['Allow [a:B] on [*]']);
  expect(
    role(
      '[!Sub "arn:${AWS::Partition}:iam::aws:policy/X", { Statement: [{ Effect: Allow, Action: a:B, Resource: "*" }] }]',
    ),
  ).toEqual(['arn:${AWS::Partition: ambient=aws}:iam::aws:policy/X', 'Allow [a:B] on [*]']);
  expect(
    role('[{ S3WritePolicy: { BucketName: data } }, { DynamoDBReconfigurePolicy: { TableName: !Ref Table } }]'),
  ).toEqual([
    'Allow [s3:PutObject, s3:PutObjectAcl, s3:PutLifecycleConfiguration] on [arn:${AWS::Partition: ambient=aws}:s3:::data, arn:${AWS::Partition: ambient=aws}:s3:::data/*]',
    'Allow [dynamodb:UpdateTable] on [arn:${AWS::Partition: ambient=aws}:dynamodb:${AWS::Region: ambient}:${AWS::AccountId: ambient}:table/${Table: reference -> Table name}]',
  ]);
  expect(role('[{ AWSSecretsManagerGetSecretValuePolicy: { SecretArn: "arn:x" } }]')).toEqual([
    'Allow [secretsmanager:GetSecretValue] on [arn:x]',
  ]);
});

test('a policy template that there is not is a problem', () => {
  expect(template('{ Policies: [{ MadeUpPolicy: {} }] }').problems.map(p => p.message)).toEqual([
    '`MadeUpPolicy` is no policy template of SAM',
  ]);
});

test('globals are merged into functions: tags and variables, the boundary unless they have their own', () => {
  const facts = template(
    '{ Tags: { Team: orders }, Environment: { Variables: { TABLE_NAME: prod-orders } } }',
    'Globals: { Function: { Tags: { Environment: prod }, PermissionsBoundary: limit, Environment: { Variables: { PATH_A: /prod/a } } } }',
  );
  const fn = resourceIn(facts, 'Fn');
  expect(Object.entries(fn.tags).map(([key, text]) => `${key}=${shown(text)}`)).toEqual([
    'Environment=prod',
    'Team=orders',
  ]);
  expect(fn.mentions.map(shown)).toEqual(['/prod/a', 'prod-orders']);
  expect(resourceIn(facts, 'FnRole').boundary.map(a => shown(a.policy))).toEqual(['limit']);
});

test('a state machine has a role that Step Functions may assume', () => {
  const facts = factsOf(`
Transform: [AWS::Serverless-2016-10-31]
Resources:
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties: { Policies: [{ LambdaInvokePolicy: { FunctionName: f } }] }
`);
  expect(resourceIn(facts, 'MachineRole').trust.map(shownStatement)).toEqual([
    'Allow to service states.amazonaws.com [sts:AssumeRole] on all but []',
  ]);
  expect(resourceIn(facts, 'Machine').service).toBe('states.amazonaws.com');
});

test('a role that SAM makes can be referred to', () => {
  const facts = factsOf(`
Transform: AWS::Serverless-2016-10-31
Resources:
  Fn: { Type: AWS::Serverless::Function }
  Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: !GetAtt FnRole.Arn } }
`);
  expect(shown(resourceIn(facts, 'Bucket').name)).toBe('${FnRole.Arn: reference -> FnRole arn}');
});

test('an application in it lands with it', () => {
  const facts = factsOf(`
Transform: AWS::Serverless-2016-10-31
Resources:
  Local: { Type: AWS::Serverless::Application, Properties: { Location: ./child/template.yaml, Parameters: { Stage: prod } } }
  Public: { Type: AWS::Serverless::Application, Properties: { Location: { ApplicationId: a, SemanticVersion: "1" } } }
`);
  expect(facts.deployments.map(d => [d.document, shown(d.parameters.Stage)])).toEqual([
    ['file:///repo/child/template.yaml', 'prod'],
  ]);
});
