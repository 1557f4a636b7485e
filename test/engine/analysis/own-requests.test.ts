/** What a principal's own policies ask about itself is a fact, not the choice of whoever asks. */
import { describe, expect, test } from 'vitest';
import { findings } from '../../support/workspace';

type Condition = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
interface Written {
  readonly properties?: object;
  readonly type?: string;
  readonly template?: object;
  readonly files?: Readonly<Record<string, string>>;
}

const account = '111122223333';
const arn = (resource: string) => `arn:aws:iam::${account}:${resource}`;
const allow = (Condition?: Condition, Action = 'iam:PutRolePolicy') => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...(Condition ? { Condition } : {}),
});
const deny = (Condition: Condition) => ({ ...allow(Condition, 'iam:*'), Effect: 'Deny' });
const known = {
  'bulkhead.yaml': `version: 1
accounts: [{ id: "${account}", name: shared }, { id: "999999999999", name: root }]
deployments:
  - { files: "template.json", account: shared }
  - { files: "organization.json", account: root }
`,
};

/** `certain` or `possible`, of the worst that is said of `Dev`; undefined where nothing is. */
function said(statements: readonly object[], written: Written = {}) {
  const { properties = { RoleName: 'Dev' }, type = 'Role', template = {}, files = {} } = written;
  const trust = { AssumeRolePolicyDocument: { Statement: [] } };
  const Dev = {
    Type: `AWS::IAM::${type}`,
    Properties: {
      ...(type === 'Role' ? trust : {}),
      ...properties,
      Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    },
  };
  const text = JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', ...template, Resources: { Dev } });
  const found = findings({ 'template.json': text, ...files }).filter(({ finding }) => finding.severity !== 'hint');
  return found.map(({ finding }) => finding.confidence).sort()[0];
}

/** Of the account, and of the name that it has. */
const settings: readonly (readonly [string, Written])[] = [
  ['in any account', {}],
  ['in a known account', { files: known }],
  ['of a name that AWS gives', { properties: {} }],
  ['of such a name, in a known account', { properties: {}, files: known }],
];

describe.each(settings)('a role %s', (_, written) => {
  test.each(['ArnNotLike', 'ArnNotEquals', 'StringNotLike', 'StringNotEquals'])(
    'is not another that a Deny spares: %s',
    operator => {
      const spared = [arn('role/admin'), arn('role/aws-reserved/sso.amazonaws.com/*')];
      expect(said([allow(), deny({ [operator]: { 'aws:PrincipalArn': spared } })], written)).toBeUndefined();
    },
  );

  test('is not another that an Allow means', () => {
    expect(said([allow({ ArnLike: { 'aws:PrincipalArn': arn('role/admin') } })], written)).toBeUndefined();
    expect(said([allow({ ArnLike: { 'aws:PrincipalArn': arn('role/*') } })], written)).toBe('certain');
  });

  test.each<[string, Condition]>([
    ['is no user', { StringEquals: { 'aws:PrincipalType': 'User' } }],
    ['has no user name', { StringLike: { 'aws:username': '*' } }],
    ['is no service', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }],
    ['asks itself', { Bool: { 'aws:ViaAWSService': 'true' } }],
    ['asks for no resource of its', { StringEquals: { 'aws:SourceAccount': account } }],
  ])('%s', (_, condition) => {
    expect(said([allow(condition)], written)).toBeUndefined();
    expect(said([allow(), deny(condition)], written)).toBe('certain');
  });

  test.each<[string, Condition]>([
    ['a second factor', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }],
    ['an address', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
    ['an endpoint', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } }],
    ['its organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }],
    ['its account', { StringEquals: { 'aws:PrincipalAccount': account } }],
    ['the account of what it asks for', { StringEquals: { 'aws:ResourceAccount': account } }],
  ])('meets what is demanded of %s', (_, condition) => {
    expect(said([allow(condition)], written)).toBe('certain');
  });

  test.each<[string, Condition]>([
    ['a tag of its session', { StringEquals: { 'aws:PrincipalTag/admin': 'true' } }],
    ['its identifier', { StringLike: { 'aws:userid': 'AROAEXAMPLE:*' } }],
    ['who began its session', { StringEquals: { 'aws:SourceIdentity': 'ada' } }],
  ])('may meet what is demanded of %s', (_, condition) => {
    expect(said([allow(condition)], written)).toBe('possible');
    expect(said([allow(), deny(condition)], written)).toBe('possible');
  });

  test('has its own tags', () => {
    const demand = { StringEquals: { 'aws:PrincipalTag/admin': 'true' } };
    const spare = { StringNotEquals: { 'aws:PrincipalTag/admin': 'true' } };
    const tagged = (Value: string) => ({
      ...written,
      properties: { ...(written.properties ?? { RoleName: 'Dev' }), Tags: [{ Key: 'admin', Value }] },
    });
    for (const statements of [[allow(demand)], [allow(), deny(spare)]]) {
      expect(said(statements, tagged('false'))).toBeUndefined();
      expect(said(statements, tagged('true'))).toBe('certain');
    }
  });
});

describe('a role of a known name', () => {
  test('is the one that a Deny spares', () => {
    const spare = { ArnNotLike: { 'aws:PrincipalArn': arn('role/Dev') } };
    expect(said([allow(), deny(spare)])).toBe('certain');
    expect(said([allow(), deny(spare)], { files: known })).toBe('certain');
  });

  test('is in its own account and asks for what is there', () => {
    for (const key of ['aws:PrincipalAccount', 'aws:ResourceAccount']) {
      expect(said([allow({ StringEquals: { [key]: '444455556666' } })], { files: known })).toBeUndefined();
    }
  });

  test.each<[string, string | undefined]>([
    ['role/admin', undefined],
    ['role/*-deploy', 'certain'],
    ['role/prod-deploy', 'possible'],
  ])('but for a parameter: %s is spared', (name, confidence) => {
    const template = { Parameters: { Stage: { Type: 'String' } } };
    const properties = { RoleName: { 'Fn::Sub': '${Stage}-deploy' } };
    const spare = { ArnNotLike: { 'aws:PrincipalArn': arn(name) } };
    expect(said([allow(), deny(spare)], { template, properties, files: known })).toBe(confidence);
  });

  test.each<[string, string | undefined]>([
    ['role/admin', undefined],
    ['role/Dev', 'certain'],
  ])('under a control policy that spares %s', (spared, confidence) => {
    const guard = {
      Type: 'AWS::Organizations::Policy',
      Properties: {
        Name: 'guard',
        Type: 'SERVICE_CONTROL_POLICY',
        Content: { Statement: [deny({ ArnNotLike: { 'aws:PrincipalArn': arn(spared) } })] },
        TargetIds: [account],
      },
    };
    const organization = JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', Resources: { Guard: guard } });
    expect(said([allow()], { files: { ...known, 'organization.json': organization } })).toBe(confidence);
  });
});

describe('others', () => {
  const spare = (name: string) => deny({ ArnNotLike: { 'aws:PrincipalArn': arn(name) } });
  const users = allow(undefined, 'iam:PutUserPolicy');

  test('a user is the one of its name, and has only its own tags', () => {
    const user: Written = { type: 'User', properties: { UserName: 'ada' } };
    expect(said([users, spare('user/root')], user)).toBeUndefined();
    expect(said([users, spare('user/ada')], user)).toBe('certain');
    const tagged = { StringEquals: { 'aws:PrincipalTag/admin': 'true' } };
    expect(said([allow(tagged, 'iam:PutUserPolicy')], user)).toBeUndefined();
  });

  test('members of a group are users, of any name', () => {
    const group: Written = { type: 'Group', properties: { GroupName: 'team' } };
    const groups = allow(undefined, 'iam:PutGroupPolicy');
    expect(said([groups, spare('role/admin')], group)).toBeUndefined();
    expect(said([groups, spare('user/ada')], group)).toBe('possible');
  });
});

test('what decides is said', () => {
  const statement = allow({ StringEquals: { 'aws:PrincipalTag/admin': 'true' } });
  const Properties = {
    AssumeRolePolicyDocument: { Statement: [] },
    Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [statement] } }],
  };
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: { Dev: { Type: 'AWS::IAM::Role', Properties } },
  };
  const [found] = findings({ 'template.json': JSON.stringify(template) });
  expect(found?.finding.message).toMatch(/^`aws:PrincipalTag\/admin` decides whether `Dev` can make itself/);
});
