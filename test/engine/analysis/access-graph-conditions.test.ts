/** What a caller must meet on the way: said by its own policies, by those of what it comes to, and by what would deny it. */
import { describe, expect, test } from 'vitest';
import { graphOf, template } from '../../support/access-graph';
import { allow, devRole } from '../../support/escalations';

/** The conditions of all edges from `Dev` to the resource. */
function conditionsTo(label: string, statements: string, ...resources: readonly string[]): readonly string[] {
  const graph = graphOf(template(devRole(statements), ...resources));
  const ends = [...graph.nodes.values()];
  const [from, to] = ['Dev', label].map(one => ends.find(({ resource }) => resource?.label === one)!.id);
  const edges = graph.from(from!).filter(edge => edge.to === to);
  expect(edges.length).toBeGreaterThan(0);
  return [...new Set(edges.flatMap(({ conditions }) => conditions))];
}

const account = '{ AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }';
const role = (condition: string, more = '') => `  Prod:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: ${account}, Action: sts:AssumeRole, Condition: ${condition} }${more}]
`;
const bucket = (statements: string) => `  Files: { Type: AWS::S3::Bucket, Properties: { BucketName: files } }
  Access: { Type: AWS::S3::BucketPolicy, Properties: { Bucket: !Ref Files, PolicyDocument: { Statement: [${statements}] } } }
`;
const table = '  Orders: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders } }\n';
const deny = (condition: string, on = '"*"') =>
  `{ Effect: Deny, Principal: "*", Action: "*", Resource: ${on}, Condition: ${condition} }`;
const ownDeny = (condition: string, on = '"*"') =>
  `{ Effect: Deny, Action: "*", Resource: ${on}, Condition: ${condition} }`;
const vpce = '{ StringNotEquals: { "aws:SourceVpce": vpce-1 } }';
const inVpce = '`aws:SourceVpce` is `vpce-1`';

describe('of a trust policy', () => {
  const assume = allow('sts:AssumeRole', '"*"');

  test.each([
    ['{ StringEquals: { "sts:ExternalId": abc } }', '`sts:ExternalId` is `abc`'],
    ['{ IpAddress: { "aws:SourceIp": 10.0.0.0/8 } }', '`aws:SourceIp` is within `10.0.0.0/8`'],
    ['{ Bool: { "aws:MultiFactorAuthPresent": true } }', '`aws:MultiFactorAuthPresent` is `true`'],
  ])('%s', (condition, words) => {
    expect(conditionsTo('Prod', assume, role(condition))).toEqual([words]);
  });

  test('what denies unless it is met', () => {
    const unless = `, { Effect: Deny, Principal: "*", Action: sts:AssumeRole, Condition: ${vpce} }`;
    expect(conditionsTo('Prod', assume, role('{}', unless))).toEqual([inVpce]);
  });

  test('nothing of what is decided already, or is about others', () => {
    const itself = '{ ArnNotEquals: { "aws:PrincipalArn": !Sub "arn:aws:iam::${AWS::AccountId}:role/dev-ci" } }';
    const others = `, { Effect: Deny, Principal: "*", Action: sts:AssumeRole, Condition: ${itself} }`;
    expect(conditionsTo('Prod', assume, role('{}'))).toEqual([]);
    const other = `, { Effect: Allow, Principal: { AWS: "arn:aws:iam::999988887777:root" }, Action: sts:AssumeRole, Condition: { StringEquals: { "sts:ExternalId": abc } } }`;
    expect(conditionsTo('Prod', assume, role('{}', other))).toEqual([]);
    expect(conditionsTo('Prod', assume, role('{}', others))).toEqual([]);
  });
});

describe('of data', () => {
  test('what its policy denies unless it is met', () => {
    const read = allow('s3:GetObject', '"*"');
    expect(conditionsTo('Files', read, bucket(deny(vpce)))).toEqual([inVpce]);
    const twice = deny(
      '{ StringNotEquals: { "aws:SourceVpce": vpce-1 }, NotIpAddress: { "aws:SourceIp": 10.0.0.0/8 } }',
    );
    expect(conditionsTo('Files', read, bucket(twice))).toEqual([
      `${inVpce} or \`aws:SourceIp\` is within \`10.0.0.0/8\``,
    ]);
    expect(conditionsTo('Files', read, bucket(deny('{ Bool: { "aws:SecureTransport": false } }')))).toEqual([]);
    expect(conditionsTo('Files', read, bucket(deny(vpce, '"arn:aws:s3:::others/*"')))).toEqual([]);
  });

  test("what the principal's own policies deny unless it is met", () => {
    const mfa = ownDeny('{ BoolIfExists: { "aws:MultiFactorAuthPresent": false } }');
    const read = allow('dynamodb:GetItem', '"*"');
    expect(conditionsTo('Orders', `${read}, ${ownDeny(vpce)}`, table)).toEqual([inVpce]);
    expect(conditionsTo('Orders', `${read}, ${ownDeny(vpce, '"arn:aws:dynamodb:*:*:table/others"')}`, table)).toEqual(
      [],
    );
    expect(conditionsTo('Orders', `${read}, ${mfa}`, table)).toEqual(['`aws:MultiFactorAuthPresent` is not `false`']);
  });
});
