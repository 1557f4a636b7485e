/** Fixes for whom no document defines: anyone, and whoever pushes to a repository. Each is looked for again after it. */
import { describe, expect, it } from 'vitest';
import { apart } from '../../support/settings';
import { type Documents, findings, fixed } from '../../support/workspace';

const told = (documents: Documents) =>
  findings(documents).filter(({ finding }) => finding.rule === 'reaches-production');

/** Titles, each with the text that it leaves, or the reason why there is none. */
function offered(documents: Documents): readonly (readonly string[])[] {
  const [first, ...others] = told(documents);
  expect([first?.finding.rule, others]).toEqual(['reaches-production', []]);
  return first!.finding.fixes
    .filter(({ id }) => id !== 'allow')
    .map(fix => {
      if (fix.refused !== undefined) return [fix.title, `refused: ${fix.refused}`];
      const after = fixed(documents, fix)!;
      expect([fix.title, told(after)]).toEqual([fix.title, []]);
      return [fix.title, ...changed(documents, after)];
    });
}

/** Lines that were not there before. */
function changed(before: Documents, after: Documents): readonly string[] {
  return Object.entries(after).flatMap(([file, text]) => {
    const known = new Set(String(before[file]).split('\n'));
    return String(text)
      .split('\n')
      .filter(line => !known.has(line))
      .map(line => line.trim());
  });
}

const role = (principal: string, more: string): Documents => ({
  'bulkhead.yaml': apart,
  'prod/a.yaml': `Resources:
  R:
    Type: AWS::IAM::Role
    Properties:
      RoleName: deploy
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: ${principal}
            ${more}
`,
});

describe('anyone', () => {
  const assume = 'Action: sts:AssumeRole';

  it('may be of the own account alone', () => {
    const title = 'Let into `deploy` its own account alone';
    expect(offered(role('"*"', assume))).toEqual([[title, 'Principal:', 'AWS: "111122223333"']]);
    expect(offered(role('{ AWS: "*" }', assume))).toEqual([[title, 'Principal: { AWS: "111122223333" }']]);
    expect(offered(role('{ AWS: ["*"] }', assume))).toEqual([[title, 'Principal: { AWS: ["111122223333"] }']]);
  });

  it('may be of the own account alone, in the policy of a bucket', () => {
    const documents = {
      'bulkhead.yaml': apart,
      'prod/a.yaml': `Resources:
  B: { Type: AWS::S3::Bucket, Properties: { BucketName: invoices-x, PublicAccessBlockConfiguration: { BlockPublicAcls: true } } }
  P:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref B
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: s3:PutObject
            Resource: arn:aws:s3:::invoices-x/*
`,
    };
    expect(offered(documents)).toEqual([
      ['Let into `invoices-x` its own account alone', 'Principal:', 'AWS: "111122223333"'],
    ]);
  });

  it.each([
    [
      'fn',
      `  R:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] } }
  F: { Type: AWS::Lambda::Function, Properties: { FunctionName: fn, Role: !GetAtt R.Arn, Code: { S3Bucket: x, S3Key: y } } }
  P: { Type: AWS::Lambda::Permission, Properties: { FunctionName: !Ref F, Action: "lambda:*", `,
    ],
    [
      'orders',
      `  B: { Type: AWS::Events::EventBus, Properties: { Name: orders } }
  P: { Type: AWS::Events::EventBusPolicy, Properties: { EventBusName: !Ref B, StatementId: s, Action: "events:PutEvents", `,
    ],
  ])('is one text where a type has no policy around it: %s', (label, properties) => {
    const text = `Resources:\n${properties}\n      Principal: "*"\n    } }\n`;
    expect(offered({ 'bulkhead.yaml': apart, 'prod/a.yaml': text })).toEqual([
      [`Let into \`${label}\` its own account alone`, 'Principal: "111122223333"'],
    ]);
  });

  it('is what a choice between principals says', () => {
    const { 'prod/a.yaml': text } = role('!If [Wide, "*", { AWS: "arn:aws:iam::111122223333:root" }]', assume);
    const chosen = `Parameters: { P: { Type: String } }\nConditions: { Wide: !Equals [!Ref P, x] }\n${text}`;
    expect(offered({ 'bulkhead.yaml': apart, 'prod/a.yaml': chosen })).toEqual([
      [
        'Let into `deploy` its own account alone',
        'Principal: !If [Wide, {AWS: "111122223333"}, { AWS: "arn:aws:iam::111122223333:root" }]',
      ],
    ]);
  });

  it('stays where nobody knows the account', () => {
    const { 'prod/a.yaml': text } = role('"*"', assume);
    const tagged = String(text).replace('RoleName: deploy', 'Tags: [{ Key: Environment, Value: prod }]');
    expect(offered({ 'a.yaml': tagged })).toEqual([
      ['Let into `R` its own account alone', 'refused: nobody here knows its account'],
    ]);
  });

  it('has no fix in one of two ways', () => {
    const { 'prod/a.yaml': text } = role('"*"', assume);
    const twice = `${text}          - { Effect: Allow, Principal: "*", Action: sts:AssumeRole }\n`;
    expect(offered({ 'bulkhead.yaml': apart, 'prod/a.yaml': twice })).toEqual([]);
  });
});

describe('whoever pushes to a repository', () => {
  const github = '{ Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }';
  const where = (condition: string) => `Action: sts:AssumeRoleWithWebIdentity
            Condition: ${condition}`;
  const title = 'Let into `deploy` the branch `main` alone';

  it('may have to come from one branch', () => {
    const any = where('{ StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/shop:*" } }');
    expect(offered(role(github, any))).toEqual([
      [
        title,
        'Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/shop:ref:refs/heads/main" } }',
      ],
    ]);
  });

  it.each([
    ['repositories of an owner', '{ StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/*" } }'],
    ['no repository', '{ StringEquals: { "token.actions.githubusercontent.com:aud": sts.amazonaws.com } }'],
  ])('of %s cannot', (_, condition) => {
    expect(offered(role(github, where(condition)))).toEqual([
      [title, 'refused: its trust policy names no repository of which it could be a branch'],
    ]);
  });
});
