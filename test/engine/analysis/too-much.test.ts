/** What is past the bounds of the engine is `maybe`, and who asks is told so. */
import { describe, expect, test } from 'vitest';
import { permissionsOf } from '../../../server/src/engine/analysis/permissions/permissions';
import { requests } from '../../../server/src/engine/policy/request-set';
import { findings, snapshotOf } from '../../support/workspace';

const words = Array.from({ length: 4000 }, (_, i) => `*x${i}*y*`);

function template(...statements: readonly object[]): Record<string, string> {
  const Deployer = {
    Type: 'AWS::IAM::User',
    Properties: { Policies: [{ PolicyName: 'deploy', PolicyDocument: { Statement: statements } }] },
  };
  return { 'template.json': JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', Resources: { Deployer } }) };
}

const allow = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
const tooLong = { Effect: 'Deny', Action: 'iam:*', Resource: words };

test.each([
  ['an Allow', [{ ...allow, Resource: words }]],
  ['a Deny', [allow, tooLong]],
])('%s longer than AWS takes any', (_, statements) => {
  const { index } = snapshotOf(template(...statements));
  const answer = permissionsOf(index.ofKind('user')[0]!, index).allows(requests({ action: 'iam:PassRole' }));
  expect(answer).toMatchObject({ answer: 'maybe', isCut: true });
  const [found] = findings(template(...statements)).filter(({ finding }) => finding.rule === 'broad-pass-role');
  expect(found?.finding).toMatchObject({
    confidence: 'possible',
    message: expect.stringMatching(/^there is too much to work out to tell whether `Deployer` may pass any role/),
  });
});

test('what it says of other actions stands', () => {
  const { index } = snapshotOf(template(allow, { ...tooLong, Action: 's3:*' }));
  const answer = permissionsOf(index.ofKind('user')[0]!, index).allows(requests({ action: 'iam:PassRole' }));
  expect(answer.answer).toBe('yes');
});

test('more statements than can be asked one by one', () => {
  const many = Array.from({ length: 20_000 }, (_, i) => ({ ...allow, Action: `*:*${i}`, Resource: `*x${i}*` }));
  const { index } = snapshotOf(template(...many, { Effect: 'Deny', Action: '*', Resource: '*' }));
  const permissions = permissionsOf(index.ofKind('user')[0]!, index);
  expect(permissions.allows(requests({ action: 's3:GetObject' })).answer).toBe('no');
  expect(permissions.allows(requests({}))).toMatchObject({ answer: 'maybe', isCut: true });
});

describe('more Denies than can be looked past', () => {
  const denies = (key: string) =>
    Array.from({ length: 120 }, (_, i) => ({
      Effect: 'Deny',
      Action: 'iam:*',
      Resource: '*',
      Condition: { StringNotEquals: { [`${key}${i}`]: 'a' } },
    }));
  const tooMuch = 'there is too much to work out to tell whether `Deployer` ';

  test.each([
    ['iam:*', 'broad-pass-role', 'may pass any role to any service'],
    ['iam:PassRole', 'broad-pass-role', 'may pass any role to any service'],
    ['iam:PutUserPolicy', 'privilege-escalation', 'can make itself administrator'],
  ])('of %s', (action, rule, does) => {
    const [found, ...others] = findings(template({ ...allow, Action: action }, ...denies('aws:RequestTag/k')));
    expect(others).toEqual([]);
    expect(found?.finding).toMatchObject({
      rule,
      confidence: 'possible',
      message: expect.stringContaining(tooMuch + does),
    });
  });

  test('but for those that surely speak, or surely do not', () => {
    expect(findings(template({ ...allow, Action: 'iam:*' }, ...denies('aws:PrincipalTag/k')))).toEqual([]);
    const spared = { StringEquals: { 'aws:PrincipalTag/k0': 'a' } };
    const [found] = findings(template({ ...allow, Action: 'iam:*' }, { ...denies('')[0]!, Condition: spared }));
    expect(found?.finding.confidence).toBe('certain');
  });
});
