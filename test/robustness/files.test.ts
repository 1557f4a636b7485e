/** What a disk may hold besides good files, met by the command line as it is shipped. */
import { execFileSync } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Bulkhead, built, type Folder, folder } from '../cli/command-line';

let bulkhead: Bulkhead;
beforeAll(async () => {
  bulkhead = await built();
});

const template = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Bad:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement: [{ Effect: Allow, Action: "iam:PassRole", Resource: "*" }]
`;

interface Checked {
  readonly status: number | null;
  readonly err: string;
  readonly findings: readonly string[];
  readonly problems: readonly string[];
}

/** `check --format json` in a folder: files with findings, and problems as `file:line message`. */
async function check(where: Folder, ...args: string[]): Promise<Checked> {
  const { status, out, err } = await bulkhead(where, ['check', '--format', 'json', ...args]);
  const { documents, findings } = JSON.parse(out || '{"documents":[],"findings":[]}');
  const ofDocument = ({
    file,
    problems,
  }: {
    file: string;
    problems: { message: string; range: { start: { line: number } } }[];
  }) => problems.map(({ message, range }) => `${file}:${range.start.line + 1} ${message}`);
  return {
    status,
    err,
    findings: findings.map(({ file }: { file: string }) => file),
    problems: documents.flatMap(ofDocument),
  };
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return littleEndian ? bytes : bytes.swap16();
}

describe('bytes', () => {
  test('UTF-16 and UTF-8 with their marks are read', async () => {
    const where = await folder({
      'bom.yaml': `\ufeff${template}`,
      'little.yaml': utf16(template, true),
      'big.yaml': utf16(template, false),
    });
    expect(await check(where)).toMatchObject({
      status: 1,
      problems: [],
      findings: ['big.yaml', 'bom.yaml', 'little.yaml'],
    });
  });

  test('bytes that are no UTF-8 are a problem at their place, and the rest is read', async () => {
    const where = await folder({ 'a.yaml': Buffer.concat([Buffer.from(`${template}# caf`), Buffer.of(0xe9, 0x0a)]) });
    expect(await check(where)).toMatchObject({
      status: 3,
      problems: ['a.yaml:8 these bytes are not UTF-8'],
      findings: ['a.yaml'],
    });
  });

  test('noise is none of ours', async () => {
    const noise = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7919 + (i >> 3) * 31) % 256);
    const where = await folder({
      'a.yaml': noise,
      'b.json': noise,
      'plan.json': '',
      'empty.yaml': '',
      'blank.json': '\n \n',
    });
    expect(await check(where)).toMatchObject({ status: 0, problems: [], findings: [] });
  });

  test('an empty plan that is named is named with the reason', async () => {
    const where = await folder({ 'plan.json': '' });
    const { status, err } = await check(where, 'plan.json');
    expect([status, err]).toEqual([0, expect.stringContaining('plan.json: passed over, it is empty')]);
  });
});

describe('what is no file', () => {
  test('links in a circle, links to nowhere, pipes and folders with the name of a template are passed over', async () => {
    const where = await folder({ 'good.yaml': template });
    const at = (name: string) => join(where.path, name);
    await symlink('one.yaml', at('other.yaml'));
    await symlink('other.yaml', at('one.yaml'));
    await symlink('.', at('here'));
    await symlink('nowhere', at('gone.yaml'));
    await symlink('/dev/zero', at('zero.yaml'));
    await mkdir(at('folder.yaml'));
    execFileSync('mkfifo', [at('pipe.yaml')]);
    expect(await check(where)).toMatchObject({ status: 1, problems: [], findings: ['good.yaml'] });
    for (const name of ['one.yaml', 'gone.yaml', 'zero.yaml', 'pipe.yaml']) {
      expect(await check(where, name), name).toMatchObject({ status: 2, findings: [] });
    }
  });

  test('a file that cannot be read is a problem', async () => {
    const where = await folder({ 'good.yaml': template });
    // Its first byte cannot be read, by whomever; permissions would not stop root.
    await symlink('/proc/self/mem', join(where.path, 'broken.yaml'));
    const { status, problems, findings } = await check(where);
    expect([status, findings]).toEqual([3, ['good.yaml']]);
    expect(problems).toEqual([expect.stringContaining('broken.yaml:1')]);
  });
});

describe('what is ours and broken has a problem with its place', () => {
  const json = `{ "AWSTemplateFormatVersion": "2010-09-09", "Resources": {`;
  const resource = '"Bad": { "Type": "AWS::S3::Bucket" }';
  const broken: readonly (readonly [string, string, string])[] = [
    ['cut.yaml', `${template}  Next: { Type: AWS::S3::Bucket,\n`, 'cut.yaml:8'],
    ['cut.json', `${json}\n${resource},\n"Ne`, 'cut.json:3'],
    ['tab.yaml', `${template}\tNext:\n`, 'tab.yaml:8'],
    ['jinja.yaml', `${template}{% if x %}\n`, 'jinja.yaml:8'],
    ['cookiecutter.json', `{% if x %}${json}${resource}}}{% endif %}`, 'cookiecutter.json:1'],
    ['conflict.json', `${json}\n<<<<<<< HEAD\n${resource}\n>>>>>>> main\n}}`, 'conflict.json:2'],
    ['alias.yaml', `${template}  Next: *nothing\n`, 'alias.yaml:8'],
    ['two.yaml', `${template}---\n${template}`, 'two.yaml:9'],
    ['list.yaml', 'AWSTemplateFormatVersion: "2010-09-09"\nResources: []\n', 'list.yaml:2'],
    ['none.yaml', 'AWSTemplateFormatVersion: "2010-09-09"\n', 'none.yaml:1'],
    ['type.yaml', `${template}  Next: { Type: [] }\n`, 'type.yaml:8'],
    [
      'main.tf.json',
      '{ "resource": { "aws_s3_bucket": { "a": { "bucket": "a" } } },\n"outptu": {} }',
      'main.tf.json:2',
    ],
    ['cut.tf.json', '{ "resource": { "aws_s3_bucket": { "a": { "bucket":\n', 'cut.tf.json:1'],
    ['plan.json', '{ "format_version": "1.2", "resource_changes": [\n', 'plan.json:1'],
  ];

  test('one for each file', async () => {
    const where = await folder(Object.fromEntries(broken.map(([name, text]) => [name, text])));
    const { problems, status } = await check(where);
    const places = broken.map(([, , place]) => expect.stringContaining(`${place} `));
    expect(problems).toEqual(expect.arrayContaining(places));
    expect(status).toBe(3);
  });

  test('in the settings too', async () => {
    const where = await folder({ 'bulkhead.yaml': 'version: 1\naccounts: { a: b }\n', 'good.yaml': template });
    const { problems, status } = await check(where);
    expect([status, problems]).toEqual([2, [expect.stringContaining('bulkhead.yaml:2 ')]]);
  });

  test('a key that stands twice is no reason to distrust the rest', async () => {
    const where = await folder({ 'a.yaml': `${template}Description: a\nDescription: b\n` });
    expect(await check(where)).toMatchObject({
      status: 1,
      findings: ['a.yaml'],
      problems: [expect.stringContaining('a.yaml:9')],
    });
  });
});
