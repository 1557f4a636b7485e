/** What a parent stack, a module call or the settings give for a parameter decides, not its default. */
import { describe, expect, test } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

const app = 'arn:aws:iam::111122223333:role/app';
const trust = {
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'codebuild.amazonaws.com' } }],
};

describe('a nested stack', () => {
  const child = (parameter: object, ...more: object[]) =>
    template(
      { D: holder({ Effect: 'Allow', Action: 'iam:PassRole', Resource: { Ref: 'Roles' } }, ...more) },
      { Roles: parameter },
    );
  const calling = (value: unknown, more: object = {}) =>
    template({ C: stack('./c.json', { Roles: value }), Task: holder(), ...more });
  const wide = child({ Type: 'String', Default: '*' });
  const open = child({ Type: 'String' });

  test('gets roles that are narrower than the default', () => {
    expect(seen({ 'c.json': wide })).toEqual(['error certain D']);
    expect(seen({ 'c.json': wide, 'p.json': calling({ 'Fn::GetAtt': ['Task', 'Arn'] }) })).toEqual([]);
    expect(seen({ 'c.json': wide, 'p.json': calling(app) })).toEqual([]);
  });

  test('gets every role', () => {
    expect(seen({ 'c.json': open })).toEqual(['error possible D']);
    expect(seen({ 'c.json': open, 'p.json': calling('*') })).toEqual(['error certain D']);
    expect(seen({ 'c.json': open, 'p.json': calling('arn:aws:iam::111122223333:role/*') })).toEqual([
      'error certain D',
    ]);
  });

  test('gets every role from one of its callers', () => {
    const documents = { 'c.json': open, 'p.json': calling(app), 'q.json': calling('*') };
    expect(seen(documents)).toEqual(['error certain D']);
  });

  test('that has more callers than are told apart may get anything', () => {
    const callers = [...Array(9).keys()].map(i => [`p${i}.json`, calling(`${app}${i}`)]);
    expect(seen({ 'c.json': wide, ...Object.fromEntries(callers) })).toEqual(['error possible D']);
  });

  test('gets what its caller gets', () => {
    const middle = template({ C: stack('./c.json', { Roles: { Ref: 'A' } }) }, { A: { Type: 'String', Default: '*' } });
    const outer = (value: string) => template({ M: stack('./m.json', { A: value }) });
    expect(seen({ 'c.json': open, 'm.json': middle })).toEqual(['error certain D']);
    expect(seen({ 'c.json': open, 'm.json': middle, 'p.json': outer(app) })).toEqual([]);
    const unknown = template({ M: stack('./m.json', { A: { Ref: 'B' } }) }, { B: { Type: 'String' } });
    expect(seen({ 'c.json': open, 'm.json': middle, 'p.json': unknown })).toEqual(['error possible D']);
  });

  test('gets a list as one text', () => {
    const list = child({ Type: 'CommaDelimitedList', Default: `${app}-a,${app}-b` });
    expect(seen({ 'c.json': list })).toEqual(['error possible D']);
    expect(seen({ 'c.json': list, 'p.json': calling(`${app}, *`) })).toEqual(['error certain D']);
  });

  test('gets the policies that it attaches', () => {
    const attaching = template(
      { D: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: [{ Ref: 'Roles' }] } } },
      { Roles: { Type: 'String', Default: 'arn:aws:iam::aws:policy/ReadOnlyAccess' } },
    );
    const administrator = calling('arn:aws:iam::aws:policy/AdministratorAccess');
    expect(seen({ 'c.json': attaching })).toEqual([]);
    expect(seen({ 'c.json': attaching, 'p.json': administrator })).toEqual(['error certain D']);
  });

  test('gets what is denied', () => {
    const denying = template(
      {
        D: holder(
          { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
          { Effect: 'Deny', Action: 'iam:PassRole', Resource: { Ref: 'Roles' } },
        ),
      },
      { Roles: { Type: 'String' } },
    );
    expect(seen({ 'c.json': denying, 'p.json': calling('*') })).toEqual([]);
    expect(seen({ 'c.json': denying, 'p.json': calling(`${app}-*`) })).not.toEqual([]);
  });

  test('that calls itself comes to an end', () => {
    const again = (times: number) =>
      template(
        {
          C: stack('./c.json', { Roles: { 'Fn::Sub': '${Roles}'.repeat(times) } }),
          D: holder({ Effect: 'Allow', Action: 'iam:PassRole', Resource: { Ref: 'Roles' } }),
        },
        { Roles: { Type: 'String', Default: '*' } },
      );
    expect(seen({ 'c.json': again(1) })).toEqual(['error possible D']);
    expect(seen({ 'c.json': again(40) })).toEqual(['error possible D']);
  });

  test('has the value that the settings declare', () => {
    const settings = `deployments:\n  - files: [c.json]\n    parameters: { Roles: "${app}" }\n`;
    expect(seen({ 'c.json': wide, 'bulkhead.yaml': settings })).toEqual([]);
  });
});

describe('a Terraform module', () => {
  const policy = (expression: string) => ({
    resource: {
      aws_iam_policy: {
        w: {
          name: 'b',
          policy: `\${jsonencode({Statement=[{Effect="Allow",Action="iam:PassRole",Resource=${expression}}]})}`,
        },
      },
    },
  });
  const module = (variable: object, expression = 'var.roles') =>
    JSON.stringify({ variable: { roles: variable }, ...policy(expression) });
  const calling = (...roles: unknown[]) =>
    JSON.stringify({ module: Object.fromEntries(roles.map((roles, i) => [`m${i}`, { source: './p', roles }])) });
  const judged = (child: string, ...roles: unknown[]) =>
    seen({ 'p/main.tf.json': child, 'main.tf.json': calling(...roles) });
  const found = ['error certain aws_iam_policy.w'];

  test('gets a text', () => {
    expect(judged(module({ default: '*' }), app)).toEqual([]);
    expect(judged(module({ type: 'string' }), '*')).toEqual(found);
    expect(judged(module({ default: app }), app, '*')).toEqual(found);
  });

  test('gets a list in the place of its default', () => {
    expect(judged(module({ default: ['*'] }), [app])).toEqual([]);
    expect(judged(module({ default: [`${app}-a`, `${app}-b`] }), [app, '*'])).toEqual(found);
    expect(judged(module({ type: 'list(string)' }), ['*'])).toEqual(found);
    expect(judged(module({ type: 'list(string)' }), [app])).toEqual([]);
  });

  test('gets an object', () => {
    expect(judged(module({ default: { arn: app } }, 'var.roles.arn'), { arn: '*' })).toEqual(found);
    expect(judged(module({ default: { arn: '*' } }, 'var.roles.arn'), { arn: app })).toEqual([]);
  });

  test('is deployed by its callers, whatever providers it has itself', () => {
    const own = { provider: { aws: { region: 'us-east-1' } }, variable: { roles: { default: '*' } } };
    expect(judged(JSON.stringify({ ...own, ...policy('var.roles') }), app)).toEqual([]);
  });
});

function seen(documents: Documents): readonly string[] {
  return findings(documents).map(({ finding }) => `${finding.severity} ${finding.confidence} ${finding.resource}`);
}

function template(resources: object, parameters: object = {}): string {
  return JSON.stringify({ Parameters: parameters, Resources: resources });
}

function stack(file: string, parameters: object): object {
  return { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: file, Parameters: parameters } };
}

function holder(...statements: object[]): object {
  const policies = statements.length === 0 ? [] : [{ PolicyName: 'p', PolicyDocument: { Statement: statements } }];
  return { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust, Policies: policies } };
}
