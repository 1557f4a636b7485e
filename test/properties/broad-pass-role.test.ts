/** What holds of `broad-pass-role` for any policy: small alphabets, so that statements meet each other. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../server/src/engine/text/json';
import { type Documents, findings, fixed, type Seen } from '../support/workspace';

const runs = { numRuns: 120 };

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly Json[];
  readonly Resource: readonly Json[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

const actions = ['iam:PassRole', 'IAM:passrole', 'iam:Pass*', 'iam:*Role', 'iam:*', '*', 's3:GetObject'];
const role = 'arn:aws:iam::123456789012:role/';
const resources = ['*', `${role}*`, `${role}dev-*`, `${role}*dev*`, `${role}prod-*`, `${role}app`, 'arn:aws:s3:::b/*'];
const conditions = [
  ...['StringEquals', 'StringNotEquals', 'StringLike', 'StringEqualsIfExists'].flatMap(operator =>
    ['lambda.amazonaws.com', 'cloudwatch.amazonaws.com', '*'].map(service => ({
      [operator]: { 'iam:PassedToService': service },
    })),
  ),
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  { StringEquals: { 'iam:ResourceTag/env': 'dev' } },
];

const statement = (Effect: Statement['Effect']): fc.Arbitrary<Statement> =>
  fc
    .record({
      Action: fc.subarray(actions, { minLength: 1, maxLength: 2 }),
      Resource: fc.subarray(resources, { minLength: 1, maxLength: 2 }),
      Condition: fc.option(fc.constantFrom(...conditions), { nil: undefined }),
    })
    .map(({ Action, Resource, Condition }) => ({ Effect, Action, Resource, ...(Condition ? { Condition } : {}) }));
const allow = statement('Allow');
const deny = statement('Deny');

const template = (statements: readonly Statement[]): Documents => ({
  'template.json': JSON.stringify(
    {
      Parameters: { Chosen: { Type: 'String' } },
      Resources: {
        Holder: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: trust({ AWS: 'arn:aws:iam::123456789012:root' }),
            Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
          },
        },
        AppRole: {
          Type: 'AWS::IAM::Role',
          Properties: { AssumeRolePolicyDocument: trust({ Service: 'lambda.amazonaws.com' }) },
        },
        App: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['AppRole', 'Arn'] } } },
      },
    },
    undefined,
    2,
  ),
});

function trust(principal: Json): Json {
  return { Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] };
}

function found(statements: readonly Statement[]): readonly Seen[] {
  return own(template(statements));
}

function own(documents: Documents): readonly Seen[] {
  return findings(documents).filter(({ finding }) => finding.rule === 'broad-pass-role' && finding.severity !== 'hint');
}

describe('broad-pass-role', () => {
  test('ignorance is loud: a parameter in the place of a literal never silences a finding', () => {
    fc.assert(
      fc.property(allow, fc.option(deny, { nil: undefined }), fc.boolean(), (allowed, denied, ofAction) => {
        const others = denied ? [denied] : [];
        if (found([allowed, ...others]).length === 0) return;
        const open: Statement = ofAction
          ? { ...allowed, Action: [...allowed.Action.slice(1), { Ref: 'Chosen' }] }
          : { ...allowed, Resource: [...allowed.Resource.slice(1), { Ref: 'Chosen' }] };
        expect(found([open, ...others])).not.toEqual([]);
      }),
      runs,
    );
  });

  test('a Deny never adds a finding, and never makes an error', () => {
    fc.assert(
      fc.property(fc.array(allow, { minLength: 1, maxLength: 2 }), deny, (allowed, denied) => {
        const before = found(allowed);
        const after = found([...allowed, denied]);
        expect(after.length).toBeLessThanOrEqual(before.length);
        expect(errors(after)).toBeLessThanOrEqual(errors(before));
      }),
      runs,
    );
  });

  test('a wider action never loses a finding', () => {
    const wider = fc.constantFrom('iam:PassRole', 'iam:Pass*', 'iam:*', '*');
    fc.assert(
      fc.property(allow, fc.option(deny, { nil: undefined }), wider, (allowed, denied, action) => {
        const others = denied ? [denied] : [];
        const before = found([allowed, ...others]);
        const after = found([{ ...allowed, Action: [...allowed.Action, action] }, ...others]);
        expect(errors(after)).toBeGreaterThanOrEqual(errors(before));
        expect(after.length).toBeGreaterThanOrEqual(before.length);
      }),
      runs,
    );
  });

  test('a fix takes its finding away, adds no error, and is not offered again', () => {
    fc.assert(
      fc.property(fc.array(allow, { minLength: 1, maxLength: 2 }), allowed => {
        const before = template(allowed);
        const was = own(before);
        for (const { finding } of was) {
          for (const fix of finding.fixes.filter(({ id }) => id.startsWith('scope-to'))) {
            const after = fixed(before, fix);
            expect(after, fix.title).toBeDefined();
            const is = own(after!);
            expect(is.length, after!['template.json']).toBeLessThan(was.length);
            expect(errors(is)).toBeLessThanOrEqual(errors(was));
          }
        }
      }),
      runs,
    );
  });
});

function errors(seen: readonly Seen[]): number {
  return seen.filter(({ finding }) => finding.severity === 'error' && finding.confidence === 'certain').length;
}
