import { describe, expect, test } from 'vitest';
import { controlPoliciesOn } from '../../../server/src/engine/analysis/permissions/organization';
import { permissionsOf } from '../../../server/src/engine/analysis/permissions/permissions';
import { requests } from '../../../server/src/engine/policy/request-set';
import { createWorkspace } from '../../../server/src/engine/workspace/workspace';
import { type Documents, snapshotOf, uriOf } from '../../support/workspace';

const member = '111122223333';
const other = '444455556666';
const management = '999999999999';
const pass = requests({ action: 'iam:PassRole', resource: 'arn:aws:iam::*:role/zz-witness-9f3c' });
const read = requests({ action: 's3:GetObject', resource: 'arn:aws:s3:::orders/1' });

const settings = (accounts: string) => ({
  'bulkhead.yaml': `version: 1
accounts: [${accounts}]
deployments:
  - { files: "orders.yaml", account: "${member}" }
  - { files: "organization.*", account: "${management}" }
`,
});
const declared = settings(`{ id: "${member}", name: orders-prod }, { id: "${management}", name: root }`);
const developer = {
  'orders.yaml': `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Developer:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: { AWS: "*" }, Action: sts:AssumeRole } }
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Allow, Action: "*", Resource: "*" }] } }]
`,
};
const denyPass = '{ Effect: Deny, Action: iam:PassRole, Resource: "*" }';

const policy = (statement: string, targets: string, more = '', type = 'SERVICE_CONTROL_POLICY') => `
  Guard:
    Type: AWS::Organizations::Policy${more}
    Properties:
      Name: guard
      Type: ${type}
      Content: { Version: "2012-10-17", Statement: [${statement}] }
      TargetIds: [${targets}]`;
const units = `
  Org: { Type: AWS::Organizations::Organization }
  Workloads: { Type: AWS::Organizations::OrganizationalUnit, Properties: { Name: w, ParentId: !GetAtt Org.RootId } }
  Production: { Type: AWS::Organizations::OrganizationalUnit, Properties: { Name: p, ParentId: !Ref Workloads } }
  Sandbox: { Type: AWS::Organizations::OrganizationalUnit, Properties: { Name: s, ParentId: !Ref Workloads } }
  Orders:
    Type: AWS::Organizations::Account
    Properties: { AccountName: orders-prod, Email: o@example.com, ParentIds: [!Ref Production] }`;
const template = (resources: string, more = '') =>
  `AWSTemplateFormatVersion: "2010-09-09"\n${more}Resources:${units}${resources}\n`;

function may(documents: Documents, asked = pass) {
  const { index } = snapshotOf({ ...declared, ...developer, ...documents });
  return permissionsOf(index.ofKind('role')[0]!, index).allows(asked).answer;
}

const under = (statement: string, targets: string, more = '', type?: string) => ({
  'organization.yaml': template(policy(statement, targets, more, type)),
});

describe('a Deny of a service control policy takes away from the accounts that it is on', () => {
  test.each([
    ['the account by its id', `"${member}"`],
    ['the account that the workspace makes, which bulkhead.yaml knows by its name', '!Ref Orders'],
    ['the unit that holds it', '!Ref Production'],
    ['a unit above', '!Ref Workloads'],
    ['the root', '!GetAtt Org.RootId'],
    ['the root by its id', 'r-abcd'],
  ])('on %s', (_, target) => {
    expect(may(under(denyPass, target))).toBe('no');
    expect(may(under(denyPass, target), read)).toBe('yes');
  });

  test.each([
    ['another account', `"${other}"`],
    ['another unit', '!Ref Sandbox'],
    ['nobody', ''],
    ['a parameter that nobody gives', '!Ref AWS::NoValue, !Ref Unit'],
    ['a target under a condition', '!If [IsStrict, !Ref Production, !Ref Sandbox]'],
  ])('not on %s', (_, target) => {
    const parameters = 'Parameters: { Unit: { Type: String } }\nConditions: { IsStrict: !Equals [!Ref Unit, x] }\n';
    expect(may({ 'organization.yaml': template(policy(denyPass, target), parameters) })).toBe('yes');
  });

  test('a parameter says the target where its value is given', () => {
    const text = template(policy(denyPass, '!Ref Unit'), 'Parameters: { Unit: { Type: String } }\n');
    const file = (value: string) => ({
      'organization.yaml': text,
      'bulkhead.yaml': declared['bulkhead.yaml'].replace(
        `"organization.*", account: "${management}"`,
        `"organization.*", account: "${management}", parameters: { Unit: "${value}" }`,
      ),
    });
    expect(may(file(member))).toBe('no');
    expect(may(file(other))).toBe('yes');
  });

  test.each([
    ['a condition on the policy', policy(denyPass, '"111122223333"', '\n    Condition: IsStrict')],
    ['a statement under a condition', policy(`!If [IsStrict, ${denyPass}, !Ref AWS::NoValue]`, '"111122223333"')],
    [
      'a name of its own account',
      policy(
        '{ Effect: Deny, Action: iam:PassRole, Resource: !Sub "arn:aws:iam::${AWS::AccountId}:role/*" }',
        '"111122223333"',
      ),
    ],
    ['another type', policy(denyPass, '"111122223333"', '', 'TAG_POLICY')],
  ])('not with %s', (_, resources) => {
    const parameters =
      'Parameters: { Strict: { Type: String } }\nConditions: { IsStrict: !Equals [!Ref Strict, "1"] }\n';
    expect(may({ 'organization.yaml': template(resources, parameters) })).toBe('yes');
  });

  test('nor from an account that nobody knows, nor from the management account', () => {
    const documents = under(denyPass, '!GetAtt Org.RootId');
    const home = (account: string) => declared['bulkhead.yaml'].replace(`"orders.yaml", account: "${member}"`, account);
    expect(may({ ...documents, 'bulkhead.yaml': home('"orders.yaml"') })).toBe('yes');
    expect(may({ ...documents, 'bulkhead.yaml': home(`"orders.yaml", account: "${management}"`) })).toBe('yes');
  });

  test('nor from a permission set, whose roles are in other accounts', () => {
    const set = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Admin:
    Type: AWS::SSO::PermissionSet
    Properties: { Name: a, InstanceArn: x, InlinePolicy: { Statement: [{ Effect: Allow, Action: "*", Resource: "*" }] } }
`;
    const documents = { ...declared, ...under(denyPass, `"${member}"`), 'orders.yaml': set };
    const { index } = snapshotOf(documents);
    expect(permissionsOf(index.ofKind('permission-set')[0]!, index).allows(pass).answer).toBe('yes');
  });
});

describe('an allow list of a service control policy', () => {
  const list = '{ Effect: Allow, Action: "s3:*", Resource: "*" }';

  test('leaves open what it does not name: FullAWSAccess may still be attached beside it', () => {
    expect(may(under(list, '!Ref Production'))).toBe('maybe');
    expect(may(under(list, '!Ref Production'), read)).toBe('yes');
  });

  test('of two places, both have to name it', () => {
    const second = policy('{ Effect: Allow, Action: "dynamodb:*", Resource: "*" }', '!Ref Workloads').replace(
      'Guard',
      'B',
    );
    expect(may({ 'organization.yaml': template(policy(list, '!Ref Production') + second) }, read)).toBe('maybe');
    const beside = second.replace('!Ref Workloads', '!Ref Production');
    expect(may({ 'organization.yaml': template(policy(list, '!Ref Production') + beside) }, read)).toBe('yes');
  });

  test('a Deny beside it still denies', () => {
    expect(may(under(`${list}, ${denyPass}`, '!Ref Production'))).toBe('no');
  });
});

describe('in Terraform', () => {
  const content = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const deny = content({ Effect: 'Deny', Action: 'iam:PassRole', Resource: '*' });
  const config = (attachment: object, guard: object = {}) => ({
    'organization.tf.json': JSON.stringify({
      data: { aws_organizations_organization: { current: {} } },
      resource: {
        aws_organizations_organization: { org: {} },
        aws_organizations_organizational_unit: {
          workloads: { name: 'w', parent_id: '${aws_organizations_organization.org.roots[0].id}' },
          production: { name: 'p', parent_id: '${aws_organizations_organizational_unit.workloads.id}' },
          each: { for_each: ['a', 'b'], name: '${each.value}', parent_id: 'r-abcd' },
        },
        aws_organizations_account: {
          orders: {
            name: 'orders-prod',
            email: 'o@example.com',
            parent_id: '${aws_organizations_organizational_unit.production.id}',
          },
        },
        aws_organizations_policy: { guard: { name: 'guard', content: deny, ...guard } },
        aws_organizations_policy_attachment: {
          guard: { policy_id: '${aws_organizations_policy.guard.id}', ...attachment },
        },
      },
    }),
  });

  test.each([
    ['the account by its id', { target_id: member }],
    ['one account of several', { for_each: [other, member], target_id: '${each.value}' }],
    ['the account that it makes', { target_id: '${aws_organizations_account.orders.id}' }],
    ['a unit', { target_id: '${aws_organizations_organizational_unit.workloads.id}' }],
    ['the root', { target_id: '${aws_organizations_organization.org.roots[0].id}' }],
    ['the root that is looked up', { target_id: '${data.aws_organizations_organization.current.roots[0].id}' }],
  ])('on %s', (_, attachment) => {
    expect(may(config(attachment))).toBe('no');
  });

  test.each([
    ['on another account', { target_id: other }, {}],
    ['on one of several units', { target_id: '${aws_organizations_organizational_unit.each["a"].id}' }, {}],
    ['when it may not be attached', { target_id: member, count: '${var.strict ? 1 : 0}' }, {}],
    ['of another type', { target_id: member }, { type: 'TAG_POLICY' }],
    ['on resources', { target_id: member }, { type: 'RESOURCE_CONTROL_POLICY' }],
  ])('not %s', (_, attachment, guard) => {
    expect(may(config(attachment, guard))).toBe('yes');
  });

  test('with FullAWSAccess attached beside it, an allow list takes nothing away', () => {
    const list = { content: content({ Effect: 'Allow', Action: 's3:*', Resource: '*' }) };
    const documents = config({ target_id: member }, list);
    expect(may(documents)).toBe('maybe');
    const full = JSON.stringify({
      resource: { aws_organizations_policy_attachment: { full: { policy_id: 'p-FullAWSAccess', target_id: member } } },
    });
    expect(may({ ...documents, 'full.tf.json': full })).toBe('yes');
  });

  test('of a state, by ids', () => {
    const resource = (type: string, name: string, attributes: object) => ({
      address: `${type}.${name}`,
      mode: 'managed',
      type,
      name,
      values: attributes,
    });
    const state = (target: string) => ({
      'organization.json': JSON.stringify({
        format_version: '1.0',
        values: {
          root_module: {
            resources: [
              resource('aws_organizations_organizational_unit', 'w', {
                id: 'ou-abcd-11111111',
                name: 'w',
                parent_id: 'r-abcd',
              }),
              resource('aws_organizations_account', 'o', { id: member, name: 'x', parent_id: 'ou-abcd-11111111' }),
              resource('aws_organizations_policy', 'g', {
                id: 'p-12345678',
                content: deny,
                type: 'SERVICE_CONTROL_POLICY',
              }),
              resource('aws_organizations_policy_attachment', 'g', { policy_id: 'p-12345678', target_id: target }),
            ],
          },
        },
      }),
    });
    expect(may(state('ou-abcd-11111111'))).toBe('no');
    expect(may(state('ou-abcd-22222222'))).toBe('yes');
    expect(may(state('r-abcd'))).toBe('no');
  });
});

describe('resource control policies', () => {
  const everybody = (action: string) => `{ Effect: Deny, Principal: "*", Action: ${action}, Resource: "*" }`;
  const denied = (statement: string) => {
    const documents = under(statement, `"${member}"`, '', 'RESOURCE_CONTROL_POLICY');
    const { index } = snapshotOf({ ...declared, ...documents });
    return controlPoliciesOn(member, 'resource', index)
      .flatMap(({ options }) => options.flatMap(({ statements = [] }) => statements))
      .filter(({ statement: { effect } }) => effect === 'Deny')
      .flatMap(({ statement: { actions } }) => actions.list.map(({ parts }) => parts.join('')));
  };

  test('bound the resources of the account, of services that ask them', () => {
    expect(denied(everybody('"s3:GetObject"'))).toEqual(['s3:GetObject']);
    expect(denied(everybody('["iam:PassRole", "sts:AssumeRole"]'))).toEqual(['sts:AssumeRole']);
    expect(denied(everybody('"*"'))).toContain('secretsmanager:*');
    expect(denied(everybody('"*"'))).not.toContain('iam:*');
    expect(
      denied('{ Effect: Deny, Principal: { AWS: "arn:aws:iam::1:role/x" }, Action: "s3:*", Resource: "*" }'),
    ).toEqual([]);
  });

  test('and no principal', () => {
    expect(may(under(everybody('"*"'), `"${member}"`, '', 'RESOURCE_CONTROL_POLICY'), read)).toBe('yes');
  });
});

test('an edited policy changes the findings of another file, and back', () => {
  const documents = { ...declared, ...developer, ...under(denyPass, '!Ref Production') };
  const workspace = createWorkspace();
  const set = Object.entries(documents).map(([path, text]) => ({ uri: uriOf(path), text }));
  const found = (text: string) =>
    workspace
      .apply({ set: [{ uri: uriOf('organization.yaml'), text }] })
      .findings(uriOf('orders.yaml'))
      .map(({ rule }) => rule);
  const denies = documents['organization.yaml'];
  workspace.apply({ set });
  expect(found(denies)).not.toContain('broad-pass-role');
  expect(found(denies.replace('iam:PassRole', 's3:DeleteBucket'))).toContain('broad-pass-role');
  expect(found(denies)).not.toContain('broad-pass-role');
  const elsewhere = (property: string) =>
    denies.replace(`${property}: [!Ref Production]`, `${property}: [!Ref Sandbox]`);
  expect(found(elsewhere('TargetIds'))).toContain('broad-pass-role');
  expect(found(denies)).not.toContain('broad-pass-role');
  expect(found(elsewhere('ParentIds'))).toContain('broad-pass-role');
});
