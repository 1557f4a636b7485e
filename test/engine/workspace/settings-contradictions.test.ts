import { expect, it } from 'vitest';
import { snapshotOf, uriOf } from '../../support/workspace';

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
