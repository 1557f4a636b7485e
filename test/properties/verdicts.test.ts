/** What is found does not hang on how a template is written. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../server/src/engine/text/json';
import { type Documents, findings } from '../support/workspace';
import { type Policy, policies, spellings } from './spellings';

const runs = { numRuns: 10 };

/** Severity and confidence of what the rule finds, without hints. */
function verdicts(documents: Documents): readonly string[] {
  return findings(documents)
    .filter(({ finding }) => finding.rule === 'broad-pass-role' && finding.severity !== 'hint')
    .map(({ finding }) => `${finding.severity} ${finding.confidence}`)
    .sort();
}

test('one policy has one verdict, however it is written', () => {
  fc.assert(
    fc.property(policies, policy => {
      const all = spellings.map(({ name, write }) => [name, verdicts(write(policy))]);
      expect(Object.fromEntries(all)).toEqual(Object.fromEntries(all.map(([name]) => [name, all[0]![1]])));
    }),
    { numRuns: 15 },
  );
});

describe.each(spellings.map(spelling => [spelling.name, spelling] as const))('%s', (_, { write }) => {
  test('the order of keys changes nothing', () => {
    fc.assert(
      fc.property(policies, policy => {
        expect(verdicts(write(reversed(policy) as Policy))).toEqual(verdicts(write(policy)));
      }),
      runs,
    );
  });
});

test.each([
  'arn:aws:iam::111122223333:role/*',
  'arn:*:iam::111122223333:role/*',
  'arn:${AWS::Partition}:iam::111122223333:role/*',
  'arn:${AWS::Partition}:iam::111122223333:*',
  'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*',
  'arn:aws-cn:iam::111122223333:role/*',
  'arn:aws:iam::11112222????:role/*',
  'arn:aws:iam::1111*',
  'arn:aws:*::111122223333:role/*',
  '*:role/*',
])('%s is every role of an account', pattern => {
  const statement = { Effect: 'Allow', Action: 'iam:PassRole', Resource: { 'Fn::Sub': pattern } };
  const policy = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: statement } } };
  expect(verdicts({ 'template.json': JSON.stringify({ Resources: { Policy: policy } }) })).toEqual(['error certain']);
});

const open = { 'template.json': { Ref: 'Chosen' }, 'main.tf.json': '${var.chosen}' } as const;

describe.each(Object.entries(open))('ignorance is loud in %s', (file, hole) => {
  const literal = spellings.filter(
    ({ name }) => ['JSON', 'a JSON string in Terraform'].includes(name) || /jsonencode|document/.test(name),
  );
  const written = literal.filter(({ write }) => file in write({ Version: '2012-10-17', Statement: [] }));

  test.each(written.map(spelling => [spelling.name, spelling] as const))('%s', (_, { write }) => {
    fc.assert(
      fc.property(policies, fc.constantFrom('Action', 'Resource'), fc.boolean(), (policy, key, inList) => {
        fc.pre(verdicts(write(policy)).length > 0 && !JSON.stringify(policy).includes('NotAction'));
        const known = withParameter(write(opened(policy, key, inList ? [hole] : hole)));
        expect(verdicts(known), JSON.stringify(known, undefined, 1)).not.toEqual([]);
      }),
      runs,
    );
  });
});

/** The policy with a hole in the place of the actions or the resources of what it allows. */
function opened(policy: Policy, key: string, hole: Json): Policy {
  const open = (statement: Json): Json =>
    JSON.stringify(statement).includes('"Deny"') ? statement : { ...(statement as object), [key]: hole };
  const { Statement } = policy;
  return { ...policy, Statement: Array.isArray(Statement) ? Statement.map(open) : open(Statement) };
}

function withParameter(documents: Documents): Documents {
  return Object.fromEntries(
    Object.entries(documents).map(([path, text]) => {
      const value = JSON.parse(text);
      const declared =
        path === 'main.tf.json' ? { variable: { chosen: {} } } : { Parameters: { Chosen: { Type: 'String' } } };
      return [path, JSON.stringify({ ...declared, ...value }, undefined, 2)];
    }),
  );
}

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}
