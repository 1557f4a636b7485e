// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's templates.
/** A side of a mix is who is made there: what speaks for nobody is none, and what is made elsewhere counts by what is said of it. */
import { describe, expect, it, test } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

/** Severity, path and the text under the squiggle. */
function mixes(documents: Documents): readonly string[] {
  return findings(documents)
    .filter(({ finding }) => finding.rule === 'mixed-environments')
    .map(({ finding, path, text }) => `${finding.severity} ${path} ${text}`);
}

function terraform(files: Readonly<Record<string, object>>): Documents {
  return Object.fromEntries(Object.entries(files).map(([path, json]) => [path, JSON.stringify(json)]));
}

const queue = { resource: { aws_sqs_queue: { q: { name: 'orders' } } } };
const monitor = { resource: { datadog_monitor: { m: { name: 'orders' } } } };

describe('what speaks for nobody', () => {
  const calling = (module: object) =>
    terraform({
      'main.tf.json': {
        provider: { aws: {}, datadog: {} },
        module: { prod: { source: './m' }, dev: { source: './m' } },
      },
      'm/main.tf.json': module,
    });

  test('are modules with nothing of AWS in them', () => {
    expect(mixes(calling(queue))).toEqual(['warning main.tf.json "dev"']);
    expect(mixes(calling(monitor))).toEqual([]);
    expect(mixes(calling({ output: { name: { value: 'orders' } } }))).toEqual([]);
  });

  const tagging = (others: object) =>
    terraform({
      'main.tf.json': {
        provider: { aws: { default_tags: { tags: { Environment: 'dev' } } } },
        resource: {
          aws_sqs_queue: { a: { tags: { Environment: 'prod' } }, b: { tags: { Environment: 'prod' } } },
          ...others,
        },
      },
    });

  test('is a default tag that every resource overrides', () => {
    expect(mixes(tagging({}))).toEqual([]);
    expect(mixes(tagging({ aws_sns_topic: { silent: {} } }))).toEqual(['warning main.tf.json "silent"']);
  });

  it('is not what bulkhead.yaml says, for that is what tags are held against', () => {
    const settings = 'version: 1\ndeployments:\n  - { files: "*.json", environment: development }\n';
    const tagged = {
      Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { Tags: [{ Key: 'Env', Value: 'prod' }] } } },
    };
    expect(mixes({ 'a.json': JSON.stringify(tagged), 'bulkhead.yaml': settings })).toHaveLength(1);
  });
});

describe('modules of Terraform', () => {
  const root = (modules: object, aws: object = {}) => ({ provider: { aws }, module: modules });
  const both = (source: string) => ({ prod: { source }, dev: { source } });

  it('that only call others live where these do', () => {
    const documents = terraform({
      'main.tf.json': root(both('./wrapper')),
      'wrapper/main.tf.json': { module: { inner: { source: '../inner' } } },
      'inner/main.tf.json': queue,
    });
    expect(mixes(documents)).toEqual(['warning main.tf.json "dev"']);
    const nothing = { ...documents, 'inner/main.tf.json': JSON.stringify(monitor) };
    expect(mixes(nothing)).toEqual([]);
  });

  it('that others call are told of where the credential is chosen, once', () => {
    const wrapper = { module: both('../inner') };
    const files = { 'wrapper/main.tf.json': wrapper, 'inner/main.tf.json': queue };
    expect(mixes(terraform(files))).toEqual(['warning wrapper/main.tf.json "dev"']);
    const called = root({ orders: { source: './wrapper' } });
    expect(mixes(terraform({ ...files, 'main.tf.json': called }))).toEqual(['warning wrapper/main.tf.json "dev"']);
    const known = root({ orders: { source: './wrapper' } }, { allowed_account_ids: ['111122223333'] });
    expect(mixes(terraform({ ...files, 'main.tf.json': known }))).toEqual(['error wrapper/main.tf.json "dev"']);
  });

  it('live in the account to which bulkhead.yaml sends what calls them', () => {
    const files = terraform({ 'main.tf.json': root(both('./m')), 'm/main.tf.json': queue });
    const settings = 'version: 1\ndeployments:\n  - { files: main.tf.json, account: "111122223333" }\n';
    expect(mixes({ ...files, 'bulkhead.yaml': settings })).toEqual(['error main.tf.json "dev"']);
  });

  it('live in the accounts in which files of variables make their root', () => {
    const aws = { assume_role: { role_arn: 'arn:aws:iam::${var.account}:role/deploy' } };
    const files = terraform({
      'main.tf.json': { ...root(both('./m'), aws), variable: { account: {} } },
      'm/main.tf.json': queue,
      'one.tfvars.json': { account: '111122223333' },
      'two.tfvars.json': { account: '444455556666' },
    });
    expect(mixes(files)).toEqual(['error main.tf.json "dev"']);
  });
});

describe('modules that are not in the workspace', () => {
  const calls = (module: object, more: object = { provider: { aws: {} } }) =>
    terraform({ 'main.tf.json': { ...more, module: { prod: module, dev: module } } });

  test.each([
    ['of a registry', 'terraform-aws-modules/sqs/aws'],
    ['of a registry of your own, a part of it', 'app.terraform.io/acme/orders/aws//modules/queue'],
    ['of a repository', 'git::https://git.example.com/terraform-aws-orders.git?ref=v1'],
    ['of a repository, a part of it', 'git@git.example.com:acme/modules.git//orders'],
    ['of an archive', 's3::https://s3-eu-west-1.amazonaws.com/acme/orders.zip'],
  ])('%s share the provider of who calls them', (_, source) => {
    expect(mixes(calls({ source }))).toEqual(['warning main.tf.json "dev"']);
  });

  test('share the account of who calls them', () => {
    const aws = { allowed_account_ids: ['111122223333'] };
    const source = 'terraform-aws-modules/sqs/aws';
    expect(mixes(calls({ source }, { provider: { aws } }))).toEqual(['error main.tf.json "dev"']);
    const wrapper = { module: { queue: { source } } };
    const files = terraform({
      'main.tf.json': { provider: { aws }, module: { prod: { source: './m' }, dev: { source: './m' } } },
      'm/main.tf.json': wrapper,
    });
    expect(mixes(files)).toEqual(['error main.tf.json "dev"']);
  });

  test('say their environment by what they are given', () => {
    const module = (environment: string) => ({
      source: 'terraform-aws-modules/sqs/aws',
      tags: { Environment: environment },
    });
    const files = terraform({
      'main.tf.json': { provider: { aws: {} }, module: { a: module('prod'), b: module('dev') } },
    });
    expect(mixes(files)).toEqual(['warning main.tf.json "dev"']);
  });

  test.each([
    ['of another provider', 'cloudposse/label/null'],
    ['of a repository for another provider', 'github.com/acme/terraform-datadog-monitors'],
    ['that make accounts', 'git::https://git.example.com/acme/account-factory.git'],
    ['that assign people', 'acme/sso-permission-sets/aws'],
    ['of a folder that is not there', './missing'],
  ])('%s are no mix', (_, source) => {
    expect(mixes(calls({ source }))).toEqual([]);
  });

  test('are of AWS where nothing says so only if all that calls them is', () => {
    const source = 'git::https://git.example.com/acme/modules.git//orders';
    expect(mixes(calls({ source }, { provider: { aws: {}, datadog: {} } }))).toEqual([]);
    expect(mixes(calls({ source }, {}))).toEqual([]);
    const handed = { source, providers: { aws: 'aws' } };
    expect(mixes(calls(handed, { provider: { aws: {}, datadog: {} } }))).toEqual(['warning main.tf.json "dev"']);
  });
});

describe('one template, nested', () => {
  const nesting = (stacks: Readonly<Record<string, readonly [string, unknown]>>, parameters?: object) => {
    const resources = Object.entries(stacks).map(([id, [file, environment]]) => [
      id,
      {
        Type: 'AWS::CloudFormation::Stack',
        Properties: { TemplateURL: file, Parameters: { Environment: environment } },
      },
    ]);
    return JSON.stringify({
      ...(parameters ? { Parameters: parameters } : {}),
      Resources: Object.fromEntries(resources),
    });
  };
  const open = { Environment: { Type: 'String' } };
  const tags = [{ Key: 'Environment', Value: { Ref: 'Environment' } }];
  const child = JSON.stringify({
    Parameters: open,
    Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { Tags: tags } } },
  });
  const middle = nesting({ Child: ['./child.json', { Ref: 'Environment' }] }, open);
  const both = (file: string) => nesting({ P: [file, 'prod'], D: [file, 'dev'] });

  it('twice with two environments is as much a mix as two templates of the same content', () => {
    expect(mixes({ 'child.json': child, 'parent.json': both('./child.json') })).toHaveLength(1);
    const copies = nesting({ P: ['./child.json', 'prod'], D: ['./copy.json', 'dev'] });
    expect(mixes({ 'child.json': child, 'copy.json': child, 'parent.json': copies })).toHaveLength(1);
  });

  it('further down is made as often as what nests it', () => {
    const documents = { 'child.json': child, 'middle.json': middle, 'parent.json': both('./middle.json') };
    expect(mixes(documents)).toEqual(['error parent.json "dev"']);
  });

  it('in two trees of accounts that nobody knows is none', () => {
    const trees = {
      'one.json': nesting({ M: ['./middle.json', 'prod'] }),
      'two.json': nesting({ M: ['./middle.json', 'dev'] }),
    };
    expect(mixes({ 'child.json': child, 'middle.json': middle, ...trees })).toEqual([]);
  });

  it('leads to where it is nested', () => {
    const [mix] = findings({ 'child.json': child, 'parent.json': both('./child.json') });
    expect(mix?.finding.related.map(({ message }) => message)).toEqual(
      expect.arrayContaining(['`D` nests `child.json`', '`P` nests `child.json`']),
    );
  });

  it('very often is read to an end', () => {
    const wide = (file: string) => {
      const stacks = Array.from({ length: 30 }, (_, i) => [`S${i}`, [file, i === 7 ? 'prod' : 'dev'] as const]);
      return nesting(Object.fromEntries(stacks));
    };
    const files = { 'wide.json': wide('./a.json'), 'a.json': wide('./b.json'), 'b.json': wide('./c.json') };
    expect(mixes({ ...files, 'c.json': wide('./child.json'), 'child.json': child })).toEqual([
      'error wide.json "prod"',
    ]);
  });
});

describe('what is said to be of two environments', () => {
  const samconfig = (prodTag: string, devTag = 'dev') => `version = 0.1
[prod.deploy.parameters]
stack_name = "orders-prod"
tags = "Environment=${prodTag}"
role_arn = "arn:aws:iam::111122223333:role/deploy"
[dev.deploy.parameters]
stack_name = "orders-dev"
tags = "Environment=${devTag}"
role_arn = "arn:aws:iam::111122223333:role/deploy"
`;
  const template = JSON.stringify({ Resources: { Q: { Type: 'AWS::SQS::Queue' } } });
  const stacks = (...tags: readonly [string, string?]) => ({
    'template.json': template,
    'samconfig.toml': samconfig(...tags),
  });

  it('does not hide a mix with others, and is told with both', () => {
    const [mix, ...others] = findings(stacks('dev')).filter(({ finding }) => finding.rule === 'mixed-environments');
    expect(others).toEqual([]);
    expect(mix?.finding.severity).toBe('warning');
    expect(mix?.finding.message).toContain(
      '`orders-prod` is production (deployed as `prod`) in account `111122223333`',
    );
    expect(mix?.finding.related.map(({ message }) => message)).toContain(
      "but `orders-prod` may be development: the stack's tag `Environment` is `dev`",
    );
  });

  it('is no mix with itself', () => {
    const alone = samconfig('dev').slice(0, samconfig('dev').indexOf('[dev.'));
    expect(mixes({ 'template.json': template, 'samconfig.toml': alone })).toEqual([]);
  });

  it('is told once where others are of both', () => {
    const manifest = JSON.stringify({
      version: '55.0.0',
      artifacts: {
        Bills: {
          type: 'aws:cloudformation:stack',
          environment: 'aws://111122223333/eu-west-1',
          properties: { templateFile: 'Bills.template.json', tags: { Environment: 'prod' } },
        },
      },
    });
    const app = { 'cdk.out/manifest.json': manifest, 'cdk.out/Bills.template.json': template };
    expect(mixes({ ...stacks('dev'), ...app })).toHaveLength(1);
  });
});
