/** What makes an environment that is written out a parameter, in whichever way the text is written. */
import { describe, expect, it } from 'vitest';
import { exampleFiles } from '../../support/examples';
import { type Documents, findings, fixed } from '../../support/workspace';

const settings = `version: 1
accounts:
  - { id: "444455556666", name: orders-dev, environment: development }
  - { id: "111122223333", name: orders-prod, environment: production }
deployments:
  - { files: "stacks/**", account: orders-dev }
`;

function told(documents: Documents) {
  return findings(documents).flatMap(({ finding }) => finding.fixes.filter(({ id }) => id === 'choose-environment'));
}

const offered = (documents: Documents) => told(documents).filter(({ refused }) => refused === undefined);
const refusals = (documents: Documents) => told(documents).map(({ refused }) => refused);

/** What the fix makes of one document; undefined where there is none. Its finding is gone, and it is not offered again. */
function chosen(path: string, text: string, more: Documents = {}): string | undefined {
  const before = { 'bulkhead.yaml': settings, ...more, [path]: text };
  const [fix] = offered(before);
  const after = fix && fixed(before, fix);
  if (!after) return undefined;
  expect(findings(after).filter(({ finding }) => finding.rule === 'mixed-environments')).toEqual([]);
  expect(offered(after)).toEqual([]);
  expect({ ...after, [path]: text }).toEqual(before);
  return after[path];
}

const yaml = (...lines: readonly string[]) =>
  [
    'Resources:',
    '  Orders:',
    '    Type: AWS::S3::Bucket',
    '    Properties:',
    ...lines.map(line => `      ${line}`),
    '',
  ].join('\n');
const tag = 'Tags: [{ Key: Environment, Value: prod }]';
const declared = [
  'Parameters:',
  '  Environment:',
  '    Type: String',
  '    AllowedValues:',
  '      - dev',
  '      - prod',
];
const wanted = (...lines: readonly string[]) => `${declared.join('\n')}\n${yaml(...lines)}`;
const chosenTag = 'Tags: [{ Key: Environment, Value: !Ref Environment }]';

describe('in YAML', () => {
  it.each([
    ['a tag within braces', [tag], [chosenTag]],
    [
      'a quoted tag with a comment',
      ["Tags: { Environment: 'prod' } # ours"],
      ['Tags: { Environment: !Ref Environment } # ours'],
    ],
    ['a name', ['BucketName: orders-prod-x'], ['BucketName: !Sub "orders-${Environment}-x"']],
    ['a quoted name', ['BucketName: "prod.orders"'], ['BucketName: !Sub "${Environment}.orders"']],
    [
      'a name that is a function',
      ['BucketName: !Sub orders-prod-${AWS::Region}'],
      ['BucketName: !Sub "orders-${Environment}-${AWS::Region}"'],
    ],
    [
      'one in quotes',
      ["BucketName: !Sub 'orders-prod-${AWS::Region}'"],
      ["BucketName: !Sub 'orders-${Environment}-${AWS::Region}'"],
    ],
    [
      'within brackets',
      ['BucketName: {"Fn::Sub": [prod-orders, {}]}'],
      ['BucketName: {"Fn::Sub": ["${Environment}-orders", {}]}'],
    ],
    [
      'an item that is joined',
      ['BucketName: !Join ["-", [orders, prod]]'],
      ['BucketName: !Join ["-", [orders, !Ref Environment]]'],
    ],
    [
      'characters beyond the usual',
      ['Tags: { Environment: prod, Owner: "Æ 🚀" } # 🚀'],
      ['Tags: { Environment: !Ref Environment, Owner: "Æ 🚀" } # 🚀'],
    ],
  ])('%s', (_, before, expected) => {
    expect(chosen('stacks/a.yaml', yaml(...before))).toBe(wanted(...expected));
  });

  it('keeps carriage returns and a byte order mark', () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    expect(chosen('stacks/a.yaml', crlf(yaml(tag)))).toBe(crlf(wanted(chosenTag)));
    expect(chosen('stacks/a.yaml', `\uFEFF${yaml(tag)}`)).toBe(`\uFEFF${wanted(chosenTag)}`);
  });

  it('stands above the resources and what is said of them', () => {
    const head = 'AWSTemplateFormatVersion: "2010-09-09"\n\n';
    expect(chosen('stacks/a.yaml', `${head}# all of it\n${yaml(tag)}`)).toBe(
      `${head}${declared.join('\n')}\n\n# all of it\n${yaml(chosenTag)}`,
    );
  });

  it.each([
    ['that is nothing until it is chosen', '{ Type: String }', '{ Type: String }'],
    ['of which it is the default', '{ Type: String, Default: prod }', '{ Type: String }'],
    [
      'that may be it',
      '{ Type: String, Default: dev, AllowedValues: [dev, prod] }',
      '{ Type: String, AllowedValues: [dev, prod] }',
    ],
  ])('uses a parameter %s, which each deployment has to choose then', (_, before, after) => {
    const parameter = (declared: string) => `Parameters:\n  EnvironmentName: ${declared}\n`;
    const reused = yaml('Tags: [{ Key: Environment, Value: !Ref EnvironmentName }]');
    expect(chosen('stacks/a.yaml', parameter(before) + yaml(tag))).toBe(parameter(after) + reused);
  });

  it.each([
    ['Env: { Type: String }', 'Env', 'Env: { Type: String }'],
    ['Stage: { Type: String, AllowedValues: [prod] }', 'Stage', 'Stage: { Type: String, AllowedValues: [prod] }'],
    ['Stage: { Type: String, Default: prod }', 'Stage', 'Stage: { Type: String }'],
    ['Stage: { Type: String }', 'Environment', undefined],
    ['Environment: { Type: Number }', 'EnvironmentName', undefined],
  ])('tells by its name and values whether a parameter is for that: %s', (before, name, after) => {
    const text = `Parameters:\n  ${before}\n${yaml(tag)}`;
    const made = chosen('stacks/a.yaml', text);
    expect(made).toContain(`Value: !Ref ${name} }`);
    if (after !== undefined) expect(made).toContain(`Parameters:\n  ${after}\nResources:`);
    else expect(made).toContain(`  ${before}\n  ${name}:\n    Type: String\n    AllowedValues:`);
  });

  it('changes what else has the word from it: other tags, and stacks that it makes', () => {
    const text = (environment: string, name: string) => `Resources:
  Orders:
    Type: AWS::S3::Bucket
    Properties: { Tags: [{ Key: Environment, Value: ${environment} }, { Key: Name, Value: ${name} }] }
  Bills:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: ./child.yaml, Parameters: { Stage: ${environment}, Size: 1 } }
`;
    const child = {
      'stacks/child.yaml':
        'Parameters: { Stage: { Type: String }, Size: { Type: Number } }\nResources: { Q: { Type: AWS::SQS::Queue } }\n',
    };
    const before = { 'bulkhead.yaml': settings, 'stacks/a.yaml': text('prod', 'prod-orders'), ...child };
    const after = fixed(before, offered(before)[0]!)!;
    expect(after['stacks/a.yaml']).toBe(
      `${declared.join('\n')}\n${text('!Ref Environment', '!Sub "${Environment}-orders"')}`,
    );
    expect(findings(after).filter(({ finding }) => finding.rule === 'mixed-environments')).toEqual([]);
  });

  it('tells its programs the same, but for how they run', () => {
    const lines = (stage: string, name: string) => [
      `FunctionName: ${name}`,
      'Environment:',
      '  Variables:',
      `    STAGE: ${stage}`,
      `    SPRING_PROFILES_ACTIVE: ${stage} # as the stage`,
      '    NODE_ENV: production',
      '    LEVEL: product',
    ];
    const lambda = (text: string) => text.replace('AWS::S3::Bucket', 'AWS::Lambda::Function');
    const before = lambda(yaml(...lines('prod', 'orders-prod')));
    const after = lambda(wanted(...lines('!Ref Environment', '!Sub "orders-${Environment}"')));
    expect(chosen('stacks/a.yaml', before)).toBe(after);
  });

  it('takes another name where the parameter means something else', () => {
    const parameter = 'Parameters:\n  Environment: { Type: String, Default: blue }\n';
    expect(chosen('stacks/a.yaml', parameter + yaml(tag))).toBe(
      `${parameter}${declared.slice(1).join('\n').replace('Environment', 'EnvironmentName')}\n${yaml(chosenTag.replace('!Ref Environment', '!Ref EnvironmentName'))}`,
    );
  });

  const notOne = 'the environment is not written as one and the same word everywhere';

  it.each([
    [['BucketName: orders-prod', 'Tags: { Environment: production }'], notOne],
    [['BucketName: prod-orders-prod'], notOne],
    [
      ['BucketName: &name orders-prod'],
      '`prod` is not written where a parameter may stand, or `Environment` is taken for something else',
    ],
  ])('says why not where a word would have to stay: %s', (lines, reason) => {
    expect(refusals({ 'bulkhead.yaml': settings, 'stacks/a.yaml': yaml(...lines) })).toEqual([reason]);
  });

  it('is not offered where nothing is kept apart from the account', () => {
    const lines = ['Fn::Transform: { Name: m }', 'BucketName: !FindInMap [a, b, c]', 'Tags: { Environment: preprod }'];
    expect(told({ 'bulkhead.yaml': settings, 'stacks/a.yaml': yaml(...lines) })).toEqual([]);
  });

  it('says why not where others give parameters, who would have to give one more', () => {
    const given = settings.replace('account: orders-dev }\n', 'account: orders-dev, parameters: { Size: 1 } }\n');
    const reason = 'whoever deploys it says with which values, and would have to choose this one as well';
    expect(refusals({ 'bulkhead.yaml': given, 'stacks/a.yaml': yaml(tag) })).toEqual([reason]);
    const parent = 'Resources: { A: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: a.yaml } } }\n';
    const nested = { 'bulkhead.yaml': settings, 'stacks/a.yaml': yaml(tag), 'stacks/parent.yaml': parent };
    expect(refusals(nested)).toEqual([reason]);
  });

  it('keeps what policies mean by their variables', () => {
    const lines = ['BucketName: orders-prod', 'Description: "${aws:username} of prod"'];
    expect(chosen('stacks/a.yaml', yaml(...lines))).toBe(wanted('BucketName: !Sub "orders-${Environment}"', lines[1]!));
  });
});

describe('in JSON', () => {
  const template = (bucket: object, parameters = {}) => ({
    Resources: { Orders: { Type: 'AWS::S3::Bucket', Properties: bucket } },
    ...parameters,
  });
  const Parameters = { Environment: { Type: 'String', AllowedValues: ['dev', 'prod'] } };
  const before = template({
    BucketName: { 'Fn::Sub': 'orders-prod-${AWS::Region}' },
    Tags: [{ Key: 'Environment', Value: 'prod' }],
  });
  const expected = template(
    {
      BucketName: { 'Fn::Sub': 'orders-${Environment}-${AWS::Region}' },
      Tags: [{ Key: 'Environment', Value: { Ref: 'Environment' } }],
    },
    { Parameters },
  );

  it('indented', () => {
    const made = chosen('stacks/a.json', JSON.stringify(before, undefined, 4));
    expect(JSON.parse(made!)).toEqual(expected);
  });

  it('on one line', () => {
    expect(chosen('stacks/a.json', JSON.stringify(before))).toBe(JSON.stringify(expected));
  });
});

describe('in Terraform', () => {
  const main = (bucket: object, variable = {}) =>
    JSON.stringify({ resource: { aws_s3_bucket: { orders: bucket } }, ...variable }, undefined, 2);
  const variable = { variable: { environment: { type: 'string' } } };

  it('a tag and a name', () => {
    const before = main({ bucket: 'orders-prod-${local.x}', tags: { Environment: 'prod' } });
    const made = chosen('stacks/main.tf.json', before.replace('-${local.x}', ''));
    expect(made).toBe(
      main({ bucket: 'orders-${var.environment}', tags: { Environment: '${var.environment}' } }, variable),
    );
  });

  it('a tag that a provider gives to all that it makes', () => {
    const provider = (environment: string) => ({
      provider: {
        aws: { allowed_account_ids: ['444455556666'], default_tags: { tags: { Environment: environment } } },
      },
    });
    const made = chosen('stacks/main.tf.json', main({ bucket: 'orders' }, provider('prod')));
    expect(made).toBe(main({ bucket: 'orders' }, { ...provider('${var.environment}'), ...variable }));
  });

  it('what a text of its own tells a container', () => {
    const task = (family: string, stage: string) => {
      const containers = [{ name: 'x', environment: [{ name: 'STAGE', value: stage }] }];
      return { family, container_definitions: JSON.stringify(containers) };
    };
    const text = (family: string, stage: string, more = {}) =>
      JSON.stringify({ resource: { aws_ecs_task_definition: { orders: task(family, stage) } }, ...more }, undefined, 2);
    expect(chosen('stacks/main.tf.json', text('orders-prod', 'prod'))).toBe(
      text('orders-${var.environment}', '${var.environment}', variable),
    );
  });

  it('says why not where a file speaks for other accounts too', () => {
    const files = {
      'bulkhead.yaml': settings,
      'main.tf.json': JSON.stringify({
        provider: {
          aws: [
            { alias: 'trial', allowed_account_ids: ['444455556666'] },
            { alias: 'live', allowed_account_ids: ['111122223333'] },
          ],
        },
        resource: {
          aws_sqs_queue: {
            a: { provider: 'aws.trial', name: 'a-prod' },
            b: { provider: 'aws.live', name: 'b-prod' },
          },
        },
      }),
    };
    expect(refusals(files)).toEqual(['it is not this file alone that says it, or not of this account alone']);
  });

  it('says why not where only blocks are read', () => {
    const shipments = Object.entries(exampleFiles('shared-account')).filter(([path]) => path.startsWith('shipments'));
    const own = 'version: 1\naccounts: [{ id: "222233334444", name: shipments, environment: production }]\n';
    expect(refusals({ ...Object.fromEntries(shipments), 'bulkhead.yaml': own })).toEqual([
      'of `.tf` files only the blocks are read, not all that they say',
    ]);
  });

  const beside = (path: string, text: string) => ({
    'bulkhead.yaml': settings,
    'stacks/main.tf.json': main({ bucket: 'orders-prod' }),
    [path]: text,
  });

  it.each([
    ['stacks/variables.tf.json', JSON.stringify({ variable: { environment: { type: 'string' } } })],
    ['stacks/variables.tf', 'variable "environment" {\n  type = string\n}\n'],
  ])('uses the variable that another file of the module has: %s', (path, text) => {
    const before = beside(path, text);
    const [fix] = offered(before);
    expect(fixed(before, fix!)).toEqual({
      ...before,
      'stacks/main.tf.json': main({ bucket: 'orders-${var.environment}' }),
    });
  });

  it.each([
    ['stacks/variables.tf.json', JSON.stringify({ variable: { environment: { default: 'prod' } } })],
    ['stacks/variables.tf', 'variable "environment" {\n  default = "prod"\n}\n'],
  ])('says why not where that has a default: %s', (path, text) => {
    expect(refusals(beside(path, text))).toEqual([
      '`prod` is not written where a variable may stand, or `environment` is taken for something else',
    ]);
  });
});
