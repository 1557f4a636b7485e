/** What people build every day that looks like a mix and is none. */
import { describe, expect, test } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

const production = '  Data: { Type: AWS::S3::Bucket, Properties: { Tags: [{ Key: Environment, Value: prod }] } }';

describe('beside production in one template', () => {
  test.each([
    ['zones that delegate', 'AWS::Route53::HostedZone', '{ Name: dev.acme.com }'],
    ['accounts of an organisation', 'AWS::Organizations::Account', '{ AccountName: orders-dev, Email: a@b.c }'],
    ['organisational units', 'AWS::Organizations::OrganizationalUnit', '{ Name: Dev, ParentId: r-1 }'],
    ['stack sets', 'AWS::CloudFormation::StackSet', '{ StackSetName: baseline-dev, PermissionModel: SERVICE_MANAGED }'],
    ['permission sets', 'AWS::SSO::PermissionSet', '{ Name: dev-admin, InstanceArn: x }'],
    ['build projects', 'AWS::CodeBuild::Project', '{ Name: deploy-dev }'],
    ['stages of an API', 'AWS::ApiGatewayV2::Stage', '{ StageName: dev, ApiId: x }'],
    ['plans for the stages of an API', 'AWS::ApiGateway::UsagePlan', '{ UsagePlanName: dev-plan }'],
    ['aliases of a function', 'AWS::Lambda::Alias', '{ Name: dev, FunctionName: x, FunctionVersion: 1 }'],
    ['devices', 'AWS::EC2::VolumeAttachment', '{ Device: /dev/sdh, InstanceId: x, VolumeId: y }'],
    ['copies from one to the other', 'AWS::Lambda::Function', '{ FunctionName: copy-prod-to-dev }'],
    ['a team of developers', 'AWS::IAM::Group', '{ GroupName: dev-team }'],
    ['a group of testers', 'AWS::IAM::Group', '{ GroupName: qa-engineers }'],
    ['a role of developers', 'AWS::IAM::Role', '{ RoleName: Dev, AssumeRolePolicyDocument: { Statement: [] } }'],
    ['a role to look with', 'AWS::IAM::Role', '{ RoleName: dev-readonly, AssumeRolePolicyDocument: {} }'],
    ['a developer', 'AWS::IAM::User', '{ UserName: bob.dev }'],
    ['what developers may', 'AWS::IAM::ManagedPolicy', '{ ManagedPolicyName: base-dev, PolicyDocument: {} }'],
    ['what tells developers', 'AWS::SNS::Topic', '{ TopicName: dev-alerts }'],
    ['who tells testers', 'AWS::Lambda::Function', '{ FunctionName: qa-bot }'],
    ['the network of developers', 'AWS::EC2::SecurityGroup', '{ GroupName: allow-dev-vpn, GroupDescription: x }'],
    [
      'tags of other meanings',
      'AWS::S3::Bucket',
      '{ Tags: [{ Key: Team, Value: dev }, { Key: Backup, Value: test }] }',
    ],
    ['a tag of both', 'AWS::S3::Bucket', '{ Tags: [{ Key: Environment, Value: "dev,prod" }] }'],
    ['tests', 'AWS::Lambda::Function', '{ FunctionName: load-test-runner }'],
    ['a staging area', 'AWS::S3::Bucket', '{ BucketName: warehouse-staging-area }'],
  ])('%s', (_, type, properties) => {
    expect(
      said({ 'a.yaml': `Resources:\n${production}\n  Other: { Type: "${type}", Properties: ${properties} }\n` }),
    ).toEqual([]);
  });

  test('roles of a tooling account that deploy to both', () => {
    const role = (name: string) =>
      `{ Type: AWS::IAM::Role, Properties: { RoleName: ${name}, AssumeRolePolicyDocument: { Statement: [] } } }`;
    expect(
      said({ 'a.yaml': `Resources:\n  A: ${role('deploy-dev-role')}\n  B: ${role('deploy-prod-role')}\n` }),
    ).toEqual([]);
  });

  test('what exists only where that does not', () => {
    const conditional = (condition: string) => `Parameters: { Env: { Type: String, AllowedValues: [dev, prod] } }
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsDev: !Not [!Condition IsProd]
Resources:
  A: { Type: AWS::S3::Bucket, Condition: IsProd, Properties: { BucketName: acme-prod-data } }
  B: { Type: AWS::S3::Bucket, ${condition}Properties: { BucketName: acme-dev-data } }
`;
    expect(said({ 'a.yaml': conditional('Condition: IsDev, ') })).toEqual([]);
  });
});

test('a mapping says what its literal key says, and nothing when a parameter chooses', () => {
  const template = (key: string) => `Parameters: { Env: { Type: String, Default: dev, AllowedValues: [dev, prod] } }
Mappings: { Buckets: { dev: { Name: acme-dev-x }, prod: { Name: acme-prod-x } } }
Resources:
  A: { Type: AWS::S3::Bucket, Properties: { BucketName: !FindInMap [Buckets, ${key}, Name] } }
  B: { Type: AWS::S3::Bucket, Properties: { BucketName: acme-dev-z } }
`;
  expect(said({ 'a.yaml': template('!Ref Env') })).toEqual([]);
  expect(said({ 'a.yaml': template('prod') })).toEqual(['warning acme-dev-z']);
});

test('one template that is deployed to an account for each environment is no mix', () => {
  const documents = {
    'app.yaml': `Parameters: { Env: { Type: String } }
Resources:
  A: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub "acme-\${Env}-data" } }
`,
    'bulkhead.yaml': `version: 1
accounts:
  - { id: "111122223333", name: orders-prod, environment: production }
  - { id: "444455556666", name: orders-dev, environment: development }
deployments:
  - { files: app.yaml, account: orders-prod, parameters: { Env: prod } }
  - { files: app.yaml, account: orders-dev, parameters: { Env: dev } }
`,
  };
  expect(said(documents)).toEqual([]);
});

test('accounts of AWS and of vendors need no declaration', () => {
  const documents = {
    'app.yaml': `Resources:
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      Layers: [!Sub "arn:aws:lambda:\${AWS::Region}:017000801446:layer:AWSLambdaPowertoolsPythonV3:7"]
  Logs:
    Type: AWS::S3::BucketPolicy
    Properties:
      PolicyDocument:
        Statement:
          - { Effect: Allow, Principal: { AWS: "arn:aws:iam::127311923021:root" }, Action: s3:PutObject, Resource: "*" }
`,
    'main.tf.json': JSON.stringify({
      resource: { aws_lambda_function: { w: { layers: ['arn:aws:lambda:eu-west-1:017000801446:layer:x:7'] } } },
    }),
    'bulkhead.yaml': 'version: 1\naccounts: [{ id: "111122223333", environment: production }]\n',
  };
  expect(said(documents)).toEqual([]);
});

describe('Terraform', () => {
  test('people are no environment', () => {
    const resource = {
      aws_s3_bucket: { b: { bucket: 'acme-prod-data' } },
      aws_iam_user: { u: { name: 'bob.dev' } },
      aws_iam_group: { g: { name: 'dev' } },
      aws_iam_role: { r: { name: 'dev-base', assume_role_policy: '{"Statement":[]}' } },
    };
    expect(said({ 'main.tf.json': JSON.stringify({ resource }) })).toEqual([]);
  });

  const bucket = (name: string) => ({ aws_s3_bucket: { data: { bucket: name } } });
  const app = JSON.stringify({ variable: { env: {} }, resource: bucket('acme-${var.env}-data') });
  const modules = (dev: object, prod: object) => ({
    dev: { source: './app', env: 'dev', ...dev },
    prod: { source: './app', env: 'prod', ...prod },
  });

  test('modules with credentials of their own are no mix, known or not; with the same they are', () => {
    const own = modules({ providers: { aws: 'aws.dev' } }, { providers: { aws: 'aws.prod' } });
    const aliases = (dev: object, prod: object) => ({
      aws: [
        { alias: 'dev', ...dev },
        { alias: 'prod', ...prod },
      ],
    });
    const assumed = (account: string) => ({ assume_role: [{ role_arn: `arn:aws:iam::${account}:role/terraform` }] });
    const root = (provider: object | undefined, module: object) => ({
      'main.tf.json': JSON.stringify({ ...(provider ? { provider } : {}), module }),
      'app/main.tf.json': app,
    });
    expect(said(root(aliases(assumed('444455556666'), assumed('111122223333')), own))).toEqual([]);
    expect(said(root(aliases({ profile: 'dev' }, { profile: 'prod' }), own))).toEqual([]);
    expect(said(root(undefined, modules({}, {})))).toEqual(['warning "dev"']);
  });

  test('folders are no mix unless their providers are for one account', () => {
    const root = (account: string, name: string) =>
      JSON.stringify({ provider: { aws: { allowed_account_ids: [account] } }, resource: bucket(name) });
    const folders = (dev: string, prod: string) => ({
      'envs/dev/main.tf.json': root(dev, 'acme-dev-data'),
      'envs/prod/main.tf.json': root(prod, 'acme-prod-data'),
    });
    expect(said(folders('444455556666', '111122223333'))).toEqual([]);
    expect(said(folders('111122223333', '111122223333'))).toEqual(['warning "acme-dev-data"']);
  });

  test('alternatives of an expression or a count are no mix', () => {
    const resource = {
      aws_s3_bucket: {
        prod: { count: '${var.env == "prod" ? 1 : 0}', bucket: 'acme-prod-data' },
        dev: { count: '${var.env == "dev" ? 1 : 0}', bucket: 'acme-dev-data' },
        either: { bucket: '${var.env == "prod" ? "acme-prod-x" : "acme-dev-x"}' },
      },
    };
    expect(said({ 'main.tf.json': JSON.stringify({ variable: { env: { default: 'dev' } }, resource }) })).toEqual([]);
  });
});

/** What this rule says: severity and the text under the squiggle. */
function said(documents: Documents): readonly string[] {
  return findings(documents)
    .filter(({ finding }) => finding.rule === 'mixed-environments')
    .map(({ finding, text }) => `${finding.severity} ${text}`);
}
