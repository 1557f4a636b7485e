/** Terraform workspaces that share an account: what makes one thing for each, and pipelines that say which they are. */
import { describe, expect, it } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

const account = '111122223333';
const main = JSON.stringify({
  provider: { aws: { region: 'eu-west-1' } },
  resource: {
    aws_sqs_queue: { q: { name: 'o-${terraform.workspace}', tags: { Environment: '${terraform.workspace}' } } },
  },
});
const owned = main.replace('"region"', `"allowed_account_ids": ["${account}"], "region"`);
const job = (name: string, workspace: string, role = account) => `  ${name}:
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: "arn:aws:iam::${role}:role/ci" }
      - run: terraform workspace select ${workspace} && terraform apply
        working-directory: infra
`;
const told = (jobs: string, text = main) => {
  const documents: Documents = { 'infra/main.tf.json': text };
  const workflow = { '.github/workflows/d.yml': `on: push\njobs:\n${jobs}` };
  return findings({ ...documents, ...(jobs === '' ? {} : workflow) }).map(
    ({ path, finding: { severity, message } }) =>
      `${path} ${severity} ${/every workspace/.test(message) ? 'each' : 'mix'}`,
  );
};

describe('two workspaces that one role makes', () => {
  it('are one mix, told once', () => {
    for (const text of [main, owned])
      expect(told(job('a', 'prod') + job('b', 'dev'), text)).toEqual(['.github/workflows/d.yml error mix']);
  });

  it('of which nobody knows the names are doubted', () => {
    const each = ['infra/main.tf.json warning each'];
    expect(told('', owned)).toEqual(each);
    expect(told(job('a', '$STAGE'), owned)).toEqual(each);
    expect(told(job('a', 'prod') + job('b', '$STAGE'))).toEqual(each);
  });

  it('in accounts of their own are none, and so is one alone', () => {
    expect(told(job('a', 'prod') + job('b', 'dev', '444455556666'))).toEqual([]);
    expect(told(job('a', 'prod'))).toEqual([]);
  });
});
