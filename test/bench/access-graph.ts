/**
 * Who reaches what among 10,000 resources, of which 3,000 are principals: in 100 templates, half of them in accounts that are known, and
 * in 50 that land twice each.
 */
import type { AccessGraph, NodeId } from '../../server/src/engine/analysis/access-graph/access-graph';
import { accessGraphOf } from '../../server/src/engine/analysis/access-graph/graph';
import { reachedFrom, reaching } from '../../server/src/engine/analysis/access-graph/paths/paths';
import { pathsBetween } from '../../server/src/engine/analysis/access-graph/paths/paths-between';
import type { SourceDocument, Uri } from '../../server/src/engine/text/text';
import { createWorkspace, type Snapshot, type Workspace } from '../../server/src/engine/workspace/workspace';
import { cpu, ms, percentile, table, timed } from './measure';

const FILES = 100;
const BLOCKS = 10;
const EDITED = 2;

export function accessGraph(): void {
  const rows = [
    ['100 templates', ...costOf(setOf())],
    ['50, each twice', ...costOf(landingTwice())],
  ];
  const heads = ['statement', 'name', 'path', 'reached', 'perhaps reached', 'reaching'];
  console.log(
    'Who reaches what among 10,000 resources with 3,000 principals: the whole graph, the first time in this process and twice more by the clock; an edit in the same workspace; questions of one role; processor time where nothing else is said\n',
  );
  console.log(
    table(
      ['of', 'whole graph', 'first, by the clock', 'second', 'third', ...heads.flatMap(head => [`${head} p50`, 'p95'])],
      rows,
    ),
    '\n',
  );
}

function costOf(documents: readonly SourceDocument[]): readonly string[] {
  const fresh = [1, 2, 3].map(() => {
    const { index } = checked(createWorkspace(), documents);
    let processor = 0;
    const clock = timed(() => {
      processor = cpu(() => whole(accessGraphOf(index)));
    });
    return { processor, clock };
  });
  const workspace = createWorkspace();
  const graph = whole(accessGraphOf(checked(workspace, documents).index));
  const edits = [
    editsOf(workspace, (text, i) => text.replace('dynamodb:GetItem', i % 2 ? 'dynamodb:Get*' : 'dynamodb:Query')),
    editsOf(workspace, (text, i) => text.replaceAll('B0Orders', `B0Orders${i % 5}`)),
  ];
  const roles = [...graph.nodes.values()].filter(({ kind }) => kind === 'role').filter((_, i) => i % 70 === 0);
  const possible = { possible: true };
  const secrets = [...graph.nodes.values()].filter(({ resource }) => resource?.kind === 'secret');
  const questions = [
    (id: NodeId) => pathsBetween(graph, { from: [graph.nodes.get(id)!], to: secrets.slice(0, 1) }, possible),
    (id: NodeId) => reachedFrom(graph, id),
    (id: NodeId) => reachedFrom(graph, id, possible),
    (id: NodeId) => reaching(graph, id, possible),
  ].map(ask => roles.map(({ id }) => cpu(() => ask(id))));
  const cells = (all: readonly number[]) => [ms(percentile(all, 50)), ms(percentile(all, 95))];
  const wholes = [Math.min(...fresh.map(({ processor }) => processor)), ...fresh.map(({ clock }) => clock)];
  return [...wholes.map(ms), ...[...edits, ...questions].flatMap(cells)];
}

export function setOf(): readonly SourceDocument[] {
  return [settings(), ...Array.from({ length: FILES }, (_, file) => documentOf(file))];
}

/** In development and in production, each in an account of its own. */
function landingTwice(): readonly SourceDocument[] {
  const places = ['{ account: "111122223333", environment: prod', '{ account: "211122223333", environment: dev'];
  const deployments = places.map(place => `  - ${place}, files: ["stacks/**"] }\n`);
  const [written, ...templates] = setOf() as [SourceDocument, ...SourceDocument[]];
  return [{ ...written, text: `version: 1\ndeployments:\n${deployments.join('')}` }, ...templates.slice(0, FILES / 2)];
}

function checked(workspace: Workspace, set: readonly SourceDocument[]): Snapshot {
  const snapshot = workspace.apply({ set });
  for (const uri of snapshot.documents()) snapshot.findings(uri);
  return snapshot;
}

/** All edges are known then, though not each made. */
function whole(graph: AccessGraph): AccessGraph {
  graph.to('anyone' as NodeId);
  return graph;
}

function editsOf(workspace: Workspace, edit: (text: string, i: number) => string): readonly number[] {
  const { uri, text } = documentOf(EDITED);
  const ask = (now: string) => {
    const snapshot = workspace.apply({ set: [{ uri, text: now }] });
    snapshot.findings(uri);
    return cpu(() => whole(accessGraphOf(snapshot.index)));
  };
  for (let i = 0; i < 5; i++) ask(edit(text, i));
  const times = Array.from({ length: 20 }, (_, i) => ask(edit(text, i)));
  ask(text);
  return times;
}

/** Of every second template, the account. */
function settings(): SourceDocument {
  const deployments = [0, 1, 2, 3, 4].map(
    i =>
      `  - { files: ["stacks/team-${i}/**"], account: "${i + 1}11122223333", environment: ${i === 0 ? 'prod' : 'dev'} }\n`,
  );
  const text = `version: 1\ndeployments:\n${deployments.join('')}`;
  return { uri: 'file:///bench/bulkhead.yaml' as Uri, text };
}

function documentOf(file: number): SourceDocument {
  const blocks = Array.from({ length: BLOCKS }, (_, i) => block(`F${file}B${i}`, file * BLOCKS + i));
  return {
    uri: `file:///bench/stacks/team-${file % 10}/service-${file}.yaml` as Uri,
    text: `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n${blocks.join('')}`,
  };
}

/** Ten resources: what a function needs, who deploys it, and who looks after it. */
function block(id: string, i: number): string {
  return `${role(`${id}Task`, 'lambda.amazonaws.com', [
    `{ Effect: Allow, Action: [dynamodb:GetItem, dynamodb:PutItem], Resource: ${i % 4 === 0 ? '"arn:aws:dynamodb:*:*:table/*"' : `!GetAtt ${id}Orders.Arn`} }`,
    `{ Effect: Allow, Action: "s3:GetObject", Resource: ${i % 10 === 0 ? '"*"' : `!Sub "\${${id}Files.Arn}/*"`} }`,
  ])}${role(`${id}Deploy`, 'codebuild.amazonaws.com', [
    `{ Effect: Allow, Action: [lambda:UpdateFunctionCode, lambda:CreateFunction, lambda:InvokeFunction], Resource: !Sub "arn:aws:lambda:*:\${AWS::AccountId}:function:${id}*" }`,
    `{ Effect: Allow, Action: iam:PassRole, Resource: ${i % 20 === 0 ? '"*"' : `!GetAtt ${id}Task.Arn`}, Condition: { StringEquals: { "iam:PassedToService": lambda.amazonaws.com } } }`,
  ])}${role(`${id}Team`, 'ec2.amazonaws.com', [
    `{ Effect: Allow, Action: [sqs:SendMessage, sqs:ReceiveMessage, secretsmanager:GetSecretValue], Resource: "*" }`,
    `{ Effect: Allow, Action: sts:AssumeRole, Resource: "arn:aws:iam::*:role/${id}Task*" }`,
    ...(i % 3 === 0
      ? [
          '{ Effect: Deny, Action: "*", Resource: "*", Condition: { StringNotEquals: { "aws:RequestedRegion": eu-west-1 } } }',
        ]
      : []),
  ])}${fn(`${id}Api`, id)}${fn(`${id}Worker`, id)}  ${id}Orders: { Type: AWS::DynamoDB::Table, Properties: { TableName: ${id}-orders } }
  ${id}Files: { Type: AWS::S3::Bucket, Properties: { BucketName: ${id.toLowerCase()}-files } }
  ${id}Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: ${id}-queue } }
  ${id}Secret: { Type: AWS::SecretsManager::Secret, Properties: { Name: ${id}/db } }
  ${id}Topic: { Type: AWS::SNS::Topic, Properties: { TopicName: ${id}-topic } }
`;
}

function role(id: string, service: string, statements: readonly string[]): string {
  return `  ${id}:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${id}-role
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: ${service} }, Action: sts:AssumeRole }] }
      Policies:
        - PolicyName: own
          PolicyDocument:
            Statement:
${statements.map(statement => `              - ${statement}\n`).join('')}`;
}

function fn(name: string, id: string): string {
  return `  ${name}: { Type: AWS::Lambda::Function, Properties: { FunctionName: ${name}, Role: !GetAtt ${id}Task.Arn } }\n`;
}
