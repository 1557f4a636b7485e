import { describe, expect, it } from 'vitest';
import { apart } from '../../support/settings';
import { findings } from '../../support/workspace';

/** What is said of a policy of production for anyone, narrowed by this condition: severity and text. */
function said(condition: object, resource: (statement: object) => object = role) {
  const document = JSON.stringify({
    Resources: resource({ Effect: 'Allow', Principal: { AWS: '*' }, Condition: condition }),
  });
  return findings({ 'bulkhead.yaml': apart, 'prod/a.json': document })
    .filter(({ finding }) => finding.rule === 'cross-environment-trust')
    .map(({ finding, text }) => `${finding.severity} ${finding.confidence} ${text}`);
}

const role = (statement: object) => ({
  R: {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: { Statement: [{ ...statement, Action: 'sts:AssumeRole' }] } },
  },
});
const bucket = (statement: object) => ({
  B: { Type: 'AWS::S3::Bucket' },
  P: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'B' },
      PolicyDocument: { Statement: [{ ...statement, Action: 's3:GetObject', Resource: '*' }] },
    },
  },
});

describe('anyone, narrowed by a condition to development', () => {
  it.each([
    [{ StringEquals: { 'aws:PrincipalAccount': '444455556666' } }, '"444455556666"'],
    [{ StringLike: { 'AWS:principalaccount': ['444455556666'] } }, '"444455556666"'],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/*' } }, '"arn:aws:iam::444455556666:role/*"'],
    [{ StringEquals: { 'aws:SourceAccount': '444455556666' } }, '"444455556666"'],
    [{ StringEquals: { 'kms:CallerAccount': '444455556666' } }, '"444455556666"'],
  ])('is let in: %j', (condition, text) => {
    expect(said(condition)).toEqual([`error certain ${text}`]);
    expect(said(condition, bucket)).toEqual([`error certain ${text}`]);
  });

  it('by name, which is less grave for a role, since somebody has to become that one first', () => {
    const ci = 'arn:aws:iam::444455556666:role/ci';
    const condition = { ArnEquals: { 'aws:PrincipalArn': ci } };
    expect(said(condition)).toEqual([`warning certain "${ci}"`]);
    expect(said(condition, bucket)).toEqual([`error certain "${ci}"`]);
  });

  it.each([
    { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    { StringNotEquals: { 'aws:PrincipalAccount': '444455556666' } },
    { StringEquals: { 'aws:PrincipalAccount': '111122223333' } },
    { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } },
    { StringEquals: { 'aws:PrincipalAccount': '999988887777' } },
    { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    { StringNotEquals: { 'aws:SourceAccount': '444455556666' } },
  ])('and nobody else of whom that is known: %j', condition => {
    expect(said(condition)).toEqual([]);
  });

  it('unless another condition keeps it out', () => {
    const both = {
      StringEquals: { 'aws:PrincipalAccount': '444455556666' },
      ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' },
    };
    expect(said(both)).toEqual([]);
  });
});

describe('the policy of the default bus', () => {
  const policy = (more: object) => ({
    'bulkhead.yaml': apart,
    'prod/a.json': JSON.stringify({ Resources: { P: { Type: 'AWS::Events::EventBusPolicy', Properties: more } } }),
  });
  const trusts = (more: object) =>
    findings(policy(more)).filter(({ finding }) => finding.rule === 'cross-environment-trust').length;

  it('stands without the name of a bus', () => {
    expect(trusts({ StatementId: 's', Action: 'events:PutEvents', Principal: '444455556666' })).toBe(1);
    const statement = {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::444455556666:root' },
      Action: 'events:PutEvents',
      Resource: 'arn:aws:events:eu-west-1:111122223333:event-bus/default',
    };
    expect(trusts({ StatementId: 's', Statement: statement })).toBe(1);
  });

  it('is the one that Terraform means too', () => {
    const permission = { statement_id: 's', action: 'events:PutEvents', principal: '444455556666' };
    const document = JSON.stringify({ resource: { aws_cloudwatch_event_permission: { p: permission } } });
    const found = findings({ 'bulkhead.yaml': apart, 'prod/main.tf.json': document });
    expect(found.filter(({ finding }) => finding.rule === 'cross-environment-trust')).toHaveLength(1);
  });

  it('may let in production', () => {
    expect(trusts({ StatementId: 's', Action: 'events:PutEvents', Principal: '111122223333' })).toBe(0);
  });
});
