import { expect, test } from 'vitest';
import { shown, shownStatement } from '../../support/facts';
import { factsIn } from '../../support/terraform';

test('a state file tells the alias of a provider, and each its account by what it has made', () => {
  const instance = (attributes: object, index_key?: string | number) => ({ attributes, index_key });
  const resource = (type: string, alias: string, instances: readonly object[], rest: object = {}) => ({
    mode: 'managed',
    type,
    name: 'x',
    provider: `provider["registry.terraform.io/hashicorp/aws"]${alias}`,
    instances,
    ...rest,
  });
  const facts = factsIn({
    'terraform.tfstate': {
      version: 4,
      terraform_version: '1.11.4',
      lineage: 'x',
      resources: [
        resource('aws_iam_role', '.prod', [
          instance({ name: 'app', arn: 'arn:aws:iam::111122223333:role/app', assume_role_policy: '{"Statement":[]}' }),
        ]),
        resource('aws_iam_policy', '.prod', [
          instance({
            name: 'p',
            arn: 'arn:aws:iam::111122223333:policy/p',
            policy: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"${x}"}}',
          }),
        ]),
        resource('aws_iam_role_policy_attachment', '.prod', [
          instance({ role: 'app', policy_arn: 'arn:aws:iam::111122223333:policy/p' }),
        ]),
        resource('aws_lambda_function', '.prod', [instance({ role: 'arn:aws:iam::111122223333:role/app' })]),
        resource(
          'aws_sqs_queue',
          '',
          [instance({ name: 'a' }, 'a'), instance({ name: 'b', arn: 'arn:aws:sqs:eu-west-1:444455556666:b' }, 0)],
          { module: 'module.dev' },
        ),
      ],
    },
  })!;
  expect(facts.resources.map(({ label, scope }) => `${label} ${scope}`)).toEqual([
    'aws_iam_role.x aws.prod',
    'aws_iam_policy.x aws.prod',
    'aws_iam_role_policy_attachment.x aws.prod',
    'aws_lambda_function.x aws.prod',
    'module.dev.aws_sqs_queue.x["a"] aws',
    'module.dev.aws_sqs_queue.x[0] aws',
  ]);
  const [role, policy, , lambda] = facts.resources;
  expect(role!.attached.map(({ policy: arn }) => arn.parts)).toMatchObject([
    [{ resource: policy!.id, attribute: 'arn' }],
  ]);
  expect(lambda!.runsAs.map(({ parts }) => parts)).toMatchObject([[{ resource: role!.id }]]);
  expect(policy!.grants.map(shownStatement)).toEqual([['Allow [*] on [', '${', 'x}]'].join('')]);
  expect(facts.deployments.map(({ scope, account }) => `${scope} ${shown(account)}`)).toEqual([
    'aws.prod 111122223333',
    'aws 444455556666',
  ]);
});

test('where the alias is not told, the resources of each account land for themselves', () => {
  const queue = (name: string, account: string) => ({
    address: `aws_sqs_queue.${name}`,
    mode: 'managed',
    type: 'aws_sqs_queue',
    name,
    values: { name, arn: `arn:aws:sqs:eu-west-1:${account}:${name}` },
  });
  const root_module = {
    resources: [queue('a', '111122223333')],
    child_modules: [
      { resources: [queue('b', '444455556666')], child_modules: [{ resources: [queue('c', '111122223333')] }] },
    ],
  };
  const facts = factsIn({ 'state.json': { format_version: '1.0', values: { root_module } } })!;
  expect(facts.resources.map(({ label, scope }) => `${label} in ${scope}`)).toEqual([
    'aws_sqs_queue.a in aws 111122223333',
    'aws_sqs_queue.b in aws 444455556666',
    'aws_sqs_queue.c in aws 111122223333',
  ]);
  expect(facts.deployments.map(({ scope, account }) => [scope, shown(account)])).toEqual([
    ['aws', undefined],
    ['aws 111122223333', '111122223333'],
    ['aws 444455556666', '444455556666'],
  ]);
});
