/** Of a template that is deployed several times the graph has a node for each account and environment: none reaches what another one does. */
import { describe, expect, it } from 'vitest';
import type { AccessGraph, AccessNode } from '../../../server/src/engine/analysis/access-graph/access-graph';
import { accessGraphOf } from '../../../server/src/engine/analysis/access-graph/graph';
import { createWorkspace } from '../../../server/src/engine/workspace/workspace';
import { graphOf } from '../../support/access-graph';
import { type Documents, findingsOf, snapshotOf, uriOf } from '../../support/workspace';

const [dev, prod, tools] = ['111111111111', '222222222222', '333333333333'];

const settings = `version: 1
accounts:
  - { id: "${dev}", environment: development, profiles: [app-dev] }
  - { id: "${prod}", environment: production, profiles: [app-prod] }
  - { id: "${tools}", profiles: [tools] }
`;

const section = (name: string, profile: string, overrides = '') => `[${name}.deploy.parameters]
stack_name = "app"
profile = "${profile}"
${overrides === '' ? '' : `parameter_overrides = "${overrides}"\n`}`;

/** An application that lands in development and production. */
function twice(template: string, others: Documents = {}, given?: (stage: string) => string): AccessGraph {
  return graphOf({ ...landingTwice(template, given), ...others });
}

function landingTwice(template: string, given = (stage: string) => `Stage=${stage}`): Documents {
  return {
    'bulkhead.yaml': settings,
    'app/samconfig.toml': `version = 0.1\n${section('dev', 'app-dev', given('dev'))}${section('prod', 'app-prod', given('prod'))}`,
    'app/template.yaml': `AWSTemplateFormatVersion: "2010-09-09"
Parameters: { Stage: { Type: String }, Partner: { Type: String, Default: none } }
Conditions: { IsProd: !Equals [!Ref Stage, prod] }
Resources:
${template}`,
  };
}

const called = ({ label, resource, account }: AccessNode) =>
  [resource?.label ?? label, account].filter(word => word !== undefined).join('@');

/** `Worker@1111… reads Orders@1111…`, with all accounts by what they are called. */
function ways(graph: AccessGraph, from: string): readonly string[] {
  const words = [...graph.nodes.values()]
    .filter(node => called(node).startsWith(from) && node.kind !== 'administrator')
    .flatMap(node =>
      graph.from(node.id).map(edge => {
        const to = graph.nodes.get(edge.to)!;
        return `${edge.certain ? '' : 'possibly '}${called(node)} ${edge.how} ${called(to)}`;
      }),
    );
  const short = (text: string) => text.replaceAll(dev, 'dev').replaceAll(prod, 'prod').replaceAll(tools, 'tools');
  return [...new Set(words.map(short))].sort();
}

const role = (name: string, trust: string, ...statements: readonly string[]) => `  ${name}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: ${trust}, Action: sts:AssumeRole }] }
      Policies: [{ PolicyName: own, PolicyDocument: { Statement: [${statements.join(', ')}] } }]
`;
const table = '  Orders: { Type: AWS::DynamoDB::Table, Properties: { TableName: !Sub "orders-${Stage}" } }\n';
const service = '{ Service: lambda.amazonaws.com }';

describe('one template in two accounts', () => {
  it('has its nodes in both, each with its account and environment', () => {
    const graph = twice(table);
    const nodes = [...graph.nodes.values()].filter(({ kind }) => kind === 'data');
    expect(nodes.map(({ label, account, environment }) => [label, account, environment?.name])).toEqual([
      ['orders-dev', dev, 'development'],
      ['orders-prod', prod, 'production'],
    ]);
  });

  it('reads by reference what is made with it alone', () => {
    const worker = role('Worker', service, '{ Effect: Allow, Action: dynamodb:GetItem, Resource: !GetAtt Orders.Arn }');
    expect(ways(twice(table + worker), 'Worker')).toEqual([
      'Worker@dev reads Orders@dev',
      'Worker@prod reads Orders@prod',
    ]);
  });

  it('reads by a pattern what is in its account alone', () => {
    const worker = role('Worker', service, '{ Effect: Allow, Action: dynamodb:GetItem, Resource: "*" }');
    expect(ways(twice(table + worker), 'Worker')).toEqual([
      'Worker@dev reads Orders@dev',
      'Worker@prod reads Orders@prod',
    ]);
  });

  it('has what a condition makes where it makes it', () => {
    const admin = role('Audit', service, '{ Effect: Allow, Action: dynamodb:Scan, Resource: !GetAtt Orders.Arn }');
    const graph = twice(table + admin.replace('    Type:', '    Condition: IsProd\n    Type:'));
    expect(ways(graph, 'Audit')).toEqual(['Audit@prod reads Orders@prod']);
  });

  it('lets in whom the account is trusted for there', () => {
    const deployer = role(
      'Deployer',
      `{ AWS: "arn:aws:iam::${tools}:role/ci" }`,
      '{ Effect: Allow, Action: "dynamodb:*", Resource: !GetAtt Orders.Arn }',
    );
    const ci = {
      'tools/samconfig.toml': `version = 0.1\n${section('default', 'tools')}`,
      'tools/template.yaml': `Resources:
  Ci:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ci
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { AWS: !Ref AWS::AccountId }, Action: sts:AssumeRole }] }
      Policies: [{ PolicyName: own, PolicyDocument: { Statement: [{ Effect: Allow, Action: sts:AssumeRole, Resource: "arn:aws:iam::${dev}:role/*" }] } }]
`,
    };
    expect(ways(twice(table + deployer, ci), 'Ci')).toEqual(['Ci@tools assumes Deployer@dev']);
    const everywhere = { ...ci, 'tools/template.yaml': ci['tools/template.yaml'].replace(`::${dev}:role`, '::*:role') };
    expect(ways(twice(table + deployer, everywhere), 'Ci')).toEqual([
      'Ci@tools assumes Deployer@dev',
      'Ci@tools assumes Deployer@prod',
    ]);
  });

  it('goes into another account where it is given that account', () => {
    const reader = role(
      'Reader',
      service,
      '{ Effect: Allow, Action: sts:AssumeRole, Resource: !Sub "arn:aws:iam::${Partner}:role/shared" }',
    );
    const shared = {
      'shared/samconfig.toml': `version = 0.1\n${section('default', 'app-prod')}`,
      'shared/template.yaml': `Resources:
  Shared:
    Type: AWS::IAM::Role
    Properties:
      RoleName: shared
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { AWS: "arn:aws:iam::${dev}:root" }, Action: sts:AssumeRole }] }
`,
    };
    const given = (stage: string) => `Stage=${stage} Partner=${stage === 'dev' ? prod : 'none'}`;
    expect(ways(twice(table + reader, shared, given), 'Reader')).toEqual(['Reader@dev assumes Shared@prod']);
  });

  it('runs as the role that is made with it', () => {
    const worker = role('Worker', service, '{ Effect: Allow, Action: dynamodb:GetItem, Resource: !GetAtt Orders.Arn }');
    const code = '  Fn: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Worker.Arn } }\n';
    expect(ways(twice(table + worker + code, {}), 'Fn')).toEqual([
      'Fn@dev runs-as Worker@dev',
      'Fn@prod runs-as Worker@prod',
    ]);
  });

  it('lets in who pushes, by the provider that is made with it', () => {
    const github = `  GitHub:
    Type: AWS::IAM::OIDCProvider
    Properties: { Url: "https://token.actions.githubusercontent.com" }
`;
    const ci = role(
      'Ci',
      '{ Federated: !Ref GitHub }',
      '{ Effect: Allow, Action: "dynamodb:*", Resource: "*" }',
    ).replace(
      'sts:AssumeRole }',
      `sts:AssumeRoleWithWebIdentity, Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/app:*" } } }`,
    );
    expect(ways(twice(github + ci), 'anyone')).toEqual([
      'anyone with push access to acme/app assumes Ci@dev',
      'anyone with push access to acme/app assumes Ci@prod',
    ]);
  });

  it('says whom it means where it is written', () => {
    const graph = twice(table);
    const [first] = graph.nodes.values();
    expect(graph.nodesOf(first!.resource!.id).map(called)).toEqual([`Orders@${dev}`, `Orders@${prod}`]);
    expect(first!.at?.uri).toMatch(/app\/template\.yaml$/);
  });
});

const ci = role(
  'Ci',
  '{ Federated: !Sub "arn:aws:iam::${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com" }',
  '{ Effect: Allow, Action: "dynamodb:*", Resource: !GetAtt Orders.Arn }',
).replace(
  'sts:AssumeRole }',
  'sts:AssumeRoleWithWebIdentity, Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/app:*" } } }',
);

describe('a pipeline whose role is made with what it deploys', () => {
  it('is told to reach production, where it is production', () => {
    const found = findingsOf(snapshotOf(landingTwice(table + ci))).map(({ finding }) => finding);
    const [told, ...others] = found.filter(({ rule }) => rule === 'reaches-production');
    expect(others).toEqual([]);
    expect(told?.message).toBe(
      'anyone with push access to acme/app reaches `orders-prod` by `Ci`, which is production: what is pushed there, reviewed or not, can reach production',
    );
    expect(told?.related.map(({ message }) => message)).toContain('`Ci` is production: declared `production`');
  });
});

describe('an edit', () => {
  const worker = role('Worker', service, '{ Effect: Allow, Action: dynamodb:GetItem, Resource: !GetAtt Orders.Arn }');
  const before = landingTwice(table + worker);
  const at = (path: string) => before[path]!;

  it.each<[string, Documents, readonly string[]]>([
    [
      'of what is allowed',
      { 'app/template.yaml': at('app/template.yaml').replace('dynamodb:GetItem', 'dynamodb:PutItem') },
      ['Worker@dev writes Orders@dev', 'Worker@prod writes Orders@prod'],
    ],
    [
      'of where it lands',
      { 'app/samconfig.toml': at('app/samconfig.toml').replace('profile = "app-prod"', 'profile = "tools"') },
      ['Worker@dev reads Orders@dev', 'Worker@tools reads Orders@tools'],
    ],
    [
      'of an account',
      { 'bulkhead.yaml': settings.replace('profiles: [app-dev]', 'profiles: []') },
      ['Worker reads Orders', 'Worker@prod reads Orders@prod'],
    ],
    [
      'that leaves one landing',
      { 'app/samconfig.toml': at('app/samconfig.toml').replace(/\[prod[\s\S]*$/, '') },
      ['Worker@dev reads Orders@dev'],
    ],
    [
      'of another template',
      { 'other.yaml': `Resources:\n${table}` },
      ['Worker@dev reads Orders@dev', 'Worker@prod reads Orders@prod'],
    ],
  ])('%s', (_, edit, expected) => {
    const workspace = createWorkspace();
    const apply = (documents: Documents) => {
      const set = Object.entries(documents).map(([path, text]) => ({ uri: uriOf(path), text }));
      return ways(accessGraphOf(workspace.apply({ set }).index), 'Worker');
    };
    const untouched = ['Worker@dev reads Orders@dev', 'Worker@prod reads Orders@prod'];
    expect(apply(before)).toEqual(untouched);
    expect(apply(edit)).toEqual(expected);
    expect(apply(before)).toEqual(untouched);
  });
});
