import { expect, test } from 'vitest';
import { factsOf, resourceIn, shownPlace, shownStatement, shownWhen } from '../../support/facts';

/** When a resource with the condition `C` exists. */
function when(conditions: string): string {
  const facts = factsOf(`
Parameters:
  Env: { Type: String, AllowedValues: [dev, test, prod] }
  A: { Type: String }
  B: { Type: String }
Mappings: { M: { dev: { isProd: "no" }, prod: { isProd: "yes" } } }
Conditions:
${conditions
  .trim()
  .split('\n')
  .map(line => `  ${line.trim()}`)
  .join('\n')}
Resources: { Bucket: { Type: AWS::S3::Bucket, Condition: C } }
`);
  return shownWhen(resourceIn(facts, 'Bucket').when);
}

test.each([
  ['C: !Equals [!Ref Env, prod]', 'Env=prod'],
  ['C: !Equals [prod, !Ref Env]', 'Env=prod'],
  ['C: !Not [!Equals [!Ref Env, prod]]', 'Env!=prod'],
  ['C: !Equals [!Ref Env, elsewhere]', 'never'],
  ['C: !Equals [a, a]', 'always'],
  ['C: !Equals [a, b]', 'never'],
  ['C: !Equals [!Ref A, !Ref B]', 'A=B'],
  ['C: !Equals [!Ref AWS::Region, eu-west-1]', 'AWS::Region=eu-west-1'],
  ['C: !Equals [!Sub "${A}-${B}", x-y]', '${A}-${B}=x-y'],
  ['C: !Or [!Equals [!Ref A, x], !Equals [!Ref A, y]]', 'A=x | A=y'],
  ['C: !And [!Equals [!Ref A, x], !Equals [!Ref B, y]]', 'A=x & B=y'],
  ['C: !And [!Equals [!Ref A, x], !Equals [!Ref A, y]]', 'never'],
  ['C: !Not [!Or [!Equals [!Ref A, x], !Equals [!Ref B, y]]]', 'A!=x & B!=y'],
  ['C: !Or [!Equals [!Ref A, x], !Not [!Equals [!Ref A, x]]]', 'always'],
  ['C: !Condition D\nD: !Equals [!Ref A, x]', 'A=x'],
  ['C: !Not [!Condition D]\nD: !Equals [!Ref A, x]', 'A!=x'],
  ['C: { "Fn::And": [{ Condition: D }, { Condition: D }] }\nD: !Equals [!Ref A, x]', 'A=x'],
  ['C: !Equals [!FindInMap [M, !Ref Env, isProd], "yes"]', 'Env=prod'],
  ['C: !Custom x', 'C=true'],
  ['C: [1]', 'C=true'],
  ['D: !Equals [a, b]', 'C=true'],
])('%s', (conditions, expected) => {
  expect(when(conditions)).toBe(expected);
});

test('conditions that go in a circle are a problem and a choice of their own', () => {
  const facts = factsOf(`
Conditions: { A: !Not [!Condition B], B: !Not [!Condition A] }
Resources: { Bucket: { Type: AWS::S3::Bucket, Condition: A } }
`);
  expect(facts.problems.map(p => [p.message, shownPlace(p)])).toEqual([
    ['the condition `A` depends on itself', 'Conditions/A'],
  ]);
  expect(resourceIn(facts, 'Bucket').when).toBeDefined();
});

test('a long chain of conditions and a wide one are bounded', () => {
  const chain = Array.from({ length: 5_000 }, (_, i) => [`C${i}`, { 'Fn::Not': [{ Condition: `C${i + 1}` }] }]);
  const wide = Array.from({ length: 40 }, (_, i) => ({
    'Fn::Or': [{ 'Fn::Equals': [{ Ref: `A${i}` }, 'x'] }, { 'Fn::Equals': [{ Ref: `B${i}` }, 'x'] }],
  }));
  const facts = factsOf({
    Conditions: {
      ...Object.fromEntries(chain),
      Wide: { 'Fn::And': wide },
      NotWide: { 'Fn::Not': [{ Condition: 'Wide' }] },
    },
    Resources: {
      Chain: { Type: 'AWS::S3::Bucket', Condition: 'C0' },
      Wide: { Type: 'AWS::S3::Bucket', Condition: 'Wide' },
      NotWide: { Type: 'AWS::S3::Bucket', Condition: 'NotWide' },
    },
  });
  for (const resource of facts.resources) expect(resource.when!.length).toBeGreaterThan(0);
});

test('inside a resource, what its own condition excludes is not there', () => {
  const facts = factsOf(`
Parameters: { Env: { Type: String } }
Conditions: { IsProd: !Equals [!Ref Env, prod] }
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Condition: IsProd
    Properties:
      PolicyDocument: { Statement: { Effect: Allow, Action: a:B, Resource: !If [IsProd, one, "*"] } }
`);
  expect(resourceIn(facts, 'P').grants.map(shownStatement)).toEqual(['Allow [a:B] on [one] when Env=prod']);
});
