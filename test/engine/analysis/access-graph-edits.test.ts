/** What an edit of one document changes of what others say together. */
import { expect, test } from 'vitest';
import { accessGraphOf } from '../../../server/src/engine/analysis/access-graph/graph';
import { createWorkspace } from '../../../server/src/engine/workspace/workspace';
import { edgesFrom } from '../../support/access-graph';
import { uriOf } from '../../support/workspace';

const head = 'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n';
const role = `${head}  Dev:
    Type: AWS::IAM::Role
    Properties:
      RoleName: dev-ci
      Tags: [{ Key: Environment, Value: development }]
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: sts:AssumeRole }] }
`;
const queue = (name: string) => `${head}  Jobs:
    Type: AWS::SQS::Queue
    Properties: { QueueName: ${name}, Tags: [{ Key: Environment, Value: production }] }
`;
const policy = (on: string) => `${head}  Policy:
    Type: AWS::IAM::Policy
    Properties: { PolicyName: p, Roles: [dev-ci], PolicyDocument: { Statement: [{ Effect: Allow, Action: "sqs:ReceiveMessage", Resource: "arn:aws:sqs:*:*:${on}" }] } }
`;
const denying = (name: string) => `${head}  Denying:
    Type: AWS::SQS::QueuePolicy
    Properties: { Queues: [${name}], PolicyDocument: { Statement: [{ Effect: Deny, Principal: "*", Action: "sqs:*", Resource: "*" }] } }
`;
const settings = 'version: 1\ndeployments:\n  - { files: ["**"], account: "111122223333" }\n';

function edited() {
  const workspace = createWorkspace();
  return (documents: Readonly<Record<string, string>>) => {
    const set = Object.entries(documents).map(([path, text]) => ({ uri: uriOf(path), text }));
    const snapshot = workspace.apply({ set });
    const told = [...snapshot.documents()].flatMap(uri => snapshot.findings(uri)).map(({ rule }) => rule);
    return { edges: edgesFrom(accessGraphOf(snapshot.index), 'Dev'), told };
  };
}

test('four documents make an edge, and each can take it away', () => {
  const now = edited();
  const all = {
    'bulkhead.yaml': settings,
    'role.yaml': role,
    'queue.yaml': queue('jobs'),
    'policy.yaml': policy('jobs'),
  };
  const reads = ['Dev reads Jobs'];
  expect(now({ ...all, 'denying.yaml': head }).edges).toEqual(reads);
  expect(now({ 'policy.yaml': policy('others') }).edges).toEqual([]);
  expect(now({ 'queue.yaml': queue('others') }).edges).toEqual(reads);
  expect(now({ 'denying.yaml': denying('others') }).edges).toEqual([]);
  expect(now({ 'denying.yaml': denying('another') }).edges).toEqual(reads);
  expect(now({ 'role.yaml': head }).edges).toEqual([]);
  expect(now({ 'role.yaml': role }).edges).toEqual(reads);
});

test('a rule that asks the graph tells of it as soon as any document changes', () => {
  const now = edited();
  const all = { 'bulkhead.yaml': settings, 'role.yaml': role, 'queue.yaml': queue('jobs'), 'policy.yaml': head };
  expect(now(all).told).not.toContain('reaches-production');
  expect(now({ 'policy.yaml': policy('jobs') }).told).toContain('reaches-production');
  expect(now({ 'queue.yaml': head }).told).not.toContain('reaches-production');
});

test('a policy of the organization takes it away too', () => {
  const now = edited();
  const control = (action: string) => `${head}  Rcp:
    Type: AWS::Organizations::Policy
    Properties:
      Name: rcp
      Type: RESOURCE_CONTROL_POLICY
      TargetIds: ["111122223333"]
      Content: { Statement: [{ Effect: Deny, Principal: "*", Action: "${action}", Resource: "*" }] }
`;
  const own = settings.replace('"**"', '"own/**"');
  const all = { 'own/role.yaml': role, 'own/queue.yaml': queue('jobs'), 'own/policy.yaml': policy('jobs') };
  const reads = ['Dev reads Jobs'];
  expect(now({ ...all, 'bulkhead.yaml': own, 'rcp.yaml': head }).edges).toEqual(reads);
  expect(now({ 'rcp.yaml': control('sqs:*') }).edges).toEqual([]);
  expect(now({ 'rcp.yaml': control('s3:*') }).edges).toEqual(reads);
  expect(now({ 'rcp.yaml': control('sqs:ReceiveMessage') }).edges).toEqual([]);
  expect(now({ 'rcp.yaml': head }).edges).toEqual(reads);
});

test('a repository is tied to what names it as soon as both say one name', () => {
  const now = edited();
  const repository = (name: string) =>
    `${head}  Images: { Type: "AWS::ECR::Repository", Properties: { RepositoryName: ${name} } }\n`;
  const fn = (name: string) => `${head}  Fn:
    Type: AWS::Lambda::Function
    Properties: { Role: !GetAtt Runs.Arn, Code: { ImageUri: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/${name}:1" } }
  Runs:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] } }
`;
  const pushing = policy('jobs').replace('sqs:ReceiveMessage', 'ecr:PutImage').replace('arn:aws:sqs:*:*:jobs', '*');
  const changes = (documents: Readonly<Record<string, string>>) =>
    now(documents).edges.filter(edge => edge.includes('changes-code'));
  const tied = ['possibly Dev changes-code Fn'];
  const all = { 'bulkhead.yaml': settings, 'role.yaml': role, 'policy.yaml': pushing };
  expect(changes({ ...all, 'images.yaml': repository('team/app'), 'fn.yaml': fn('team/app') })).toEqual(tied);
  expect(changes({ 'fn.yaml': fn('other/app') })).toEqual([]);
  expect(changes({ 'images.yaml': repository('other/app') })).toEqual(tied);
  expect(changes({ 'images.yaml': head })).toEqual([]);
  expect(changes({ 'images.yaml': repository('other/app') })).toEqual(tied);
  const settled = settings.replace('files: ["**"]', 'files: ["fn.yaml"]');
  expect(changes({ 'bulkhead.yaml': settled })).toEqual(tied);
  const elsewhere = settings.replace('["**"]', '["role.yaml", "images.yaml"]').replace('111122223333', '444455556666');
  expect(changes({ 'bulkhead.yaml': elsewhere })).toEqual([]);
});
