/** Files of 30 MB, named by the user: read whole, in bounded memory. */
import { beforeAll, expect, test } from 'vitest';
import { type Bulkhead, built, folder } from '../cli/command-line';

let bulkhead: Bulkhead;
beforeAll(async () => {
  bulkhead = await built();
});

const size = 30_000_000;
const words = 'a sentence as people write them into descriptions, '.repeat(8);
const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }] });

/** As many as fill the size. */
function repeated(one: (i: number) => string): string {
  return Array.from({ length: Math.ceil(size / one(0).length) }, (_, i) => one(i)).join('');
}

function plan(): string {
  const change = (type: string, name: string, after: object) =>
    JSON.stringify({
      address: `${type}.${name}`,
      mode: 'managed',
      type,
      name,
      change: { actions: ['create'], after, after_unknown: { id: true } },
    });
  const others = repeated(i => `${change('aws_s3_bucket', `b${i}`, { bucket: `b${i}`, tags: { Purpose: words } })},`);
  return `{"format_version":"1.2","resource_changes":[${others}${change('aws_iam_policy', 'last', { policy })}]}`;
}

function template(): string {
  const others = repeated(
    i =>
      `  B${i}:\n    Type: AWS::S3::Bucket # ${words}\n    Properties:\n      BucketName: !Sub "b${i}-\${AWS::Region}"\n`,
  );
  const last = `  Last:\n    Type: AWS::SSO::PermissionSet\n    Properties:\n      InlinePolicy: '${policy}'\n`;
  return `Resources:\n${others}${last}`;
}

test.each([
  ['plan.json', plan, 'aws_iam_policy.last'],
  ['template.yaml', template, 'Last'],
])('a %s of 30 MB', async (name, write, resource) => {
  const where = await folder({ [name]: write() });
  const { status, out } = await bulkhead(where, ['check', '--format', 'json', name], {
    env: { NODE_OPTIONS: '--max-old-space-size=1500' },
  });
  const found = JSON.parse(out).findings.map((finding: { resource: string }) => finding.resource);
  expect([status, found]).toEqual([1, [resource]]);
});

test('a file of 30 MB that only lies in a folder is a problem when it is ours', async () => {
  const where = await folder({ 'plan.json': plan(), 'data.json': `[${repeated(i => `"${words}${i}",`)}0]` });
  const { status, out } = await bulkhead(where, ['check', '--format', 'json']);
  const { documents } = JSON.parse(out);
  expect(documents.map(({ file }: { file: string }) => file)).toEqual(['plan.json']);
  expect(documents[0].problems).toHaveLength(1);
  expect(status).toBe(3);
});
