/** What a principal of a template may do with a resource of one, by the policies of both. */
import { describe, expect, test } from 'vitest';
import { accessTo } from '../../../server/src/engine/analysis/permissions/access';
import { permissionsOf } from '../../../server/src/engine/analysis/permissions/permissions';
import type { Resource } from '../../../server/src/engine/model/resource';
import { requests } from '../../../server/src/engine/policy/request-set';
import { isEmpty, witness } from '../../../server/src/engine/policy/witness';
import { type Documents, snapshotOf } from '../../support/workspace';

const kinds = ['role', 'user', 'data', 'secret', 'other'] as const;

function access(documents: Documents, from: string, to: string, action = 'sts:AssumeRole', resource = '*') {
  const { index } = snapshotOf(documents);
  const all = kinds.flatMap((kind): readonly Resource[] => index.ofKind(kind));
  const labelled = (label: string) => all.find(one => one.label === label)!;
  return accessTo(permissionsOf(labelled(from), index), labelled(to), requests({ action, resource }), index);
}

function answer(...asked: Parameters<typeof access>): 'yes' | 'maybe' | 'no' {
  const { certain, possible } = access(...asked).bounds;
  if (isEmpty(certain) === 'no') return 'yes';
  return isEmpty(possible) === 'yes' ? 'no' : 'maybe';
}

const template = (resources: string, more = '') =>
  `AWSTemplateFormatVersion: "2010-09-09"\n${more}Resources:${resources}`;
const inline = (statement: string) =>
  statement ? `\n      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [${statement}] } }]` : '';
const role = (name: string, trust: string, statement = '', more = '') => `
  ${name}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [${trust}] }${inline(statement)}${more}`;
const lambda = '{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }';
const assume = '{ Effect: Allow, Action: sts:AssumeRole, Resource: "*" }';
const trusting = (principal: string, more = '') =>
  `{ Effect: Allow, Principal: ${principal}, Action: sts:AssumeRole${more} }`;
const dev = (statement = '', more = '') => role('Dev', lambda, statement, more);
const prod = (...trust: readonly string[]) => role('Prod', trust.join(', '));
const own = '{ AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }';
const itself = '{ AWS: !GetAtt Dev.Arn }';

const one = (resources: string, more = '') => ({ 'template.yaml': template(resources, more) });
const assumes = (trust: string, statement = assume, more = '') =>
  answer(one(dev(statement, more) + prod(trust)), 'Dev', 'Prod');

describe('a role of the same template', () => {
  test.each([
    ['names the account; the principal may assume roles', trusting(own), assume, 'yes'],
    ['names the account; the principal may not', trusting(own), '', 'no'],
    ['names the principal, which needs no policy', trusting(itself), '', 'yes'],
    ['names anyone', trusting('"*"'), '', 'yes'],
    ['names a service', lambda, assume, 'no'],
    ['names another account', trusting('{ AWS: "444455556666" }'), assume, 'no'],
    ['names the principal, which is forbidden to', trusting(itself), assume.replace('Allow', 'Deny'), 'no'],
    ['names it for another action', trusting(itself).replace('sts:AssumeRole', 'sts:TagSession'), assume, 'no'],
    ['denies it', `${trusting(itself)}, ${trusting(itself).replace('Allow', 'Deny')}`, assume, 'no'],
  ])('%s', (_, trust, statement, expected) => {
    expect(assumes(trust, statement)).toBe(expected);
  });

  test('the boundary limits whom the trust policy names by its role', () => {
    const boundary = '\n      PermissionsBoundary: !Ref B';
    const policy = `
  B:
    Type: AWS::IAM::ManagedPolicy
    Properties: { PolicyDocument: { Statement: [{ Effect: Allow, Action: "s3:*", Resource: "*" }] } }`;
    const under = (trust: string) => answer(one(dev('', boundary) + prod(trust) + policy), 'Dev', 'Prod');
    expect(under(trusting(itself))).toBe('no');
    expect(under(trusting('"*"'))).toBe('yes');
  });

  test('a parameter names it', () => {
    const parameter = 'Parameters: { Who: { Type: String } }\n';
    const trust = trusting('{ AWS: !Ref Who }');
    expect(answer(one(dev(assume) + prod(trust), parameter), 'Dev', 'Prod')).toBe('maybe');
  });

  test('nobody knows the trust policy', () => {
    const open = `
  Prod:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: !Ref Trust }`;
    const parameter = 'Parameters: { Trust: { Type: String } }\n';
    expect(answer(one(dev(assume) + open, parameter), 'Dev', 'Prod')).toBe('maybe');
  });

  test('says what it rests on', () => {
    const { because } = access(one(dev(assume) + prod(trusting(own), lambda)), 'Dev', 'Prod');
    expect(because.map(({ path }) => path.join('.'))).toEqual([
      expect.stringMatching(/^Resources\.Dev\..*Policies/),
      expect.stringMatching(/^Resources\.Prod\..*AssumeRolePolicyDocument\.Statement\.0/),
    ]);
  });

  test('and who asks is in the witness', () => {
    const { bounds } = access(one(dev() + prod(trusting(itself))), 'Dev', 'Prod');
    expect(witness(bounds.certain)?.principal).toMatch(/^arn:aws:sts::123456789012:assumed-role\/.*Dev}\//);
  });
});

describe('conditions of a trust policy', () => {
  const under = (condition: string, more = '') => assumes(trusting(own, `, Condition: ${condition}`), assume, more);

  test.each([
    ['{ StringEquals: { sts:ExternalId: abc } }', 'yes'],
    ['{ ArnLike: { aws:PrincipalArn: "arn:aws:iam::*:role/admin-*" } }', 'no'],
    ['{ ArnLike: { aws:PrincipalArn: "arn:aws:iam::*:role/*" } }', 'yes'],
    ['{ StringEquals: { aws:PrincipalAccount: !Ref AWS::AccountId } }', 'yes'],
    ['{ StringEquals: { aws:PrincipalType: User } }', 'no'],
    ['{ StringEquals: { aws:PrincipalOrgID: o-abc } }', 'maybe'],
    ['{ Bool: { aws:MultiFactorAuthPresent: "true" } }', 'maybe'],
    ['{ ArnLike: { aws:SourceArn: "arn:aws:s3:::bucket" } }', 'no'],
    ['{ StringEquals: { aws:username: anna } }', 'no'],
  ])('%s: %s', (condition, expected) => {
    expect(under(condition)).toBe(expected);
  });

  test('on tags of the principal', () => {
    const condition = '{ StringEquals: { aws:PrincipalTag/team: prod } }';
    const tagged = (value: string) => under(condition, `\n      Tags: [{ Key: team, Value: ${value} }]`);
    expect(tagged('prod')).toBe('yes');
    expect(tagged('dev')).toBe('no');
    expect(under(condition)).toBe('maybe');
  });

  test('of a user: it can show a second factor', () => {
    const user = `
  Anna:
    Type: AWS::IAM::User
    Properties: { UserName: anna, Policies: [{ PolicyName: p, PolicyDocument: { Statement: [${assume}] } }] }`;
    const as = (condition: string) =>
      answer(one(user + prod(trusting(own, `, Condition: ${condition}`))), 'Anna', 'Prod');
    expect(as('{ Bool: { aws:MultiFactorAuthPresent: "true" } }')).toBe('yes');
    expect(as('{ StringEquals: { aws:username: anna } }')).toBe('yes');
    expect(as('{ StringEquals: { aws:username: bob } }')).toBe('no');
    expect(as('{ StringEquals: { aws:PrincipalTag/team: prod } }')).toBe('no');
  });
});

describe('a role of another template', () => {
  const declared = 'version: 1\naccounts: [{ id: "111122223333" }, { id: "444455556666" }]\n';
  const in_ = (account: string | undefined, file: string) =>
    account ? `  - { files: ["${file}"], account: "${account}" }\n` : '';
  const between = (from: string | undefined, to: string | undefined, trust: string, statement = assume) =>
    answer(
      {
        'dev.yaml': template(role('Dev', lambda, statement, '\n      RoleName: dev')),
        'prod.yaml': template(prod(trust)),
        ...(from || to
          ? { 'bulkhead.yaml': `${declared}deployments:\n${in_(from, 'dev.yaml')}${in_(to, 'prod.yaml')}` }
          : {}),
      },
      'Dev',
      'Prod',
    );
  const [here, there] = ['111122223333', '444455556666'];
  const named = trusting(`{ AWS: "arn:aws:iam::${here}:role/dev" }`);

  test.each([
    ['the same account, named by it', here, here, trusting(own), 'yes'],
    ['another account, named by its own', here, there, trusting(own), 'no'],
    ['another account, naming that of the principal', here, there, trusting(`{ AWS: "${here}" }`), 'yes'],
    ['another account, naming the principal', here, there, named, 'yes'],
    ['another account, naming anyone', here, there, trusting('"*"'), 'yes'],
    ['accounts that nobody knows, named by its own', undefined, undefined, trusting(own), 'maybe'],
    ['accounts that nobody knows, naming anyone', undefined, undefined, trusting('"*"'), 'yes'],
    ['an account that nobody knows, naming the principal', undefined, there, named, 'maybe'],
    ['an account that nobody knows, naming another', here, undefined, trusting('{ AWS: "999999999999" }'), 'no'],
    ['an account that nobody knows, naming the principal’s', here, undefined, named, 'yes'],
  ])('in %s', (_, from, to, trust, expected) => {
    expect(between(from, to, trust)).toBe(expected);
  });

  test('in another account, both policies must allow', () => {
    expect(between(here, there, named, '')).toBe('no');
    expect(between(here, here, named, '')).toBe('yes');
  });

  test('that imports who it trusts', () => {
    const exported = `${template(dev(assume))}\nOutputs: { R: { Value: !GetAtt Dev.Arn, Export: { Name: dev-role } } }`;
    const imported = template(prod(trusting('{ AWS: !ImportValue dev-role }')));
    expect(answer({ 'dev.yaml': exported, 'prod.yaml': imported }, 'Dev', 'Prod')).toBe('yes');
    const other = template(prod(trusting('{ AWS: !ImportValue other-role }')));
    expect(answer({ 'dev.yaml': exported, 'prod.yaml': other }, 'Dev', 'Prod')).toBe('maybe');
  });

  test('whose condition has the name of one of the principal’s', () => {
    const condition = (value: string) => `Parameters: { Env: { Type: String } }
Conditions: { IsProd: !Equals [!Ref Env, ${value}] }\n`;
    const user = (name: string, statement: string) => role(name, lambda, statement, '\n      RoleName: dev');
    const conditional = user('Dev', `!If [IsProd, ${assume}, !Ref AWS::NoValue]`);
    const notProd = prod(`!If [IsProd, !Ref AWS::NoValue, ${trusting(own)}]`);
    const apart = { 'a.yaml': template(conditional, condition('a')), 'b.yaml': template(notProd, condition('b')) };
    const accounts = `${declared}deployments:\n${in_(here, 'a.yaml')}${in_(here, 'b.yaml')}`;
    expect(answer({ ...apart, 'bulkhead.yaml': accounts }, 'Dev', 'Prod')).toBe('yes');
    expect(answer({ 'a.yaml': template(conditional + notProd, condition('a')) }, 'Dev', 'Prod')).toBe('no');
  });
});

describe('other resources', () => {
  const statement = (action: string, principal: string, effect = 'Allow') =>
    `{ Effect: ${effect}, Principal: ${principal}, Action: "${action}", Resource: "*" }`;
  const key = (...statements: readonly string[]) => `
  Key:
    Type: AWS::KMS::Key
    Properties: { KeyPolicy: { Statement: [${statements.join(', ')}] } }`;
  const decrypt = '{ Effect: Allow, Action: "kms:*", Resource: "*" }';
  const decrypts = (policy: string, identity = decrypt) =>
    answer(one(dev(identity) + key(policy)), 'Dev', 'Key', 'kms:Decrypt');

  test('a key leaves it to the account, or not', () => {
    expect(decrypts(statement('kms:*', own))).toBe('yes');
    expect(decrypts(statement('kms:*', own), '')).toBe('no');
    expect(decrypts(statement('kms:*', '{ AWS: "arn:aws:iam::111122223333:role/admin" }'))).toBe('no');
    expect(decrypts(statement('kms:Decrypt', itself), '')).toBe('yes');
  });

  test('a bucket whose policy names the role, or denies it', () => {
    const bucket = (policy: string) => `
  Bucket: { Type: AWS::S3::Bucket }
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties: { Bucket: !Ref Bucket, PolicyDocument: { Statement: [${policy}] } }`;
    const read = '{ Effect: Allow, Action: "s3:GetObject", Resource: "*" }';
    const reads = (policy: string, identity = '') =>
      answer(one(dev(identity) + bucket(policy)), 'Dev', 'Bucket', 's3:GetObject');
    expect(reads(statement('s3:*', itself))).toBe('yes');
    expect(reads(statement('s3:*', own))).toBe('no');
    expect(reads(statement('s3:*', own), read)).toBe('yes');
    expect(reads(statement('s3:PutObject', itself))).toBe('no');
    expect(reads(statement('s3:*', '"*"', 'Deny'), read)).toBe('no');
    const onlyHere = statement('s3:*', itself).replace('"*" }', '!GetAtt Bucket.Arn }');
    expect(reads(onlyHere)).toBe('yes');
  });
});
