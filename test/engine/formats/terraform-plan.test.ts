// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's templates.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resourceIn, shown, shownStatement } from '../../support/facts';
import { factsIn } from '../../support/terraform';

interface Change {
  readonly actions?: readonly string[];
  readonly before?: object;
  readonly after?: object;
  readonly after_unknown?: object;
}

function change(address: string, { actions = ['create'], ...rest }: Change, index?: string | number): object {
  const [type, name] = address
    .replace(/^module\.[^.]*\./, '')
    .replace(/\[.*/, '')
    .replace(/^data\./, '')
    .split('.');
  const mode = address.includes('data.') ? 'data' : 'managed';
  return {
    address,
    mode,
    type,
    name,
    ...(index === undefined ? {} : { index }),
    change: { actions, before: null, ...rest },
  };
}

function planned(resource_changes: readonly object[], configuration: object = {}, rest: object = {}) {
  return factsIn({ 'plan.json': { format_version: '1.2', resource_changes, configuration, ...rest } })!;
}

function configured(address: string, expressions: object, provider_config_key = 'aws'): object {
  const [type, name] = address.replace(/^data\./, '').split('.');
  return { address, type, name, provider_config_key, expressions };
}

const references = (...names: readonly string[]) => ({ references: names });

test('what is deleted or forgotten is gone, everything else is there', () => {
  const bucket = (name: string, actions: readonly string[]) =>
    change(`aws_s3_bucket.${name}`, {
      actions,
      ...(actions[0] === 'delete' && actions.length === 1 ? {} : { after: { bucket: name } }),
    });
  const facts = planned([
    bucket('created', ['create']),
    bucket('kept', ['no-op']),
    bucket('replaced', ['delete', 'create']),
    bucket('deleted', ['delete']),
    bucket('forgotten', ['forget']),
    bucket('updated', ['update']),
  ]);
  expect(facts.resources.map(({ label }) => label)).toEqual(
    ['created', 'kept', 'replaced', 'updated'].map(name => `aws_s3_bucket.${name}`),
  );
  expect(facts.generated).toBe(true);
});

test('a policy that is known after apply is what its document says, or may be anything', () => {
  const open = { after: {}, after_unknown: { policy: true, arn: true } };
  const document = {
    statement: [{ actions: ['iam:PassRole'], resources: ['a', null], effect: null, not_actions: null }],
  };
  const facts = planned(
    [
      change('aws_iam_policy.document', open),
      change('aws_iam_policy.encoded', open),
      change('aws_iam_policy.template', open),
      change('aws_iam_policy.unsaid', open),
      change('aws_sqs_queue.computed', open),
      change('data.aws_iam_policy_document.d', {
        actions: ['read'],
        after: document,
        after_unknown: { json: true, statement: [{ actions: [false], resources: [false, true] }] },
      }),
    ],
    {
      root_module: {
        resources: [
          configured('aws_iam_policy.document', {
            policy: references('data.aws_iam_policy_document.d.json', 'data.aws_iam_policy_document.d'),
          }),
          configured('aws_iam_policy.encoded', {
            policy: references('aws_iam_role.a.arn', 'aws_iam_role.a', 'aws_iam_role.b.arn'),
          }),
          configured('aws_iam_policy.template', {
            policy: {
              constant_value:
                '${jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:*", Resource = aws_iam_policy.encoded.arn }] })}',
              references: [],
            },
          }),
          configured('aws_sqs_queue.computed', {}),
          configured('data.aws_iam_policy_document.d', {
            statement: [{ resources: references('aws_iam_policy.encoded.arn', 'aws_iam_policy.encoded') }],
          }),
        ],
      },
    },
  );
  const said = facts.resources.map(({ label, grants, trust }) => [label, ...[...grants, ...trust].map(shownStatement)]);
  expect(said).toEqual([
    [
      'aws_iam_policy.document',
      'Allow [iam:PassRole] on [a, ${aws_iam_policy.encoded.arn: reference -> aws_iam_policy.encoded arn}]',
    ],
    [
      'aws_iam_policy.encoded',
      'Allow [${aws_iam_role.a.arn, aws_iam_role.b.arn: opaque}] on [${aws_iam_role.a.arn, aws_iam_role.b.arn: opaque}]',
    ],
    [
      'aws_iam_policy.template',
      'Allow [iam:*] on [${aws_iam_policy.encoded.arn: reference -> aws_iam_policy.encoded arn}]',
    ],
    [
      'aws_iam_policy.unsaid',
      'Allow [${aws_iam_policy.unsaid.policy: opaque}] on [${aws_iam_policy.unsaid.policy: opaque}]',
    ],
    ['aws_sqs_queue.computed'],
  ]);
});

test('references lead through variables and outputs of modules, each instance to its own', () => {
  const keys = ['a', 'b'];
  const call = {
    for_each_expression: { constant_value: keys },
    expressions: { role: references('aws_iam_role.r.arn', 'aws_iam_role.r') },
    module: {
      outputs: { arn: { expression: references('aws_iam_policy.p.arn', 'aws_iam_policy.p') } },
      resources: [
        configured('aws_iam_policy.p', {}),
        configured('aws_lambda_function.f', { role: references('var.role') }),
      ],
    },
  };
  const facts = planned(
    [
      change('aws_iam_role.r', { after: { name: 'r' }, after_unknown: { arn: true } }),
      ...keys.flatMap(key => [
        change(`module.m["${key}"].aws_iam_policy.p`, { after: { name: key } }),
        change(`module.m["${key}"].aws_lambda_function.f`, { after: {}, after_unknown: { role: true } }),
      ]),
      change('aws_iam_role_policy_attachment.x', { after: { role: 'r' }, after_unknown: { policy_arn: true } }),
    ],
    {
      root_module: {
        resources: [
          configured('aws_iam_role.r', {}),
          configured('aws_iam_role_policy_attachment.x', {
            policy_arn: references('module.m["b"].arn', 'module.m["b"]', 'module.m'),
          }),
        ],
        module_calls: { m: call },
      },
    },
  );
  expect(resourceIn(facts, 'aws_iam_role.r').attached.map(({ policy }) => shown(policy))).toEqual([
    '${module.m["b"].aws_iam_policy.p.arn: reference -> module.m["b"].aws_iam_policy.p arn}',
  ]);
  expect(resourceIn(facts, 'module.m["a"].aws_lambda_function.f').runsAs.map(shown)).toEqual([
    '${aws_iam_role.r.arn: reference -> aws_iam_role.r arn}',
  ]);
});

test('names mean resources of the same provider', () => {
  const role = (name: string) => change(`aws_iam_role.${name}`, { after: { name: 'app' } });
  const attach = (name: string) =>
    change(`aws_iam_role_policy_attachment.${name}`, { after: { role: 'app', policy_arn: name } });
  const facts = planned([role('dev'), role('prod'), attach('x'), attach('y')], {
    root_module: {
      resources: [
        configured('aws_iam_role.dev', {}, 'aws.dev'),
        configured('aws_iam_role.prod', {}, 'aws.prod'),
        configured('aws_iam_role_policy_attachment.x', {}, 'aws.dev'),
        configured('aws_iam_role_policy_attachment.y', {}, 'aws.prod'),
      ],
    },
  });
  expect(facts.resources.map(({ attached }) => attached.map(({ policy }) => shown(policy)))).toEqual([
    ['x'],
    ['y'],
    [],
    [],
  ]);
});

test.each<[string, object, object, object, string | undefined]>([
  [
    'the role that it assumes',
    { assume_role: [{ role_arn: { constant_value: 'arn:aws:iam::111122223333:role/x' } }] },
    {},
    {},
    '111122223333',
  ],
  [
    'the accounts that are allowed',
    { allowed_account_ids: { constant_value: ['111122223333'] } },
    {},
    {},
    '111122223333',
  ],
  [
    'a variable',
    { allowed_account_ids: references('var.accounts') },
    { variables: { accounts: { value: ['111122223333'] } } },
    {},
    '111122223333',
  ],
  [
    'a variable in the ARN of a role',
    { assume_role: [{ role_arn: references('var.account') }] },
    { variables: { account: { value: '111122223333' } } },
    {},
    '111122223333',
  ],
  [
    'a template of a variable',
    { assume_role: [{ role_arn: { constant_value: 'arn:aws:iam::${var.a}:role/x', ...references('var.a') } }] },
    { variables: { a: { value: '111122223333' } } },
    {},
    '111122223333',
  ],
  [
    'who was asked',
    {},
    {
      prior_state: {
        values: {
          root_module: {
            resources: [
              {
                address: 'data.aws_caller_identity.x',
                mode: 'data',
                type: 'aws_caller_identity',
                name: 'x',
                values: { account_id: '111122223333' },
              },
            ],
          },
        },
      },
    },
    {},
    '111122223333',
  ],
  ['what it has made', {}, {}, { before: { arn: 'arn:aws:sqs:eu-west-1:111122223333:q' } }, '111122223333'],
  ['nothing', {}, {}, {}, undefined],
])('the account of a provider by %s', (_, expressions, rest, before, expected) => {
  const facts = planned(
    [change('aws_sqs_queue.q', { actions: ['no-op'], after: {}, ...before })],
    {
      provider_config: { aws: { name: 'aws', expressions } },
      root_module: { resources: [configured('aws_sqs_queue.q', {})] },
    },
    rest,
  );
  expect(facts.deployments.map(({ scope, account }) => [scope, shown(account)])).toEqual([['aws', expected]]);
});

test('tags of the provider and names of modules claim environments', () => {
  const after = { tags: { env: 'dev' }, tags_all: { env: 'dev', Stage: 'beta' } };
  const [bucket] = planned([change('module.prod.aws_s3_bucket.b', { after })]).resources;
  expect(bucket!.claims.map(({ source, text }) => `${source} ${shown(text)}`)).toEqual([
    'tag dev',
    'default-tag beta',
    'module prod',
  ]);
});

test('a large plan on one line is read whole', () => {
  const text = readFileSync(join(import.meta.dirname, '../../golden/terraform-plan/modules/plan.json'), 'utf8');
  const plan = JSON.parse(text) as { resource_changes: { address: string; name: string }[] };
  const many = Array.from({ length: 75 }, (_, i) =>
    plan.resource_changes.map(one => ({
      ...one,
      address: one.address.replace(one.name, `${one.name}${i}`),
      name: `${one.name}${i}`,
    })),
  );
  const large = JSON.stringify({ ...plan, resource_changes: many.flat() });
  const facts = factsIn({ 'plan.json': large })!;
  expect(large.length).toBeGreaterThan(2_000_000);
  expect(facts.resources.length).toBeGreaterThan(2_000);
});
