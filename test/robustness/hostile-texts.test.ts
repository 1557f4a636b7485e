/** Texts that nobody writes on purpose, or only to do harm: no throw, little time, and what stands beside them is still found. */
import { expect, test } from 'vitest';
import type { Json } from '../../server/src/engine/text/json';
import type { Documents } from '../support/workspace';
import { examine, found } from './examine';

/** Milliseconds; a hundred times what the slowest takes alone. */
const LIMIT = 20_000;

const policy = { Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }] };
const bad: Json = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy } };
const yaml = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Bad:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement: [{ Effect: Allow, Action: "iam:PassRole", Resource: "*" }]
`;
const bucket = '    Type: AWS::S3::Bucket\n';

/** A template with a broad grant before anything else. */
const template = (rest: string): Documents => ({
  'template.json': `{"Resources":{"Bad":${JSON.stringify(bad)},${rest}}}`,
});
const around = (sections: Json, resources: Json): Documents => ({
  'template.json': JSON.stringify({ ...(sections as object), Resources: { Bad: bad, ...(resources as object) } }),
});
const role = (properties: string): string => `"R":{"Type":"AWS::IAM::Role","Properties":${properties}}`;
const terraform = (rest: object): Documents => ({
  'main.tf.json': JSON.stringify({
    ...rest,
    resource: {
      aws_iam_policy: { bad: { policy: JSON.stringify(policy) } },
      ...(rest as { resource?: object }).resource,
    },
  }),
});
const expression = (text: string) =>
  terraform({
    resource: {
      aws_iam_role: { r: { name: `\${${text}}` } },
      aws_iam_policy: { bad: { policy: JSON.stringify(policy) } },
    },
  });

/** `open` and `close` around `inner`, as deep as no reader can follow. */
function deep(open: string, inner: string, close: string): string {
  const levels = 50_000;
  return open.repeat(levels) + inner + close.repeat(levels);
}

/** Ten aliases of the one before, forty times. */
function tower(first: string, next: (alias: string) => string): string {
  const floors = Array.from({ length: 40 }, (_, i) => `x${i + 1}: &a${i + 1} ${next(`*a${i}`)}\n`);
  return `x0: &a0 ${first}\n${floors.join('')}`;
}
const ten = (alias: string) => `[${Array(10).fill(alias).join(', ')}]`;

const cases: Readonly<Record<string, Documents>> = {
  'deep lists in YAML': { 'a.yaml': `${yaml}  X:\n${bucket}    Properties: ${deep('[', '', ']')}\n` },
  'deep lists in YAML that do not close': { 'a.yaml': `${yaml}  X:\n${bucket}    Properties: ${deep('[', '', '')}` },
  'deep maps in YAML': { 'a.yaml': `${yaml}  X:\n${bucket}    Properties: ${deep('{a: ', '1', '}')}\n` },
  'deep items in YAML': { 'a.yaml': `${yaml}  X:\n${bucket}    Properties:\n      ${deep('- ', 'x', '')}\n` },
  'deep keys in YAML': { 'a.yaml': `${yaml}  X:\n    ${deep('? ', 'x', '')}\n` },
  'deep indentation': {
    'a.yaml': `${yaml}  X:\n${Array.from({ length: 2000 }, (_, i) => `${' '.repeat(4 + i)}a:\n`).join('')}`,
  },
  'deep lists in JSON': template(`"X":${deep('[', '', ']')}`),
  'deep objects in JSON that do not close': template(`"X":${deep('{"a":', '', '')}`),
  'deep Fn::Join': template(role(`{"RoleName":${deep('{"Fn::Join":["",[', '"x"', ']]}')}}`)),
  'deep Fn::If': template(role(`{"RoleName":${deep('{"Fn::If":["C","a",', '"x"', ']}')}}`)),
  'deep Fn::Not': {
    'a.json': `{"Conditions":{"C":${deep('{"Fn::Not":[', '{"Condition":"D"}', ']}')}},"Resources":{"Bad":${JSON.stringify(bad)}}}`,
  },
  'a deep policy in a string': around(
    {},
    { P: { Type: 'AWS::SSO::PermissionSet', Properties: { InlinePolicy: deep('[', '', ']') } } },
  ),
  ...Object.fromEntries(
    [
      ['parentheses', deep('(', '1', ')')],
      ['lists', deep('[', '', ']')],
      ['objects', deep('{a=', '1', '}')],
      ['calls', deep('f(', '1', ')')],
      ['jsonencode', deep('jsonencode(', '1', ')')],
      ['strings', deep('"${', '1', '}"')],
      ['not', deep('!', 'true', '')],
      ['sums', deep('1+', '1', '')],
      ['choices', deep('a?b:', '1', '')],
      ['attributes', deep('a', '', '.b')],
      ['indexes', deep('a[', '0', ']')],
      ['loops', deep('[for x in ', 'y', ': x]')],
    ].map(([name, text]) => [`deep ${name} in HCL`, expression(text!)]),
  ),
  'a deep plan': {
    'plan.json': `{"format_version":"1.2","resource_changes":[{"address":"aws_iam_policy.bad","mode":"managed","type":"aws_iam_policy","name":"bad","change":{"actions":["create"],"after":{"policy":${JSON.stringify(JSON.stringify(policy))}},"after_unknown":{}}}],"planned_values":{"root_module":${deep('{"child_modules":[', '', ']}')}}}`,
  },
  'a tower of aliases': { 'a.yaml': `${tower('[x, y]', ten)}${yaml}  X:\n${bucket}    Properties: { Tags: *a40 }\n` },
  'a tower of statements': {
    'a.yaml': `${tower('{ Effect: Allow, Action: "iam:PassRole", Resource: "*" }', ten)}${yaml}  X:\n    Type: AWS::IAM::ManagedPolicy\n    Properties: { PolicyDocument: { Statement: *a40 } }\n`,
  },
  'a tower of merge keys': {
    'a.yaml': `${tower('{ a: 1 }', alias => `{ "<<": ${ten(alias)} }`)}${yaml}  X:\n${bucket}    Properties:\n      <<: *a40\n`,
  },
  'a tower of joins': {
    'a.yaml': `${tower('x', alias => `{ "Fn::Join": ["", ${ten(alias)}] }`)}${yaml}  X:\n${bucket}    Properties: { BucketName: *a40 }\n`,
  },
  'a tower of choices': {
    'a.yaml': `${tower('x', alias => `{ "Fn::If": [C, ${alias}, ${alias}] }`)}${yaml}  X:\n${bucket}    Properties: { BucketName: *a40 }\n`,
  },
  'aliases inside themselves': {
    'a.yaml': `${yaml}  X: &x\n    Type: AWS::IAM::ManagedPolicy\n    Properties: &p\n      PolicyDocument: *p\n      Tags: *x\n    <<: *x\n  Y: *x\n  Z: *nothing\n`,
  },
  'the root inside itself': { 'a.yaml': `${yaml}  X: &r { Resources: *r }\n` },
  'conditions in a circle': around(
    { Conditions: { A: { Condition: 'B' }, B: { 'Fn::Not': [{ Condition: 'A' }] } } },
    { X: { Type: 'AWS::S3::Bucket', Condition: 'A' } },
  ),
  'conditions on conditions': around(
    {
      Conditions: Object.fromEntries(
        Array.from({ length: 60 }, (_, i) => [
          `C${i}`,
          i === 0
            ? { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'a'] }
            : { 'Fn::Or': [{ Condition: `C${i - 1}` }, { 'Fn::Not': [{ Condition: `C${i - 1}` }] }] },
        ]),
      ),
    },
    { X: { ...(bad as object), Condition: 'C59' } },
  ),
  'resources that need each other': around(
    { Parameters: { P: { Type: 'String', Default: { Ref: 'P' } } } },
    {
      R: {
        Type: 'AWS::IAM::Role',
        DependsOn: ['R', 'S', 1, null],
        Properties: { RoleName: { Ref: 'R' }, PermissionsBoundary: { Ref: 'S' } },
      },
      S: { Type: 'AWS::IAM::Role', DependsOn: 'R', Properties: { RoleName: { 'Fn::Sub': '${R}${S.Arn}' } } },
      G: { Type: 'AWS::IAM::Group', Properties: { ManagedPolicyArns: [{ Ref: 'G' }] } },
    },
  ),
  'mappings in a circle': around(
    { Mappings: { M: { a: { b: { 'Fn::FindInMap': ['M', 'a', 'b'] } } } } },
    { R: { Type: 'AWS::IAM::Role', Properties: { RoleName: { 'Fn::FindInMap': ['M', 'a', 'b'] } } } },
  ),
  'loops in loops': around(
    { Transform: 'AWS::LanguageExtensions' },
    {
      'Fn::ForEach::A': [
        'A',
        Array(100).fill('a'),
        {
          'Fn::ForEach::B': [
            'B',
            Array(100).fill('b'),
            { 'Fn::ForEach::C': ['C', Array(100).fill('c'), { 'X${A}${B}${C}': bad }] },
          ],
        },
      ],
    },
  ),
  'very many holes': around(
    {},
    {
      R: {
        Type: 'AWS::IAM::Role',
        Properties: { RoleName: { 'Fn::Sub': '${a}'.repeat(100_000) }, Path: { 'Fn::Sub': '${'.repeat(100_000) } },
      },
    },
  ),
  'very many values': around(
    {},
    {
      R: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Action: { 'Fn::Split': ['', 'x'.repeat(100_000)] },
                Resource: { 'Fn::Split': [',', 'a,'.repeat(100_000)] },
              },
            ],
          },
        },
      },
    },
  ),
  'very many wildcards': around(
    {},
    {
      R: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          PolicyDocument: {
            Statement: [
              { Effect: 'Allow', Action: `iam:${'*a'.repeat(2000)}`, Resource: '*a'.repeat(2000) },
              { Effect: 'Deny', Action: `iam:Pass${'*R*'.repeat(500)}`, Resource: '*a*b'.repeat(500) },
            ],
          },
        },
      },
    },
  ),
  'nested stacks in a circle': {
    'a.yaml': `${yaml}  N:\n    Type: AWS::CloudFormation::Stack\n    Properties: { TemplateURL: b.yaml, Parameters: { P: !GetAtt N.Outputs.O } }\nOutputs: { O: { Value: !GetAtt N.Outputs.O } }\n`,
    'b.yaml': `${yaml}  N:\n    Type: AWS::CloudFormation::Stack\n    Properties: { TemplateURL: a.yaml }\n  M:\n    Type: AWS::CloudFormation::Stack\n    Properties: { TemplateURL: ./b.yaml }\nParameters: { P: { Type: String } }\nOutputs: { O: { Value: !GetAtt N.Outputs.O } }\n`,
  },
  'exports in a circle': {
    'a.yaml': `${yaml}Outputs: { O: { Value: !ImportValue B, Export: { Name: A } } }\n`,
    'b.yaml': `${yaml}Outputs: { O: { Value: !ImportValue A, Export: { Name: B } } }\n`,
  },
  'locals in a circle': terraform({
    locals: { a: '${local.b}', b: '${local.a}', c: '${local.c}' },
    resource: {
      aws_iam_role: { r: { name: '${local.a}${local.c}' } },
      aws_iam_policy: { bad: { policy: JSON.stringify(policy) } },
    },
  }),
  'locals on locals': terraform({
    locals: Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`l${i}`, i === 0 ? ['x'] : `\${concat(local.l${i - 1}, local.l${i - 1})}`]),
    ),
    output: { o: { value: '${local.l59}' } },
  }),
  'policy documents in a circle': terraform({
    data: {
      aws_iam_policy_document: {
        a: { source_policy_documents: ['${data.aws_iam_policy_document.b.json}'] },
        b: {
          override_policy_documents: [
            '${data.aws_iam_policy_document.a.json}',
            '${data.aws_iam_policy_document.b.json}',
          ],
        },
      },
    },
  }),
  'a module that calls itself': {
    'main.tf.json': JSON.stringify({
      module: { m: { source: './b', x: '${module.m.o}' }, n: { source: './.' } },
      resource: { aws_iam_policy: { bad: { policy: JSON.stringify(policy) } } },
      output: { o: { value: '${module.m.o}' } },
    }),
    'b/main.tf.json': JSON.stringify({
      variable: { x: {} },
      module: { a: { source: '../', x: '${var.x}' } },
      output: { o: { value: '${module.a.o}' } },
    }),
  },
  'modules that call ten each': Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => [
      i === 0 ? 'main.tf.json' : `m${i}/main.tf.json`,
      JSON.stringify({
        module: Object.fromEntries(
          Array.from({ length: 10 }, (_, j) => [`c${j}`, { source: `${i === 0 ? '.' : '..'}/m${i + 1}` }]),
        ),
        resource: { aws_iam_policy: { bad: { policy: JSON.stringify(policy) } } },
      }),
    ]),
  ),
  'very many instances': terraform({
    resource: {
      aws_iam_role: {
        r: { count: 1e12, name: 'r' },
        s: { for_each: '${toset(range(1000000000))}', name: '${each.key}' },
      },
      aws_iam_policy: { bad: { policy: JSON.stringify(policy) } },
    },
  }),
  'tabs behind': { 'a.yaml': `${yaml}\tX:\n\t\tType: AWS::S3::Bucket\n` },
  'tabs for spaces': { 'a.yaml': yaml.replace(/^ +/gm, spaces => '\t'.repeat(spaces.length / 2)) },
  'NUL behind': {
    'a.yaml': `${yaml}\0\n  Y:\n${bucket}`,
    'b.json': `${JSON.stringify({ Resources: { Bad: bad } })}\0\0`,
  },
  'halves of characters': {
    'a.yaml': yaml.replace('Bad', 'B\ud800d'),
    'b.json': JSON.stringify({ Resources: { 'B\udfffd': bad } }).replaceAll('\\udfff', '\udfff'),
  },
  'byte order marks': {
    'a.yaml': `\ufeff${yaml}`,
    'b.json': `\ufeff${JSON.stringify({ Resources: { Bad: bad } })}`,
    'c.yaml': `\ufeff\ufeff${yaml}`,
  },
  'carriage returns alone': { 'a.yaml': yaml.replaceAll('\n', '\r') },
  'a name of 200,000 letters': { 'a.yaml': `${yaml}  ${'k'.repeat(200_000)}: {}\n` },
  'names of the language': {
    'a.yaml':
      yaml +
      ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
        .map(name => yaml.slice(yaml.indexOf('  Bad')).replace('Bad', name))
        .join(''),
  },
  'a merge conflict': { 'a.yaml': `${yaml}<<<<<<< HEAD\n  X:\n${bucket}=======\n  Y:\n${bucket}>>>>>>> other\n` },
  'a template for templates': { 'a.yaml': `{% set a = 1 %}\n${yaml}  {{ x }}:\n${bucket}{% endfor %}\n` },
};

test.each(Object.keys(cases))('%s', name => {
  const started = performance.now();
  const examined = examine(cases[name]!);
  expect(performance.now() - started).toBeLessThan(LIMIT);
  const files = new Set(found(examined).map(line => line.split(':')[0]));
  expect([...files]).toEqual(
    expect.arrayContaining(Object.keys(cases[name]!).filter(file => file !== 'b/main.tf.json')),
  );
});
