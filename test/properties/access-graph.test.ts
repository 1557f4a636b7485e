/** What always holds of the access graph, whatever the policies. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccessGraph } from '../../server/src/engine/analysis/access-graph/access-graph';
import { accessGraphOf } from '../../server/src/engine/analysis/access-graph/graph';
import { reachedFrom } from '../../server/src/engine/analysis/access-graph/paths/paths';
import { accessTo } from '../../server/src/engine/analysis/permissions/access';
import { permissionsOf } from '../../server/src/engine/analysis/permissions/permissions';
import { holding } from '../../server/src/engine/policy/context';
import { literal, literalIgnoringCase } from '../../server/src/engine/policy/language';
import { type Request, requests } from '../../server/src/engine/policy/request-set';
import { isEmpty } from '../../server/src/engine/policy/witness';
import { createWorkspace } from '../../server/src/engine/workspace/workspace';
import { type Documents, snapshotOf, uriOf } from '../support/workspace';

interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resource: string;
  readonly condition?: string;
}

const actions = [
  ...['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction', 'lambda:UpdateFunctionCode', 'lambda:*'],
  ...['sts:AssumeRole', 'iam:UpdateAssumeRolePolicy', 'iam:CreateAccessKey', 'iam:AttachRolePolicy', 'iam:*', '*'],
  ...[
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    's3:GetObject',
    's3:*',
    'secretsmanager:GetSecretValue',
    'sqs:SendMessage',
  ],
];
const resources = [
  ...['*', 'arn:aws:iam::*:role/*', 'arn:aws:iam::*:role/prod-*', 'arn:aws:iam::123456789012:user/anna'],
  ...['arn:aws:lambda:*:*:function:orders', 'arn:aws:dynamodb:*:*:table/orders-*', 'arn:aws:s3:::prod-*/*'],
  ...['arn:aws:secretsmanager:*:*:secret:prod/*', 'arn:aws:s3:::*', 'arn:aws:sqs:*:*:jobs'],
];
const conditions = [
  '{ StringEquals: { "aws:RequestedRegion": eu-west-1 } }',
  '{ StringEquals: { "iam:PassedToService": lambda.amazonaws.com } }',
  '{ StringEquals: { "aws:ResourceTag/Environment": dev } }',
  '{ Bool: { "aws:MultiFactorAuthPresent": "true" } }',
];

const statementOf = (effect: Statement['effect']): fc.Arbitrary<Statement> =>
  fc.record({
    effect: fc.constant(effect),
    actions: fc.uniqueArray(fc.constantFrom(...actions), { minLength: 1, maxLength: 4 }),
    resource: fc.constantFrom(...resources),
    ...{ condition: fc.option(fc.constantFrom(...conditions), { nil: '', freq: 3 }) },
  });
const policies = fc
  .tuple(
    fc.array(statementOf('Allow'), { minLength: 1, maxLength: 3 }),
    fc.array(statementOf('Deny'), { maxLength: 2 }),
  )
  .map(([allows, denies]) => [...allows, ...denies]);

function written({ effect, actions: all, resource, condition }: Statement): string {
  const more = condition ? `, Condition: ${condition}` : '';
  return `{ Effect: ${effect}, Action: ${JSON.stringify(all)}, Resource: "${resource}"${more} }`;
}

const role = (id: string, name: string, principal: string, statements: readonly Statement[] = []) => `  ${id}:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${name}
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: ${principal}, Action: sts:AssumeRole }] }
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [${statements.map(written).join(', ')}] } }]
`;
const ec2 = '{ Service: ec2.amazonaws.com }';
const head = 'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n';
const others = `${head}${role('Other', 'prod-other', '{ AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }')}  Files: { Type: AWS::S3::Bucket, Properties: { BucketName: prod-files } }
  Invoices: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders-eu } }
`;

function workspace(statements: readonly Statement[]): Documents {
  return {
    'main.yaml': `${head}${role('Dev', 'dev', ec2, statements)}${role(
      'Prod',
      'prod-api',
      '{ Service: lambda.amazonaws.com }',
      [{ effect: 'Allow', actions: ['dynamodb:*'], resource: '*' }],
    )}${role('Shared', 'prod-shared', '{ AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }')}  Anna: { Type: AWS::IAM::User, Properties: { UserName: anna } }
  Fn: { Type: AWS::Lambda::Function, Properties: { FunctionName: orders, Role: !GetAtt Prod.Arn } }
  Orders: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders-prod, Tags: [{ Key: Environment, Value: prod }] } }
  Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: prod-data } }
  Secret: { Type: AWS::SecretsManager::Secret, Properties: { Name: prod/db } }
  Jobs: { Type: AWS::SQS::Queue, Properties: { QueueName: jobs } }
`,
    'other.yaml': others,
  };
}

const dev = `${uriOf('main.yaml')}#Dev` as never;
const graphOf = (documents: Documents) => accessGraphOf(snapshotOf(documents).index);

function reach(graph: AccessGraph, possible: boolean): ReadonlySet<string> {
  return new Set(reachedFrom(graph, dev, { possible }).keys());
}

function all(graph: AccessGraph): readonly string[] {
  const edges = [...graph.nodes.keys()].flatMap(id => graph.from(id));
  return edges.map(({ from, to, how, method, certain, says, requests: asked, because }) =>
    JSON.stringify([from, to, how, method, certain, says, asked, because]),
  );
}

const runs = { numRuns: 40 };

/** A Deny by a function's name alone leaves its versions. */
const versionsLeft: readonly Statement[] = [
  { effect: 'Allow', actions: ['lambda:*'], resource: '*' },
  { effect: 'Deny', actions: ['lambda:InvokeFunction'], resource: 'arn:aws:lambda:*:*:function:orders' },
];

describe('an edge', () => {
  test('that is certain is requests that the policies allow, each of them', () => {
    fc.assert(
      fc.property(policies, statements => {
        const { index } = snapshotOf(workspace(statements));
        const permissions = permissionsOf(index.resource(dev)!, index);
        for (const edge of accessGraphOf(index).from(dev)) {
          if (!edge.certain || edge.to.startsWith('administrator:')) continue;
          for (const request of edge.requests) {
            const asked = requestsFor(request);
            const target = index.resource(edge.to as never);
            const isTrust = request.action === 'sts:AssumeRole';
            const isAllowed = isTrust
              ? isEmpty(accessTo(permissions, target!, asked, index).bounds.certain) === 'no'
              : permissions.allows(asked).answer === 'yes';
            expect([request, isAllowed]).toEqual([request, true]);
          }
        }
      }),
      { ...runs, examples: [[[...versionsLeft]]] },
    );
  });

  test('is gone with a Deny of its first action', () => {
    fc.assert(
      fc.property(policies, statements => {
        for (const { to, how, requests: asked } of graphOf(workspace(statements)).from(dev).slice(0, 4)) {
          if (to.startsWith('administrator:') || asked.length === 0) continue;
          const denied = { effect: 'Deny', actions: [asked[0]!.action], resource: '*' } as const;
          const left = graphOf(workspace([...statements, denied])).from(dev);
          const alike = left.filter(edge => edge.to === to && edge.how === how && edge.certain);
          expect(alike.flatMap(edge => edge.requests).filter(({ action }) => action === asked[0]!.action)).toEqual([]);
        }
      }),
      { numRuns: 15 },
    );
  });
});

function requestsFor({ action, resource, context }: Request) {
  const states = Object.entries(context).map(([key, value]) => [key, holding(literal(value))] as const);
  return requests({
    action: literalIgnoringCase(action),
    resource: literal(resource),
    context: Object.fromEntries(states),
  });
}

/** Edges alone say less: who administers its account has no others there. */
describe('what is reached', () => {
  test.each([true, false])('is no more with another Deny (possible: %s)', possible => {
    fc.assert(
      fc.property(policies, statementOf('Deny'), (statements, deny) => {
        const before = reach(graphOf(workspace(statements)), possible);
        const after = reach(graphOf(workspace([...statements, deny])), possible);
        expect([...after].filter(id => !before.has(id))).toEqual([]);
      }),
      runs,
    );
  });

  test.each([true, false])('is no less with a wider Allow (possible: %s)', possible => {
    fc.assert(
      fc.property(policies, fc.constantFrom(...actions), (statements, action) => {
        const [first, ...rest] = statements as [Statement, ...Statement[]];
        const wider = { effect: 'Allow', actions: [...first.actions, action], resource: '*' } as const;
        const before = reach(graphOf(workspace(statements)), possible);
        const after = reach(graphOf(workspace([wider, ...rest])), possible);
        expect([...before].filter(id => !after.has(id))).toEqual([]);
      }),
      runs,
    );
  });
});

test('the order of documents does not matter', () => {
  fc.assert(
    fc.property(policies, statements => {
      const documents = Object.entries(workspace(statements));
      const one = all(graphOf(Object.fromEntries(documents)));
      expect(all(graphOf(Object.fromEntries(documents.reverse())))).toEqual(one);
    }),
    { numRuns: 15 },
  );
});

test('after any edits it is the graph that there would be without them', () => {
  const edit = fc.oneof(
    policies.map(statements => ({ path: 'main.yaml', text: workspace(statements)['main.yaml'] })),
    fc.constantFrom('orders-eu', 'orders-us', 'things').map(name => ({
      path: 'other.yaml',
      text: others.replace('orders-eu', name),
    })),
    fc.constant({ path: 'other.yaml', text: `${others}  New: { Type: AWS::SQS::Queue }\n` }),
    fc.constant({ path: 'other.yaml', text: others.replace('sts:AssumeRole', 'sts:TagSession') }),
  );
  fc.assert(
    fc.property(policies, fc.array(edit, { minLength: 1, maxLength: 5 }), (statements, edits) => {
      const live = createWorkspace();
      let documents = workspace(statements);
      const apply = (changed: Documents) =>
        accessGraphOf(
          live.apply({ set: Object.entries(changed).map(([path, text]) => ({ uri: uriOf(path), text })) }).index,
        );
      all(apply(documents));
      for (const { path, text } of edits) {
        documents = { ...documents, [path]: text! };
        expect([...all(apply({ [path]: text! }))].sort()).toEqual([...all(graphOf(documents))].sort());
      }
    }),
    { numRuns: 20 },
  );
});
