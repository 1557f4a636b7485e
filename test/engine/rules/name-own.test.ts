/** What lets a resource name the thing of its own environment instead of another's. */
import { expect, it } from 'vitest';
import { type Documents, findings, fixed } from '../../support/workspace';

function offered(documents: Documents) {
  return findings(documents)
    .filter(({ finding }) => finding.rule === 'cross-environment-reference')
    .flatMap(({ finding }) => finding.fixes.filter(({ id }) => id === 'name-own'));
}

const template = (...variables: readonly string[]) =>
  [
    'Resources:',
    '  Worker:',
    '    Type: AWS::Lambda::Function',
    '    Properties:',
    '      FunctionName: orders-dev-worker # 🚀',
    '      Environment:',
    '        Variables:',
    ...variables.map(line => `          ${line}`),
    '',
  ].join('\r\n');

it.each([
  ['a path', ['A: /prod/db'], ['A: /dev/db']],
  ['in quotes, with a comment', ["A: '/prod/db' # of prod"], ["A: '/dev/db' # of prod"]],
  [
    'a function',
    ['A: !Sub "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:prod-jobs"'],
    ['A: !Sub "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:dev-jobs"'],
  ],
  ['a dynamic reference', ['A: "{{resolve:ssm:/prod/db:1}}"'], ['A: "{{resolve:ssm:/dev/db:1}}"']],
  ['several', ['A: /prod/db', 'B: { "Fn::Sub": "/prod/mail" }'], ['A: /dev/db', 'B: { "Fn::Sub": "/dev/mail" }']],
])('%s', (_, before, after) => {
  const files = { 'a.yaml': template(...before) };
  const [fix, ...others] = offered(files);
  expect(others).toEqual([]);
  const mended = fixed(files, fix!)!;
  expect(mended).toEqual({ 'a.yaml': template(...after) });
  expect(findings(mended)).toEqual([]);
});

it.each([
  ['the account belongs to it', ['A: arn:aws:sqs:eu-west-1:111122223333:prod-jobs']],
  ['the word is written twice', ['A: /prod/products']],
  ['an escape stands in it', ['A: "/\\x70rod/db"']],
  ['one of several is not sure', ['A: /prod/db', 'B: /prod/products']],
  ['whoever deploys completes it', ['A: !Sub /prod/${Name}/db']],
])('is not offered where %s', (_, variables) => {
  expect(offered({ 'a.yaml': template(...variables) })).toEqual([]);
});
