/** Each fix that is offered ends the way that it is offered against: the way is looked for again after it. */
import { describe, expect, it } from 'vitest';
import { type Documents, findings, fixed } from '../../support/workspace';

const told = (documents: Documents) =>
  findings(documents).filter(({ finding }) => finding.rule === 'reaches-production');

/** The titles of all fixes, each of which has been tried. */
function ending(documents: Documents): readonly string[] {
  const [first, ...others] = told(documents);
  expect(first).toBeDefined();
  expect(others).toEqual([]);
  const fixes = first!.finding.fixes.filter(({ id }) => id !== 'allow');
  for (const fix of fixes) expect([fix.title, told(fixed(documents, fix)!)]).toEqual([fix.title, []]);
  return fixes.map(({ title }) => title);
}

const template = (resources: string): Documents => ({ 'template.yaml': `Resources:\n${resources}` });

const table = '  T: { Type: AWS::DynamoDB::Table, Properties: { Tags: [{ Key: Environment, Value: prod }] } }\n';
const user = (...statements: readonly string[]) => `  D:
    Type: AWS::IAM::User
    Properties:
      UserName: dev-ann
      Policies:
        - PolicyName: own
          PolicyDocument:
            Statement:
${statements.map(one => `              - ${one}\n`).join('')}`;
const role = (principal: string, name = '') => `  M:
    Type: AWS::IAM::Role
    Properties:
      ${name}
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: ${principal}, Action: "sts:AssumeRole" }] }
      Policies: [{ PolicyName: own, PolicyDocument: { Statement: [{ Effect: Allow, Action: "dynamodb:*", Resource: !GetAtt T.Arn }] } }]
`;
const assuming = '{ Effect: Allow, Action: "sts:AssumeRole", Resource: !GetAtt M.Arn }';
const listing = '{ Effect: Allow, Action: "sqs:ListQueues", Resource: "*" }';

describe('a role that is assumed', () => {
  const account = '{ AWS: !Ref AWS::AccountId }';
  const named = '{ AWS: !Sub "arn:aws:iam::${AWS::AccountId}:user/dev-ann" }';

  it('is not, without the statement, where it leaves it to its account', () => {
    expect(ending(template(user(assuming, listing) + role(account) + table))).toEqual([
      'Allow `sts:AssumeRole` on `M` no more',
    ]);
  });

  it('is, without the statement, where its trust policy names who assumes it', () => {
    expect(ending(template(user(assuming, listing) + role(named, 'RoleName: m') + table))).toEqual([
      'Deny `sts:AssumeRole` on `m` in place of allowing it',
    ]);
    expect(
      ending(
        template(
          user(listing, '{ Effect: Allow, Action: "sts:*", Resource: "*" }') + role(named, 'RoleName: m') + table,
        ),
      ),
    ).toEqual(['Deny `sts:*` on `m`']);
  });

  it('trusts its own others alone, where its trust policy alone lets somebody in', () => {
    const several =
      '{ AWS: [!Sub "arn:aws:iam::${AWS::AccountId}:user/dev-ann", "arn:aws:iam::999999999999:role/ops"] }';
    expect(ending(template(user(listing) + role(several, 'RoleName: m') + table))).toEqual([
      'Let `m` trust `dev-ann` no more',
    ]);
    expect(ending(template(user(listing) + role(named, 'RoleName: m') + table))).toEqual([]);
  });

  it('is denied by name where another statement allows it too', () => {
    const broad = '{ Effect: Allow, Action: "sts:AssumeRole", Resource: "arn:aws:iam::*:role/m*" }';
    expect(ending(template(user(broad, listing) + role(account, 'RoleName: m') + table))).toEqual([
      'Deny `sts:AssumeRole` on `m`',
    ]);
  });
});

describe('data that is read', () => {
  const bucket = (id: string) =>
    `  ${id}: { Type: AWS::S3::Bucket, Properties: { BucketName: ${id.toLowerCase()}-x, Tags: [{ Key: Environment, Value: prod }] } }\n`;

  it('is denied with all else that the statement leads to', () => {
    const all = '{ Effect: Allow, Action: ["s3:*", "dynamodb:*"], Resource: "*" }';
    expect(
      ending(template(user(all) + bucket('A') + bucket('B') + table.replace('{ Tags', '{ TableName: t-x, Tags'))),
    ).toEqual(['Deny `s3:*` and `dynamodb:*` on `a-x`, `b-x` and `t-x`']);
  });

  it('is denied in place of being allowed, where nothing else is', () => {
    const decrypting = '{ Effect: Allow, Action: "kms:Decrypt", Resource: !GetAtt K.Arn }';
    const key = `  K:
    Type: AWS::KMS::Key
    Properties:
      Tags: [{ Key: Environment, Value: prod }]
      KeyPolicy: { Statement: [{ Effect: Allow, Principal: { AWS: !Ref AWS::AccountId }, Action: "kms:*", Resource: "*" }] }
`;
    expect(ending(template(user(decrypting) + key))).toEqual(['Deny `kms:Decrypt` on `K` in place of allowing it']);
  });
});

describe('a role that is passed', () => {
  const passed = (name: string, more = '') => `  M:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${name}
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: "sts:AssumeRole" }] }
      Policies: [{ PolicyName: own, PolicyDocument: { Statement: [{ Effect: Allow, Action: "dynamodb:*", Resource: !GetAtt T.Arn }] } }]
${more}`;
  const running = '{ Effect: Allow, Action: ["lambda:CreateFunction", "lambda:InvokeFunction"], Resource: "*" }';
  const passing = '{ Effect: Allow, Action: "iam:PassRole", Resource: "*" }';
  const worker = `  Worker: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt M.Arn, Runtime: nodejs22.x } }\n`;

  it('may be passed no more, if it is not one of those that are to be', () => {
    expect(ending(template(user(running, passing) + passed('worker') + table))).toContain(
      'Pass only roles whose names begin with `dev-`',
    );
  });

  it('is not narrowed to itself', () => {
    const own = ending(template(user(running, passing) + passed('dev-worker', worker) + table));
    expect(own).toEqual(['Deny `iam:PassRole` on `dev-worker`']);
  });
});
