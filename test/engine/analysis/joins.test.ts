/** Policies that are joined to their principals from afar: as a boundary that others must have, by exports, by parameters. */
import { describe, expect, test } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
const trust = {
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'codebuild.amazonaws.com' } }],
};

describe('a permissions boundary that others must have', () => {
  const demanding = (boundary: unknown) => ({
    Effect: 'Deny',
    Action: 'iam:CreateRole',
    Resource: '*',
    Condition: { StringNotEquals: { 'iam:PermissionsBoundary': boundary } },
  });
  const policy = (name: unknown, ...statements: object[]) =>
    resource('IAM::ManagedPolicy', { ManagedPolicyName: name, PolicyDocument: { Statement: statements } });

  test('names itself', () => {
    const boundary = { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:policy/dev-limits' };
    const limits = (name: string) => template({ B: policy(name, everything, demanding(boundary)) });
    expect(seen({ 'a.json': limits('dev-limits') })).toEqual([]);
    expect(seen({ 'a.json': limits('dev-others') })).toEqual(['error certain B']);
  });

  test('names itself with a parameter, as the CDK writes it', () => {
    const name = 'cdk-${Qualifier}-permissions-limit';
    const arn = { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/${name}` };
    const limits = template(
      { B: policy({ 'Fn::Sub': name }, everything, demanding(arn)) },
      { Qualifier: { Type: 'String', Default: 'hnb659fds' } },
    );
    expect(seen({ 'a.json': limits })).toEqual([]);
  });

  test('is asked for by the role that makes others', () => {
    const creates = {
      Effect: 'Allow',
      Action: 'iam:CreateRole',
      Resource: '*',
      Condition: { StringEquals: { 'iam:PermissionsBoundary': { Ref: 'Bound' } } },
    };
    const roles = template({
      Bound: policy('bound', everything),
      Maker: role({ Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [creates] } }] }),
    });
    expect(seen({ 'a.json': roles })).toEqual([]);
  });

  test('is one by its name alone, perhaps', () => {
    const baseline = (name: string) => template({ B: policy(name, everything) });
    expect(seen({ 'a.json': baseline('developer-permissions-boundary') })).toEqual(['error possible B']);
    expect(seen({ 'a.json': baseline('developer-permissions') })).toEqual(['error certain B']);
  });
});

describe('a policy of another stack', () => {
  const wide = resource('IAM::ManagedPolicy', { PolicyDocument: { Statement: [everything] } });
  const exported = template({ Wide: wide }, {}, { O: { Value: { Ref: 'Wide' }, Export: { Name: 'wide' } } });
  const bounded = (boundary: unknown, parameters = {}) =>
    template({ D: role({ PermissionsBoundary: boundary }) }, parameters);
  const nested = (value: unknown) =>
    resource('CloudFormation::Stack', { TemplateURL: './c.json', Parameters: { B: value } });
  const taking = { B: { Type: 'String' } };

  test('bounds a role that imports it', () => {
    const imported = (name: string) => bounded({ 'Fn::ImportValue': name });
    expect(seen({ 'pol.json': exported, 'role.json': imported('wide') })).toEqual([]);
    expect(seen({ 'pol.json': exported, 'role.json': imported('narrow') })).toEqual(['error certain Wide']);
  });

  test('bounds a role of a nested stack that takes it as a parameter', () => {
    const child = bounded({ Ref: 'B' }, taking);
    const parent = (value: unknown) => template({ Wide: wide, C: nested(value) });
    expect(seen({ 'p.json': parent({ Ref: 'Wide' }), 'c.json': child })).toEqual([]);
    expect(seen({ 'p.json': parent('other'), 'c.json': child })).toEqual(['error certain Wide']);
  });

  test('bounds a role through an import that is handed to a nested stack of a nested stack', () => {
    const middle = template({ C: nested({ Ref: 'A' }) }, { A: { Type: 'String' } });
    const outer = template({
      M: resource('CloudFormation::Stack', {
        TemplateURL: './m.json',
        Parameters: { A: { 'Fn::ImportValue': 'wide' } },
      }),
    });
    const inner = bounded({ Ref: 'B' }, taking);
    expect(seen({ 'pol.json': exported, 'p.json': outer, 'm.json': middle, 'c.json': inner })).toEqual([]);
  });

  test('is judged with the others that its role imports', () => {
    const policy = (effect: string) =>
      resource('IAM::ManagedPolicy', {
        PolicyDocument: { Statement: [{ Effect: effect, Action: 'iam:PassRole', Resource: '*' }] },
      });
    const policies = template(
      { Pass: policy('Allow'), Deny: policy('Deny') },
      {},
      {
        O: { Value: { Ref: 'Pass' }, Export: { Name: 'pass' } },
        P: { Value: { Ref: 'Deny' }, Export: { Name: 'deny' } },
      },
    );
    const holder = (...names: string[]) =>
      template({ D: role({ ManagedPolicyArns: names.map(name => ({ 'Fn::ImportValue': name })) }) });
    expect(seen({ 'pol.json': policies, 'role.json': holder('pass', 'deny') })).toEqual([]);
    expect(seen({ 'pol.json': policies, 'role.json': holder('pass') })).toEqual(['error certain Pass']);
  });

  test('is judged alone where a caller gives another one than the default', () => {
    const named = resource('IAM::ManagedPolicy', {
      ManagedPolicyName: 'wide',
      PolicyDocument: { Statement: [everything] },
    });
    const child = template(
      { Wide: named, D: role({ ManagedPolicyArns: [{ Ref: 'B' }] }) },
      { B: { Type: 'String', Default: 'arn:aws:iam::111122223333:policy/wide' } },
    );
    const parent = template({ C: nested('arn:aws:iam::aws:policy/ReadOnlyAccess') });
    expect(seen({ 'c.json': child, 'p.json': parent })).toEqual(['error certain Wide']);
    expect(seen({ 'c.json': child })).toEqual(['error possible Wide']);
  });
});

test('a Terraform module takes the boundary as an argument', () => {
  const documents = (argument: string) => ({
    'main.tf.json': JSON.stringify({
      resource: { aws_iam_policy: { wide: { name: 'wide', policy: JSON.stringify({ Statement: [everything] }) } } },
      module: { m: { source: './m', boundary: argument } },
    }),
    'm/main.tf.json': JSON.stringify({
      resource: {
        aws_iam_role: { r: { assume_role_policy: JSON.stringify(trust), permissions_boundary: '${var.boundary}' } },
      },
    }),
    'm/variables.tf.json': JSON.stringify({ variable: { boundary: { type: 'string' } } }),
  });
  expect(seen(documents('${aws_iam_policy.wide.arn}'))).toEqual([]);
  expect(seen(documents('other'))).toEqual(['error certain aws_iam_policy.wide']);
});

function seen(documents: Documents): readonly string[] {
  return findings(documents).map(({ finding }) => `${finding.severity} ${finding.confidence} ${finding.resource}`);
}

function template(resources: object, parameters: object = {}, outputs: object = {}): string {
  return JSON.stringify({ Parameters: parameters, Resources: resources, Outputs: outputs });
}

function resource(type: string, properties: object): object {
  return { Type: `AWS::${type}`, Properties: properties };
}

function role(properties: object): object {
  return resource('IAM::Role', { AssumeRolePolicyDocument: trust, ...properties });
}
