/** What `bulkhead.yaml` declares of files: what it does not say stays as the files say it. */
import { describe, expect, it } from 'vitest';
import { type Documents, findings, snapshotOf, uriOf } from '../../support/workspace';

const stack = (name: string, account: string) => ({
  [name]: {
    type: 'aws:cloudformation:stack',
    environment: `aws://${account}/eu-west-1`,
    properties: { templateFile: `${name}.template.json` },
  },
});
const queue = (environment?: string) =>
  JSON.stringify({
    Resources: {
      Q: {
        Type: 'AWS::SQS::Queue',
        Properties: environment ? { Tags: [{ Key: 'Environment', Value: environment }] } : {},
      },
    },
  });
const app: Documents = {
  'cdk.out/manifest.json': JSON.stringify({
    version: '55.0.0',
    artifacts: { ...stack('Orders', '111122223333'), ...stack('Bills', '111122223333') },
  }),
  'cdk.out/Orders.template.json': queue(),
  'cdk.out/Bills.template.json': queue('dev'),
};
const declaring = (...entries: readonly string[]): Documents => ({
  'bulkhead.yaml': `version: 1\ndeployments:\n${entries.map(entry => `  - { ${entry} }\n`).join('')}`,
});
const orders = 'files: "cdk.out/Orders.template.json"';

const landings = (documents: Documents, path: string) =>
  snapshotOf(documents)
    .index.landingsOf(uriOf(path))
    .map(({ account, deployment: { scope, region, claims } }) => {
      const said = claims.filter(({ source }) => source === 'declared').map(({ text }) => text.parts.join(''));
      return [account ?? '-', region?.parts.join('') ?? '-', scope ?? '-', ...said].join(' ');
    });
const mixes = (documents: Documents) =>
  findings(documents)
    .filter(({ finding }) => finding.rule === 'mixed-environments' && finding.severity !== 'hint')
    .map(({ finding: { severity, message }, path }) => `${severity} ${path}: ${message}`);

describe('an account that is declared for all files', () => {
  const documents: Documents = {
    ...declaring('files: "**", account: "111122223333"'),
    'orders.yaml': 'Resources: { Q: { Type: AWS::SQS::Queue } }',
    'samconfig.toml': 'version = 0.1\n[dev.deploy.parameters]\nstack_name = "orders"\n',
    'other/bulkhead.yaml': 'version: 1\n',
    '.github/workflows/deploy.yml':
      'on: push\njobs: { a: { steps: [{ run: "aws cloudformation deploy --template-file orders.yaml" }] } }',
  };

  it.each(Object.keys(documents))('is that of what is deployed alone: %s', path => {
    expect(snapshotOf(documents).facts(uriOf(path))).toBeDefined();
    const isDeployed = path === 'orders.yaml';
    expect(landings(documents, path)).toEqual(isDeployed ? ['111122223333 - -'] : []);
  });
});

describe('an environment that is declared for a file', () => {
  const declared = { ...app, ...declaring(`${orders}, environment: production`) };

  it('leaves the account to the file', () => {
    expect(landings(declared, 'cdk.out/Orders.template.json')).toEqual(['111122223333 eu-west-1 - production']);
  });

  it('is a mix with what else lands in that account', () => {
    expect(mixes(app)).toEqual([]);
    expect(mixes(declared)).toEqual([expect.stringContaining('account `111122223333`')]);
  });

  it('with a region leaves the account too', () => {
    const elsewhere = { ...app, ...declaring(`${orders}, region: us-east-1, environment: production`) };
    expect(landings(elsewhere, 'cdk.out/Orders.template.json')).toEqual(['111122223333 us-east-1 - production']);
  });

  it('leaves each provider its account', () => {
    const provider = (alias: string, account: string) => ({ alias, allowed_account_ids: [account] });
    const of = (alias: string) => ({ name: alias, provider: `aws.${alias}` });
    const root = {
      provider: { aws: [provider('a', '111122223333'), provider('b', '444455556666')] },
      resource: { aws_sqs_queue: { a: of('a'), b: of('b') } },
    };
    const documents = {
      'main.tf.json': JSON.stringify(root),
      ...declaring('files: main.tf.json, environment: production'),
    };
    expect(landings(documents, 'main.tf.json')).toEqual([
      '111122223333 - aws.a production',
      '444455556666 - aws.b production',
    ]);
  });
});
