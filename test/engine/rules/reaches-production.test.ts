/** Laws of paths to production: each hop is needed, and what denies one ends the path. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorkspace } from '../../../server/src/engine/workspace/workspace';
import { plain, readPage } from '../../support/page';
import { findings, fixed, snapshotOf, uriOf } from '../../support/workspace';

const rule = 'reaches-production';

/** A chain of roles from development to a table of production; without the grant of one of them, or with a Deny beside it. */
function chain(length: number, { without, denying }: { without?: number; denying?: number } = {}): string {
  const roles = Array.from({ length }, (_, i) => {
    const last = i === length - 1;
    const grant = last
      ? '{ Effect: Allow, Action: "dynamodb:*", Resource: !GetAtt Orders.Arn }'
      : `{ Effect: Allow, Action: "sts:AssumeRole", Resource: !Sub "arn:aws:iam::\${AWS::AccountId}:role/role-${i + 1}-x" }`;
    const deny = `{ Effect: Deny, Action: "${last ? 'dynamodb' : 'sts'}:*", Resource: "*" }`;
    const statements = [
      ...(without === i ? ['{ Effect: Allow, Action: "sqs:ListQueues", Resource: "*" }'] : [grant]),
      ...(denying === i ? [deny] : []),
    ];
    return `  R${i}:
    Type: AWS::IAM::Role
    Properties:
      RoleName: role-${i}-x
      ${i === 0 ? 'Tags: [{ Key: Environment, Value: dev }]' : 'Description: between'}
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { AWS: !Ref AWS::AccountId }, Action: sts:AssumeRole }] }
      Policies: [{ PolicyName: own, PolicyDocument: { Statement: [${statements.join(', ')}] } }]
`;
  });
  return `Resources:
${roles.join('')}  Orders: { Type: AWS::DynamoDB::Table, Properties: { Tags: [{ Key: Environment, Value: prod }] } }
`;
}

function told(text: string) {
  const snapshot = snapshotOf({ 'template.yaml': text });
  return snapshot.documents().flatMap(uri => snapshot.findings(uri).filter(one => one.rule === rule));
}

const shapes = fc
  .integer({ min: 2, max: 6 })
  .chain(length => fc.tuple(fc.constant(length), fc.nat({ max: length - 1 })));

describe('a path to production', () => {
  it('has each hop in order, and its end', () => {
    const [finding] = told(chain(4));
    const hops = finding!.related.filter(({ message }) => /^\d+\. /.test(message)).map(({ message }) => message);
    expect(hops).toEqual([
      '1. `role-0-x` may assume `role-1-x` (`sts:AssumeRole`)',
      '2. `role-1-x` may assume `role-2-x` (`sts:AssumeRole`)',
      '3. `role-2-x` may assume `role-3-x` (`sts:AssumeRole`)',
      expect.stringMatching(/^4\. `role-3-x` may read `Orders`/),
    ]);
    expect(finding).toMatchObject({ severity: 'error', confidence: 'certain' });
  });

  it('is gone without any one of its statements', () => {
    fc.assert(
      fc.property(shapes, ([length, without]) => {
        expect(told(chain(length))).toHaveLength(1);
        expect(told(chain(length, { without }))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('is gone when any one of its hops is denied', () => {
    fc.assert(
      fc.property(shapes, ([length, denying]) => {
        expect(told(chain(length, { denying }))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('comes and goes with edits of a file that it only passes through', () => {
    const settings = `version: 1
accounts: [{ id: "111122223333", name: shop }]
deployments: [{ files: "*.yaml", account: shop }]
`;
    const [head, between, end] = chain(3)
      .replace('Resources:\n', '')
      .split(/(?= {2}R[12]:)/) as [string, string, string];
    const workspace = createWorkspace();
    const apply = (documents: Readonly<Record<string, string>>) =>
      workspace.apply({ set: Object.entries(documents).map(([path, text]) => ({ uri: uriOf(path), text })) });
    apply({ 'bulkhead.yaml': settings, 'a.yaml': `Resources:\n${head}`, 'c.yaml': `Resources:\n${end}` });
    const open = `Resources:\n${between}`;
    const closed = open.replace('"sts:AssumeRole", Resource', '"sts:TagSession", Resource');
    const counts = [open, closed, open].map(text => {
      const snapshot = apply({ 'b.yaml': text });
      return snapshot.documents().flatMap(uri => snapshot.findings(uri).filter(one => one.rule === rule)).length;
    });
    expect(counts).toEqual([1, 0, 1]);
  });

  describe('of data that anyone is let into', () => {
    const acls = 'PublicAccessBlockConfiguration: { BlockPublicAcls: true }';
    const open = (actions: string, { condition = '{}', more = '', table = '', block = acls } = {}) => `Resources:
  Site: { Type: AWS::S3::Bucket, Properties: { BucketName: site-x${block && `, ${block}`}, Tags: [{ Key: Environment, Value: prod }] } }
  Access:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Site
      PolicyDocument: { Statement: [{ Effect: Allow, Principal: "*", Action: ${actions}, Resource: "arn:aws:s3:::site-x/*", Condition: ${condition} }${more}] }
${table}`;

    it('is not told where they only read it', () => {
      expect(told(open('"s3:GetObject"'))).toEqual([]);
    });

    it.each(['"s3:PutObject"', '"s3:*"', '["s3:GetObject", "s3:PutObject"]'])(
      'is told where they write: %s',
      actions => {
        const [finding, ...others] = told(open(actions));
        expect(others).toEqual([]);
        expect(finding?.message).toBe(
          'anyone reaches `site-x`, which is production: nothing keeps anybody out of production',
        );
        expect(finding?.related[0]?.message).toMatch(/^1\. anyone may write to/);
      },
    );

    it('is not told where a condition or a Deny may keep out those who are not meant', () => {
      const condition = '{ ArnEquals: { "aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:orders" } }';
      expect(told(open('"s3:PutObject"', { condition }))).toEqual([]);
      const more =
        ', { Effect: Deny, Principal: "*", Action: "s3:*", Resource: "*", Condition: { StringNotEquals: { "aws:SourceVpce": vpce-1 } } }';
      expect(told(open('"s3:PutObject"', { more }))).toEqual([]);
    });

    it.each([
      ['BlockPublicPolicy: true', 0],
      ['RestrictPublicBuckets: "true"', 0],
      ['BlockPublicAcls: true, IgnorePublicAcls: true', 1],
      ['BlockPublicPolicy: false, RestrictPublicBuckets: false', 1],
      ['BlockPublicPolicy: !Ref Block', 0],
    ])('is told unless the bucket blocks the public: %s', (block, count) => {
      const blocked = open('"s3:PutObject"', { block: `PublicAccessBlockConfiguration: { ${block} }` });
      expect(told(`Parameters: { Block: { Type: String } }\n${blocked}`)).toHaveLength(count);
    });

    it('is not told of a bucket of which nobody says so: a new one blocks the public', () => {
      expect(told(open('"s3:PutObject"', { block: '' }))).toEqual([]);
    });

    it.each([
      [{ block_public_policy: true }, 0],
      [{ restrict_public_buckets: true }, 0],
      [{ block_public_acls: true }, 1],
    ])('is told unless a resource of its own blocks the public: %j', (block, count) => {
      const statement = { Effect: 'Allow', Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::site-x/*' };
      const bucket = '${aws_s3_bucket.site.id}';
      const resource = {
        aws_s3_bucket: { site: { bucket: 'site-x', tags: { Environment: 'prod' } } },
        aws_s3_bucket_policy: { site: { bucket, policy: JSON.stringify({ Statement: [statement] }) } },
        aws_s3_bucket_public_access_block: { site: { bucket, ...block } },
      };
      const found = findings({ 'main.tf.json': JSON.stringify({ resource }) });
      expect(found.filter(({ finding }) => finding.rule === rule)).toHaveLength(count);
    });

    it('is told where they go on to something else', () => {
      const role = `  Open:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: "*", Action: sts:AssumeRole }] }
      Policies: [{ PolicyName: own, PolicyDocument: { Statement: [{ Effect: Allow, Action: "dynamodb:*", Resource: !GetAtt Orders.Arn }] } }]
  Orders: { Type: AWS::DynamoDB::Table, Properties: { Tags: [{ Key: Environment, Value: prod }] } }
`;
      expect(told(open('"s3:GetObject"', { table: role })).map(({ message }) => message)).toEqual([
        'anyone reaches `Orders`, which is production, over `Open`: nothing keeps anybody out of production',
      ]);
    });
  });

  it('is told of data although another rule tells other things of the same statement', () => {
    const text = `Resources:
  Dev:
    Type: AWS::IAM::User
    Properties:
      Tags: [{ Key: Environment, Value: dev }]
      ManagedPolicyArns: [arn:aws:iam::aws:policy/PowerUserAccess]
  Orders: { Type: AWS::DynamoDB::Table, Properties: { Tags: [{ Key: Environment, Value: prod }] } }
`;
    expect(told(text).map(({ message }) => message)).toEqual([
      '`Dev` is development and reaches `Orders`, which is production: whoever works in development can reach production',
    ]);
  });

  it('is gone with each fix that the page offers', () => {
    const page = readFileSync(
      new URL('../../../server/src/engine/rules/access/reaches-production/page.md', import.meta.url),
      'utf8',
    );
    const tried = readPage(page).flatMap(({ title, files }) => {
      const documents = plain(files);
      return findings(documents)
        .filter(({ finding }) => finding.rule === rule)
        .flatMap(({ finding }) => finding.fixes.filter(({ id, refused }) => id !== 'allow' && refused === undefined))
        .map(fix => {
          const after = findings(fixed(documents, fix)!).filter(({ finding }) => finding.rule === rule);
          return [title, fix.title, after.length];
        });
    });
    expect(tried.length).toBeGreaterThanOrEqual(3);
    for (const [title, fix, left] of tried) expect([title, fix, left]).toEqual([title, fix, 0]);
  });
});
