/** What a person sees where several ways, or several principals, meet at one entry of a policy. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../server/src/engine/text/json';
import { findings, type Seen } from '../../support/workspace';

const anyone = { Version: '2012-10-17', Statement: [] };

function role(properties: object): Json {
  return { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: anyone, ...properties } } as Json;
}

function allowing(...actions: readonly string[]): Json {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
}

function inline(...actions: readonly string[]): object {
  return { Policies: [{ PolicyName: 'p', PolicyDocument: allowing(...actions) }] };
}

function told(resources: object, rest: object = {}): readonly Seen[] {
  const template = JSON.stringify({ ...rest, Resources: resources }, undefined, 2);
  return findings({ 'team.json': template }).filter(({ finding }) => finding.rule === 'privilege-escalation');
}

function relatedOf(seen: Seen | undefined): readonly string[] {
  return seen?.finding.related.map(({ message }) => message) ?? [];
}

describe('a wildcard that opens many ways', () => {
  const [only, ...others] = told({
    People: { Type: 'AWS::IAM::Group', Properties: inline('iam:*User*', 'iam:*LoginProfile*') },
  });

  test('is one finding an entry, which says the worst and counts the others', () => {
    expect([only, ...others].map(seen => seen?.text)).toEqual(['"iam:*User*"', '"iam:*LoginProfile*"']);
    expect(only?.finding.message).toMatch(/make its members administrators: .*, and in \d other ways$/);
  });

  test('relates each of the others', () => {
    expect(relatedOf(only)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^or join any group of the account: `iam:AddUserToGroup`/)]),
    );
  });
});

describe('a policy that several principals have', () => {
  const found = told({
    Team: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: allowing('iam:PutRolePolicy') } },
    Developer: role({ ManagedPolicyArns: [{ Ref: 'Team' }] }),
    Tester: role({ ManagedPolicyArns: [{ Ref: 'Team' }] }),
    Operator: role({ ManagedPolicyArns: [{ Ref: 'Team' }] }),
  });

  test('has one finding, at its entry', () => {
    expect(found.map(({ text }) => text)).toEqual(['"iam:PutRolePolicy"']);
  });

  test('names every one of them, and the chain once', () => {
    const related = relatedOf(found[0]);
    expect(related.filter(message => message.startsWith('`iam:PutRolePolicy` on its own role'))).toHaveLength(1);
    expect(related).toContain('granted to `Developer`');
    expect(related).toContain('`Tester` can make itself administrator by the same entry');
    expect(related).toContain('`Operator` can make itself administrator by the same entry');
  });
});

describe('the chain', () => {
  const prod = role({
    RoleName: 'orders-prod',
    Tags: [{ Key: 'Environment', Value: 'prod' }],
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
  });
  const tags = [{ Key: 'Environment', Value: 'dev' }];
  const [only, ...others] = told({
    Prod: prod,
    Developer: role({
      Tags: tags,
      ...inline('iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'),
    }),
  });

  test('stands at what launches, for the other half has a rule of its own', () => {
    expect([only, ...others].map(seen => seen?.text)).toEqual(['"lambda:CreateFunction"']);
    expect(only?.finding.severity).toBe('error');
  });

  test('is told in order, with what is reached', () => {
    expect(only?.finding.message).toBe(
      '`Developer` can run code as the production role `orders-prod`: `iam:PassRole`, then `lambda:CreateFunction` and `lambda:InvokeFunction`',
    );
    expect(relatedOf(only).slice(0, 4)).toEqual([
      '1. `iam:PassRole` on `role/orders-prod`',
      '2. `lambda:CreateFunction`',
      '3. `lambda:InvokeFunction`',
      'reached, of production: `orders-prod`',
    ]);
  });

  test('has its first request as the witness', () => {
    expect(only?.finding.witness).toMatchObject({
      principal: 'Developer',
      action: 'iam:PassRole',
      resource: expect.stringMatching(/:role\/orders-prod$/),
    });
  });

  test('is no news to production itself', () => {
    const own = told({
      Prod: prod,
      Release: role({ Tags: [{ Key: 'Environment', Value: 'prod' }], ...inline('s3:*') }),
    });
    expect(own).toEqual([]);
  });
});

test('a witness names nothing that somebody could take for real', () => {
  const all = told({
    Developer: role(inline('iam:CreateAccessKey', 'lambda:UpdateFunctionCode', 'cloudformation:UpdateStack')),
  });
  expect(all.map(({ finding }) => finding.witness?.resource)).toEqual([
    'arn:aws:iam::${AWS::AccountId}:user/any-user',
    'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:any-function',
    'arn:aws:cloudformation:${AWS::Region}:${AWS::AccountId}:stack/any-stack/any-stack',
  ]);
});

describe('what is open', () => {
  test('is said by its name', () => {
    const [only] = told(
      {
        Developer: role({
          Policies: [
            {
              PolicyName: 'p',
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [
                  {
                    Effect: 'Allow',
                    Action: ['iam:CreateRole', 'iam:PutRolePolicy'],
                    Resource: 'arn:aws:iam::111122223333:role/team/*',
                    Condition: { StringEquals: { 'iam:PermissionsBoundary': { Ref: 'BoundaryArn' } } },
                  },
                ],
              },
            },
          ],
        }),
      },
      { Parameters: { BoundaryArn: { Type: 'String' } } },
    );
    expect(only?.finding.confidence).toBe('possible');
    expect(only?.finding.message).toMatch(/^`BoundaryArn` decides whether `Developer` can make a role/);
  });
});
