/** Names that only what limits a principal writes, in an account that is known and in one that is not. */
import { describe, expect, test } from 'vitest';
import { allow, devRole, waysIn } from '../../support/escalations';

const team = 'arn:aws:iam::111122223333:role/team/*';
const declared = {
  'bulkhead.yaml': `version: 1
accounts: [{ id: "111122223333", name: shared }]
deployments: [{ files: "**", account: shared, region: eu-west-1 }]
`,
};
const bounded = (statements: string) => `  Limit:
    Type: AWS::IAM::ManagedPolicy
    Properties: { ManagedPolicyName: limit, PolicyDocument: { Statement: [${statements}] } }
`;
const own = '\n      PermissionsBoundary: !Ref Limit';

describe.each([
  ['known', declared],
  ['not known', {}],
])('in an account that is %s', (_, more) => {
  test('a boundary that leaves a team its path leaves it a role with any rights there', () => {
    const dev = devRole(`${allow('"iam:*"')}, ${allow('"sts:*"')}`, own);
    expect(waysIn(dev + bounded(allow('"iam:*"', `"${team}"`)), 'Dev', more)).toContain('create-admin-role: anything');
    expect(waysIn(dev + bounded(allow('"s3:*"', `"${team}"`)), 'Dev', more)).toEqual([]);
  });

  test('and so does a Deny of all but its path', () => {
    const rest = `{ Effect: Deny, Action: "iam:*", NotResource: "${team}" }`;
    const dev = devRole(`${allow('iam:CreateRole, iam:PutRolePolicy')}, ${rest}`);
    expect(waysIn(dev, 'Dev', more)).toContain('create-admin-role: anything');
  });
});
