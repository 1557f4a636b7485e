/** Few words that stand for a great deal, or for themselves. */
import type { Documents } from '../support/workspace';
import { around, bad, bucket, policy, terraform, yaml } from './templates';

/** Ten aliases of the one before, forty times. */
function tower(first: string, next: (alias: string) => string): string {
  const floors = Array.from({ length: 40 }, (_, i) => `x${i + 1}: &a${i + 1} ${next(`*a${i}`)}\n`);
  return `x0: &a0 ${first}\n${floors.join('')}`;
}
const ten = (alias: string) => `[${Array(10).fill(alias).join(', ')}]`;

export const endlessTexts: Readonly<Record<string, Documents>> = {
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
};
