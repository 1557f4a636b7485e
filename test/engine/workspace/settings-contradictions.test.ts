import { expect, it } from 'vitest';
import { findingsOf, snapshotOf, uriOf } from '../../support/workspace';

const declaring = (environment: string) => `version: 1
accounts:
  - { id: "111122223333", environment: ${environment} }
`;

function problems(above: string, below: string): readonly string[] {
  const documents = { 'bulkhead.yaml': declaring(above), 'teams/shop/bulkhead.yaml': declaring(below) };
  const snapshot = snapshotOf(documents);
  expect(snapshot.problems(uriOf('bulkhead.yaml'))).toEqual([]);
  return snapshot.problems(uriOf('teams/shop/bulkhead.yaml')).map(({ message, range }) => {
    const { start, end } = range;
    return `${message}: ${documents['teams/shop/bulkhead.yaml'].slice(start, end)}`;
  });
}

it('an account that two files declare as two environments is wrong in the one that does not decide', () => {
  expect(problems('production', 'development')).toEqual([
    'account `111122223333` is declared as `production` in `../../bulkhead.yaml`, which decides; one account is one environment: development',
  ]);
});

it.each([
  ['production', 'production'],
  ['production', 'prd'],
  ['prd', 'production'],
])('%s and %s are one environment', (above, below) => {
  expect(problems(above, below)).toEqual([]);
});

it('of two files side by side the first decides', () => {
  expect(
    snapshotOf({ 'a/bulkhead.yaml': declaring('test'), 'b/bulkhead.yaml': declaring('dev') }).problems(
      uriOf('b/bulkhead.yaml'),
    ),
  ).toMatchObject([{ message: expect.stringContaining('`../a/bulkhead.yaml`') }]);
});

const deploying = (account: string, environment: string, more = '') => `version: 1
accounts:
  - { id: "111122223333", name: live, environment: production }
  - { id: "444455556666", name: tools, environment: shared }
  - { id: "777788889999", name: try, environment: development }
deployments:
  - { files: "*.json", account: ${account}, environment: ${environment} }
${more}`;
const queue = (tags: object) =>
  JSON.stringify({ Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { Tags: tags } } } });

function toldOf(settings: string, tags: object = []): readonly string[] {
  const snapshot = snapshotOf({ 'bulkhead.yaml': settings, 'a.json': queue(tags), 'b.json': queue([]) });
  const problems = snapshot
    .problems(uriOf('bulkhead.yaml'))
    .map(({ message, range }) => `${message}: ${settings.slice(range.start, range.end)}`);
  const mixes = findingsOf(snapshot).filter(({ finding }) => finding.rule === 'mixed-environments');
  return [...problems, ...mixes.map(({ path, text }) => `${path} ${text}`)];
}

it.each(['live', '"111122223333"'])(
  'a deployment to %s of another environment than its own is wrong there, and there alone',
  account => {
    const message =
      'account `111122223333` is declared as `production`, so that nothing of `dev` may land in it: whoever works in development can reach production: dev';
    expect(toldOf(deploying(account, 'dev'))).toEqual([message]);
    const tagged = [{ Key: 'Environment', Value: 'dev' }];
    expect(toldOf(deploying(account, 'dev'), tagged)).toEqual([message, 'a.json "dev"']);
  },
);

it.each([
  ['live', 'prod'],
  ['tools', 'dev'],
  ['try', 'staging'],
])('to %s, %s may be deployed', (account, environment) => {
  expect(toldOf(deploying(account, environment))).toEqual([]);
});

it('what is kept apart, the file itself says', () => {
  expect(toldOf(deploying('try', 'staging', 'separate: [[staging, development]]\n'))).toHaveLength(1);
  expect(toldOf(deploying('live', 'dev', 'separate: [[staging, development]]\n'))).toEqual([]);
});
