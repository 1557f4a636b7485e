/** What is known of AWS's actions, by examples that stand in AWS's Service Authorization Reference. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actionFacts,
  actionName,
  actionsAsOf,
  actionsMatching,
  isKnownService,
} from '../../../server/src/engine/policy/actions';

describe('patterns', () => {
  test.each([
    ['iam:Pass*', ['iam:PassRole']],
    ['IAM:PASSROL?', ['iam:PassRole']],
    ['iam:P*e', ['iam:PassRole']],
    ['iam:passrole', ['iam:PassRole']],
    ['iam:PassRoles', []],
    ['i*m:PassRole', ['iam:PassRole']],
    ['sts:AssumeRole*', ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity']],
    [
      'vpc-lattice:Associate*',
      ['vpc-lattice:AssociateViaAWSService', 'vpc-lattice:AssociateViaAWSService-EventsAndStates'],
    ],
    ['nothing:*', []],
    ['', []],
    ['iam', []],
    ['constructor:*', []],
  ])('%s means what AWS documents', (pattern, actions) => {
    expect(actionsMatching(pattern)).toEqual(actions);
  });

  test('that match everything mean every action of every service, once', () => {
    const all = actionsMatching('*');
    expect(all.length).toBeGreaterThan(15_000);
    expect(new Set(all).size).toBe(all.length);
    const services = new Set(all.map(action => action.split(':')[0]!));
    expect(services.size).toBeGreaterThan(400);
    expect([...services].filter(prefix => !isKnownService(prefix))).toEqual([]);
  });

  test('of any kind mean actions that match them', () => {
    const letters = fc.stringMatching(/^[a-zA-Z*?:]{0,12}$/);
    fc.assert(
      fc.property(fc.constantFrom('s3:', 'iam:', 'ec2:Run', ''), letters, (start, rest) => {
        const written = (start + rest).replaceAll('?', '.').replaceAll('*', '.*');
        expect(actionsMatching(start + rest).filter(action => !new RegExp(`^${written}$`, 'i').test(action))).toEqual(
          [],
        );
      }),
      { numRuns: 50 },
    );
  }, 30_000);

  test.each([
    ['stars', '*'.repeat(1_000_000), /^/],
    ['many stars', '*a*a*a*a*b', /a.*a.*a.*a.*b$/i],
    ['stars and single letters', `${'*?'.repeat(100_000)}b`, /^.{100000}/],
    ['a long name', `s3:${'a'.repeat(1_000_000)}`, /^.{1000}/],
  ])('of %s mean the actions that they match', (_, pattern, matched) => {
    expect(actionsMatching(pattern)).toEqual(actionsMatching('*').filter(action => matched.test(action)));
  });
});

describe('an action', () => {
  test('is known with its level and what it works on', () => {
    expect(actionFacts('sqs:ReceiveMessage')).toMatchObject({
      accessLevel: 'Read',
      resourceTypes: [{ name: 'queue', arns: ['arn:*:sqs:*:*:*'] }],
    });
    expect(actionFacts('IAM:CREATEPOLICYVERSION')).toMatchObject({
      accessLevel: 'Permissions management',
      resourceTypes: [{ name: 'policy', arns: ['arn:*:iam::*:policy/*'] }],
    });
    expect(actionFacts('ec2:CreateTags')?.accessLevel).toBe('Tagging');
    expect(actionFacts('s3:ListAllMyBuckets')).toMatchObject({ accessLevel: 'List', resourceTypes: [] });
  });

  test('may work on a type with several patterns', () => {
    const arns = (action: string) => actionFacts(action)?.resourceTypes.flatMap(type => type.arns) ?? [];
    expect(arns('lex:GetBot')).toContain('arn:*:lex:*:*:bot:*:*');
    expect(arns('sns:Publish')).toEqual(['arn:*:sns:*:*:*']);
    expect(arns('ecs:RunTask')).toContain('arn:*:ecs:*:*:task-definition/*:*');
  });

  test('has keys of its own and keys of the types that it works on', () => {
    expect(actionFacts('iam:PassRole')?.conditionKeys).toEqual(['iam:AssociatedResourceArn', 'iam:PassedToService']);
    const instance = actionFacts('ec2:RunInstances')?.resourceTypes.find(({ name }) => name === 'instance');
    expect(instance?.conditionKeys).toContain('ec2:InstanceProfile');
    expect(instance?.conditionKeys).toContain('aws:RequestTag/${TagKey}');
  });

  test.each([
    ['CreateRole', true],
    ['PutRolePolicy', true],
    ['DeleteRolePermissionsBoundary', true],
    ['AttachUserPolicy', true],
    ['UpdateAssumeRolePolicy', true],
    ['CreatePolicyVersion', false],
    ['AttachGroupPolicy', false],
    ['AddUserToGroup', false],
    ['CreateAccessKey', false],
    ['PassRole', false],
  ])('iam:%s knows the boundary as a condition: %s', (name, knows) => {
    expect(actionFacts(`iam:${name}`)?.conditionKeys.includes('iam:PermissionsBoundary')).toBe(knows);
  });

  test('that takes a role says so', () => {
    for (const action of ['lambda:CreateFunction', 'ec2:RunInstances', 'cloudformation:CreateStack', 'ecs:RunTask'])
      expect(actionFacts(action)?.passesRole, action).toBe(true);
    for (const action of ['lambda:UpdateFunctionCode', 'cloudformation:ExecuteChangeSet', 'iam:CreateRole'])
      expect(actionFacts(action)?.passesRole, action).toBe(false);
  });

  test('that AWS does not document is unknown', () => {
    for (const action of ['s3:GetObjekt', 's4:GetObject', 'constructor', '__proto__:x', ''])
      expect(actionFacts(action), action).toBeUndefined();
  });

  test('is named as AWS writes it', () => {
    expect(actionName('Dynamodb:batchgetitem')).toBe('dynamodb:BatchGetItem');
  });
});

test('services are known by their prefixes, in any spelling', () => {
  expect(['iam', 'S3', 'execute-api', 'constructor', 's3:GetObject', ''].map(isKnownService)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('the data has a date', () => {
  expect(actionsAsOf).toMatch(/^20\d\d-\d\d-\d\d$/);
});
