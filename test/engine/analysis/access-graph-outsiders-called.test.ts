/** What people type for whom no document defines. */
import { expect, it } from 'vitest';
import { outsidersCalled } from '../../../server/src/engine/analysis/access-graph/paths/outsiders-called';
import { graphOf } from '../../support/access-graph';
import { apart } from '../../support/settings';

const provider = 'token.actions.githubusercontent.com';
const runner = (repository: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${provider}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringLike: { [`${provider}:sub`]: `repo:${repository}:*` } },
      },
    },
  },
});

it('does not take long for a name that is open in a thousand places', () => {
  const many = Array.from({ length: 1000 }, (_, i) => [`R${i}`, runner(`acme/aaaaaaaaaaaa-shop-${i}`)] as const);
  const resources = Object.fromEntries([...many, ['Last', runner('a'.repeat(600))]]);
  const graph = graphOf({ 'bulkhead.yaml': apart, 'prod/a.json': JSON.stringify({ Resources: resources }) });
  const before = process.cpuUsage();
  const found = outsidersCalled('*a'.repeat(600), graph).map(({ label }) => label);
  const { user } = process.cpuUsage(before);
  expect(found).toEqual([`anyone with push access to ${'a'.repeat(600)}`]);
  expect(user / 1e6).toBeLessThan(2);
});
