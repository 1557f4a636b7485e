/** `bulkhead diff` against real git repositories. */
import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ChangesReport } from '../../server/src/cli/report/changes';
import { ordersUser } from '../support/orders-user';
import { git, initialize } from '../support/repositories';
import { type Bulkhead, built, type Folder, folder } from './command-line';

let bulkhead: Bulkhead;
beforeAll(async () => {
  bulkhead = await built();
}, 60_000);

/** A repository with one commit of these files. */
async function repository(files: Readonly<Record<string, string>>): Promise<Folder> {
  const where = await folder(files);
  initialize(where.path);
  return where;
}

async function report(where: Folder, ...args: readonly string[]): Promise<ChangesReport> {
  const { out, err, status } = await bulkhead(where, ['diff', '--format', 'json', ...args]);
  expect([status, err]).toEqual([0, '']);
  return JSON.parse(out);
}

const messages = ({ changes }: ChangesReport) => changes.map(({ message }) => message);

describe('bulkhead diff', () => {
  it('prints what is newly allowed since the last commit, with its lines', async () => {
    const where = await repository({ 'stacks/orders.yaml': ordersUser() });
    await where.write('stacks/orders.yaml', ordersUser('[s3:GetObject, s3:DeleteObject]'));
    const { out, status } = await bulkhead(where, ['diff']);
    expect(status).toBe(0);
    expect(out.replace(/\([0-9a-f]{7}\)/, '(…)')).toBe(`newly allowed

  \`Deployer\` may now do \`s3:DeleteObject\` on \`arn:aws:s3:::orders/*\`
  --> stacks/orders.yaml:10:40
   9 |               - Effect: Allow
  10 |                 Action: [s3:GetObject, s3:DeleteObject]
     |                                        ^^^^^^^^^^^^^^^
  = granted: Deployer s3:DeleteObject on arn:aws:s3:::orders/x

1 request newly allowed, 0 no longer allowed since HEAD (…)
`);
  });

  it('is silent where nothing is different but the words', async () => {
    const where = await repository({ 'a.yaml': ordersUser('[s3:GetObject, s3:PutObject]') });
    await where.write('a.yaml', `# moved about\n${ordersUser('[s3:PutObject, s3:GetObject]')}`);
    expect(await report(where)).toMatchObject({ changes: [], findings: [], summary: { allowed: 0, forbidden: 0 } });
  });

  it('compares with a branch, a tag, and a commit further back', async () => {
    const where = await repository({ 'a.yaml': ordersUser() });
    git(where.path, 'tag', 'v1');
    await where.write('a.yaml', ordersUser('s3:*'));
    git(where.path, 'commit', '-qam', 'more');
    expect(messages(await report(where))).toEqual([]);
    for (const base of ['v1', 'HEAD~1', 'main^']) {
      const { changes, base: named } = await report(where, '--base', base);
      expect(changes.map(({ message }) => message)).toEqual([expect.stringContaining('may now do more of `s3:*`')]);
      expect(named).toEqual({ revision: base, commit: git(where.path, 'rev-parse', 'v1') });
    }
  });

  it('says what is gone where it stood, and follows a file that was moved', async () => {
    const where = await repository({ 'a.yaml': ordersUser('[s3:GetObject, s3:PutObject]') });
    git(where.path, 'mv', 'a.yaml', 'b.yaml');
    await where.write('b.yaml', ordersUser());
    const { changes } = await report(where);
    expect(changes).toMatchObject([
      {
        is: 'forbidden',
        message: '`Deployer` may no longer do `s3:PutObject` on `arn:aws:s3:::orders/*`',
        file: 'a.yaml',
      },
    ]);
  });

  it('takes an untracked template for new, and leaves out what git ignores', async () => {
    const where = await repository({ '.gitignore': 'scratch/\n' });
    await where.write('new.yaml', ordersUser());
    await where.write('scratch/other.yaml', ordersUser('s3:*'));
    const { out, err } = await bulkhead(where, ['diff', '--format', 'json']);
    expect(JSON.parse(out).changes).toMatchObject([{ file: 'new.yaml', cause: 'subject' }]);
    expect(err).toMatch(/^not compared, .*: scratch\/other.yaml;/);
  });

  it('prints a table for a pull request', async () => {
    const where = await repository({ 'a.yaml': ordersUser() });
    await where.write('a.yaml', ordersUser('s3:Get*'));
    const { out } = await bulkhead(where, ['diff', '--format', 'markdown']);
    const [title, , summary, , head, rule, row] = out.split('\n');
    expect([title, head, rule]).toEqual([
      '### Bulkhead: what this change broadens',
      '| newly allowed | where |',
      '| --- | --- |',
    ]);
    expect(summary).toMatch(/^1 request newly allowed, 0 no longer allowed since HEAD \([0-9a-f]{7}\)$/);
    expect(row).toMatch(
      /^\| `Deployer` may now do more of `s3:Get\*`.*`s3:Get\*` means \d+ actions.*\| `a\.yaml:10` \|$/,
    );
  });

  it('prints SARIF of what is new alone', async () => {
    const where = await repository({ 'a.yaml': ordersUser('iam:*') });
    await where.write('a.yaml', ordersUser('[iam:*, s3:GetObject]'));
    const { out } = await bulkhead(where, ['diff', '--format', 'sarif']);
    const { results } = JSON.parse(out).runs[0];
    expect(results).toMatchObject([{ ruleId: 'broadened-access', level: 'note' }]);
  });

  it('says which security groups open, and what is replaced with the data in it', async () => {
    const before = `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties: { TableName: !Sub "\${AWS::StackName}-orders" }
  Old: { Type: AWS::S3::Bucket }
  Kept: { Type: AWS::S3::Bucket, DeletionPolicy: Retain }
`;
    const now = `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties: { TableName: orders }
  Web:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: !Join ["-", [web, !Ref AWS::Region]]
      SecurityGroupIngress: [{ CidrIp: 0.0.0.0/0, IpProtocol: tcp, FromPort: 22, ToPort: 22 }]
`;
    const where = await repository({ 'a.yaml': before });
    await where.write('a.yaml', now);
    const { changes, summary } = await report(where);
    expect(changes.map(({ is, message, range }) => [is, message, range.start.line])).toEqual([
      ['opened', '`Web` now lets in everyone (IPv4): TCP 22', 4],
      ['deleted', '`Old` (AWS::S3::Bucket) is deleted, with what it holds', 4],
      ['replaced', '`Orders` (AWS::DynamoDB::Table) is replaced by an empty one: `TableName` changed', 3],
    ]);
    expect(summary).toMatchObject({ allowed: 0, opened: 1, replaced: 1, deleted: 1 });
    const { out } = await bulkhead(where, ['diff', '--format', 'markdown']);
    expect(out).toContain('1 rule of security groups, 2 resources with data replaced or deleted since HEAD');
    const { runs } = JSON.parse((await bulkhead(where, ['diff', '--format', 'sarif'])).out);
    const { results, tool } = runs[0];
    expect(results).toMatchObject([
      { ruleId: 'template-diff/opened', level: 'note', message: { text: changes[0]!.message } },
      { ruleId: 'template-diff/replaced', level: 'warning', message: { text: changes[2]!.message } },
    ]);
    const known = tool.driver.rules.map(({ id }: { id: string }) => id);
    for (const { ruleId } of results) expect(known).toContain(ruleId);
  });

  it('passes over what its diff of templates cannot read', async () => {
    const where = await repository({ 'a.yaml': ordersUser() });
    await where.write('a.yaml', ordersUser('s3:*', '  Odd: [not, a, resource]\n  Empty:\n  Text: text\n'));
    const { out } = await bulkhead(where, ['diff', '--format', 'json']);
    expect(messages(JSON.parse(out))).toEqual([expect.stringContaining('may now do more of `s3:*`')]);
  });

  it('fails where it is asked to', async () => {
    const where = await repository({ 'a.yaml': ordersUser() });
    await where.write('a.yaml', ordersUser('s3:*'));
    const status = async (...args: readonly string[]) => (await bulkhead(where, ['diff', ...args])).status;
    expect(await status()).toBe(0);
    expect(await status('--fail-on', 'information')).toBe(1);
    await where.write('bulkhead.yaml', 'version: 1\nrules: { broadened-access: error }\n');
    expect(await status()).toBe(1);
  });

  it('holds back what somebody allowed', async () => {
    const where = await repository({ 'a.yaml': ordersUser() });
    const allowed = '# bulkhead allow broadened-access: the cleaner deletes what is old\n                Action';
    await where.write('a.yaml', ordersUser('s3:*').replace('Action', allowed));
    expect(messages(await report(where, '--fail-on', 'information'))).toEqual([]);
  });

  it('says what only deployment decides when it is asked', async () => {
    const parameters = 'Parameters:\n  Mine: { Type: String }\n  Theirs: { Type: String }\n';
    const of = (name: string) =>
      ordersUser('s3:GetObject', parameters).replace('arn:aws:s3:::orders/*', `!Ref ${name}`);
    const where = await repository({ 'a.yaml': of('Mine') });
    await where.write('a.yaml', of('Theirs'));
    expect(messages(await report(where))).toEqual([]);
    expect(messages(await report(where, '--possible'))).toContain(
      '`Deployer` may now do `s3:GetObject` on `${Theirs}`',
    );
  });
});

describe('what it is compared with', () => {
  const unknown = async (where: Folder, ...args: readonly string[]) => {
    const { status, err } = await bulkhead(where, ['diff', ...args]);
    return [status, err.trim()];
  };

  it('has to be a repository', async () => {
    const where = await folder({ 'a.yaml': ordersUser() });
    expect(await unknown(where)).toEqual([2, expect.stringMatching(/lies in no git repository$/)]);
  });

  it('has to have a commit', async () => {
    const where = await folder({ 'a.yaml': ordersUser() });
    git(where.path, 'init', '-q');
    expect(await unknown(where)).toEqual([2, 'bulkhead: the repository has no commit yet']);
  });

  it('has to be a revision', async () => {
    const where = await repository({ 'a.yaml': ordersUser() });
    expect(await unknown(where, '--base', 'mian')).toEqual([2, 'bulkhead: `mian` is no revision of this repository']);
    expect(await unknown(where, '--base=--upload-pack=x')).toEqual([2, 'bulkhead: `--upload-pack=x` is no revision']);
  });

  it('has to be in a shallow clone', async () => {
    const origin = await repository({ 'a.yaml': ordersUser() });
    git(origin.path, 'commit', '-q', '--allow-empty', '-m', 'second');
    const where = await folder();
    await rm(where.path, { recursive: true });
    git(origin.path, 'clone', '-q', '--depth', '1', `file://${origin.path}`, where.path);
    expect(await unknown(where, '--base', 'HEAD~1')).toEqual([
      2,
      expect.stringContaining('this clone is shallow: `git fetch --unshallow` brings what it lacks'),
    ]);
  });

  it('needs git', async () => {
    const where = await repository({ 'a.yaml': ordersUser() });
    const { status, err } = await bulkhead(where, ['diff'], { env: { PATH: where.path } });
    expect([status, err]).toEqual([2, 'bulkhead: git is not installed, or not in the PATH\n']);
  });

  it('runs nothing that the repository names', async () => {
    const where = await repository({
      'a.yaml': ordersUser(),
      '.gitattributes': '*.yaml diff=own filter=own\n',
    });
    const program = join(where.path, 'program.sh');
    await where.write('program.sh', '#!/bin/sh\ntouch "$(dirname "$0")/ran"\ncat\n');
    await chmod(program, 0o755);
    const keys = [
      'core.fsmonitor',
      'core.pager',
      'core.sshCommand',
      'diff.own.textconv',
      'filter.own.smudge',
      'core.editor',
    ];
    for (const key of keys) git(where.path, 'config', key, program);
    await mkdir(join(where.path, '.git/hooks'), { recursive: true });
    await where.write('.git/hooks/post-checkout', `#!/bin/sh\n${program}\n`);
    await chmod(join(where.path, '.git/hooks/post-checkout'), 0o755);
    const index = await where.bytes('.git/index');
    await where.write('a.yaml', ordersUser('s3:*'));
    expect((await report(where)).changes).toHaveLength(1);
    await expect(where.read('ran')).rejects.toThrow();
    expect(await where.bytes('.git/index')).toEqual(index);
  });

  it('is a saved assembly where cdk.out is not tracked', async () => {
    const policy = (actions: string) =>
      JSON.stringify({
        Resources: {
          Deployer: {
            Type: 'AWS::IAM::User',
            Properties: {
              Policies: [
                {
                  PolicyName: 'own',
                  PolicyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
                },
              ],
            },
          },
        },
      });
    const manifest = JSON.stringify({
      version: '36.0.0',
      artifacts: {
        Orders: {
          type: 'aws:cloudformation:stack',
          environment: 'aws://111122223333/eu-west-1',
          properties: { templateFile: 'Orders.template.json' },
        },
      },
    });
    const where = await repository({ '.gitignore': 'cdk.out\nbefore\n' });
    const saved = await folder({ 'manifest.json': manifest, 'Orders.template.json': policy('s3:GetObject') });
    await where.write('cdk.out/manifest.json', manifest);
    await where.write('cdk.out/Orders.template.json', policy('s3:*'));
    const without = await bulkhead(where, ['diff', '--format', 'json']);
    expect(JSON.parse(without.out).changes).toEqual([]);
    expect(without.err).toContain(
      'git does not track what it was before: cdk.out/Orders.template.json, cdk.out/manifest.json',
    );
    expect(messages(await report(where, '--base-assembly', saved.path))).toEqual([
      expect.stringContaining('`Deployer` may now do more of `s3:*`'),
    ]);
  });
});

describe('check --changed-since', () => {
  it('says what stands in files that were changed', async () => {
    const broad = ordersUser('iam:PassRole').replace('arn:aws:s3:::orders/*', '"*"');
    const where = await repository({ 'a.yaml': broad, 'b.yaml': broad });
    const files = async () => {
      const { out } = await bulkhead(where, ['check', '--format', 'json', '--changed-since', 'HEAD']);
      return new Set(JSON.parse(out).findings.map(({ file }: { file: string }) => file));
    };
    expect(await files()).toEqual(new Set());
    await where.write('b.yaml', `# changed\n${broad}`);
    expect(await files()).toEqual(new Set(['b.yaml']));
  });

  it('says what the change broadens', async () => {
    const where = await repository({ 'a.yaml': ordersUser() });
    await where.write('a.yaml', ordersUser('s3:*'));
    const rules = async (...args: readonly string[]) => {
      const { out } = await bulkhead(where, ['check', '--format', 'json', ...args]);
      return JSON.parse(out).findings.map(({ rule }: { rule: string }) => rule);
    };
    expect(await rules()).toEqual([]);
    expect(await rules('--changed-since', 'HEAD')).toEqual(['broadened-access']);
    await where.write('bulkhead.yaml', 'version: 1\nrules: { broadened-access: off }\n');
    expect(await rules('--changed-since', 'HEAD')).toEqual([]);
  });
});
