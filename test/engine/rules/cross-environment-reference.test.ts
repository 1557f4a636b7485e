import { describe, expect, it } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

/** What this rule says: severity, path and the text under the squiggle. */
function said(documents: Documents): readonly string[] {
  return findings(documents)
    .filter(({ finding }) => finding.rule === 'cross-environment-reference')
    .map(({ finding, path, text }) => `${finding.severity} ${path} ${text}`);
}

const template = (resources: Readonly<Record<string, object>>) => JSON.stringify({ Resources: resources });
const prod = '111122223333';
const dev = '444455556666';

/** A CDK app of one stack of development. */
function app(resources: Readonly<Record<string, object>>): Documents {
  const stack = {
    type: 'aws:cloudformation:stack',
    environment: `aws://${dev}/eu-west-1`,
    properties: { templateFile: 'S.template.json', tags: { Environment: 'dev' } },
    displayName: 'S',
  };
  return {
    'cdk.out/manifest.json': JSON.stringify({ version: '55.0.0', artifacts: { S: stack } }),
    'cdk.out/S.template.json': template(resources),
  };
}

describe('a name of production in development', () => {
  const worker = (name: string, mention: unknown) => ({
    Type: 'AWS::Lambda::Function',
    Properties: { FunctionName: name, Environment: { Variables: { TABLE: mention } } },
  });
  const arn = (account: string) => `arn:aws:dynamodb:eu-west-1:${account}:table/prod-orders`;
  const mentioning = (name: string, mention: unknown) => said({ 'a.json': template({ A: worker(name, mention) }) });

  it('is a warning when the account is the own one or not said', () => {
    expect(mentioning('orders-dev', arn(prod))).toEqual([`warning a.json "${arn(prod)}"`]);
    expect(mentioning('orders-dev', { 'Fn::Sub': arn(`\${AWS::AccountId}`) })).toHaveLength(1);
    expect(mentioning('orders-dev', 'arn:aws:s3:::orders-prod')).toHaveLength(1);
  });

  it('is an error when that account is declared to be production', () => {
    const settings = `version: 1\naccounts: [{ id: "${prod}", environment: production }]\n`;
    const documents = { 'a.json': template({ A: worker('orders-dev', arn(prod)) }), 'bulkhead.yaml': settings };
    expect(said(documents)).toEqual([`error a.json "${arn(prod)}"`]);
  });

  it('is none across accounts, and an information the other way round', () => {
    expect(said(app({ A: worker('orders', arn(prod)) }))).toEqual([]);
    expect(mentioning('orders-prod', 'arn:aws:s3:::orders-dev')).toEqual([
      'information a.json "arn:aws:s3:::orders-dev"',
    ]);
  });

  it.each([
    'prod-orders',
    '/prod/orders',
    'orders.prod.example.com',
    'https://orders.prod.example.com/x',
    's3://orders-prod/x',
    'https://orders-prod.s3.amazonaws.com/x',
    'arn:aws:ssm:eu-west-1:111122223333:parameter/prod/x',
  ])('may be %s', word => {
    expect(mentioning('orders-dev', word)).toHaveLength(1);
  });

  it.each([
    'production',
    'prod',
    'https://x.execute-api.eu-west-1.amazonaws.com/Prod/orders',
    'https://example.com/prod/orders',
    'https://prod-00.westeurope.logic.azure.com/workflows/x',
    '/opt/prod/app.jar',
    '/etc/production/config',
    '/aws/service/ami/production',
    'arn:aws:ssm:eu-west-1::parameter/aws/service/production/x',
    'arn:aws:execute-api:eu-west-1:111122223333:abc/Prod/GET/orders',
    'arn:aws:iam::111122223333:role/orders-prod',
  ])('is not %s', word => {
    expect(mentioning('orders-dev', word)).toEqual([]);
  });

  const named = 'arn:aws:s3:::orders-prod/*';
  const roleOf = (Principal: object, statement: object) => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'orders-dev',
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] },
      Policies: [
        { PolicyName: 'a', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:*', ...statement }] } },
      ],
    },
  });

  it('counts for a role that is called after development when a service works with it, not when people do', () => {
    const trusting = (principal: object) => template({ A: roleOf(principal, { Resource: named }) });
    expect(said({ 'a.json': trusting({ Service: 'lambda.amazonaws.com' }) })).toEqual([`warning a.json "${named}"`]);
    expect(said({ 'a.json': trusting({ AWS: 'arn:aws:iam::111122223333:root' }) })).toEqual([]);
  });

  it('is not what a Deny names, or what is left out', () => {
    const role = (statement: object) => roleOf({ Service: 'lambda.amazonaws.com' }, statement);
    expect(said({ 'a.json': template({ A: role({ Resource: named }) }) })).toEqual([`warning a.json "${named}"`]);
    expect(said({ 'a.json': template({ A: role({ Effect: 'Deny', Resource: named }) }) })).toEqual([]);
    expect(said({ 'a.json': template({ A: role({ NotResource: named }) }) })).toEqual([]);
  });
});

describe('an account that is declared', () => {
  const settings = `version: 1
accounts:
  - { id: "${prod}", environment: production }
  - { id: "${dev}", environment: development }
deployments: [{ files: a.json, account: "${dev}" }]
`;
  const role = (Resource: string) => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Statement: [] },
      Policies: [
        { PolicyName: 'a', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource }] } },
      ],
    },
  });

  it('says what a role is of, whatever it is called', () => {
    const deployer = `arn:aws:iam::${prod}:role/deployer`;
    const documents = { 'a.json': template({ A: role(deployer) }), 'bulkhead.yaml': settings };
    expect(said(documents)).toEqual([`error a.json "${deployer}"`]);
  });

  it('is told once of many places, with the others beside it', () => {
    const resources = Object.fromEntries(
      ['A', 'B', 'C'].map(name => [name, role(`arn:aws:iam::${prod}:role/${name}`)]),
    );
    const documents = { 'a.json': template(resources), 'bulkhead.yaml': settings };
    const found = findings(documents).filter(({ finding }) => finding.rule === 'cross-environment-reference');
    expect(found.map(({ finding }) => finding.related.map(({ message }) => message))).toEqual([
      [
        `\`arn:aws:iam::${prod}:role/A\` is production: declared \`production\``,
        '`A` is development: declared `development`',
        `\`B\` names \`arn:aws:iam::${prod}:role/B\``,
        `\`C\` names \`arn:aws:iam::${prod}:role/C\``,
      ],
    ]);
  });

  it('is no reference where it is the own one', () => {
    const documents = {
      'a.json': template({ A: role(`arn:aws:iam::${dev}:role/deployer`) }),
      'bulkhead.yaml': settings,
    };
    expect(said(documents)).toEqual([]);
  });
});

it('is not told of environments that are mixed in one account, for that is told', () => {
  const tagged = (value: string, rest = {}) => ({
    Type: 'AWS::Lambda::Function',
    Properties: { Tags: [{ Key: 'Environment', Value: value }], ...rest },
  });
  const environment = { Environment: { Variables: { TABLE: 'arn:aws:s3:::orders-prod' } } };
  expect(said({ 'a.json': template({ A: tagged('prod'), B: tagged('dev', environment) }) })).toEqual([]);
});
