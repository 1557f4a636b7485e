/** Two accounts for one landing: a reader hears of both, where the one stands that does not count. */
import { expect, it } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

function told(documents: Documents): readonly string[] {
  return findings(documents)
    .filter(({ finding }) => finding.rule === 'mixed-environments')
    .map(({ finding: { severity, message, related }, path }) =>
      [`${severity} ${path}: ${message}`, ...related.map(({ message, at }) => `${message} (${at.path.at(-1)})`)].join(
        '; ',
      ),
    );
}

const manifest = JSON.stringify({
  version: '55.0.0',
  artifacts: {
    Orders: {
      type: 'aws:cloudformation:stack',
      environment: 'aws://111122223333/eu-west-1',
      properties: { templateFile: 'Orders.template.json' },
    },
  },
});
const template = JSON.stringify({ Resources: { Q: { Type: 'AWS::SQS::Queue', Metadata: { 'aws:cdk:path': 'Q' } } } });
const app: Documents = { 'cdk.out/manifest.json': manifest, 'cdk.out/Orders.template.json': template };
const declaring = (account: string) => `version: 1
accounts:
  - { id: "444455556666", name: live, environment: production }
deployments:
  - { files: "cdk.out/*.template.json", account: ${account} }
`;

it('what bulkhead.yaml overrules is told at the manifest, and is no account to be declared', () => {
  expect(told({ ...app, 'bulkhead.yaml': declaring('live') })).toEqual([
    'information cdk.out/manifest.json: this says account `111122223333`, but elsewhere `Orders` is said to land in `444455556666`; `Orders` lands in account `444455556666` (0)',
  ]);
});

it('what bulkhead.yaml says too is none', () => {
  expect(told({ ...app, 'bulkhead.yaml': declaring('"111122223333"') })).toEqual([
    'hint cdk.out/manifest.json: account `111122223333` is not declared in bulkhead.yaml, so nobody can tell what may share it',
  ]);
});

const provider = (role: string) => ({
  'main.tf.json': JSON.stringify({
    provider: {
      aws: { assume_role: { role_arn: `arn:aws:iam::${role}:role/tf` }, allowed_account_ids: ['444455556666'] },
    },
    resource: { aws_sqs_queue: { q: { name: 'orders' } } },
  }),
});

it('a role that the provider may not assume is told at the role', () => {
  const message =
    'information main.tf.json: this says account `111122223333`, but elsewhere `main.tf.json` is said to land in `444455556666`; `main.tf.json` lands in account `444455556666` (0)';
  expect(told(provider('111122223333'))).toEqual([message]);
  expect(
    told({ ...provider('111122223333'), 'b.tf.json': JSON.stringify({ output: { a: { value: 1 } } }) }),
  ).toHaveLength(1);
  expect(told({ ...provider('111122223333'), 'bulkhead.yaml': declaring('live') })).toEqual([message]);
  expect(told(provider('444455556666'))).toEqual([]);
});
