// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's templates.
/** Where Terraform's documents land: by files of variables, by workspaces and folders, by what modules are given. */
import { describe, expect, it, test } from 'vitest';
import { shown } from '../../support/facts';
import { type Files, factsIn, uriOf } from '../../support/terraform';
import { type Documents, findings, snapshotOf, uriOf as workspaceUri } from '../../support/workspace';

function landings(files: Files, path: string): readonly string[] {
  return factsIn(files, path)!.deployments.map(({ document, scope, account, claims, parameters }) => {
    const said = claims.map(({ source, text, key }) => [source, key, shown(text)].filter(word => word).join(' '));
    const given = Object.entries(parameters).map(([name, text]) => `${name}=${shown(text)}`);
    const words = [document.slice(uriOf('').length), scope, shown(account) ?? 'somewhere', ...said, ...given];
    return words.filter(word => word !== undefined).join(', ');
  });
}

function claims(files: Files, path: string): readonly string[] {
  return factsIn(files, path)!.claims.map(({ source, text, key }) =>
    [source, key, shown(text)].filter(word => word).join(' '),
  );
}

const main = {
  provider: { aws: { assume_role: { role_arn: 'arn:aws:iam::${local.accounts[var.env]}:role/deploy' } } },
  variable: { env: {}, size: { default: 'small' }, unused: {} },
  locals: { accounts: { dev: '111122223333', prod: '444455556666' } },
  resource: { aws_s3_bucket: { b: { bucket: 'orders-${var.env}' } } },
};

describe('files of variables', () => {
  it('are each a deployment, with the account that they choose', () => {
    const files = {
      'main.tf.json': main,
      'dev.tfvars.json': { env: 'dev' },
      'prod.tfvars.json': { env: 'prod', size: 'big' },
    };
    expect(landings(files, 'main.tf.json')).toEqual([
      'main.tf.json, aws, 111122223333, deployment env dev, deployment dev, var.env=dev',
      'main.tf.json, aws, 444455556666, deployment env prod, deployment prod, var.env=prod, var.size=big',
    ]);
  });

  it('that are always loaded are part of each', () => {
    const files = {
      'main.tf.json': main,
      'terraform.tfvars.json': { size: 'medium' },
      'x.auto.tfvars.json': { env: 'none' },
      'prod.tfvars.json': { env: 'prod' },
    };
    expect(landings(files, 'main.tf.json')).toEqual([
      'main.tf.json, aws, 444455556666, deployment env prod, deployment prod, var.size=medium, var.env=prod',
    ]);
  });

  it('stand in folders of their own', () => {
    const files = { 'main.tf.json': main, 'vars/prod.tfvars.json': { env: 'prod' }, 'other/dev.tfvars.json': {} };
    expect(landings(files, 'main.tf.json')).toHaveLength(1);
  });

  it.each(['', 'envs/', 'environments/'])('stand in a folder of each environment: %sprod', holder => {
    const files = {
      'main.tf.json': main,
      [`${holder}prod/terraform.tfvars.json`]: { env: 'prod' },
      [`${holder}dev/eu.tfvars.json`]: { env: 'dev' },
    };
    expect(landings(files, 'main.tf.json')).toEqual([
      'main.tf.json, aws, 111122223333, deployment env dev, deployment dev/eu, var.env=dev',
      'main.tf.json, aws, 444455556666, deployment env prod, deployment prod, var.env=prod',
    ]);
  });

  it('are none of this configuration where their folder has its own, or where they set nothing of it', () => {
    const files = {
      'main.tf.json': main,
      'prod/main.tf.json': { variable: { env: {} } },
      'prod/terraform.tfvars.json': { env: 'prod' },
      'dev/terraform.tfvars.json': { other: 'dev' },
    };
    expect(landings(files, 'main.tf.json')).toHaveLength(1);
    expect(landings(files, 'main.tf.json')[0]).not.toContain('prod');
  });

  it('land what has no provider block too', () => {
    const { provider: _, ...rest } = main;
    const files = { 'main.tf.json': rest, 'more.tf.json': { locals: {} }, 'prod.tfvars.json': { env: 'prod' } };
    expect(landings(files, 'main.tf.json').map(one => one.split(',')[0])).toEqual(['main.tf.json', 'more.tf.json']);
    expect(landings(files, 'more.tf.json')).toEqual([]);
  });

  it.each([['[]'], ['{'], ['{"env": {"a": {"b": [{"c": {}}]}}, "size": null}'], ['']])('broken: %s', text => {
    const files = { 'main.tf.json': main, 'prod.tfvars.json': text };
    expect(factsIn(files, 'main.tf.json')!.resources).toHaveLength(1);
  });

  it('that share an account are a mix', () => {
    const files = (prod: string) => ({
      'main.tf.json': JSON.stringify({ ...main, locals: { accounts: { dev: '111122223333', prod } } }),
      'dev.tfvars.json': '{ "env": "dev" }',
      'prod.tfvars.json': '{ "env": "prod" }',
    });
    expect(mixes(files('111122223333'))).toHaveLength(1);
    expect(mixes(files('444455556666'))).toEqual([]);
  });
});

describe('variables that Terraform loads of itself', () => {
  const declared =
    'accounts:\n  - { id: "111122223333", name: p, environment: production }\n  - { id: "444455556666", name: d, environment: development }\n';
  const configured = (provider: object, more: object = {}) => ({
    'bulkhead.yaml': `version: 1\n${declared}`,
    'main.tf.json': JSON.stringify({
      variable: { account: {}, env: {}, roles: {} },
      provider: { aws: provider },
      resource: { aws_sqs_queue: { a: { tags: { Environment: 'dev' } } } },
      ...more,
    }),
  });
  const byAccount = configured({ allowed_account_ids: ['${var.account}'] });
  const account = JSON.stringify({ account: '111122223333' });

  it.each(['terraform.tfvars.json', 'x.auto.tfvars.json'])('say the account: %s', name => {
    expect(mixes({ ...byAccount, [name]: account })).toHaveLength(1);
    expect(mixes({ ...byAccount, [name]: JSON.stringify({ account: '444455556666' }) })).toEqual([]);
  });

  it('say the role that is assumed, or a list of accounts', () => {
    const byRole = configured({ assume_role: { role_arn: 'arn:aws:iam::${var.account}:role/x' } });
    expect(mixes({ ...byRole, 'terraform.tfvars.json': account })).toHaveLength(1);
    const byList = configured({ allowed_account_ids: '${var.roles}' });
    expect(mixes({ ...byList, 'terraform.tfvars.json': '{"roles": ["111122223333"]}' })).toHaveLength(1);
  });

  it('choose of what the configuration keeps by name', () => {
    const locals = { accounts: { prod: '111122223333', dev: '444455556666' } };
    const chosen = configured({ allowed_account_ids: ['${local.accounts[var.env]}'] }, { locals });
    expect(mixes({ ...chosen, 'terraform.tfvars.json': '{"env": "prod"}' })).toHaveLength(1);
    expect(mixes({ ...chosen, 'terraform.tfvars.json': '{"env": "dev"}' })).toEqual([]);
  });

  it('hold for modules that are called', () => {
    const { 'main.tf.json': root, ...settings } = byAccount;
    const { resource, ...rest } = JSON.parse(root) as { resource: object };
    const calling = {
      ...settings,
      'main.tf.json': JSON.stringify({ ...rest, module: { orders: { source: './orders' } } }),
      'orders/main.tf.json': JSON.stringify({ resource }),
    };
    expect(mixes({ ...calling, 'terraform.tfvars.json': account })).toHaveLength(1);
    expect(mixes(calling)).toEqual([]);
  });

  it('give way to what a pipeline says on the command line', () => {
    const workflow = (option: string) =>
      `on: push\njobs:\n  d:\n    runs-on: u\n    steps:\n      - uses: aws-actions/configure-aws-credentials@v4\n        with: { role-to-assume: "arn:aws:iam::444455556666:role/ci", aws-region: x }\n      - run: terraform apply -auto-approve${option}\n`;
    const deployed = (option: string) =>
      mixes({ ...byAccount, 'terraform.tfvars.json': account, '.github/workflows/d.yml': workflow(option) });
    expect(deployed('')).toHaveLength(1);
    expect(deployed(' -var account=444455556666')).toEqual([]);
  });
});

function mixes(documents: Documents): readonly string[] {
  return findings(documents).flatMap(({ finding }) => (finding.rule === 'mixed-environments' ? [finding.message] : []));
}

describe('modules', () => {
  const module = (argument: object) => ({
    'main.tf.json': { module: { orders: { source: './orders', ...argument } } },
    'orders/main.tf.json': { resource: { aws_sqs_queue: { q: {} } } },
  });

  it('say an environment by an argument alone', () => {
    expect(landings(module({ environment: 'prod', size: 'x' }), 'main.tf.json')).toEqual([
      'orders/main.tf.json, aws, somewhere, module orders, module environment prod, var.environment=prod, var.size=x',
    ]);
  });

  it('are made once for each key', () => {
    const repeated = {
      for_each: { dev: { size: 1 }, prod: { size: 2 } },
      size: '${each.value.size}',
      env: '${each.key}',
    };
    expect(landings(module(repeated), 'main.tf.json')).toEqual([
      'orders/main.tf.json, aws, somewhere, module orders, module dev, module env dev, var.size=1, var.env=dev',
      'orders/main.tf.json, aws, somewhere, module orders, module prod, module env prod, var.size=2, var.env=prod',
    ]);
    const set = { for_each: '${toset(["dev", "prod"])}', env: '${each.value}' };
    expect(landings(module(set), 'main.tf.json')).toHaveLength(2);
    expect(landings(module({ for_each: '${var.all}', env: '${each.key}' }), 'main.tf.json')).toHaveLength(1);
  });

  it('of two keys with one provider are a mix', () => {
    const files = module({ for_each: '${toset(["dev", "prod"])}', env: '${each.key}' });
    const texts = Object.fromEntries(
      Object.entries({ 'p.tf.json': { provider: { aws: { allowed_account_ids: ['111122223333'] } } }, ...files }).map(
        ([path, value]) => [path, JSON.stringify(value)],
      ),
    );
    expect(mixes(texts)).toHaveLength(1);
  });
});

test.each<[string, object, number]>([
  ['a set', { for_each: '${toset(["dev", "prod"])}', bucket: 'orders-${each.key}' }, 1],
  ['the values of a set', { for_each: '${toset(["dev", "prod"])}', bucket: 'orders-${each.value}' }, 1],
  ['a map', { for_each: { a: { env: 'dev' }, b: { env: 'prod' } }, tags: { Environment: '${each.value.env}' } }, 1],
  ['one environment', { for_each: '${toset(["dev1", "dev2"])}', bucket: 'orders-${each.key}' }, 0],
  ['other words', { for_each: '${toset(["a", "b"])}', bucket: 'orders-${each.key}' }, 0],
])('a resource for each of %s is what it says of each', (_, bucket, expected) => {
  const text = JSON.stringify({ resource: { aws_s3_bucket: { b: bucket } } });
  expect(mixes({ 'main.tf.json': text })).toHaveLength(expected);
});

describe('folders', () => {
  const state = { version: 4, terraform_version: '1.11.4', lineage: 'x', resources: [] };
  const plain = { resource: { aws_s3_bucket: { b: {} } } };

  it.each<[string, object, readonly string[]]>([
    ['terraform.tfstate.d/prod/terraform.tfstate', state, ['workspace prod']],
    ['states/env:/prod/orders.tfstate', state, ['workspace prod']],
    ['prod/terraform.tfstate', state, []],
    ['envs/prod/main.tf.json', plain, ['path folder envs/prod']],
    ['environments/dev/orders/main.tf.json', plain, ['path folder environments/dev']],
    ['environments/main.tf.json', plain, []],
    ['prod/main.tf.json', plain, []],
    ['prod/very/far/down/in/it/main.tf.json', plain, []],
  ])('%s', (path, content, expected) => {
    expect(claims({ [path]: content }, path)).toEqual(expected);
  });

  it('beside each other are environments', () => {
    const files = { 'prod/main.tf.json': plain, 'dev/main.tf.json': plain };
    expect(claims(files, 'prod/main.tf.json')).toEqual(['path folder prod']);
    expect(claims({ ...files, 'orders/main.tf.json': plain }, 'orders/main.tf.json')).toEqual([]);
  });

  it('of two environments with one account are a mix', () => {
    const landed = (account: string) =>
      JSON.stringify({ provider: { aws: { allowed_account_ids: [account] } }, ...plain });
    const documents = (other: string) => ({
      'envs/prod/main.tf.json': landed('111122223333'),
      'envs/dev/main.tf.json': landed(other),
    });
    expect(mixes(documents('111122223333'))).toHaveLength(1);
    expect(mixes(documents('444455556666'))).toEqual([]);
  });
});

test('a backend says by its words what is deployed', () => {
  const s3 = { bucket: 'acme-prod-states', key: 'orders.tfstate', role_arn: 'arn:aws:iam::111122223333:role/prod-ci' };
  const backend = { s3: { ...s3, profile: 'acme-prod', region: 'eu-west-1' } };
  expect(claims({ 'main.tf.json': { terraform: { backend } } }, 'main.tf.json')).toEqual([
    'path key orders.tfstate',
    'path bucket acme-prod-states',
    'path role_arn arn:aws:iam::111122223333:role/prod-ci',
    'path profile acme-prod',
  ]);
});

test('a role that is assumed with a web identity says the account', () => {
  const assumed = { assume_role_with_web_identity: { role_arn: 'arn:aws:iam::111122223333:role/ci' } };
  expect(landings({ 'main.tf.json': { provider: { aws: assumed } } }, 'main.tf.json')).toEqual([
    'main.tf.json, aws, 111122223333',
  ]);
});

describe('stacks of CloudFormation', () => {
  const template = 'Resources: { Q: { Type: AWS::SQS::Queue } }';
  const file = '${file("${path.module}/orders.yaml")}';

  it('land where the configuration lands', () => {
    const files = {
      'main.tf.json': {
        provider: { aws: { allowed_account_ids: ['111122223333'] } },
        resource: {
          aws_cloudformation_stack: {
            s: { name: 'orders-prod', template_body: file, parameters: { Environment: 'prod', Size: '${var.size}' } },
            other: { name: 'x', template_url: 'https://s3.amazonaws.com/x/y.yaml' },
          },
        },
      },
      'orders.yaml': template,
    };
    expect(landings(files, 'main.tf.json')).toContain(
      'orders.yaml, 111122223333, stack-name orders-prod, deployment Environment prod, Environment=prod, Size=${var.size: parameter}',
    );
  });

  it('of a set land in the accounts of its instances', () => {
    const files = {
      'main.tf.json': {
        resource: {
          aws_cloudformation_stack_set: {
            s: { name: 'orders', template_body: '${templatefile("orders.yaml", {})}', parameters: { Env: 'dev' } },
            's(': { name: 'no-name', template_body: '${file("orders.yaml")}' },
          },
          aws_cloudformation_stack_set_instance: {
            a: { stack_set_name: '${aws_cloudformation_stack_set.s.name}', account_id: '111122223333' },
          },
          aws_cloudformation_stack_instances: {
            b: {
              stack_set_name: '${aws_cloudformation_stack_set.s.name}',
              accounts: ['444455556666'],
              parameter_overrides: { Env: 'prod' },
            },
            c: { stack_set_name: '${aws_cloudformation_stack_set.other.name}', accounts: ['777788889999'] },
            d: { stack_set_name: '${aws_cloudformation_stack_set.s-2.name}', accounts: ['888899990000'] },
          },
        },
      },
      'orders.yaml': template,
    };
    expect(landings(files, 'main.tf.json')).toEqual([
      'orders.yaml, 111122223333, deployment Env dev, Env=dev',
      'orders.yaml, 444455556666, deployment Env prod, Env=prod',
    ]);
  });

  test('a template that is a text of the configuration is told not to be read', () => {
    const body = (text: string) =>
      snapshotOf({
        'main.tf.json': JSON.stringify({ resource: { aws_cloudformation_stack_set: { s: { template_body: text } } } }),
      }).problems(workspaceUri('main.tf.json'));
    const resources = '{"Resources":{"R":{"Type":"AWS::IAM::Role"}}}';
    for (const text of [resources, '${jsonencode({ Resources = {} })}'])
      expect(body(text)).toMatchObject([
        { severity: 'information', message: expect.stringMatching(/nothing is checked/) },
      ]);
    expect(body('${file("orders.yaml")}')).toEqual([]);
  });
});

test('a module shares the landings of the provider that it is handed, and of no other', () => {
  const files = {
    'main.tf.json': JSON.stringify({
      provider: {
        aws: [
          { alias: 'dev', profile: 'dev' },
          { alias: 'prod', profile: 'prod' },
        ],
      },
      module: { orders: { source: './orders', providers: { aws: 'aws.prod' } } },
    }),
    'orders/main.tf.json': JSON.stringify({ resource: { aws_sqs_queue: { q: {} } } }),
  };
  const { index } = snapshotOf(files);
  expect(index.landingsOf(workspaceUri('orders/main.tf.json'))).toHaveLength(1);
  const [queue] = index.document(workspaceUri('orders/main.tf.json'))!.resources;
  expect(index.environmentOf(queue!)?.name).toBe('production');
});
