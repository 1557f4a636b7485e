/** Which ways out are offered: those that were tried, in words that the template itself has. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../server/src/engine/text/json';
import { type Documents, findings, fixed, type Seen } from '../../support/workspace';

const boundary = managed('logs:*', 'dynamodb:*');
const ask = 'Ask for the permissions boundary `TeamBoundary` of every role and user that gets rights';

function managed(...actions: readonly string[]): Json {
  return { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: allowing(actions) } };
}

function allowing(actions: readonly string[], resource: Json = '*'): Json {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: resource }] };
}

function role(document: Json, properties: object = {}): Json {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
      Policies: [{ PolicyName: 'p', PolicyDocument: document }],
      ...properties,
    },
  } as Json;
}

function written(resources: object): Documents {
  return { 'a.json': JSON.stringify({ Resources: resources }, undefined, 2) };
}

function own(documents: Documents): readonly Seen[] {
  return findings(documents).filter(({ finding }) => finding.rule === 'privilege-escalation');
}

function offers(resources: object): readonly string[] {
  const found = own(written(resources)).flatMap(({ finding }) => finding.fixes);
  return [...new Set(found.filter(({ id }) => id !== 'allow').map(({ title }) => title))];
}

/** What is left to say after the fix of this title. */
function applied(documents: Documents, title: string): { readonly text: string; readonly left: readonly Seen[] } {
  const fix = own(documents)
    .flatMap(({ finding }) => finding.fixes)
    .find(one => one.title === title);
  const done = fix && fixed(documents, fix);
  expect(done, title).toBeDefined();
  return { text: done!['a.json']!, left: own(done!) };
}

describe('a boundary is asked for', () => {
  const makes = allowing(['iam:CreateRole', 'iam:AttachRolePolicy']);

  test('by reference, of all that makes and changes roles at once', () => {
    const documents = written({ TeamBoundary: boundary, Developer: role(makes) });
    expect(own(documents).length).toBeGreaterThan(0);
    expect(applied(documents, ask).left).toEqual([]);
  });

  test('apart from actions that have nothing to do with it', () => {
    const documents = written({
      TeamBoundary: boundary,
      Developer: role(allowing(['s3:GetObject', 'iam:CreateRole', 'iam:GetRole', 'iam:PutRolePolicy'])),
    });
    const { text, left } = applied(documents, ask);
    expect(left).toEqual([]);
    const [rest, apart] = JSON.parse(text).Resources.Developer.Properties.Policies[0].PolicyDocument.Statement;
    expect(rest).toEqual({ Effect: 'Allow', Action: ['s3:GetObject', 'iam:GetRole'], Resource: '*' });
    expect(apart.Action).toEqual(['iam:CreateRole', 'iam:PutRolePolicy']);
    expect(apart.Condition).toEqual({ StringEquals: { 'iam:PermissionsBoundary': { Ref: 'TeamBoundary' } } });
  });

  test('by a Deny where the resource is an expression', () => {
    const resource = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*' };
    const documents = written({
      TeamBoundary: boundary,
      Developer: role(allowing(['s3:GetObject', 'iam:PutRolePolicy'], resource)),
    });
    const { text, left } = applied(documents, ask);
    expect(left).toEqual([]);
    const [, deny] = JSON.parse(text).Resources.Developer.Properties.Policies[0].PolicyDocument.Statement;
    expect(deny).toMatchObject({
      Effect: 'Deny',
      Resource: '*',
      Condition: { StringNotEquals: { 'iam:PermissionsBoundary': { Ref: 'TeamBoundary' } } },
    });
  });

  test('not one that would hold nothing', () => {
    expect(offers({ TeamBoundary: managed('iam:PassRole', 'lambda:*'), Developer: role(makes) })).not.toContain(ask);
  });

  test('not where it would close a circle of references', () => {
    const circular = {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: allowing(['sts:AssumeRole'], { 'Fn::GetAtt': ['Developer', 'Arn'] }) },
    };
    expect(offers({ TeamBoundary: circular, Developer: role(makes) })).not.toContain(ask);
  });

  test('not where the boundary waits for the role', () => {
    const waiting = { ...(boundary as object), DependsOn: 'Developer' };
    expect(offers({ TeamBoundary: waiting, Developer: role(makes) })).not.toContain(ask);
    const between = { Type: 'AWS::SNS::Topic', DependsOn: ['Developer'] };
    const later = { ...(boundary as object), DependsOn: 'Between' };
    expect(offers({ TeamBoundary: later, Between: between, Developer: role(makes) })).not.toContain(ask);
  });

  test('not where the boundary waits for what only names the role in passing', () => {
    const between = { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::Sub': 'of ${Developer}' } } };
    const later = { ...(boundary as object), DependsOn: 'Between' };
    expect(offers({ TeamBoundary: later, Between: between, Developer: role(makes) })).not.toContain(ask);
    expect(offers({ TeamBoundary: boundary, Between: between, Developer: role(makes) })).toContain(ask);
  });

  test('not in a permission set, whose role stands in other accounts', () => {
    const set = { Type: 'AWS::SSO::PermissionSet', Properties: { Name: 'developers', InlinePolicy: makes } };
    const found = own(written({ TeamBoundary: boundary, Developers: set }));
    expect(found.length).toBeGreaterThan(0);
    expect(offers({ TeamBoundary: boundary, Developers: set })).not.toContain(ask);
  });

  test('not of actions that do not know it', () => {
    const writes = allowing(['logs:PutLogEvents', 'iam:CreatePolicyVersion']);
    expect(offers({ TeamBoundary: boundary, Developer: role(writes) })).toEqual([
      'Give `Developer` the permissions boundary `TeamBoundary`',
    ]);
  });
});

describe('a boundary is put on', () => {
  const give = 'Give `Developer` the permissions boundary `TeamBoundary`';
  const keys = allowing(['iam:CreateAccessKey', 'logs:PutLogEvents']);

  test('the principal itself', () => {
    const documents = written({ TeamBoundary: boundary, Developer: role(keys) });
    const { text, left } = applied(documents, give);
    expect(left).toEqual([]);
    expect(JSON.parse(text).Resources.Developer.Properties.PermissionsBoundary).toEqual({ Ref: 'TeamBoundary' });
  });

  test('in Terraform', () => {
    const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    const blocks = {
      aws_iam_policy: { team_boundary: { policy: policy({ Effect: 'Allow', Action: 'logs:*', Resource: '*' }) } },
      aws_iam_role: { dev: { assume_role_policy: '{"Version":"2012-10-17","Statement":[]}' } },
      aws_iam_role_policy: {
        dev: {
          role: '${aws_iam_role.dev.id}',
          policy: policy({ Effect: 'Allow', Action: ['iam:CreateAccessKey', 'logs:*'], Resource: '*' }),
        },
      },
    };
    const documents = { 'main.tf.json': JSON.stringify({ resource: blocks }, undefined, 2) };
    const fix = own(documents)
      .flatMap(({ finding }) => finding.fixes)
      .find(({ id }) => id === 'set-boundary');
    const done = fixed(documents, fix!)!;
    expect(own(done)).toEqual([]);
    expect(JSON.parse(done['main.tf.json']!).resource.aws_iam_role.dev.permissions_boundary).toBe(
      '${aws_iam_policy.team_boundary.arn}',
    );
  });

  test('in Terraform, not where it waits for the principal', () => {
    const policy = (Action: readonly string[]) =>
      JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
    const written = (boundary: object) => ({
      'main.tf.json': JSON.stringify({
        resource: {
          aws_iam_policy: { team_boundary: { policy: policy(['logs:*']), ...boundary } },
          aws_iam_role: {
            dev: {
              assume_role_policy: '{"Version":"2012-10-17","Statement":[]}',
              inline_policy: [{ name: 'p', policy: policy(['logs:PutLogEvents', 'iam:CreateAccessKey']) }],
            },
          },
        },
      }),
    });
    const ids = (documents: Documents) => own(documents).flatMap(({ finding }) => finding.fixes.map(({ id }) => id));
    expect(ids(written({}))).toContain('set-boundary');
    expect(ids(written({ depends_on: ['aws_iam_role.dev'] }))).not.toContain('set-boundary');
    expect(ids(written({ depends_on: ['${aws_iam_role.dev}'] }))).not.toContain('set-boundary');
  });

  test('not where others have the same policy', () => {
    const shared = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: keys } };
    const has = role({ Version: '2012-10-17', Statement: [] }, { ManagedPolicyArns: [{ Ref: 'Shared' }] });
    expect(offers({ TeamBoundary: boundary, Shared: shared, Developer: has, Tester: has })).not.toContain(give);
    expect(offers({ TeamBoundary: boundary, Shared: shared, Developer: has })).toContain(give);
  });

  test('is recommended where all else stays allowed', () => {
    const recommended = (document: Json) =>
      own(written({ TeamBoundary: boundary, Developer: role(document) })).flatMap(({ finding }) =>
        finding.fixes.filter(({ preferred }) => preferred).map(({ id }) => id),
      );
    expect(recommended(keys)).toEqual(['set-boundary']);
    expect(recommended(allowing(['iam:CreateAccessKey', 'logs:PutLogEvents', 's3:GetObject']))).toEqual([]);
    const open = { Effect: 'Allow', NotAction: ['s3:*', 'iam:*'], Resource: '*' };
    const [first] = (keys as { Statement: readonly Json[] }).Statement;
    expect(recommended({ Version: '2012-10-17', Statement: [first!, open] })).toEqual([]);
  });

  test.each([['lambda:Update*'], ['iam:CreateAccessKey'], ['iam:*Role*']])(
    'not where nothing would stay allowed: %s',
    action => {
      expect(offers({ TeamBoundary: boundary, Developer: role(allowing([action!])) })).not.toContain(give);
    },
  );

  test('not where it would not help', () => {
    expect(offers({ TeamBoundary: managed('iam:*'), Developer: role(keys) })).toEqual([]);
  });
});

describe('for oneself alone', () => {
  const self = 'Let users do this for themselves alone';
  const people = (document: Json) => ({
    People: { Type: 'AWS::IAM::Group', Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: document }] } },
  });

  test('is offered to users', () => {
    const documents = written(people(allowing(['iam:CreateAccessKey', 'iam:ListUsers'])));
    const { text, left } = applied(documents, self);
    expect(left).toEqual([]);
    expect(text).toContain('arn:aws:iam::*:user/${aws:username}');
  });

  test('is not offered where a policy says no version, and so has no variables', () => {
    const { Statement } = allowing(['iam:CreateAccessKey']) as { Statement: Json };
    expect(offers(people({ Statement }))).toEqual([]);
  });

  test('is not offered to roles, which have no user name', () => {
    expect(offers({ Developer: role(allowing(['iam:CreateAccessKey'])) })).toEqual([]);
  });

  test('is not offered where a policy is too old for variables', () => {
    const old = { ...(allowing(['iam:CreateAccessKey'], ['*', '${x}']) as object), Version: '2008-10-17' };
    expect(offers(people(old as Json))).toEqual([]);
  });
});

describe('what is met is denied', () => {
  const none = { Version: '2012-10-17', Statement: [] };
  const production = { Tags: [{ Key: 'Environment', Value: 'prod' }] };
  const deny = (resources: object, title: string) => {
    const { text, left } = applied(written(resources), title);
    expect(left).toEqual([]);
    const [first] = own(written(resources)).flatMap(({ finding }) => finding.fixes);
    expect(first).toMatchObject({ title, preferred: true });
    return JSON.parse(text).Resources;
  };
  const lastOf = (resource: { Properties: { Policies: readonly { PolicyDocument: { Statement: Json[] } }[] } }) =>
    resource.Properties.Policies[0]!.PolicyDocument.Statement.at(-1);

  test('the policy that new roles must have as their boundary', () => {
    const makes = {
      Effect: 'Allow',
      Action: ['iam:CreateRole', 'iam:PutRolePolicy'],
      Resource: '*',
      Condition: { StringEquals: { 'iam:PermissionsBoundary': { Ref: 'TeamBoundary' } } },
    };
    const rewrites = { Effect: 'Allow', Action: 'iam:CreatePolicyVersion', Resource: { Ref: 'TeamBoundary' } };
    const Developer = role({ Version: '2012-10-17', Statement: [makes, rewrites] });
    const title = 'Deny `iam:CreatePolicyVersion` on `TeamBoundary`';
    expect(lastOf(deny({ TeamBoundary: boundary, Developer }, title).Developer)).toEqual({
      Effect: 'Deny',
      Action: 'iam:CreatePolicyVersion',
      Resource: { Ref: 'TeamBoundary' },
    });
  });

  test('the own policy, by its name: it cannot refer to itself', () => {
    const document = allowing(['iam:CreatePolicyVersion', 's3:GetObject'], 'arn:aws:iam::111122223333:policy/own');
    const Own = { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'own', PolicyDocument: document } };
    const Developer = role(none, { ManagedPolicyArns: [{ Ref: 'Own' }] });
    const fixedPolicy = deny({ Own, Developer }, 'Deny `iam:CreatePolicyVersion` on `Own`').Own;
    expect(fixedPolicy.Properties.PolicyDocument.Statement[1]).toEqual({
      Effect: 'Deny',
      Action: 'iam:CreatePolicyVersion',
      Resource: 'arn:aws:iam::*:policy/own',
    });
  });

  test.each([['iam:UpdateAssumeRolePolicy'], ['iam:PutRolePolicy']])('a role of production: %s', action => {
    const trusting = [
      { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'sts:AssumeRole' },
    ];
    const resources = {
      ProdRole: role(none, {
        RoleName: 'prod-app',
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: trusting },
        ...production,
      }),
      Developer: role(allowing([action, 'iam:GetRole'], 'arn:aws:iam::111122223333:role/prod-app'), {
        Tags: [{ Key: 'Environment', Value: 'dev' }],
      }),
    };
    const { Developer } = deny(resources, `Deny \`${action}\` on \`ProdRole\``);
    expect(lastOf(Developer)).toMatchObject({ Effect: 'Deny', Resource: 'arn:aws:iam::*:role/prod-app' });
  });

  test('in a permission set that is written as a string', () => {
    const document = allowing(['iam:UpdateAssumeRolePolicy'], 'arn:aws:iam::111122223333:role/prod-app');
    const resources = {
      ProdRole: role(none, { RoleName: 'prod-app', ...production }),
      Set: {
        Type: 'AWS::SSO::PermissionSet',
        Properties: {
          Name: 'team',
          InlinePolicy: JSON.stringify(document),
          Tags: [{ Key: 'Environment', Value: 'dev' }],
        },
      },
    };
    const { Set: set } = deny(resources, 'Deny `iam:UpdateAssumeRolePolicy` on `ProdRole`');
    expect(JSON.parse(set.Properties.InlinePolicy).Statement[1]).toEqual({
      Effect: 'Deny',
      Action: 'iam:UpdateAssumeRolePolicy',
      Resource: 'arn:aws:iam::*:role/prod-app',
    });
  });

  test('nothing that nobody wrote, where any would do', () => {
    expect(offers({ Developer: role(allowing(['iam:CreatePolicyVersion'])) })).toEqual([]);
  });
});

describe('what the template owns', () => {
  const tags = (Value: string) => ({ Tags: [{ Key: 'Environment', Value }] });
  const ofLambda = {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
  };
  const running = (name: string) => ({
    Type: 'AWS::Lambda::Function',
    Properties: { Role: { 'Fn::GetAtt': [name, 'Arn'] } },
  });
  const none = { Version: '2012-10-17', Statement: [] };
  const resources = (name: string) => ({
    DevRole: role(none, { ...ofLambda, ...tags('dev') }),
    DevFunction: running('DevRole'),
    ProdRole: role(none, { ...ofLambda, ...tags('prod') }),
    ProdFunction: running('ProdRole'),
    Developer: role(allowing(['lambda:GetFunction', 'lambda:UpdateFunctionCode']), { RoleName: name, ...tags('dev') }),
  });

  test('is named, and production is not', () => {
    const title = 'Allow `lambda:UpdateFunctionCode` only for `DevFunction`';
    const { text, left } = applied(written(resources('developer')), title);
    expect(left).toEqual([]);
    expect(text).toContain('"lambda:GetFunction"');
  });

  test('is not named where it waits for the principal', () => {
    const waiting = { ...running('DevRole'), DependsOn: 'Developer' };
    expect(offers({ ...resources('developer'), DevFunction: waiting })).not.toContain(
      'Allow `lambda:UpdateFunctionCode` only for `DevFunction`',
    );
  });

  test('or called as the environment calls its own', () => {
    expect(offers(resources('dev-deployer'))).toContain(
      'Allow `lambda:UpdateFunctionCode` only for names that begin with `dev-`',
    );
  });
});
