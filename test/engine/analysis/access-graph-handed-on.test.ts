/** Who reaches what another stack hands on: by exports, and by outputs of nested stacks. */
import { describe, expect, it } from 'vitest';
import { edgesFrom, graphOf } from '../../support/access-graph';
import type { Documents } from '../../support/workspace';

const head = 'AWSTemplateFormatVersion: "2010-09-09"\n';
const developer = (resource: string) => `  Dev:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { AWS: !Ref AWS::AccountId }, Action: sts:AssumeRole }] }
      Policies: [{ PolicyName: own, PolicyDocument: { Statement: [{ Effect: Allow, Action: dynamodb:GetItem, Resource: ${resource} }] } }]
`;
const exporting = (name: string, value = '!GetAtt Orders.Arn') => `${head}Resources:
  Orders: { Type: AWS::DynamoDB::Table }
Outputs: { Table: { Value: ${value}, Export: { Name: ${name} } } }
`;
const reading = (resource: string): Documents => ({ 'dev.yaml': `${head}Resources:\n${developer(resource)}` });
const [dev, prod] = ['111111111111', '222222222222'] as const;
const landing = (files: string, account: string) => `  - { files: "${files}", account: "${account}" }\n`;

describe('an export', () => {
  it.each([
    ['by its ARN', '!ImportValue orders', '!GetAtt Orders.Arn'],
    ['by its name, in an ARN', '!Sub ["arn:aws:dynamodb:*:*:table/${T}", { T: !ImportValue orders }]', '!Ref Orders'],
    ['in a list', '["arn:aws:dynamodb:*:*:table/other", !ImportValue orders]', '!GetAtt Orders.Arn'],
  ])('%s', (_, resource, value) => {
    expect(edgesFrom(graphOf({ ...reading(resource), 'orders.yaml': exporting('orders', value) }))).toEqual([
      'Dev reads Orders',
    ]);
  });

  it('is nothing where nobody exports it', () => {
    expect(edgesFrom(graphOf({ ...reading('!ImportValue others'), 'orders.yaml': exporting('orders') }))).toEqual([]);
  });

  it('is the one of the own account', () => {
    const deployments = landing('dev.yaml', dev) + landing('a.yaml', dev) + landing('b.yaml', prod);
    const graph = graphOf({
      'bulkhead.yaml': `version: 1\ndeployments:\n${deployments}`,
      ...reading('!ImportValue orders'),
      'a.yaml': exporting('orders'),
      'b.yaml': exporting('orders'),
    });
    const developers = [...graph.nodes.values()].filter(({ kind }) => kind === 'role');
    const accounts = developers.flatMap(({ id }) =>
      graph.from(id).map(({ to, certain }) => [graph.nodes.get(to)?.account, certain]),
    );
    expect(accounts).toEqual([[dev, true]]);
  });

  it.each<[string, string, readonly string[]]>([
    ['another account', landing('dev.yaml', dev) + landing('orders.yaml', prod), []],
    ['the same', landing('dev.yaml', dev) + landing('orders.yaml', dev), ['Dev reads Orders']],
    ['one that nobody knows', landing('dev.yaml', dev), ['possibly Dev reads Orders']],
  ])('of %s', (_, deployments, edges) => {
    const orders = { 'orders.yaml': exporting('orders') };
    const settings = `version: 1\ndeployments:\n${deployments}`;
    const graph = graphOf({ 'bulkhead.yaml': settings, ...reading('!ImportValue orders'), ...orders });
    expect(edgesFrom(graph)).toEqual(edges);
  });

  it('of another account is no role that may be assumed, though it trusts everybody here', () => {
    const graph = graphOf({
      'bulkhead.yaml': `version: 1\ndeployments:\n${landing('dev.yaml', dev)}${landing('role.yaml', prod)}`,
      'dev.yaml': `${head}Resources:\n${developer('!ImportValue role')}`.replace('dynamodb:GetItem', 'sts:AssumeRole'),
      'role.yaml': `${head}Resources:
  Admin:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { AWS: "${dev}" }, Action: sts:AssumeRole }] }
Outputs: { Role: { Value: !GetAtt Admin.Arn, Export: { Name: role } } }
`,
    });
    expect(edgesFrom(graph, 'Dev')).toEqual([]);
  });

  it('is none where its own landing has none, whatever another one has', () => {
    const deployments = landing('dev.yaml', dev) + landing('dev.yaml', prod) + landing('orders.yaml', prod);
    const orders = { 'orders.yaml': exporting('orders') };
    const settings = `version: 1\ndeployments:\n${deployments}`;
    const graph = graphOf({ 'bulkhead.yaml': settings, ...reading('!ImportValue orders'), ...orders });
    const developers = [...graph.nodes.values()].filter(({ kind }) => kind === 'role');
    expect(developers.map(({ id, account }) => [account, graph.from(id).length])).toEqual([
      [dev, 0],
      [prod, 1],
    ]);
  });
});

describe('an output of a nested stack', () => {
  const parent = (resource: string) =>
    `${head}Resources:\n  Child: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: child.yaml } }\n${developer(resource)}`;

  it('stands for what is made there', () => {
    const documents = { 'parent.yaml': parent('!GetAtt Child.Outputs.Table'), 'child.yaml': exporting('orders') };
    expect(edgesFrom(graphOf(documents))).toEqual(['Dev reads Orders']);
  });

  it('is nothing where the child has no such output', () => {
    const documents = { 'parent.yaml': parent('!GetAtt Child.Outputs.Other'), 'child.yaml': exporting('orders') };
    expect(edgesFrom(graphOf(documents))).toEqual([]);
  });
});
