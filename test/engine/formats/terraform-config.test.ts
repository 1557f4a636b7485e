// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's templates.
import { describe, expect, test } from 'vitest';
import { resourceIn, shown, shownPlace, shownStatement, shownWhen } from '../../support/facts';
import { configured, type Files, factsIn, summaryOfResource } from '../../support/terraform';

const pass = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
const document = { Version: '2012-10-17', Statement: [pass] };

function grantsOf(configuration: object, label = 'aws_iam_policy.p'): readonly string[] {
  return resourceIn(configured(configuration), label).grants.map(shownStatement);
}

function policy(text: unknown, rest: object = {}): object {
  return { resource: { aws_iam_policy: { p: { policy: text } } }, ...rest };
}

describe('a policy says the same however it is written', () => {
  const hcl = 'Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = "*" }]';
  const data = { statement: { actions: ['iam:PassRole'], resources: ['*'] } };
  test.each<[string, object]>([
    ['as JSON text', policy(JSON.stringify(document))],
    ['as jsonencode of an object', policy(`\${jsonencode({ ${hcl} })}`)],
    ['as an object of the file', policy('${jsonencode(local.document)}', { locals: { document } })],
    ['as a statement of the file', policy('${jsonencode({ Statement = [local.pass] })}', { locals: { pass } })],
    ['as one statement without a list', policy('${jsonencode({ Statement = local.pass })}', { locals: { pass } })],
    [
      'joined',
      policy('${jsonencode({ Statement = concat([], [merge(local.pass, { Sid = "X" })]) })}', { locals: { pass } }),
    ],
    ['as text of a local', policy('${local.text}', { locals: { text: JSON.stringify(document) } })],
    [
      'as a data document',
      policy('${data.aws_iam_policy_document.d.json}', { data: { aws_iam_policy_document: { d: data } } }),
    ],
    [
      'as a minified one',
      policy('${data.aws_iam_policy_document.d.minified_json}', {
        data: [{ aws_iam_policy_document: [{ d: [data] }] }],
      }),
    ],
    [
      'as a document of a local',
      policy('${local.d}', {
        locals: { d: '${data.aws_iam_policy_document.d.json}' },
        data: { aws_iam_policy_document: { d: { statement: [data.statement] } } },
      }),
    ],
    [
      'as the repeated instance of a document',
      policy('${data.aws_iam_policy_document.d["a"].json}', {
        data: { aws_iam_policy_document: { d: { for_each: '${toset(["a"])}', ...data } } },
      }),
    ],
    [
      'as the source of a document',
      policy('${data.aws_iam_policy_document.d.json}', {
        data: { aws_iam_policy_document: { d: { source_policy_documents: [JSON.stringify(document)] } } },
      }),
    ],
    [
      'with blocks in lists on each level',
      [{ resource: [{ aws_iam_policy: [{ p: [{ policy: JSON.stringify(document) }] }] }] }],
    ],
  ])('%s', (_, configuration) => {
    expect(grantsOf(configuration)).toEqual(['Allow [iam:PassRole] on [*]']);
  });
});

describe('policy documents', () => {
  const documents = (aws_iam_policy_document: object) =>
    grantsOf(policy('${data.aws_iam_policy_document.d.json}', { data: { aws_iam_policy_document } }));

  test('have principals and conditions as one object or a list', () => {
    const statement = {
      effect: 'Deny',
      not_actions: ['s3:*'],
      not_resources: ['arn:aws:s3:::a/*'],
      principals: [
        { type: 'AWS', identifiers: ['arn:aws:iam::111122223333:root'] },
        { type: '*', identifiers: ['*'] },
      ],
      condition: { test: 'StringEquals', variable: 'aws:PrincipalTag/env', values: ['prod', 'dev'] },
    };
    expect(documents({ d: { statement } })).toEqual([
      'Deny to account 111122223333,anyone all but [s3:*] on all but [arn:aws:s3:::a/*] if StringEquals(aws:PrincipalTag/env: prod,dev)',
    ]);
  });

  test('of the version of 2008 have no variables, whatever their sources say', () => {
    const source = (Version: string) => ({
      source_policy_documents: [JSON.stringify({ Version, Statement: { ...pass, Resource: '$${aws:username}' } })],
    });
    const variablesOf = (d: object) => {
      const data = { aws_iam_policy_document: { d } };
      const facts = configured(policy('${data.aws_iam_policy_document.d.json}', { data }));
      return resourceIn(facts, 'aws_iam_policy.p').grants.map(statement => statement.variables);
    };
    expect(variablesOf({ version: '2008-10-17', ...source('2012-10-17') })).toEqual([false]);
    expect(variablesOf({ statement: { resources: ['$${aws:username}'] }, version: '2008-10-17' })).toEqual([false]);
    expect(variablesOf(source('2008-10-17'))).toEqual([undefined]);
  });

  test('write the variables of a policy with `&`, since `$` is Terraform’s own', () => {
    const statement = {
      resources: ['arn:aws:iam::*:user/&{aws:username}'],
      condition: { test: 'StringLike', variable: 's3:prefix', values: ['&{aws:username}/*'] },
    };
    expect(documents({ d: { statement } })).toEqual([
      'Allow [] on [arn:aws:iam::*:user/${aws:username}] if StringLike(s3:prefix: ${aws:username}/*)',
    ]);
  });

  test('take the place of their sources and give way to their overrides by sid', () => {
    const statement = (sid: string, action: string) => ({ sid, actions: [action], resources: ['*'] });
    expect(
      documents({
        source: { statement: [statement('A', 's3:*'), statement('B', 's3:*'), statement('C', 's3:*')] },
        override: { statement: [statement('C', 'sqs:*'), statement('D', 'sqs:*')] },
        d: {
          source_policy_documents: ['${data.aws_iam_policy_document.source.json}'],
          override_policy_documents: ['${data.aws_iam_policy_document.override.json}'],
          statement: [statement('B', 'sns:*')],
        },
      }),
    ).toEqual(['Allow [s3:*] on [*]', 'Allow [sns:*] on [*]', 'Allow [sqs:*] on [*]', 'Allow [sqs:*] on [*]']);
  });

  test('may be made by dynamic blocks, of which little is known', () => {
    const content = { actions: ['s3:*'], resources: ['${statement.value}'] };
    expect(documents({ d: { dynamic: { statement: { for_each: '${var.x}', content } } } })).toEqual([
      'Allow [s3:*] on [${statement.value: opaque}]',
    ]);
  });

  test('that need themselves end', () => {
    const source = (name: string) => ({ source_policy_documents: [`\${data.aws_iam_policy_document.${name}.json}`] });
    expect(documents({ d: source('e'), e: source('d') })).toHaveLength(1);
  });

  test('are judged by who uses them: as a bucket policy they grant the role nothing', () => {
    const statement = { actions: ['*'], resources: ['*'], principals: { type: '*', identifiers: ['*'] } };
    const facts = configured({
      data: { aws_iam_policy_document: { d: { statement } } },
      resource: {
        aws_s3_bucket: { b: { bucket: 'orders' } },
        aws_s3_bucket_policy: {
          b: { bucket: '${aws_s3_bucket.b.id}', policy: '${data.aws_iam_policy_document.d.json}' },
        },
      },
    });
    const found = resourceIn(facts, 'aws_s3_bucket_policy.b');
    expect(found.grants).toEqual([]);
    expect(found.trust.map(shownStatement)).toEqual(['Allow to anyone [*] on [*]']);
    expect(facts.resources.flatMap(({ grants }) => grants)).toEqual([]);
  });

  test('point at the block in which a statement is written', () => {
    const facts = configured(
      policy('${data.aws_iam_policy_document.d.json}', {
        data: { aws_iam_policy_document: { d: { statement: [{ actions: ['s3:*'], resources: ['*'] }] } } },
      }),
    );
    const [statement] = resourceIn(facts, 'aws_iam_policy.p').grants;
    const { at, form, actions, resources } = statement!;
    expect([form, ...[{ at }, actions.list[0]!, resources.list[0]!].map(shownPlace)]).toEqual([
      'policy-document',
      'data/aws_iam_policy_document/d/statement/0',
      'data/aws_iam_policy_document/d/statement/0/actions/0',
      'data/aws_iam_policy_document/d/statement/0/resources/0',
    ]);
  });
});

test('a policy of which nothing is known may allow anything', () => {
  expect(grantsOf(policy('${file("policy.json")}'))).toEqual([
    'Allow [${file("policy.json"): opaque}] on [${file("policy.json"): opaque}]',
  ]);
});

describe('a string says', () => {
  const rest = {
    variable: {
      plain: {},
      usual: { default: 'prod' },
      checked: { validation: { condition: '${contains(["dev", "prod"], var.checked)}' } },
      tags: { default: { Owner: 'me' } },
    },
    locals: { env: '${var.usual}', names: ['a', 'b'], map: { k: 'v' }, loop: '${local.pool}', pool: '${local.loop}' },
    data: {
      aws_caller_identity: { current: {}, other: { provider: 'aws.other' } },
      aws_partition: { current: {} },
      aws_region: { current: {} },
      aws_iam_policy: { admin: { name: 'AdministratorAccess' } },
      aws_iam_role: { ops: { name: 'ops' } },
      aws_ssm_parameter: { x: { name: '/x' } },
    },
  };
  const said = (name: string) => {
    const resource = { aws_iam_role: { r: { name: 'app' } }, aws_s3_bucket: { b: { bucket: name, count: 1 } } };
    return shown(resourceIn(configured({ resource, ...rest }), 'aws_s3_bucket.b').name);
  };

  test.each([
    ['plain', 'plain'],
    ['a$${b}', 'a${b}'],
    ['${var.plain}', '${var.plain: parameter}'],
    ['x-${var.usual}-y', 'x-${var.usual: parameter=prod}-y'],
    ['${var.checked}', '${var.checked: parameter in dev|prod}'],
    ['${var.tags["Owner"]}', '${var.tags.Owner: parameter=me}'],
    ['${var.nowhere}', '${var.nowhere: parameter}'],
    ['${local.env}', '${var.usual: parameter=prod}'],
    ['${local.names[1]}', 'b'],
    ['${local.map.k}-${local.map["k"]}', 'v-v'],
    ['${local.nowhere}', '${local.nowhere: opaque}'],
    ['${local.loop}', '${local.loop: opaque}'],
    ['${data.aws_caller_identity.current.account_id}', '${AWS::AccountId: ambient}'],
    ['${data.aws_caller_identity.other.account_id}', '${data.aws_caller_identity.other.account_id: reference}'],
    ['${data.aws_partition.current.partition}', '${AWS::Partition: ambient}'],
    ['${data.aws_region.current.name}', '${AWS::Region: ambient}'],
    ['${data.aws_iam_policy.admin.arn}', 'arn:aws:iam::aws:policy/AdministratorAccess'],
    ['${data.aws_iam_role.ops.arn}', 'arn:${AWS::Partition: ambient}:iam::${AWS::AccountId: ambient}:role/ops'],
    ['${data.aws_ssm_parameter.x.value}', '${data.aws_ssm_parameter.x.value: opaque}'],
    ['${aws_iam_role.r.arn}', '${aws_iam_role.r.arn: reference -> aws_iam_role.r arn}'],
    ['${aws_iam_role.r.id}', '${aws_iam_role.r.id: reference in app -> aws_iam_role.r name}'],
    ['${aws_iam_role.elsewhere.arn}', '${aws_iam_role.elsewhere.arn: reference}'],
    ['${terraform.workspace}', '${terraform.workspace: opaque}'],
    ['${var.plain == "x" ? "a" : "b"}', '${var.plain == "x" ? "a" : "b": opaque in a|b}'],
    ['${"x" == "x" ? "a" : "b"}', 'a'],
    ['${true && !false ? upper("a") : "b"}', 'A'],
    ['${join("-", concat(local.names, ["c"]))}', 'a-b-c'],
    ['${format("%s-%s%%", local.map.k, var.plain)}', 'v-${var.plain: parameter}%'],
    ['${lookup(local.map, "none", "else")}', 'else'],
    ['${lookup(local.map, var.plain, "else")}', '${lookup: opaque in v|else}'],
    ['${element(split(",", "a,b"), 1)}', 'b'],
    ['${coalesce("", local.map.k)}', 'v'],
    ['${try(local.map.k, "x")}', 'v'],
    ['${templatefile("x", {})}', '${templatefile("x", {}): opaque}'],
    ['%{ if var.x }a%{ endif }', '${%{ if var.x }a%{ endif }: opaque}'],
    ['${local.names[var.i]}', '${local.names[var.i]: opaque}'],
    ['${aws_iam_role.r[var.i].arn}', '${aws_iam_role.r.arn: reference -> aws_iam_role.r arn}'],
    ['${module.none.role_arn}', '${module.none.role_arn: reference}'],
    ['${a b c}', '${${a b c}: opaque}'],
  ])('%s', (template, expected) => {
    expect(said(template)).toBe(expected);
  });
});

test('for_each tells what its keys and values may be', () => {
  const bucket = {
    for_each: '${{ a = { name = "x" }, b = { name = "y" } }}',
    bucket: '${each.key}-${each.value.name}',
  };
  const facts = configured({ resource: { aws_s3_bucket: { b: bucket } } });
  expect(shown(resourceIn(facts, 'aws_s3_bucket.b').name)).toBe(
    '${each.key: opaque in a|b}-${each.value.name: opaque in x|y}',
  );
});

test.each([
  [{ count: 0 }, 'never'],
  [{ count: '${0}' }, 'never'],
  [{ count: 2 }, 'always'],
  [{ count: '${var.on ? 1 : 0}' }, 'var.on=true'],
  [{ count: '${var.env == "prod" ? 0 : 1}' }, 'var.env!=prod'],
  [{ count: '${var.n}' }, 'var.n!=0'],
  [{ for_each: [] }, 'never'],
  [{ for_each: '${toset([])}' }, 'never'],
  [{ for_each: '${var.on ? toset(["a"]) : toset([])}' }, 'var.on=true'],
  [{ for_each: '${local.unknown}' }, 'always'],
])('a block with %j is there %s', (repetition, expected) => {
  const facts = configured({ resource: { aws_s3_bucket: { b: repetition } }, variable: { n: {} } });
  expect(shownWhen(resourceIn(facts, 'aws_s3_bucket.b').when)).toBe(expected);
});

test('alternatives of a policy each stand under their condition', () => {
  const statement = '{ Effect = "Allow", Action = "iam:PassRole", Resource = var.env == "prod" ? ["a", "b"] : ["*"] }';
  expect(grantsOf(policy(`\${jsonencode({ Statement = [${statement}] })}`))).toEqual([
    'Allow [iam:PassRole] on [a, b] when var.env=prod',
    'Allow [iam:PassRole] on [*] when var.env!=prod',
  ]);
});

describe('principals have what other blocks put on them', () => {
  const role = { assume_role_policy: '{"Statement":[]}', name: 'app' };

  test('policies, groups and boundaries, by reference and by name', () => {
    const facts = configured({
      resource: {
        aws_iam_role: {
          r: {
            ...role,
            path: '/service/',
            permissions_boundary: '${aws_iam_policy.p.arn}',
            managed_policy_arns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
            inline_policy: { name: 'i', policy: JSON.stringify(document) },
          },
        },
        aws_iam_user: { u: { name: 'me' } },
        aws_iam_group: { g: { name: 'ops' } },
        aws_iam_policy: { p: { policy: JSON.stringify(document) } },
        aws_iam_role_policy: { i: { role: '${aws_iam_role.r.id}', policy: JSON.stringify(document) } },
        aws_iam_role_policy_attachment: {
          a: { role: '${aws_iam_role.r.name}', policy_arn: '${aws_iam_policy.p.arn}' },
          b: { role: 'app', policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess', count: '${var.on ? 1 : 0}' },
          c: {
            for_each: '${toset(["arn:aws:iam::aws:policy/A", "arn:aws:iam::aws:policy/B"])}',
            role: '${aws_iam_role.r.name}',
            policy_arn: '${each.value}',
          },
        },
        aws_iam_policy_attachment: {
          all: { users: ['me'], groups: ['${aws_iam_group.g.name}'], policy_arn: '${aws_iam_policy.p.arn}' },
        },
        aws_iam_user_group_membership: { m: { user: 'me', groups: ['${aws_iam_group.g.name}'] } },
        aws_iam_instance_profile: { i: { role: '${aws_iam_role.r.name}' } },
      },
    });
    const principals = facts.resources.filter(({ kind }) =>
      ['role', 'user', 'group', 'instance-profile'].includes(kind),
    );
    expect(principals.map(summaryOfResource).join('\n')).toMatchInlineSnapshot(`
      "aws_iam_role.r (role, aws)
        name: service/app
        grants: Allow [iam:PassRole] on [*]
        attached: arn:aws:iam::aws:policy/ReadOnlyAccess
        attached: \${aws_iam_policy.p.arn: reference -> aws_iam_policy.p arn}
        attached: arn:aws:iam::aws:policy/A
        attached: arn:aws:iam::aws:policy/B
        attached: arn:aws:iam::aws:policy/AdministratorAccess when var.on=true
        boundary: \${aws_iam_policy.p.arn: reference -> aws_iam_policy.p arn}
        claims: path service/app
      aws_iam_user.u (user, aws)
        name: me
        attached: \${aws_iam_policy.p.arn: reference -> aws_iam_policy.p arn}
        memberOf: \${aws_iam_group.g.name: reference in ops -> aws_iam_group.g name}
        claims: name me
      aws_iam_group.g (group, aws)
        name: ops
        attached: \${aws_iam_policy.p.arn: reference -> aws_iam_policy.p arn}
        claims: name ops
      aws_iam_instance_profile.i (instance-profile, aws)
        memberOf: \${aws_iam_role.r.name: reference in app -> aws_iam_role.r name}"
    `);
  });

  test('in other files of the module, and permission sets', () => {
    const files: Files = {
      'roles.tf.json': { resource: { aws_iam_role: { r: role }, aws_ssoadmin_permission_set: { s: { name: 'dev' } } } },
      'attachments.tf.json': {
        resource: {
          aws_iam_role_policy_attachment: {
            a: { role: '${aws_iam_role.r.name}', policy_arn: 'arn:aws:iam::aws:policy/A' },
          },
          aws_ssoadmin_managed_policy_attachment: {
            m: {
              permission_set_arn: '${aws_ssoadmin_permission_set.s.arn}',
              managed_policy_arn: 'arn:aws:iam::aws:policy/B',
            },
          },
          aws_ssoadmin_customer_managed_policy_attachment: {
            c: {
              permission_set_arn: '${aws_ssoadmin_permission_set.s.arn}',
              customer_managed_policy_reference: { name: 'own', path: '/x/' },
            },
          },
        },
      },
    };
    const attached = factsIn(files)!.resources.map(({ attached: list }) => list.map(({ policy: arn }) => shown(arn)));
    expect(attached).toEqual([['arn:aws:iam::aws:policy/A'], ['arn:aws:iam::aws:policy/B', 'x/own']]);
    expect(factsIn(files, 'attachments.tf.json')!.resources.flatMap(({ attached: list }) => list)).toEqual([]);
  });

  test('an attachment to somebody unknown says itself what is put on whom', () => {
    const attachment = { role: '${var.role}', policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' };
    const facts = configured({ resource: { aws_iam_role_policy_attachment: { a: attachment } } });
    expect(summaryOfResource(facts.resources[0]!)).toMatchInlineSnapshot(`
      "aws_iam_role_policy_attachment.a (policy, aws)
        attached: arn:aws:iam::aws:policy/AdministratorAccess
        attachedTo: \${var.role: parameter}"
    `);
  });
});

test('compute runs as its roles, as the service that uses them', () => {
  const facts = configured({
    resource: {
      aws_lambda_function: {
        f: {
          role: '${aws_iam_role.r.arn}',
          environment: { variables: { TABLE: 'orders-prod', DB_PASSWORD: 'hunter2', LEVEL: 'info' } },
        },
      },
      aws_ecs_task_definition: {
        t: {
          family: 't',
          task_role_arn: 'arn:aws:iam::111122223333:role/t',
          execution_role_arn: '',
          container_definitions: '${jsonencode([{ secrets = [{ name = "X", valueFrom = "/prod/x" }] }])}',
        },
      },
      aws_instance: { i: { iam_instance_profile: '${aws_iam_instance_profile.p.name}' } },
      aws_launch_template: { l: { iam_instance_profile: { arn: 'arn:aws:iam::111122223333:instance-profile/p' } } },
      aws_cloudwatch_event_target: { e: { role_arn: '${var.role}' } },
      aws_iam_role: { r: {} },
      aws_iam_instance_profile: { p: {} },
    },
  });
  const lines = facts.resources
    .filter(({ kind }) => kind === 'compute')
    .map(({ label, runsAs, service, mentions }) =>
      [label, service, ...runsAs.map(shown), ...mentions.map(shown)].join(' '),
    );
  expect(lines).toEqual([
    'aws_lambda_function.f lambda.amazonaws.com ${aws_iam_role.r.arn: reference -> aws_iam_role.r arn} orders-prod',
    'aws_ecs_task_definition.t ecs-tasks.amazonaws.com arn:aws:iam::111122223333:role/t /prod/x',
    'aws_instance.i ec2.amazonaws.com ${aws_iam_instance_profile.p.name: reference -> aws_iam_instance_profile.p name}',
    'aws_launch_template.l ec2.amazonaws.com arn:aws:iam::111122223333:instance-profile/p',
    'aws_cloudwatch_event_target.e events.amazonaws.com ${var.role: parameter}',
  ]);
});

test('a Lambda permission is a statement of the function', () => {
  const permission = {
    function_name: 'f',
    action: 'lambda:InvokeFunction',
    principal: 's3.amazonaws.com',
    source_account: '111122223333',
  };
  const facts = configured({
    resource: { aws_lambda_permission: { p: permission, q: { ...permission, principal: '*' } } },
  });
  expect(facts.resources.flatMap(({ trust }) => trust.map(shownStatement))).toEqual([
    'Allow to service s3.amazonaws.com [lambda:InvokeFunction] on [f] if StringEquals(aws:SourceAccount: 111122223333)',
    'Allow to anyone [lambda:InvokeFunction] on [f] if StringEquals(aws:SourceAccount: 111122223333)',
  ]);
});

test('names, tags and workspaces claim environments', () => {
  const facts = configured({
    terraform: {
      backend: { s3: { bucket: 'states', key: 'prod/orders.tfstate' } },
      cloud: { workspaces: { name: 'orders-prod' } },
    },
    resource: {
      aws_sqs_queue: { q: { name: 'orders-${terraform.workspace}', tags: { Environment: 'dev', Owner: 'me' } } },
      aws_api_gateway_stage: { s: { stage_name: 'prod', name: 'prod' } },
      aws_s3_bucket: { b: { bucket_prefix: 'prod-' } },
    },
  });
  expect(facts.claims.map(({ source, text }) => `${source} ${shown(text)}`)).toEqual([
    'path prod/orders.tfstate',
    'path states',
    'workspace orders-prod',
  ]);
  expect(facts.resources.flatMap(({ claims }) => claims.map(({ source, text }) => `${source} ${shown(text)}`))).toEqual(
    [
      'tag dev',
      'name orders-${terraform.workspace: opaque}',
      'workspace orders-${terraform.workspace: opaque}',
      'name prod-${aws_s3_bucket.b suffix: opaque}',
    ],
  );
});

test('what the author allowed, for a resource and for the whole file', () => {
  const allow = (rule: string) => ({ bulkhead: { allow: [{ rule, reason: 'known' }] } });
  const facts = configured({
    '//': allow('mixed-environments'),
    resource: {
      aws_s3_bucket: {
        b: { '//': allow('broad-pass-role') },
        c: { '//': 'bulkhead allow broad-pass-role: as a comment (until 2027-03-01)' },
        d: { '//': 'what this bucket is for' },
      },
    },
  });
  expect(facts.allowed.map(({ rule, covers }) => [rule, covers?.path.join('/')])).toEqual([
    ['mixed-environments', ''],
    ['broad-pass-role', 'resource/aws_s3_bucket/b'],
    ['broad-pass-role', 'resource/aws_s3_bucket/c'],
  ]);
});
