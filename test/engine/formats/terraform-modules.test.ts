// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's templates.
import { expect, test } from 'vitest';
import { resourceIn, shown } from '../../support/facts';
import { configured, type Files, factsIn, uriOf } from '../../support/terraform';

function landings(files: Files, path = Object.keys(files)[0]!): readonly string[] {
  return factsIn(files, path)!.deployments.map(({ document, scope, account, region, claims, parameters }) => {
    const said = claims.map(({ source, text }) => `${source} ${shown(text)}`);
    const given = Object.entries(parameters).map(([name, text]) => `${name}=${shown(text)}`);
    const words = [scope, shown(account) ?? 'somewhere', shown(region), ...said, ...given].filter(
      word => word !== undefined,
    );
    return `${document.slice(uriOf('').length)}: ${words.join(', ')}`;
  });
}

test.each<[object, string]>([
  [{ aws: { allowed_account_ids: ['111122223333'] } }, 'aws, 111122223333'],
  [{ aws: [{ allowed_account_ids: ['111122223333', '444455556666'] }] }, 'aws, somewhere'],
  [
    { aws: { assume_role: { role_arn: 'arn:aws:iam::111122223333:role/x' }, region: 'eu-west-1' } },
    'aws, 111122223333, eu-west-1',
  ],
  [{ aws: { assume_role: [{ role_arn: 'arn:aws:iam::${var.account}:role/x' }] } }, 'aws, ${var.account: parameter}'],
  [{ aws: { alias: 'prod', profile: 'acme-prod' } }, 'aws.prod, somewhere, deployment prod, deployment acme-prod'],
  [{ aws: { default_tags: { tags: { env: 'dev', Owner: 'me' } } } }, 'aws, somewhere, default-tag dev'],
  [{ aws: { default_tags: [{ tags: '${local.tags}' }] } }, 'aws, somewhere, default-tag prod'],
])('a provider %j lands in %s', (provider, expected) => {
  const locals = { tags: { Environment: 'prod' } };
  expect(landings({ 'main.tf.json': { provider, locals } })).toEqual([`main.tf.json: ${expected}`]);
});

test('providers of others have no account', () => {
  expect(landings({ 'main.tf.json': { provider: { google: {}, random: {} } } })).toEqual([]);
});

test('the documents of a folder are one module: a provider of one lands them all', () => {
  const files: Files = {
    'prod/providers.tf.json': { provider: { aws: { region: 'eu-west-1' } } },
    'prod/main.tf.json': { resource: { aws_s3_bucket: { b: { bucket: '${local.name}', provider: 'aws.x' } } } },
    'prod/locals.tf.json': { locals: { name: '${var.name}' }, variable: { name: { default: 'a' }, secret: {} } },
    'prod/terraform.tfvars.json': { name: 'b', unknown: 1 },
    'prod/z.auto.tfvars.json': { name: 'orders-prod' },
    'dev/terraform.tfvars.json': { name: 'orders-dev' },
  };
  expect(landings(files)).toEqual([
    'prod/locals.tf.json: aws, somewhere, eu-west-1, var.name=orders-prod',
    'prod/main.tf.json: aws, somewhere, eu-west-1, var.name=orders-prod',
    'prod/providers.tf.json: aws, somewhere, eu-west-1, var.name=orders-prod',
  ]);
  const bucket = resourceIn(factsIn(files, 'prod/main.tf.json')!, 'aws_s3_bucket.b');
  expect([shown(bucket.name), bucket.scope]).toEqual(['${var.name: parameter=orders-prod}', 'aws.x']);
});

test('a module lands where the providers land that are handed to it, with what is given to it', () => {
  const files: Files = {
    'main.tf.json': {
      provider: { aws: [{ region: 'eu-west-1' }, { alias: 'prod', allowed_account_ids: ['111122223333'] }] },
      module: {
        dev: { source: './orders', env: 'dev', list: ['x'] },
        prod: { source: './orders/', env: '${local.env}', providers: { aws: 'aws.prod', 'aws.logs': '${aws.prod}' } },
        none: { source: './orders', count: 0 },
        registry: { source: 'terraform-aws-modules/vpc/aws', tags: { Stage: 'dev' } },
        null: { source: 'cloudposse/label/null' },
      },
      locals: { env: 'prod' },
    },
    'orders/main.tf.json': {},
    'orders/more.tf.json': {},
  };
  expect(landings(files).slice(2)).toEqual([
    'orders/main.tf.json: aws, somewhere, eu-west-1, module dev, module dev, var.env=dev, var.list[0]=x',
    'orders/more.tf.json: aws, somewhere, eu-west-1, module dev, module dev, var.env=dev, var.list[0]=x',
    'orders/main.tf.json: aws, 111122223333, deployment prod, module prod, module prod, var.env=prod',
    'orders/more.tf.json: aws, 111122223333, deployment prod, module prod, module prod, var.env=prod',
    'orders/main.tf.json: aws.logs, 111122223333, deployment prod, module prod, module prod, var.env=prod',
    'orders/more.tf.json: aws.logs, 111122223333, deployment prod, module prod, module prod, var.env=prod',
    '.terraform/modules/registry/: aws, somewhere, eu-west-1, module registry, module dev, var.tags.Stage=dev',
  ]);
});

test('outputs of local modules are what they are in the module, for this call', () => {
  const files: Files = {
    'main.tf.json': {
      module: { m: { source: './m', env: 'prod' }, n: { source: './m', for_each: { a: 1 }, env: 'dev' } },
      resource: {
        aws_iam_role_policy_attachment: {
          role: { role: '${module.m.role}', policy_arn: '${module.m.policy_arn}' },
          name: { role: '${module.m.name}', policy_arn: '${module.n["a"].name}-${module.m.none}' },
        },
        aws_iam_policy: { p: { policy: '${module.m.json}' } },
      },
    },
    'm/main.tf.json': {
      variable: { env: {} },
      resource: { aws_iam_role: { r: { name: '${var.env}-app' } }, aws_iam_policy: { p: {} } },
      data: {
        aws_iam_policy_document: { d: { statement: { actions: ['s3:*'], resources: ['arn:aws:s3:::${var.env}/*'] } } },
      },
      output: {
        role: { value: '${aws_iam_role.r.name}' },
        name: { value: '${var.env}-app' },
        policy_arn: { value: '${aws_iam_policy.p.arn}' },
        json: { value: '${data.aws_iam_policy_document.d.json}' },
      },
    },
  };
  const facts = factsIn(files)!;
  const attachments = facts.resources.flatMap(({ attachedTo, attached }) => [
    ...attachedTo.map(shown),
    ...attached.map(({ policy }) => shown(policy)),
  ]);
  expect(attachments).toEqual([
    '${module.m.role (aws_iam_role.r.name): reference in prod-app -> aws_iam_role.r name}',
    '${module.m.policy_arn (aws_iam_policy.p.arn): reference -> aws_iam_policy.p arn}',
    'prod-app',
    'dev-app-${module.m.none: opaque}',
  ]);
  const [resource] = resourceIn(facts, 'aws_iam_policy.p').grants[0]!.resources.list;
  expect([shown(resource), resource!.at.uri]).toEqual(['arn:aws:s3:::prod/*', uriOf('m/main.tf.json')]);
});

test('modules that call themselves or each other end', () => {
  const module = { m: { source: './', x: '${module.m.x}' }, n: { source: '../b', x: '${module.n.x}' } };
  const output = { x: { value: '${module.m.x}-${module.n.x}-${var.x}' } };
  const files: Files = {
    'a/main.tf.json': {
      module,
      output,
      locals: { x: '${module.m.x}' },
      resource: { aws_s3_bucket: { b: { bucket: '${local.x}' } } },
    },
    'b/main.tf.json': { module: { m: { source: '../a' }, n: { source: '../a' } }, output },
  };
  expect(factsIn(files)!.resources).toHaveLength(1);
});

test('account ids that the text writes out are told once', () => {
  const facts = configured({
    provider: { aws: { allowed_account_ids: ['444455556666'] } },
    locals: {
      a: 'arn:aws:iam::111122223333:role/a',
      b: ['arn:aws:iam::111122223333:role/b arn:aws:sqs:eu-west-1:777788889999:q'],
      c: '111122223333',
    },
  });
  expect(facts.accounts.map(({ id, at }) => `${id} ${at.path.join('/')}`)).toEqual([
    '444455556666 provider/aws/allowed_account_ids/0',
    '111122223333 locals/a',
    '777788889999 locals/b/0',
  ]);
});
