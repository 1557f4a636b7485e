/** Laws of what a baseline knows a finding by: it holds however a statement is written, and falls with what it grants. */
import fc from 'fast-check';
import { test } from 'vitest';
import { findings } from '../support/workspace';

interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** How a statement is written, which changes nothing. */
interface Manner {
  readonly sid: string | undefined;
  readonly reversed: boolean;
  readonly blank: readonly number[];
}

const statement: fc.Arbitrary<Statement> = fc.record({
  actions: fc
    .uniqueArray(fc.constantFrom('s3:GetObject', 'sqs:SendMessage', 'ec2:RunInstances', 'lambda:*'))
    .map(others => ['iam:PassRole', ...others]),
  resources: fc.uniqueArray(fc.constantFrom('*', 'arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:role/*'), {
    minLength: 1,
  }),
});

const manner: fc.Arbitrary<Manner> = fc.record({
  sid: fc.option(fc.constantFrom('Pass', 'Deploy'), { nil: undefined }),
  reversed: fc.boolean(),
  blank: fc.array(fc.nat(12), { maxLength: 4 }),
});

function written({ actions, resources }: Statement, { sid, reversed, blank }: Manner): string {
  const ordered = (list: readonly string[]) => (reversed ? [...list].reverse() : list);
  const said = {
    ...(sid === undefined ? {} : { Sid: sid }),
    Effect: 'Allow',
    Resource: ordered(resources),
    Action: ordered(actions),
  };
  const lines = [
    'Resources:',
    '  Deployer:',
    '    Type: AWS::IAM::User',
    '    Properties:',
    '      Policies:',
    '        - PolicyName: deploy',
    '          PolicyDocument:',
    '            Statement:',
    `              - ${JSON.stringify(said)}`,
  ];
  for (const at of blank) lines.splice(at, 0, '', '# moved');
  return `${lines.join('\n')}\n`;
}

/** All that a baseline knows them by. */
function knownBy(text: string): readonly string[] {
  return findings({ 't.yaml': text })
    .map(({ finding: { rule, resource, fingerprint, statement: print } }) =>
      JSON.stringify([rule, resource, fingerprint, print]),
    )
    .sort();
}

test('what is written otherwise is known', () => {
  fc.assert(
    fc.property(statement, manner, manner, (what, one, other) => {
      const [before, after] = [knownBy(written(what, one)), knownBy(written(what, other))];
      return before.length > 0 && JSON.stringify(before) === JSON.stringify(after);
    }),
    { numRuns: 60 },
  );
});

test('of what grants something else, nothing is known', () => {
  const content = ({ actions, resources }: Statement) => JSON.stringify([[...actions].sort(), [...resources].sort()]);
  fc.assert(
    fc.property(statement, statement, manner, (one, other, how) => {
      fc.pre(content(one) !== content(other));
      const before = new Set(knownBy(written(one, how)));
      return knownBy(written(other, how)).every(known => !before.has(known));
    }),
    { numRuns: 60 },
  );
});
