/** Nested deeper than any reader can follow. */
import type { Documents } from '../support/workspace';
import { around, bad, bucket, expression, policy, role, template, yaml } from './templates';

/** `open` and `close` around `inner`, as deep as no reader can follow. */
function deep(open: string, inner: string, close: string): string {
  const levels = 50_000;
  return open.repeat(levels) + inner + close.repeat(levels);
}

export const deepTexts: Readonly<Record<string, Documents>> = {
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
};
