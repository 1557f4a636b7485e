import { describe, expect, test } from 'vitest';
import { apart } from '../../support/settings';
import { type Documents, findings, fixed } from '../../support/workspace';

function said(documents: Documents): readonly string[] {
  return findings({ 'bulkhead.yaml': apart, ...documents })
    .filter(({ finding }) => finding.rule === 'cross-environment-trust' && finding.confidence === 'certain')
    .map(({ path, text, finding }) => `${finding.severity} ${path} ${text}`);
}

function trusting(principal: string, rest = ''): string {
  return `Resources:
  Deployer:
    Type: AWS::IAM::Role
    Properties:
      RoleName: deployer
      AssumeRolePolicyDocument:
        Statement:
          - { Effect: Allow, Principal: { AWS: "${principal}" }, Action: "sts:AssumeRole"${rest} }
`;
}

const development = 'arn:aws:iam::444455556666:role/ci';

describe('a production role that names a role of development', () => {
  test.each([
    ['whatever its name', '', 1],
    ['with an external id', ', Condition: { StringEquals: { "sts:ExternalId": x } }', 1],
    ['of the same organisation', ', Condition: { StringEquals: { "aws:PrincipalOrgID": o-a1b2c3d4e5 } }', 1],
    ['for production alone', ', Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } }', 0],
    [
      'for roles of production',
      ', Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } }',
      0,
    ],
    ['for another role of it', `, Condition: { ArnNotEquals: { "aws:PrincipalArn": "${development}" } }`, 0],
  ])('%s', (_, rest, count) => {
    expect(said({ 'prod/a.yaml': trusting(development, rest) })).toEqual(
      Array.from({ length: count }, () => `warning prod/a.yaml "${development}"`),
    );
  });

  test('the request says who becomes what', () => {
    const documents = { 'bulkhead.yaml': apart, 'prod/a.yaml': trusting(development) };
    const found = findings(documents).find(({ finding }) => finding.rule === 'cross-environment-trust');
    expect(found?.finding.witness).toMatchObject({
      principal: expect.stringContaining('444455556666'),
      action: 'sts:AssumeRole',
      resource: 'arn:aws:iam::111122223333:role/deployer',
    });
    expect(found?.finding.related.map(({ message }) => message)).toEqual([
      `\`${development}\` is development: declared \`development\``,
      '`Deployer` is production: declared `production`',
    ]);
  });
});

describe('a production role that trusts the account of development', () => {
  const root = 'arn:aws:iam::444455556666:root';
  const asking = (operator: string, arn: string) =>
    `, Condition: { ${operator}: { "aws:PrincipalArn": "arn:aws:iam::444455556666:${arn}" } }`;

  test.each([
    ['as a whole', '', 'error'],
    ['with an external id', ', Condition: { StringEquals: { "sts:ExternalId": x } }', 'error'],
    ['any role of it', asking('ArnLike', 'role/*'), 'error'],
    ['all but one role of it', asking('ArnNotEquals', 'role/ci'), 'error'],
    ['one role of it', asking('StringEquals', 'role/ci'), 'warning'],
    ['roles of it that are called so', asking('ArnLike', 'role/ci-*'), 'warning'],
  ])('%s', (_, rest, severity) => {
    expect(said({ 'prod/a.yaml': trusting(root, rest) })).toEqual([`${severity} prod/a.yaml "${root}"`]);
  });

  test('what is no role lets in whom it names, with nobody between', () => {
    const queue = `Resources:
  Q: { Type: AWS::SQS::Queue }
  P:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Q]
      PolicyDocument:
        Statement: [{ Effect: Allow, Principal: { AWS: "${development}" }, Action: "sqs:*", Resource: "*" }]
`;
    expect(said({ 'prod/a.yaml': queue })).toEqual([`error prod/a.yaml "${development}"`]);
  });
});

describe('several of one account that a role lets in', () => {
  const ci = 'arn:aws:iam::444455556666:role/ci';
  const root = 'arn:aws:iam::444455556666:root';
  const release = 'arn:aws:iam::111122223333:role/release';
  const listing = (...principals: readonly string[]) =>
    trusting(principals.join('", "')).replace(/AWS: ([^}]*) \}/, 'AWS: [$1] }');
  const told = (...principals: readonly string[]) =>
    findings({ 'bulkhead.yaml': apart, 'prod/a.yaml': listing(...principals) }).filter(
      ({ finding }) => finding.rule === 'cross-environment-trust',
    );

  test('are one finding, at the account itself where it is among them', () => {
    const [found, ...others] = told(release, ci, root, `${ci}-2`);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ text: `"${root}"`, finding: { severity: 'error' } });
    expect(found?.finding.message).toContain('trusts account `444455556666`, which is development');
    expect(found?.finding.related.map(({ message }) => message)).toEqual([
      'account `444455556666` is development: declared `development`',
      '`Deployer` is production: declared `production`',
      `\`${ci}\` of the same account is let in too`,
      `\`${ci}-2\` of the same account is let in too`,
    ]);
  });

  test('are let in no more by one fix, where somebody else remains', () => {
    const [fix] = told(release, ci, root)[0]!.finding.fixes.filter(({ id }) => id === 'remove-principal');
    expect(fix).toMatchObject({ title: 'Let in account `444455556666` no more, nor 1 of it by name' });
    const documents = { 'prod/a.yaml': listing(release, ci, root) };
    expect(fixed(documents, fix!)?.['prod/a.yaml']).toBe(listing(release));
    expect(told(ci, root)[0]!.finding.fixes.filter(({ id }) => id === 'remove-principal')).toEqual([]);
  });

  test('keep their fingerprint when one more comes', () => {
    const [[one], [two]] = [told(release, ci), told(release, ci, `${ci}-2`)];
    expect(one?.finding.fingerprint).toBeDefined();
    expect(two?.finding.fingerprint).toBe(one?.finding.fingerprint);
  });
});

test('a template that lands in both accounts is wrong where it lets the other in', () => {
  expect(
    said({
      'bulkhead.yaml': apart.replace('"prod/**"', '"both/**"').replace('"dev/**"', '"both/**"'),
      'both/a.yaml': trusting(development),
    }),
  ).toEqual([`warning both/a.yaml "${development}"`]);
});

test('who is let in of one environment, of one that nobody knows, or by a name for people is none', () => {
  expect(
    said({
      'dev/a.yaml': trusting(development),
      'prod/b.yaml': trusting('arn:aws:iam::999988887777:role/release'),
      'prod/c.yaml': trusting('arn:aws:iam::999988887777:role/dev-team'),
      'prod/d.yaml': trusting('arn:aws:iam::111122223333:role/dev-breakglass'),
      'elsewhere/e.yaml': trusting(development),
    }),
  ).toEqual([]);
});

test('an Allow that a Deny on the same bucket takes back', () => {
  const bucket = (deny: string) => `Resources:
  Orders: { Type: AWS::S3::Bucket, Properties: { BucketName: orders } }
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Orders
      PolicyDocument:
        Statement:
          - { Effect: Allow, Principal: { AWS: "444455556666" }, Action: "s3:*", Resource: "*" }
${deny}`;
  const deny =
    '          - { Effect: Deny, NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "s3:*", Resource: "*" }\n';
  expect(said({ 'prod/a.yaml': bucket('') })).toEqual(['error prod/a.yaml "444455556666"']);
  expect(said({ 'prod/a.yaml': bucket(deny) })).toEqual([]);
});
