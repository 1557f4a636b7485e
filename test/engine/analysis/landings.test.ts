/** One template deployed several times: what exists in each landing, what it says there, and which environment it is of. */
import { describe, expect, it, test } from 'vitest';
import type { ResourceId } from '../../../server/src/engine/model/ids';
import { show } from '../../../server/src/engine/model/text';
import { type Documents, findings, snapshotOf, uriOf } from '../../support/workspace';

const orders = `Parameters:
  Environment: { Type: String, AllowedValues: [dev, prod] }
  Size: { Type: String, Default: small }
Mappings:
  Names: { dev: { Bucket: orders-dev }, prod: { Bucket: orders-live-prod } }
Conditions:
  IsProd: !Equals [!Ref Environment, prod]
  IsDev: !Not [!Condition IsProd]
  IsBig: !Equals [!Ref Size, big]
  IsFrankfurt: !Equals [!Ref AWS::Region, eu-central-1]
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties: { Tags: [{ Key: Environment, Value: !Ref Environment }] }
  Mapped:
    Type: AWS::S3::Bucket
    Properties: { BucketName: !FindInMap [Names, !Ref Environment, Bucket] }
  Chosen:
    Type: AWS::S3::Bucket
    Properties: { BucketName: !If [IsProd, orders-production, orders-development] }
  Stacked:
    Type: AWS::S3::Bucket
    Properties: { BucketName: !Sub "\${AWS::StackName}-files" }
  Debug: { Type: AWS::S3::Bucket, Condition: IsDev, Properties: { BucketName: debug } }
  Large: { Type: AWS::S3::Bucket, Condition: IsBig, Properties: { BucketName: large } }
  Local: { Type: AWS::S3::Bucket, Condition: IsFrankfurt, Properties: { BucketName: local } }
`;

const samconfig = `version = 0.1
[dev.deploy.parameters]
template_file = "orders.yaml"
stack_name = "orders-a"
region = "eu-west-1"
parameter_overrides = "Environment=dev"
[prod.deploy.parameters]
template_file = "orders.yaml"
stack_name = "orders-b"
region = "eu-central-1"
parameter_overrides = "Environment=prod"
`;

/** `resource: landing environment, …` */
function environments(documents: Documents, path: string, label: string): readonly string[] {
  const { index } = snapshotOf(documents);
  const resource = index.resource(`${uriOf(path)}#${label}` as ResourceId)!;
  return index
    .deploymentsOf(resource)
    .map(landing => `${landing.deployment.name ?? landing.account} ${index.environmentOf(resource, landing)?.name}`);
}

function environment(documents: Documents, path: string, label: string): string | undefined {
  const { index } = snapshotOf(documents);
  return index.environmentOf(index.resource(`${uriOf(path)}#${label}` as ResourceId)!)?.name;
}

const twice = { 'orders.yaml': orders, 'samconfig.toml': samconfig };

describe('in each landing of a template', () => {
  it.each([
    ['Table', ['orders-a development', 'orders-b production']],
    ['Mapped', ['orders-a development', 'orders-b production']],
    ['Chosen', ['orders-a development', 'orders-b production']],
  ])('%s is of the environment that its parameters say', (label, expected) => {
    expect(environments(twice, 'orders.yaml', label)).toEqual(expected);
  });

  it.each([
    ['Debug', ['orders-a']],
    ['Local', ['orders-b']],
    ['Large', []],
    ['Table', ['orders-a', 'orders-b']],
  ])('%s exists as its condition says', (label, expected) => {
    const seen = environments(twice, 'orders.yaml', label).map(one => one.split(' ')[0]);
    expect(seen).toEqual(expected);
  });

  it('a default counts where other parameters are given, and nowhere else', () => {
    const given = samconfig.replaceAll('Environment=dev', 'Environment=dev Size=big');
    expect(environments({ ...twice, 'samconfig.toml': given }, 'orders.yaml', 'Large')).toEqual([
      'orders-a development',
    ]);
    const nothing = samconfig.replaceAll(/parameter_overrides.*\n/g, '');
    expect(environments({ ...twice, 'samconfig.toml': nothing }, 'orders.yaml', 'Large')).toHaveLength(2);
  });

  it('the name of the stack is in the names that are made of it', () => {
    const named = samconfig.replace('orders-a', 'orders-dev').replace('orders-b', 'orders-prod');
    expect(environments({ ...twice, 'samconfig.toml': named }, 'orders.yaml', 'Stacked')).toEqual([
      'orders-dev development',
      'orders-prod production',
    ]);
  });
});

test('of all landings together nothing is said where they differ', () => {
  expect(environment(twice, 'orders.yaml', 'Table')).toBeUndefined();
  const prod = samconfig.slice(0, samconfig.indexOf('[dev')) + samconfig.slice(samconfig.indexOf('[prod'));
  expect(environment({ ...twice, 'samconfig.toml': prod }, 'orders.yaml', 'Table')).toBe('production');
});

describe('stacks in stacks', () => {
  const parent = `Parameters:
  Stage: { Type: String }
Conditions: { IsProd: !Equals [!Ref Stage, prod] }
Resources:
  Orders: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./orders.yaml, Parameters: { Environment: !Ref Stage } } }
  Extra:
    Type: AWS::CloudFormation::Stack
    Condition: IsProd
    Properties: { TemplateURL: ./extra.yaml, Parameters: { Environment: !Ref Stage } }
`;
  const documents = {
    'orders.yaml': orders,
    'extra.yaml': orders,
    'parent.yaml': parent,
    'samconfig.toml': samconfig.replaceAll('orders.yaml', 'parent.yaml').replaceAll('Environment=', 'Stage='),
  };

  it('are given what their parent is given in that landing', () => {
    const { index } = snapshotOf(documents);
    const table = index.resource(`${uriOf('orders.yaml')}#Table` as ResourceId)!;
    const seen = index
      .deploymentsOf(table)
      .map(landing => [show(landing.deployment.parameters.Environment!), index.environmentOf(table, landing)?.name]);
    expect(seen).toEqual([
      ['dev', 'development'],
      ['prod', 'production'],
    ]);
  });

  it('exist where their condition holds', () => {
    const { index } = snapshotOf(documents);
    expect(index.landingsOf(uriOf('extra.yaml')).map(one => show(one.deployment.parameters.Environment!))).toEqual([
      'prod',
    ]);
  });
});

describe('bulkhead.yaml', () => {
  const accounts = 'version: 1\naccounts: [{ id: "111122223333", name: shared, environment: development }]\n';

  it('sends each stated landing to the account that it declares', () => {
    const declared = `${accounts}deployments: [{ files: "*.yaml", account: shared }]\n`;
    const { index } = snapshotOf({ ...twice, 'bulkhead.yaml': declared });
    const landings = index.landingsOf(uriOf('orders.yaml'));
    expect(landings.map(one => `${one.deployment.name} ${one.account}`)).toEqual([
      'orders-a 111122223333',
      'orders-b 111122223333',
    ]);
  });

  it('chooses the landing with its parameters', () => {
    const declared = `${accounts}deployments: [{ files: "*.yaml", account: shared, parameters: { Environment: prod } }]\n`;
    const { index } = snapshotOf({ ...twice, 'bulkhead.yaml': declared });
    expect(index.landingsOf(uriOf('orders.yaml')).map(one => one.deployment.name)).toEqual(['orders-b']);
  });

  it('may name an account that it does not list', () => {
    const declared = 'version: 1\ndeployments: [{ files: "*.yaml", account: "444455556666" }]\n';
    const { index } = snapshotOf({ 'orders.yaml': orders, 'bulkhead.yaml': declared });
    expect(index.landingsOf(uriOf('orders.yaml')).map(one => one.account)).toEqual(['444455556666']);
  });
});

describe('what a principal may do', () => {
  const template = (condition: string, statement: string) => `Parameters: { Environment: { Type: String } }
Conditions: { IsDev: !Equals [!Ref Environment, dev] }
Resources:
  Deployer:
    Type: AWS::IAM::Role
    ${condition}
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: codebuild.amazonaws.com }, Action: sts:AssumeRole }] }
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement: [${statement}]
`;
  const passes = '{ Effect: Allow, Action: iam:PassRole, Resource: "*" }';
  const only = (stage: string) =>
    samconfig.slice(0, samconfig.indexOf('[dev')) +
    samconfig.slice(samconfig.indexOf('[prod')).replace('=prod', `=${stage}`);
  const rules = (text: string, stage: string) =>
    findings({ 'orders.yaml': text, 'samconfig.toml': only(stage) }).map(({ finding }) => finding.rule);

  it('is what exists where it lands', () => {
    const chosen = template('', `!If [IsDev, ${passes}, !Ref AWS::NoValue]`);
    expect(rules(chosen, 'dev')).toContain('broad-pass-role');
    expect(rules(chosen, 'prod')).toEqual([]);
  });

  it('is not taken away by a Deny of another landing', () => {
    const denied = template(
      '',
      `${passes}, !If [IsDev, { Effect: Deny, Action: iam:PassRole, Resource: "*" }, !Ref AWS::NoValue]`,
    );
    expect(rules(denied, 'prod')).toContain('broad-pass-role');
    expect(rules(denied, 'dev')).not.toContain('broad-pass-role');
  });
});

describe('evidence that contradicts itself', () => {
  const bucket = (name: string, environment: string) =>
    `Resources:\n  B: { Type: AWS::S3::Bucket, Properties: { BucketName: ${name}, Tags: [{ Key: Environment, Value: ${environment} }] } }\n`;
  const sent =
    'version: 1\naccounts: [{ id: "111122223333" }]\ndeployments: [{ files: "*.yaml", account: "111122223333" }]\n';

  it('is related where a mix rests on its stronger side', () => {
    const documents = { 'a.yaml': bucket('orders-dev', 'prod'), 'b.yaml': bucket('x', 'dev'), 'bulkhead.yaml': sent };
    const [mix, ...others] = findings(documents).filter(({ finding }) => finding.rule === 'mixed-environments');
    expect(others).toEqual([]);
    expect(mix!.finding.related.map(({ message }) => message)).toContain(
      'but `B` may be development: `BucketName` is `orders-dev`',
    );
  });

  it('of one strength is no environment, and no mix', () => {
    const tied = bucket('x', 'prod }, { Key: Stage, Value: dev');
    const documents = { 'a.yaml': tied, 'b.yaml': bucket('x', 'dev'), 'bulkhead.yaml': sent };
    expect(environment(documents, 'a.yaml', 'B')).toBeUndefined();
    expect(findings(documents).filter(({ finding }) => finding.rule === 'mixed-environments')).toEqual([]);
  });
});

test('landings of one template in one account are a mix', () => {
  const declared = (account: string) =>
    `version: 1\naccounts: [{ id: "111122223333" }]\ndeployments: [{ files: "*.yaml", account: "${account}" }]\n`;
  const found = findings({ ...twice, 'bulkhead.yaml': declared('111122223333') });
  const [mix, ...others] = found.filter(({ finding }) => finding.rule === 'mixed-environments');
  expect(others).toEqual([]);
  expect(mix!.finding.message).toContain('is development');
  expect(mix!.finding.message).toContain('in account `111122223333`');
});

describe('a stack set', () => {
  const set = `Resources:
  Set:
    Type: AWS::CloudFormation::StackSet
    Properties:
      StackSetName: orders
      PermissionModel: SELF_MANAGED
      TemplateURL: ./orders.yaml
      Parameters: [{ ParameterKey: Environment, ParameterValue: dev }]
      StackInstancesGroup:
        - { DeploymentTargets: { Accounts: ["111122223333"] }, Regions: [eu-west-1] }
        - DeploymentTargets: { Accounts: ["444455556666"] }
          Regions: [eu-central-1]
          ParameterOverrides: [{ ParameterKey: Environment, ParameterValue: ENV }]
`;
  const inAccounts = (environment: string, prod = '444455556666') => ({
    'orders.yaml': orders,
    'set.yaml': set.replace('ENV', environment).replace('444455556666', prod),
  });

  it('lands its template in each account that it names, with what is given there', () => {
    expect(environments(inAccounts('prod'), 'orders.yaml', 'Table')).toEqual([
      '111122223333 development',
      '444455556666 production',
    ]);
    expect(environments(inAccounts('prod'), 'orders.yaml', 'Debug')).toEqual(['111122223333 development']);
    expect(environments(inAccounts('prod'), 'orders.yaml', 'Local')).toEqual(['444455556666 production']);
  });

  it('that puts two environments into one account is a mix', () => {
    const mixes = (documents: Documents) =>
      findings(documents).filter(({ finding }) => finding.rule === 'mixed-environments');
    expect(mixes(inAccounts('prod', '111122223333'))).toHaveLength(1);
    expect(mixes(inAccounts('prod'))).toEqual([]);
    expect(mixes(inAccounts('dev', '111122223333'))).toEqual([]);
  });
});
