/** What a change broadens, held against an evaluator of its own that knows nothing of sets: request by request, as IAM decides. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesSince, snapshotOf } from '../support/workspace';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Sid?: string;
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: { readonly StringEquals: { readonly 'aws:RequestedRegion': readonly string[] } };
}

interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly region: string;
}

const actions = ['s3:GetObject', 's3:GetBucketAcl', 's3:PutObject', 'sqs:SendMessage'];
const resources = ['arn:aws:s3:::a/x', 'arn:aws:s3:::a/y', 'arn:aws:s3:::b/x', 'arn:aws:sqs:eu-west-1:111122223333:q'];
const regions = ['eu-west-1', 'us-east-1'];
const requests = actions.flatMap(action =>
  resources.flatMap(resource => regions.map((region): Asked => ({ action, resource, region }))),
);

function matches(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'is').test(text);
}

function speaksOf(statement: Statement, { action, resource, region }: Asked): boolean {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  const some = (patterns: readonly string[], text: string) => patterns.some(pattern => matches(pattern, text));
  const ofAction = Action ? some(Action, action) : !some(NotAction!, action);
  const ofResource = Resource ? some(Resource, resource) : !some(NotResource!, resource);
  const where = Condition?.StringEquals['aws:RequestedRegion'];
  return ofAction && ofResource && (where === undefined || where.includes(region));
}

function allows(policy: readonly Statement[], asked: Asked): boolean {
  const spoken = policy.filter(statement => speaksOf(statement, asked));
  return spoken.some(({ Effect }) => Effect === 'Allow') && !spoken.some(({ Effect }) => Effect === 'Deny');
}

const someActions = fc.uniqueArray(fc.constantFrom(...actions, 's3:Get*', 's3:*', '*', 'S3:getobject'), {
  minLength: 1,
  maxLength: 3,
});
const someResources = fc.uniqueArray(
  fc.constantFrom(...resources, 'arn:aws:s3:::a/*', 'arn:aws:s3:::*/x', '*', 'arn:aws:s3:::?/y'),
  { minLength: 1, maxLength: 3 },
);
const statement: fc.Arbitrary<Statement> = fc
  .record({
    effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    actions: someActions,
    notAction: fc.boolean(),
    resources: someResources,
    notResource: fc.boolean(),
    where: fc.option(fc.uniqueArray(fc.constantFrom(...regions), { minLength: 1 }), { nil: undefined }),
  })
  .map(({ effect, actions, notAction, resources, notResource, where }) => ({
    Effect: effect as Statement['Effect'],
    ...(notAction ? { NotAction: actions } : { Action: actions }),
    ...(notResource ? { NotResource: resources } : { Resource: resources }),
    ...(where ? { Condition: { StringEquals: { 'aws:RequestedRegion': where } } } : {}),
  }));
const policy = fc.array(statement, { maxLength: 4 });

function template(statements: readonly Statement[]) {
  const Policies = [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }];
  return {
    'template.json': JSON.stringify({ Resources: { User: { Type: 'AWS::IAM::User', Properties: { Policies } } } }),
  };
}

function changes(before: readonly Statement[], now: readonly Statement[]) {
  return changesSince(snapshotOf(template(now)), template(before)).changes;
}

function asked({
  action,
  resource,
  context,
}: {
  action: string;
  resource: string;
  context: Record<string, string>;
}): Asked {
  return { action, resource, region: context['aws:RequestedRegion'] ?? 'ap-south-2' };
}

test('something is broadened where a request is allowed that was not, and each witness is one', () => {
  fc.assert(
    fc.property(policy, policy, (before, now) => {
      const isNew = (one: Asked) => allows(now, one) && !allows(before, one);
      const allowed = changes(before, now).filter(({ is }) => is === 'allowed');
      if (requests.some(isNew)) expect(allowed).not.toEqual([]);
      for (const { witness, confidence } of allowed) {
        expect(confidence).toBe('certain');
        expect(isNew(asked(witness!)), JSON.stringify(witness)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('nothing is broadened, nor forbidden, by what says the same', () => {
  fc.assert(
    fc.property(policy, fc.func(fc.integer()), (before, order) => {
      const split = before.flatMap((one): readonly Statement[] =>
        one.Action ? one.Action.map((action, i) => ({ ...one, Sid: `S${i}`, Action: [action] })) : [one],
      );
      const now = [...split].sort((a, b) => order(a, b));
      expect(changes(before, now)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('what is taken away is forbidden, and undone it is allowed', () => {
  fc.assert(
    fc.property(policy, policy, (before, now) => {
      const there = changes(before, now);
      const back = changes(now, before);
      const witnesses = (all: typeof there, is: 'allowed' | 'forbidden') =>
        all.filter(one => one.is === is).map(({ witness }) => witness);
      expect(witnesses(there, 'allowed')).toEqual(witnesses(back, 'forbidden'));
      expect(witnesses(there, 'forbidden')).toEqual(witnesses(back, 'allowed'));
    }),
    { numRuns: 100 },
  );
});
