import { expect, test } from 'vitest';
import { factsIn } from '../../support/terraform';

const state = { version: 4, terraform_version: '1.11.4', serial: 1, lineage: 'x', resources: [] };

test.each<[string, unknown, string | undefined]>([
  ['a resource', { resource: { aws_s3_bucket: { b: {} } } }, 'terraform-config'],
  ['data', { data: { aws_region: { r: {} } } }, 'terraform-config'],
  ['a provider', { '//': 'x', provider: { aws: [{}] } }, 'terraform-config'],
  ['variables', { variable: { x: {} } }, 'terraform-config'],
  ['a list of objects', [{ module: { m: { source: './m' } } }, { locals: { a: 1 } }], 'terraform-config'],
  ['a plan', { format_version: '1.2', resource_changes: [] }, 'terraform-plan'],
  ['a plan without changes', { format_version: '1.2', planned_values: {} }, 'terraform-plan'],
  ['a state', { format_version: '1.0', values: { root_module: {} } }, 'terraform-state'],
  ['a state file', state, 'terraform-state'],
  ['an empty state', { format_version: '1.0' }, undefined],
  ['output of the interface', '{"@level":"info","type":"version"}\n{"@level":"info"}\n', undefined],
  ['a manifest of cdktf', { version: '0.20', stacks: { x: { name: 'x' } } }, undefined],
  ['values of variables', { region: 'eu-west-1', data: 'x' }, undefined],
  ['a package', { name: 'x', version: '1.0.0', module: 'x.mjs', data: { a: { b: {} } } }, undefined],
  ['a resource of something else', { resource: { a: { b: {} } } }, undefined],
  ['another thing with data', { data: { users: { list: [] } } }, undefined],
  ['nothing', {}, undefined],
  ['a text', '"x"', undefined],
  ['no text', '', undefined],
])('%s', (_, content, expected) => {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  expect(factsIn({ 'x.json': text })?.format).toBe(expected);
});
