/** Policies that go from one stack to another by exports whose names deployment completes, and by outputs of nested stacks. */
import { describe, expect, it } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

const wide = {
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } },
};
const bounded = (boundary: unknown) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'codebuild.amazonaws.com' } }],
    },
    PermissionsBoundary: boundary,
  },
});
const sub = (name: string) => ({ 'Fn::Sub': name });
const template = (Resources: object, more: object = {}) => JSON.stringify({ Resources, ...more });
const stage = { Parameters: { Stage: { Type: 'String', Default: 'none' } } };
const network = { Parameters: { Network: { Type: 'String', Default: 'none' } } };

/** A policy that bounds a role is told of nobody; one that is put on nobody is. */
const joined: readonly string[] = [];
const apart = ['Wide'];

function told(documents: Documents): readonly string[] {
  return [...new Set(findings(documents).map(({ path, finding }) => `${path} ${finding.resource}`))].map(
    one => one.split(' ')[1]!,
  );
}

const samconfig = (stacks: Readonly<Record<string, readonly [stack: string, overrides: string]>>) =>
  Object.entries(stacks)
    .map(
      ([file, [stack, overrides]], i) =>
        `[e${i}.deploy.parameters]\ntemplate_file = "${file}"\nstack_name = "${stack}"\nparameter_overrides = "${overrides}"\n`,
    )
    .join('');

describe('an export and an import', () => {
  const exporting = (name: unknown) =>
    template({ Wide: wide }, { ...stage, Outputs: { O: { Value: { Ref: 'Wide' }, Export: { Name: name } } } });
  const importing = (name: unknown) => template({ D: bounded({ 'Fn::ImportValue': name }) }, network);
  const deployed = (name: string, overrides: string, others = 'Network=net-prod') =>
    samconfig({ 'net.json': [name, overrides], 'role.json': ['roles', others] });

  it.each<[string, unknown, unknown, string, readonly string[]]>([
    ['as they are written', 'net-Wide', 'net-Wide', '', joined],
    ['with the name of the app, as the CDK writes it', 'Net:Wide', 'Net:Wide', '', joined],
    ['of another app', 'Net:Wide', 'Other:Wide', '', apart],
    ['by the name of the stack', sub('${AWS::StackName}-Wide'), 'net-prod-Wide', deployed('net-prod', ''), joined],
    ['by the name of another stack', sub('${AWS::StackName}-Wide'), 'net-prod-Wide', deployed('net-dev', ''), apart],
    ['by a parameter', sub('net-${Stage}-Wide'), 'net-prod-Wide', deployed('x', 'Stage=prod'), joined],
    ['by another value of it', sub('net-${Stage}-Wide'), 'net-prod-Wide', deployed('x', 'Stage=dev'), apart],
    ['that is completed too', sub('${AWS::StackName}-Wide'), sub('${Network}-Wide'), deployed('net-prod', ''), joined],
    ['that is completed alone', 'net-prod-Wide', sub('${Network}-Wide'), deployed('x', ''), joined],
    [
      'that is completed otherwise',
      'net-prod-Wide',
      sub('${Network}-Wide'),
      deployed('x', '', 'Network=net-dev'),
      apart,
    ],
  ])('%s', (_, name, imported, config, expected) => {
    const files = { 'net.json': exporting(name), 'role.json': importing(imported) };
    expect(told(config === '' ? files : { ...files, 'samconfig.toml': config })).toEqual(expected);
  });

  it('of very many that end alike are not looked through', () => {
    const many = Object.fromEntries(
      Array.from({ length: 70 }, (_, i) => [
        [`net${i}.json`, exporting(sub('${AWS::StackName}-Wide'))],
        [`role${i}.json`, importing(sub(`\${Network}-Wide`))],
      ]).flat(),
    );
    expect(told(many)).toHaveLength(70);
  });
});

describe('an output of a nested stack', () => {
  const stack = (url: string, parameters: object = {}) => ({
    Type: 'AWS::CloudFormation::Stack',
    Properties: { TemplateURL: url, Parameters: parameters },
  });
  const policies = template({ Wide: wide }, { Outputs: { Wide: { Value: { Ref: 'Wide' } } } });

  it('is the policy that it says', () => {
    const parent = (output: string) =>
      template({ P: stack('./policies.json'), D: bounded({ 'Fn::GetAtt': ['P', `Outputs.${output}`] }) });
    expect(told({ 'policies.json': policies, 'parent.json': parent('Wide') })).toEqual(joined);
    expect(told({ 'policies.json': policies, 'parent.json': parent('Other') })).toEqual(apart);
  });

  it('is handed on to another nested stack', () => {
    const taking = template({ D: bounded({ Ref: 'B' }) }, { Parameters: { B: { Type: 'String' } } });
    const parent = template({
      P: stack('./policies.json'),
      R: stack('./role.json', { B: { 'Fn::GetAtt': 'P.Outputs.Wide' } }),
    });
    expect(told({ 'policies.json': policies, 'role.json': taking, 'parent.json': parent })).toEqual(joined);
  });

  it('comes from a stack below that one', () => {
    const middle = template(
      { P: stack('./policies.json') },
      { Outputs: { Up: { Value: { 'Fn::GetAtt': ['P', 'Outputs.Wide'] } } } },
    );
    const parent = template({ M: stack('./middle.json'), D: bounded({ 'Fn::GetAtt': ['M', 'Outputs.Up'] }) });
    expect(told({ 'policies.json': policies, 'middle.json': middle, 'parent.json': parent })).toEqual(joined);
  });
});
