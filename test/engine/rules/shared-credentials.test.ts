import { describe, expect, it } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

/** What `mixed-environments` says: severity, path and message. */
function said(documents: Documents): readonly string[] {
  return findings(documents)
    .filter(({ finding }) => finding.rule === 'mixed-environments')
    .map(({ finding, path }) => `${finding.severity} ${path} ${finding.message}`);
}

describe('files of variables of one Terraform root', () => {
  const root = (provider: object, more: object = {}): Documents => ({
    'main.tf.json': JSON.stringify({
      provider: { aws: provider },
      variable: { env: {}, accounts: { default: [] } },
      resource: { aws_sqs_queue: { q: { name: 'orders-${var.env}' } } },
      ...more,
    }),
    'prod.tfvars.json': '{ "env": "prod" }',
    'dev.tfvars.json': '{ "env": "dev" }',
  });

  it.each([
    ['nothing says the account', { region: 'eu-west-1' }],
    ['each has its profile', { profile: '${var.env}' }],
    ['two accounts are allowed', { allowed_account_ids: ['111122223333', '444455556666'] }],
    ['the account is a variable', { assume_role: { role_arn: 'arn:aws:iam::${var.account}:role/x' } }],
  ])('may each be applied in an account of its own: %s', (_, provider) => {
    expect(said(root(provider))).toEqual([]);
  });

  it('are of one account where the provider says it, or has one profile', () => {
    expect(said(root({ allowed_account_ids: ['111122223333'] }))).toEqual([
      expect.stringContaining('in account `111122223333`'),
    ]);
    expect(said(root({ profile: 'acme' }))).toEqual([
      expect.stringMatching(/^warning .*deployed with the same profile, so into one account/),
    ]);
  });

  it('do not keep apart what is made whichever of them is chosen', () => {
    const tags = { default_tags: { tags: { Environment: '${var.env}' } } };
    const archive = { module: { archive: { source: './archive', environment: 'prod' } } };
    const documents = {
      ...root(tags, archive),
      'archive/main.tf.json': JSON.stringify({
        variable: { environment: {} },
        resource: { aws_s3_bucket: { b: { tags: { Environment: '${var.environment}' } } } },
      }),
    };
    expect(said(documents)).toEqual([expect.stringMatching(/^warning .*made by the same provider/)]);
  });
});

describe('one profile of the command line', () => {
  const template = JSON.stringify({ Resources: { Q: { Type: 'AWS::SQS::Queue' } } });
  const samconfig = (profiles: Readonly<Record<string, string>>) =>
    ['version = 0.1']
      .concat(
        Object.entries(profiles).map(
          ([name, profile]) => `[${name}.deploy.parameters]\nprofile = "${profile}"\nstack_name = "orders-${name}"`,
        ),
      )
      .join('\n');
  const sam = (profiles: Readonly<Record<string, string>>): Documents => ({
    'template.json': template,
    'samconfig.toml': samconfig(profiles),
  });
  const sharing = expect.stringMatching(
    /^warning samconfig.toml .*deployed with the same profile, so into one account/,
  );

  it('is one account, whichever it is', () => {
    expect(said(sam({ dev: 'acme', prod: 'acme' }))).toEqual([sharing]);
  });

  it('is one for all projects of the workspace', () => {
    const documents = {
      'a/template.json': template,
      'a/samconfig.toml': samconfig({ dev: 'acme' }),
      'b/template.json': template,
      'b/samconfig.toml': samconfig({ prod: 'acme' }),
    };
    expect(said(documents)).toEqual([expect.stringMatching(/^warning a\/template.json .*with the same profile/)]);
  });

  it('is none where the profiles differ, or is what each machine makes of it', () => {
    expect(said(sam({ dev: 'acme-1', prod: 'acme-2' }))).toEqual([]);
    expect(said(sam({ dev: 'default', prod: 'default' }))).toEqual([]);
  });

  it('is the account that bulkhead.yaml says it is', () => {
    const settings = 'version: 1\naccounts: [{ id: "111122223333", environment: shared, profiles: [acme] }]\n';
    expect(said({ ...sam({ dev: 'acme', prod: 'acme' }), 'bulkhead.yaml': settings })).toEqual([]);
  });

  it('leaves what one stack mixes by itself as certain as it is', () => {
    const tagged = (value: string) => ({
      Type: 'AWS::SQS::Queue',
      Properties: { Tags: [{ Key: 'Environment', Value: value }] },
    });
    const documents = {
      'template.json': JSON.stringify({ Resources: { A: tagged('dev'), B: tagged('prod'), C: tagged('prod') } }),
      'samconfig.toml': samconfig({ dev: 'acme' }),
    };
    expect(said(documents)).toEqual([expect.stringMatching(/^error template.json .*in one stack/)]);
  });
});
