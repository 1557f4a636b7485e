/** Accounts that are known by the profile with which something is deployed. */
import { describe, expect, it } from 'vitest';
import { createWorkspace } from '../../../server/src/engine/workspace/workspace';
import { problems } from '../../support/pipeline';
import { type Documents, findings, snapshotOf, uriOf } from '../../support/workspace';

const template = 'Resources: { Q: { Type: AWS::SQS::Queue } }\n';
const declared = (...accounts: readonly string[]) => ({
  'bulkhead.yaml': `version: 1\naccounts:\n${accounts.map(one => `  - ${one}\n`).join('')}`,
});
const samconfig = (prod: string) => ({
  'template.yaml': template,
  'samconfig.toml': `[prod.deploy.parameters]\nstack_name = "orders"\nprofile = "${prod}"\n`,
});
const dev = (profile: string) => ({
  '.gitlab-ci.yml': `dev: { environment: dev, variables: { AWS_PROFILE: ${profile} }, script: [aws cloudformation deploy --template-file t.yaml --stack-name api] }\n`,
  't.yaml': template,
});
const one = '{ id: "111122223333", name: main, profiles: [orders, orders-prod] }';
const other = '{ id: "444455556666", profiles: sandbox }';
const accountsOf = (documents: Documents, path: string) =>
  snapshotOf(documents)
    .index.landingsOf(uriOf(path))
    .map(({ account }) => account);

describe('a profile that is declared for an account', () => {
  it('says where a samconfig, a pipeline and a provider of Terraform land', () => {
    const documents = {
      ...declared(one, other),
      ...samconfig('orders'),
      ...dev('sandbox'),
      'infra/main.tf.json':
        '{ "provider": { "aws": { "profile": "sandbox" } }, "resource": { "aws_sqs_queue": { "q": {} } } }',
    };
    expect(accountsOf(documents, 'template.yaml')).toEqual(['111122223333']);
    expect(accountsOf(documents, 't.yaml')).toEqual(['444455556666']);
    expect(accountsOf(documents, 'infra/main.tf.json')).toEqual(['444455556666']);
    expect(findings(documents)).toEqual([]);
  });

  it('makes a mix of two that land in its account, once, and of two in two accounts none', () => {
    const mixed = findings({ ...declared(one, other), ...samconfig('orders-prod'), ...dev('orders') });
    expect(mixed.map(({ finding }) => finding.rule)).toEqual(['mixed-environments']);
    expect(mixed[0]!.finding.message).toContain('111122223333');
    expect(findings({ ...declared(one, other), ...samconfig('orders-prod'), ...dev('sandbox') })).toEqual([]);
  });

  it('says nothing against an account that is written out', () => {
    const documents = { ...declared(one), ...samconfig('orders') };
    const role = `${documents['samconfig.toml']}role_arn = "arn:aws:iam::444455556666:role/cfn"\n`;
    expect(accountsOf({ ...documents, 'samconfig.toml': role }, 'template.yaml')).toEqual(['444455556666']);
  });

  it('of which nobody says it says nothing, whatever an account is called', () => {
    expect(
      accountsOf({ ...declared('{ id: "111122223333", name: orders }'), ...samconfig('orders') }, 'template.yaml'),
    ).toEqual([undefined]);
  });

  it('applies at once when it is declared', () => {
    const workspace = createWorkspace();
    const set = (documents: Documents) =>
      workspace.apply({ set: Object.entries(documents).map(([path, text]) => ({ uri: uriOf(path), text })) });
    const accounts = () => workspace.snapshot.index.landingsOf(uriOf('template.yaml')).map(({ account }) => account);
    const mixes = () => [...workspace.snapshot.documents()].flatMap(uri => workspace.snapshot.findings(uri));
    set({ ...samconfig('orders-prod'), ...dev('orders') });
    expect([accounts(), mixes()]).toEqual([[undefined], []]);
    set(declared(one));
    expect([accounts(), mixes().length]).toEqual([['111122223333'], 1]);
    set(declared(other));
    expect([accounts(), mixes()]).toEqual([[undefined], []]);
  });

  it('is of one account', () => {
    const documents = declared(one, '{ id: "444455556666", profiles: [orders] }');
    expect(problems(documents, 'bulkhead.yaml')).toEqual([
      'warning [orders]: two accounts have the profile `orders`; the first is taken',
    ]);
  });
});
