/** What can allow nothing is a hint, and taking it out changes no grant. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAllowed } from '../../support/iam-evaluator';
import { statement, type WrittenStatement } from '../../support/statements';
import { findings, fixed } from '../../support/workspace';

const dead = { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:s3:::bucket/*' } as const;
const alive = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } as const;

describe('what allows nothing is taken out', () => {
  test('with its statement, where another is left', () => {
    expect(mended([dead, alive])).toEqual([alive]);
    expect(mended([dead])).toEqual([dead]);
    expect(mended([dead, dead])).toEqual([dead, dead]);
  });

  test('from a list of actions', () => {
    const mixed = { ...dead, Action: ['s3:PutObject', 'iam:PassRole', 'IAM:passrole'] };
    expect(mended([mixed])).toEqual([{ ...dead, Action: ['s3:PutObject'] }]);
  });

  test('unseen, for the fix is safe', () => {
    expect(safeFix([dead, alive])?.title).toBe('Remove the statement: it allows nothing here');
    expect(safeFix([alive])).toBeUndefined();
  });
});

const role = 'arn:aws:iam::123456789012:role/app';
const services = ['lambda.amazonaws.com', 'ec2.amazonaws.com'];

test('every request is granted after it that was granted before, and no other', () => {
  const actions = ['iam:PassRole', 'IAM:passrole', 'iam:*', '*', 's3:GetObject'];
  const conditions = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringEqualsIfExists'].flatMap(operator =>
    ['lambda', 'Lambda.amazonaws.com', ...services].map(service => ({
      [operator]: { 'iam:PassedToService': service },
    })),
  );
  const written = fc.record(
    {
      Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
      Action: fc.subarray(actions, { minLength: 1, maxLength: 3 }),
      Resource: fc.subarray(['*', role, 'arn:aws:s3:::bucket/*'], { minLength: 1, maxLength: 2 }),
      Condition: fc.constantFrom(...conditions),
    },
    { requiredKeys: ['Effect', 'Action', 'Resource'] },
  );
  fc.assert(
    fc.property(fc.array(written, { minLength: 1, maxLength: 3 }), before => {
      expect(granted(mended(before))).toEqual(granted(before));
    }),
    { numRuns: 300 },
  );
});

/** Of the requests that AWS can get, those that the statements grant. */
function granted(statements: readonly WrittenStatement[]): readonly object[] {
  const passing = [{}, ...services.map(service => ({ 'iam:PassedToService': service }))];
  const others = ['s3:GetObject', 'iam:GetRole', 'iam:DeleteRole'].flatMap(action =>
    [role, 'arn:aws:s3:::bucket/key'].map(resource => ({ action, resource, context: {} })),
  );
  const asked = [...passing.map(context => ({ action: 'iam:PassRole', resource: role, context })), ...others];
  const policy = statements.map(statement);
  return asked.filter(request => isAllowed(request, policy));
}

/** The statements after every safe fix, one after the other. */
function mended(statements: readonly WrittenStatement[]): readonly WrittenStatement[] {
  const fix = safeFix(statements);
  const after = fix && fixed(template(statements), fix)?.['a.json'];
  return after ? mended(JSON.parse(after).Resources.Deploy.Properties.PolicyDocument.Statement) : statements;
}

function safeFix(statements: readonly WrittenStatement[]) {
  const fixes = findings(template(statements)).flatMap(({ finding }) => finding.fixes);
  return fixes.find(({ kind }) => kind === 'safe');
}

function template(statements: readonly WrittenStatement[]) {
  const Properties = { PolicyDocument: { Version: '2012-10-17', Statement: statements } };
  return {
    'a.json': JSON.stringify({ Resources: { Deploy: { Type: 'AWS::IAM::ManagedPolicy', Properties } } }, undefined, 2),
  };
}
