/** Every way in which a template may write one policy; other resources, and comments where the language has them, stand around it. */
import fc from 'fast-check';
import { dump } from 'js-yaml';
import type { Json } from '../../server/src/engine/text/json';
import type { Documents } from '../support/workspace';

/** Statements in CloudFormation's words. */
export type Policy = { readonly Version: string; readonly Statement: Json };

export interface Spelling {
  readonly name: string;
  readonly write: (policy: Policy) => Documents;
}

const passing = fc.record({
  actions: fc.constantFrom<Json>(
    'iam:PassRole',
    ['iam:PassRole'],
    ['s3:GetObject', 'iam:PassRole'],
    ['iam:PassRole', 's3:GetObject'],
    ['iam:PassRole', 'iam:GetRole', 's3:GetObject'],
    'iam:Pass*',
    ['iam:*Role', 's3:GetObject'],
  ),
  isExcept: fc.constantFrom(false, false, false, true),
  resources: fc.constantFrom<Json>('*', ['*'], 'arn:aws:iam::*:role/*', ['arn:aws:s3:::b/*', '*']),
  condition: fc.constantFrom<Json | undefined>(
    undefined,
    undefined,
    { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    { StringLike: { 'iam:PassedToService': ['*'] } },
  ),
  sid: fc.constantFrom(undefined, 'Pass'),
});

const other = fc.constantFrom<Json>(
  { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
  { Effect: 'Deny', Action: ['s3:*'], Resource: ['arn:aws:s3:::b/*'] },
);

/** A broad grant among others that are not. */
export const policies: fc.Arbitrary<Policy> = fc
  .record({
    passing,
    before: fc.array(other, { maxLength: 1 }),
    after: fc.array(other, { maxLength: 1 }),
    alone: fc.boolean(),
  })
  .map(({ passing: { actions, isExcept, resources, condition, sid }, before, after, alone }) => {
    const statement = {
      ...(sid ? { Sid: sid } : {}),
      Effect: 'Allow',
      ...(isExcept ? { NotAction: ['s3:*'] } : { Action: actions }),
      Resource: resources,
      ...(condition ? { Condition: condition } : {}),
    };
    return { Version: '2012-10-17', Statement: alone ? statement : [...before, statement, ...after] };
  });

const rising = fc.record({
  actions: fc.constantFrom<Json>(
    'iam:AttachRolePolicy',
    ['iam:PutRolePolicy'],
    ['s3:GetObject', 'iam:PutUserPolicy'],
    ['iam:CreateRole', 'iam:GetRole', 'iam:AttachRolePolicy'],
    ['iam:CreateAccessKey', 'iam:GetUser'],
    ['iam:CreateLoginProfile'],
    'iam:*AccessKey*',
    ['iam:Put*Policy', 's3:GetObject'],
    ['lambda:UpdateFunctionCode', 'lambda:GetFunction'],
    'lambda:Update*',
    ['iam:UpdateAssumeRolePolicy', 'iam:GetRole'],
    'iam:CreatePolicyVersion',
  ),
  resources: fc.constantFrom<Json>('*', ['*'], ['arn:aws:s3:::b/*', '*']),
  condition: fc.constantFrom<Json | undefined>(
    undefined,
    undefined,
    { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    { StringEqualsIfExists: { 'iam:PermissionsBoundary': ['arn:aws:iam::111122223333:policy/other'] } },
    { StringEquals: { 'aws:PrincipalAccount': '111122223333' } },
  ),
});

/** Statements that let their holder rise, among others that do not. */
export const risingPolicies: fc.Arbitrary<Policy> = fc
  .record({
    rising,
    before: fc.array(other, { maxLength: 1 }),
    after: fc.array(other, { maxLength: 1 }),
    alone: fc.boolean(),
  })
  .map(({ rising: { actions, resources, condition }, before, after, alone }) => {
    const limits = condition ? { Condition: condition } : {};
    const statement = { Effect: 'Allow', Action: actions, Resource: resources, ...limits };
    return { Version: '2012-10-17', Statement: alone ? statement : [...before, statement, ...after] };
  });

const trust = {
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

const atMost = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: '*' }] };

/** A function whose role the template passes, before and behind the resource that may pass any, and a boundary for it. */
function template(holder: Json): Json {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: {
      TeamBoundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: atMost } },
      AppRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } },
      Holder: holder,
      App: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['AppRole', 'Arn'] } } },
    },
  };
}

const managed = (policy: Json) => template({ Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy } });
const permissionSet = (policy: string) =>
  template({ Type: 'AWS::SSO::PermissionSet', Properties: { Name: 'developers', InlinePolicy: policy } });

const json = (name: string, indent: string | number | undefined, eol = '\n'): Spelling => ({
  name,
  write: policy => ({ 'template.json': withEnds(`${JSON.stringify(managed(policy), undefined, indent)}\n`, eol) }),
});

/** A repeated statement is an alias of the first. In brackets that is a known miss: nothing is edited beside it. */
const yaml = (name: string, options: object, eol = '\n'): Spelling => ({
  name,
  write: policy => ({
    'template.yaml': withEnds(
      commented(dump(managed(policy), { lineWidth: -1, noRefs: 'flowLevel' in options, ...options })),
      eol,
    ),
  }),
});

const inYamlString = (name: string, write: (text: string) => string, indent?: number): Spelling => ({
  name,
  write: policy => {
    const text = JSON.stringify(policy, undefined, indent);
    const around = commented(dump(permissionSet('INLINE'), { lineWidth: -1 }));
    return { 'template.yaml': around.replace(/INLINE.*/, () => write(text)) };
  },
});

const terraform = (name: string, write: (policy: Policy) => { policy: string; data?: Json }, indent = 2): Spelling => ({
  name,
  write: statements => {
    const { policy, data } = write(statements);
    const blocks = {
      ...(data ? { data: { aws_iam_policy_document: { deploy: data } } } : {}),
      resource: {
        aws_iam_role: { app: { name: 'app', assume_role_policy: JSON.stringify(trust) } },
        aws_iam_policy: {
          deploy: { name: 'deploy', policy },
          team_boundary: { name: 'team-boundary', policy: JSON.stringify(atMost) },
        },
        aws_lambda_function: { app: { function_name: 'app', role: '${aws_iam_role.app.arn}' } },
      },
    };
    return { 'main.tf.json': `${JSON.stringify(blocks, undefined, indent)}\n` };
  },
});

export const spellings: readonly Spelling[] = [
  json('JSON', 2),
  json('minified JSON', undefined),
  json('JSON with tabs and CRLF', '\t', '\r\n'),
  yaml('YAML', {}),
  yaml('YAML, 4 spaces, CRLF', { indent: 4 }, '\r\n'),
  yaml('YAML, items at their key', { noArrayIndent: true }),
  yaml('YAML, flow', { flowLevel: 1 }),
  yaml('YAML, flow from the properties on', { flowLevel: 4 }),
  yaml('YAML, flow statements', { flowLevel: 7 }),
  {
    name: 'a JSON string in JSON',
    write: policy => ({ 'template.json': JSON.stringify(permissionSet(JSON.stringify(policy)), undefined, 2) }),
  },
  inYamlString('a double-quoted string in YAML', text => JSON.stringify(text)),
  inYamlString('a single-quoted string in YAML', text => `'${text.replaceAll("'", "''")}'`),
  inYamlString('a block in YAML', text => `|\n        ${text.replaceAll('\n', '\n        ')}`, 2),
  inYamlString('one line of a block in YAML', text => `>-\n        ${text}`),
  terraform('a JSON string in Terraform', policy => ({ policy: JSON.stringify(policy) })),
  terraform('jsonencode', policy => ({ policy: `\${jsonencode(${hcl(policy)})}` })),
  terraform('jsonencode on several lines, 4 spaces', policy => ({ policy: `\${jsonencode(${hcl(policy, '\n')})}` }), 4),
  terraform('a policy document with one statement or a list', policy => ({
    policy: '${data.aws_iam_policy_document.deploy.json}',
    data: { statement: Array.isArray(policy.Statement) ? policy.Statement.map(block) : block(policy.Statement) },
  })),
];

export function withEnds(text: string, eol: string): string {
  return text.replaceAll('\n', eol);
}

/** A comment above each line and one behind it; none among roles, which a fix replaces whole. */
export function commented(text: string): string {
  const lines = text.trimEnd().split('\n');
  const above = (line: string, i: number) =>
    /^ *- (?:arn:|'\*')/.test(line) ? '' : `${/^ */.exec(line)![0]}# above ${i}\n`;
  return lines.map((line, i) => `${above(line, i)}${line} # behind ${i}\n`).join('');
}

function hcl(value: Json, separator = ', '): string {
  if (Array.isArray(value)) return `[${value.map(item => hcl(item, separator)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const name = (key: string) => (/^\w+$/.test(key) ? key : JSON.stringify(key));
  const entries = Object.entries(value).map(([key, inner]) => `${name(key)} = ${hcl(inner, separator)}`);
  return separator === '\n' ? `{\n${entries.join('\n')}\n}` : `{ ${entries.join(separator)} }`;
}

/** A statement as a block of `aws_iam_policy_document`. */
function block(statement: Json): Json {
  const names: Record<string, string> = { Action: 'actions', NotAction: 'not_actions', Resource: 'resources' };
  return Object.fromEntries(
    Object.entries(statement as object).map(([key, value]) => {
      if (key === 'Condition') return ['condition', conditionBlocks(value)];
      const name = names[key];
      return name ? [name, [value].flat()] : [key.toLowerCase(), value];
    }),
  );
}

function conditionBlocks(conditions: Readonly<Record<string, Readonly<Record<string, Json>>>>): Json {
  return Object.entries(conditions).flatMap(([test, keys]) =>
    Object.entries(keys).map(([variable, values]) => ({ test, variable, values: [values].flat() as Json[] })),
  );
}
