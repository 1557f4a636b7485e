/** `123456789012`, which AWS's documentation writes for any account. */
import { expect, it } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

const stack = (name: string, account: string) => ({
  [name]: {
    type: 'aws:cloudformation:stack',
    environment: `aws://${account}/us-east-1`,
    properties: { templateFile: `${name}.template.json` },
    displayName: `${name}/Orders`,
  },
});
const app = (folder: string, account: string, ...stages: readonly string[]): Documents => ({
  [`${folder}/cdk.out/manifest.json`]: JSON.stringify({
    version: '55.0.0',
    artifacts: Object.assign({}, ...stages.map(stage => stack(stage, account))),
  }),
  ...Object.fromEntries(
    stages.map(stage => [`${folder}/cdk.out/${stage}.template.json`, '{"Resources":{"Q":{"Type":"AWS::SQS::Queue"}}}']),
  ),
});
const said = (documents: Documents) =>
  findings(documents)
    .filter(({ finding }) => finding.rule === 'mixed-environments' && !finding.message.includes('is not declared'))
    .map(({ finding: { severity, message } }) => `${severity}: ${message}`);
const both = (account: string) => ({ ...app('a', account, 'Prod'), ...app('b', account, 'Dev') });

it('shared by two apps is a hint alone', () => {
  expect(said(both('123456789012'))).toEqual([
    expect.stringMatching(/^hint: .* in account `123456789012`, which stands for any account in AWS's documentation,/),
  ]);
  expect(said(both('210987654321'))).toEqual([expect.stringMatching(/^error: .* in account `210987654321`, together/)]);
});

it('is an account as others are where bulkhead.yaml declares it', () => {
  const settings = 'version: 1\naccounts: [{ id: "123456789012", environment: production }]\n';
  expect(said({ ...both('123456789012'), 'bulkhead.yaml': settings })).toEqual([expect.stringMatching(/^error: /)]);
});

it('is one account for one app', () => {
  expect(said(app('a', '123456789012', 'Prod', 'Dev'))).toEqual([expect.stringMatching(/^error: /)]);
});
