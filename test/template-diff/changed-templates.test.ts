/** What the CDK team's diff is given, and what is made of what it says: with its whole specification, from its package. */
import { describe, expect, test } from 'vitest';
import { changedTemplates } from '../../server/src/template-diff/changed-templates';
import { compareTemplates } from '../../server/src/template-diff/compare-templates';
import { plainTemplate } from '../../server/src/template-diff/plain-template';
import { changesSince, type Documents, snapshotOf, uriOf } from '../support/workspace';

function plain(text: string): unknown {
  return plainTemplate(snapshotOf({ 'template.yaml': text }).tree(uriOf('template.yaml'))!);
}

function compared(before: Documents, now: Documents) {
  const snapshot = snapshotOf(now);
  return changedTemplates(snapshot, changesSince(snapshot, before), compareTemplates);
}

describe('a template as plain JSON', () => {
  test('short tags are written out', () => {
    const text = `Resources:
  A:
    Type: AWS::S3::Bucket
    Condition: Big
    Properties:
      Name: !Sub "\${AWS::StackName}-a"
      Arn: !GetAtt Other.Outputs.Arn
      Ref: !Ref Parameter
      List: !Join ["-", [a, !If [Big, !Ref X, !Ref "AWS::NoValue"]]]
Conditions:
  Big: !And [!Condition Other, !Equals [!Ref Size, big]]
`;
    expect(plain(text)).toEqual({
      Resources: {
        A: {
          Type: 'AWS::S3::Bucket',
          Condition: 'Big',
          Properties: {
            Name: { 'Fn::Sub': '${AWS::StackName}-a' },
            Arn: { 'Fn::GetAtt': ['Other', 'Outputs.Arn'] },
            Ref: { Ref: 'Parameter' },
            List: { 'Fn::Join': ['-', ['a', { 'Fn::If': ['Big', { Ref: 'X' }, { Ref: 'AWS::NoValue' }] }]] },
          },
        },
      },
      Conditions: { Big: { 'Fn::And': [{ Condition: 'Other' }, { 'Fn::Equals': [{ Ref: 'Size' }, 'big'] }] } },
    });
  });
});

const group = (...rules: readonly string[]) => `Resources:
  Web:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: web
      SecurityGroupIngress: [${rules.join(', ')}]
`;
const ssh = '{ CidrIp: 0.0.0.0/0, IpProtocol: tcp, FromPort: 22, ToPort: 22 }';
const https = '{ CidrIp: 10.0.0.0/8, IpProtocol: tcp, FromPort: 443, ToPort: 443 }';

describe('what changes besides policies', () => {
  test('rules of security groups', () => {
    const { changes } = compared({ 'a.yaml': group(https) }, { 'a.yaml': group(ssh) });
    expect(changes.map(({ is, message }) => [is, message])).toEqual([
      ['opened', '`Web` now lets in everyone (IPv4): TCP 22'],
      ['closed', '`Web` no longer lets in `10.0.0.0/8`: TCP 443'],
    ]);
  });

  test('the order of rules is none', () => {
    expect(compared({ 'a.yaml': group(https, ssh) }, { 'a.yaml': group(ssh, https) }).changes).toEqual([]);
  });

  test('its word that permissions are broadened goes by the text', () => {
    const user = (actions: string) => `Resources:
  User:
    Type: AWS::IAM::User
    Properties:
      Policies: [{ PolicyName: own, PolicyDocument: { Statement: [{ Effect: Allow, Action: ${actions}, Resource: "*" }] } }]
`;
    const [before, now] = [{ 'a.yaml': user('"s3:*"') }, { 'a.yaml': user('["s3:*", "s3:GetObject"]') }];
    expect(compared(before, now).broadened).toEqual([uriOf('a.yaml')]);
    expect(changesSince(snapshotOf(now), before).changes).toEqual([]);
  });
});
