/** What `bulkhead diff` compares with what, where a folder is not simply one repository. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ChangesReport } from '../../server/src/cli/report/changes';
import { ordersUser } from '../support/orders-user';
import { commit, git } from '../support/repositories';
import { scratch } from '../support/scratch';
import { type Bulkhead, built, type Folder, folder } from './command-line';

let bulkhead: Bulkhead;
beforeAll(async () => {
  bulkhead = await built();
}, 60_000);

/** Files below a new folder; each of `roots` is a repository with one commit of what lies in it. */
async function repositories(
  files: Readonly<Record<string, string>>,
  roots: readonly string[] = ['.'],
): Promise<Folder> {
  const where = await folder(files);
  await rm(join(where.path, '.git'), { recursive: true });
  for (const root of roots) git(join(where.path, root), 'init', '-q', '-b', 'main');
  for (const root of [...roots].reverse()) commit(join(where.path, root));
  return where;
}

const user = (name: string, actions?: string) => ordersUser(actions, '', name);
const more = '[s3:GetObject, s3:PutObject]';
const put = (name: string) => `\`${name}\` may now do \`s3:PutObject\` on \`arn:aws:s3:::orders/*\``;

/** What is newly allowed, with the file, and the notes. */
async function told(where: Pick<Folder, 'path'>, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const ran = await bulkhead(where as Folder, ['diff', '--format', 'json', ...args], { env });
  const { changes }: ChangesReport = JSON.parse(ran.out || '{ "changes": [] }');
  const allowed = changes.filter(({ is }) => is === 'allowed').map(({ message, file }) => `${file}: ${message}`);
  return { allowed, notes: ran.err.trim() };
}

describe('a branch', () => {
  it('is compared with where it left another one, when that is asked for', async () => {
    const where = await repositories({ 'a.yaml': user('Mine'), 'b.yaml': user('Theirs', more) });
    git(where.path, 'checkout', '-qb', 'feature');
    await where.write('a.yaml', user('Mine', more));
    commit(where.path);
    git(where.path, 'checkout', '-q', 'main');
    await where.write('b.yaml', user('Theirs'));
    commit(where.path);
    git(where.path, 'checkout', '-q', 'feature');
    for (const base of ['main...', 'main...HEAD'])
      expect(await told(where, ['--base', base])).toEqual({ allowed: [`a.yaml: ${put('Mine')}`], notes: '' });
    expect((await told(where, ['--base', 'main'])).allowed).toHaveLength(2);
    const { out } = await bulkhead(where, ['check', '--format', 'json', '--changed-since', 'main...']);
    expect(JSON.parse(out).summary.documents).toBe(2);
  });

  it('that has nothing in common with it is said', async () => {
    const where = await repositories({ 'a.yaml': user('Mine') });
    git(where.path, 'checkout', '-q', '--orphan', 'other');
    await where.write('b.yaml', user('Other'));
    commit(where.path);
    expect((await told(where, ['--base', 'main...'])).notes).toBe(
      'bulkhead: `main` and what is checked out have no commit in common',
    );
  });

  it('is found by what its commits say', async () => {
    const where = await repositories({ 'a.yaml': user('Mine') });
    await where.write('a.yaml', user('Mine', more));
    expect((await told(where, ['--base', ':/a commit'])).allowed).toHaveLength(1);
  });
});

describe('a submodule', () => {
  async function withSubmodule(): Promise<Folder> {
    const library = await repositories({ 'l.yaml': user('Lib') });
    const where = await repositories({ 'a.yaml': user('Own'), '.gitignore': 'scratch\n' });
    git(where.path, 'submodule', 'add', '-q', library.path, 'vendor/lib');
    commit(where.path);
    return where;
  }

  it('is compared with the commit that the repository around it names', async () => {
    const where = await withSubmodule();
    expect(await told(where)).toEqual({ allowed: [], notes: '' });
    await where.write('vendor/lib/l.yaml', user('Lib', more));
    const wanted = { allowed: [`vendor/lib/l.yaml: ${put('Lib')}`], notes: '' };
    expect(await told(where)).toEqual(wanted);
    commit(join(where.path, 'vendor/lib'));
    expect(await told(where)).toEqual(wanted);
    commit(where.path);
    expect((await told(where)).allowed).toEqual([]);
    expect(await told(where, ['--base', 'HEAD~'])).toEqual(wanted);
  });

  it('is new as a whole where it was not there', async () => {
    const { allowed } = await told(await withSubmodule(), ['--base', 'HEAD~']);
    expect(allowed).toEqual([expect.stringMatching(/^vendor\/lib\/l\.yaml: `Lib` may now .*it is new/)]);
  });

  it('leaves what git ignores beside it alone', async () => {
    const where = await withSubmodule();
    await where.write('scratch/s.yaml', user('Scratch'));
    const { allowed, notes } = await told(where);
    expect(allowed).toEqual([]);
    expect(notes).toMatch(/^not compared, .*: scratch\/s\.yaml;/);
  });

  it('whose commit is not here is said', async () => {
    const where = await withSubmodule();
    const other = 'f'.repeat(40);
    git(where.path, 'update-index', '--cacheinfo', `160000,${other},vendor/lib`);
    git(where.path, 'commit', '-qm', 'another');
    expect(await told(where)).toEqual({ allowed: [], notes: 'vendor/lib: not compared, commit fffffff is not here' });
  });
});

describe('several repositories', () => {
  it('in a folder that is none are each compared with their own', async () => {
    const where = await repositories({ 'p/a.yaml': user('P'), 'q/b.yaml': user('Q') }, ['p', 'q']);
    await where.write('q/b.yaml', user('Q', more));
    const wanted = { allowed: [`q/b.yaml: ${put('Q')}`], notes: '' };
    expect(await told(where)).toEqual(wanted);
    expect(await told(where, ['p', 'q'])).toEqual(wanted);
    expect(await told(where, ['q/b.yaml'])).toEqual(wanted);
    expect((await told(where, ['p'])).allowed).toEqual([]);
  });

  it('of which one lies in another are too', async () => {
    const files = { 'a.yaml': user('Outer'), '.gitignore': 'inner\n', 'inner/b.yaml': user('Inner') };
    const where = await repositories(files, ['.', 'inner']);
    expect(await told(where)).toEqual({ allowed: [], notes: '' });
    await where.write('a.yaml', user('Outer', more));
    await where.write('inner/b.yaml', user('Inner', more));
    expect((await told(where)).allowed).toEqual([`a.yaml: ${put('Outer')}`, `inner/b.yaml: ${put('Inner')}`]);
    git(where.path, 'tag', 'v1');
    expect((await told(where, ['--base', 'v1'])).notes).toBe(
      'inner: not compared, `v1` is no revision of this repository',
    );
  });

  it('are not made by a folder that is only called .git', async () => {
    const where = await repositories({ 'x/a.yaml': user('X') });
    await mkdir(join(where.path, 'x/.git'));
    await where.write('x/a.yaml', user('X', more));
    expect(await told(where)).toEqual({ allowed: [`x/a.yaml: ${put('X')}`], notes: '' });
  });

  it('of which one is bare are read where there are files', async () => {
    const where = await repositories({ 'a.yaml': user('A') });
    const bare = join(await scratch(), 'bare.git');
    git(where.path, 'clone', '-q', '--bare', where.path, bare);
    expect((await told({ path: bare })).notes).toMatch(/lies in no git repository$/);
  });

  it('share their objects as working trees', async () => {
    const where = await repositories({ 'a.yaml': user('A') });
    const other = join(await scratch(), 'other');
    git(where.path, 'worktree', 'add', '-q', other);
    await writeFile(join(other, 'a.yaml'), user('A', more));
    expect((await told({ path: other })).allowed).toEqual([`a.yaml: ${put('A')}`]);
  });
});

describe('whatever git says of itself', () => {
  it('in a hook does not lead elsewhere', async () => {
    const where = await repositories({ 'x/a.yaml': user('A') });
    await where.write('x/a.yaml', user('A', more));
    const env = { GIT_DIR: '.git', GIT_INDEX_FILE: '.git/index', GIT_PREFIX: 'x/' };
    expect(await told({ path: join(where.path, 'x') }, [], env)).toEqual({
      allowed: [`a.yaml: ${put('A')}`],
      notes: '',
    });
  });

  it('of file names is understood', async () => {
    const names = ['stäcke/日本 語.yaml', 'a "quoted".yaml', '%41 #?.yaml', 'tab\tname.yaml', 'new\nline.yaml'];
    const files = Object.fromEntries(names.map((name, i) => [name, user(`User${i}`)]));
    const where = await repositories(files);
    expect(await told(where)).toEqual({ allowed: [], notes: '' });
    for (const [i, name] of names.entries()) await where.write(name, user(`User${i}`, more));
    expect((await told(where)).allowed.sort()).toEqual(names.map((name, i) => `${name}: ${put(`User${i}`)}`).sort());
  });
});

describe('what cannot be compared', () => {
  it('because it was broken before is said', async () => {
    const where = await repositories({ 'a.yaml': `${user('A')}  Broken: [\n` });
    await where.write('a.yaml', user('A'));
    expect(await told(where)).toEqual({ allowed: [], notes: 'a.yaml: what it was before could not be read whole' });
  });

  it('is no saved assembly that lies in the workspace', async () => {
    const manifest = (template: string) =>
      JSON.stringify({
        version: '36.0.0',
        artifacts: {
          Orders: {
            type: 'aws:cloudformation:stack',
            environment: 'aws://111122223333/eu-west-1',
            properties: { templateFile: template },
          },
        },
      });
    const where = await repositories({ '.gitignore': 'cdk.out\n' });
    for (const [name, actions] of [
      ['cdk.out', 's3:PutObject'],
      ['cdk.before', 's3:GetObject'],
    ] as const) {
      const statement = { Effect: 'Allow', Action: actions, Resource: 'arn:aws:s3:::orders/*' };
      const policy = { PolicyName: 'own', PolicyDocument: { Statement: [statement] } };
      const resources = { Deployer: { Type: 'AWS::IAM::User', Properties: { Policies: [policy] } } };
      await where.write(`${name}/manifest.json`, manifest('Orders.template.json'));
      await where.write(`${name}/Orders.template.json`, JSON.stringify({ Resources: resources }));
    }
    expect(await told(where, ['--base-assembly', 'cdk.before'])).toEqual({
      allowed: [`cdk.out/Orders.template.json: ${put('Deployer')}`],
      notes: '',
    });
  });
});
