/** When an allowance is said to be unused, when nobody can know, and what its fix leaves. */
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../server/src/engine/text/text';
import { createWorkspace } from '../../../server/src/engine/workspace/workspace';
import { type Documents, findings, findingsOf, fixed, snapshotOf, uriOf } from '../../support/workspace';

const bucket = (comment = '') => `Resources:
${comment}  Uploads:
    Type: AWS::S3::Bucket
`;
const allow = (rule: string) => `  # bulkhead allow ${rule}: it was needed once\n`;
const passing = (metadata: object) => ({
  Resources: {
    Deployer: {
      Type: 'AWS::IAM::User',
      Metadata: metadata,
      Properties: {
        Policies: [
          {
            PolicyName: 'p',
            PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }] },
          },
        ],
      },
    },
  },
});

function unused(documents: Documents, options = {}) {
  return findings(documents, options)
    .filter(({ finding }) => finding.rule === 'unused-allow')
    .map(({ path, text }) => `${path}: ${text}`);
}

test('it is said of the allowance itself, in a low voice and faded', () => {
  const [seen] = findings({ 't.yaml': bucket(allow('broad-pass-role')) });
  expect(seen).toMatchObject({
    text: '# bulkhead allow broad-pass-role: it was needed once',
    finding: { rule: 'unused-allow', severity: 'information', unnecessary: true },
  });
});

describe('nothing is said', () => {
  test.each([
    [
      'of a rule that is off',
      { 't.yaml': bucket(allow('broad-pass-role')), 'bulkhead.yaml': 'version: 1\nrules: { broad-pass-role: off }' },
    ],
    [
      'when it is off itself',
      { 't.yaml': bucket(allow('broad-pass-role')), 'bulkhead.yaml': 'version: 1\nrules: { unused-allow: off }' },
    ],
    ['of a rule that others check', { 't.yaml': bucket(allow('cfn-lint/E3001')) }],
    ['in a broken document', { 't.yaml': `${bucket(allow('broad-pass-role'))}  Broken: [` }],
    ['beside a broken document', { 't.yaml': bucket(allow('broad-pass-role')), 'u.yaml': `${bucket()}  Broken: [` }],
    [
      'of a file that is too broken to be known',
      {
        'bulkhead.yaml': 'version: 1\nallow: [{ rule: broad-pass-role, files: u.yaml, reason: why }]',
        'u.yaml': 'Transform: [\n',
      },
    ],
    [
      'beside broken settings',
      { 't.yaml': bucket(allow('broad-pass-role')), 'bulkhead.yaml': 'version: 1\nrule: {}\n' },
    ],
    [
      'where another allowance holds the same finding',
      {
        't.json': JSON.stringify(passing({ bulkhead: { allow: [{ rule: 'broad-pass-role', reason: 'why' }] } })),
        'bulkhead.yaml': 'version: 1\nallow: [{ rule: broad-pass-role, resources: Deployer, reason: why }]',
      },
    ],
  ])('%s', (_, documents) => {
    expect(unused(documents as Documents)).toEqual([]);
  });

  test('of a rule that the host has switched off', () => {
    expect(unused({ 't.yaml': bucket(allow('broad-pass-role')) }, { rules: { 'broad-pass-role': 'off' } })).toEqual([]);
  });

  test('of one whose time is over', () => {
    const text = bucket('  # bulkhead allow broad-pass-role: soon (until 2027-03-01)\n');
    expect(unused({ 't.yaml': text }, { today: '2027-03-02' })).toEqual([]);
    expect(unused({ 't.yaml': text }, { today: '2027-03-01' })).toHaveLength(1);
  });

  test('while not all files are here', () => {
    const workspace = createWorkspace();
    const uri = uriOf('t.yaml');
    workspace.apply({ set: [{ uri, text: bucket(allow('broad-pass-role')) }], isWhole: false });
    expect(workspace.snapshot.findings(uri)).toEqual([]);
    workspace.apply({ set: [{ uri: uriOf('u.yaml'), text: bucket() }] });
    expect(workspace.snapshot.findings(uri)).toEqual([]);
    workspace.apply({ isWhole: true });
    expect(workspace.snapshot.findings(uri).map(({ rule }) => rule)).toEqual(['unused-allow']);
  });
});

test('an entry of bulkhead.yaml is used when it meets a file and a resource', () => {
  const settings = (entry: string) => `version: 1\nallow:\n  - { rule: broad-pass-role, reason: why, ${entry} }\n`;
  const stack = { 'stacks/t.json': JSON.stringify(passing({})) };
  const isUnused = (entry: string) => unused({ ...stack, 'bulkhead.yaml': settings(entry) }).length > 0;
  expect(isUnused('files: stacks/**')).toBe(false);
  expect(isUnused('files: stacks/**, resources: Deploy*')).toBe(false);
  expect(isUnused('files: stacks/**, resources: Other')).toBe(true);
  expect(isUnused('files: other/**')).toBe(true);
  expect(isUnused('files: "{other,stacks}/[a-z].json"')).toBe(false);
});

test('an entry of bulkhead.yaml names a resource of Terraform as it is written', () => {
  const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }] });
  const resource = { aws_iam_user_policy: { 'a/b[0]': { user: 'x', policy } } };
  const isUnused = (address: string) => {
    const settings = `version: 1\nallow: [{ rule: broad-pass-role, reason: why, resources: '${address}' }]\n`;
    return unused({ 'main.tf.json': JSON.stringify({ resource }), 'bulkhead.yaml': settings }).length > 0;
  };
  expect(isUnused('aws_iam_user_policy.a/b[0]')).toBe(false);
  expect(isUnused('aws_iam_user_policy.*')).toBe(false);
  expect(isUnused('aws_iam_user_policy.a/b[1]')).toBe(true);
});

test('it comes and goes with the finding, wherever that stands', () => {
  const workspace = createWorkspace();
  const settings = uriOf('bulkhead.yaml');
  const stack = uriOf('t.json');
  const text = 'version: 1\nallow: [{ rule: broad-pass-role, files: t.json, reason: why }]\n';
  const rules = () => workspace.snapshot.findings(settings).map(({ rule }) => rule);
  workspace.apply({
    set: [
      { uri: settings, text },
      { uri: stack, text: JSON.stringify(passing({})) },
    ],
  });
  expect(rules()).toEqual([]);
  workspace.apply({ set: [{ uri: stack, text: '{ "Resources": { "A": { "Type": "AWS::S3::Bucket" } } }' }] });
  expect(rules()).toEqual(['unused-allow']);
  workspace.apply({ set: [{ uri: stack, text: JSON.stringify(passing({})) }] });
  expect(rules()).toEqual([]);
});

test('in the templates of one app, one that needs it is enough', () => {
  const metadata = {
    'aws:cdk:path': 'App/It/Resource',
    bulkhead: { allow: [{ rule: 'broad-pass-role', reason: 'break-glass' }] },
  };
  const needed = JSON.stringify(passing(metadata));
  const unneeded = JSON.stringify({ Resources: { Uploads: { Type: 'AWS::S3::Bucket', Metadata: metadata } } });
  const app = (prod: string) => ({ 'cdk.out/Dev.template.json': unneeded, 'cdk.out/Prod.template.json': prod });
  expect(unused(app(needed))).toEqual([]);
  expect(unused(app(unneeded))).toHaveLength(2);
});

describe('unused-allow may be allowed', () => {
  test('and that is unused in its turn', () => {
    const text = bucket(allow('broad-pass-role') + allow('unused-allow'));
    expect(unused({ 't.yaml': text })).toEqual([]);
    expect(unused({ 't.yaml': bucket(allow('unused-allow')) })).toEqual([
      't.yaml: # bulkhead allow unused-allow: it was needed once',
    ]);
  });

  test('for the workspace', () => {
    const settings = 'version: 1\nallow: [{ rule: unused-allow, files: t.yaml, reason: kept on purpose }]\n';
    expect(unused({ 't.yaml': bucket(allow('broad-pass-role')), 'bulkhead.yaml': settings })).toEqual([]);
    expect(unused({ 't.yaml': bucket(), 'bulkhead.yaml': settings })).toHaveLength(1);
  });
});

test('where JSON has no resource to allow it at, bulkhead.yaml takes the allowance', () => {
  const metadata = { bulkhead: { allow: [{ rule: 'broad-pass-role', reason: 'why' }] } };
  const text = JSON.stringify({ Metadata: metadata, Resources: { Uploads: { Type: 'AWS::S3::Bucket' } } });
  const [seen] = findings({ 't.json': text }, { roots: [uriOf('')] });
  const after = fixed({ 't.json': text }, seen!.finding.fixes.find(({ id }) => id === 'allow')!)!;
  expect(after['bulkhead.yaml']).toContain('rule: unused-allow');
  expect(findings(after)).toEqual([]);
});

describe('the fix', () => {
  /** The text after every safe fix, as `bulkhead fix` applies them: one after the other. */
  function mended(text: string, path: string): string {
    let documents: Documents = { [path]: text };
    for (let round = 0; round < 10; round++) {
      const fix = findingsOf(snapshotOf(documents)).flatMap(({ finding }) =>
        finding.fixes.filter(({ kind }) => kind === 'safe'),
      )[0];
      if (!fix) return documents[path]!;
      documents = fixed(documents, fix)!;
    }
    return documents[path]!;
  }

  test.each([
    ['a line', bucket(allow('broad-pass-role')), bucket()],
    ['lines beside each other', bucket(allow('broad-pass-role') + allow('mixed-environments')), bucket()],
    [
      'a line among others',
      bucket(`  # uploads\n${allow('broad-pass-role')}  # of users\n`),
      bucket('  # uploads\n  # of users\n'),
    ],
    ['CRLF', bucket(allow('broad-pass-role')).replaceAll('\n', '\r\n'), bucket().replaceAll('\n', '\r\n')],
    [
      'the end of a line',
      'Resources: # bulkhead allow broad-pass-role: why\n  A: { Type: AWS::S3::Bucket }\n',
      'Resources:\n  A: { Type: AWS::S3::Bucket }\n',
    ],
    [
      'what is left empty',
      'Metadata:\n  bulkhead:\n    allow:\n      - { rule: broad-pass-role, reason: why }\n      - { rule: mixed-environments, reason: why }\nResources:\n  A: { Type: AWS::S3::Bucket }\n',
      'Resources:\n  A: { Type: AWS::S3::Bucket }\n',
    ],
    [
      'and nothing that others say',
      'Metadata:\n  cfn-lint: {}\n  bulkhead:\n    allow:\n      - { rule: broad-pass-role, reason: why }\nResources:\n  A: { Type: AWS::S3::Bucket }\n',
      'Metadata:\n  cfn-lint: {}\nResources:\n  A: { Type: AWS::S3::Bucket }\n',
    ],
  ])('takes out %s', (_, before, after) => {
    expect(mended(before, 't.yaml')).toBe(after);
  });

  test('leaves bulkhead.yaml its version', () => {
    const text = 'version: 1\nallow:\n  - rule: broad-pass-role\n    reason: why\n';
    expect(mended(text, 'bulkhead.yaml')).toBe('version: 1\n');
  });

  test('of several, taken together, never meet', () => {
    const text = bucket(allow('broad-pass-role') + allow('mixed-environments'));
    const snapshot = snapshotOf({ 't.yaml': text });
    const edits = findingsOf(snapshot).flatMap(({ finding }) => [
      ...snapshot.edits(finding.fixes[0]!)!.edits.get(uriOf('t.yaml'))!,
    ]);
    expect(applyEdits(text, edits)).toBe(bucket());
  });
});
