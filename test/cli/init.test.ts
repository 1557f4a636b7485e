import { beforeAll, describe, expect, it } from 'vitest';
import { init } from '../../server/src/cli/commands/init';
import type { Console } from '../../server/src/cli/console';
import { UsageError } from '../../server/src/cli/exit';
import { type Bulkhead, built, type Folder, folder } from './command-line';

let bulkhead: Bulkhead;
beforeAll(async () => {
  bulkhead = await built();
});

const trusting = (account: string) => `Resources:
  Deployer:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { AWS: "${account}" }, Action: "sts:AssumeRole" }]
`;
const provider = JSON.stringify({
  provider: { aws: { profile: 'orders-prod', allowed_account_ids: ['444455556666'] } },
});
const workspace = { 'stacks/deployer.yaml': trusting('111122223333'), 'infra/main.tf.json': provider };

const written = `version: 1
accounts:
  # seen in stacks/deployer.yaml
  # environment: ?
  - id: "111122223333"
  # seen in infra/main.tf.json
  - id: "444455556666"
    name: orders-prod
    environment: production
`;

describe('bulkhead init', () => {
  it('writes what the workspace says of its accounts', async () => {
    const where = await folder(workspace);
    const { status, out, err } = await bulkhead(where, ['init']);
    expect([status, out, err]).toEqual([0, '', 'declared 2 accounts; the environment of 1 is left open\n']);
    expect(await where.read('bulkhead.yaml')).toBe(written);
    expect((await bulkhead(where, ['check', '--fail-on', 'never'])).status).toBe(0);
  });

  it('prints it only, when asked to', async () => {
    const where = await folder(workspace);
    const { status, out, err } = await bulkhead(where, ['init', '--dry-run']);
    expect([status, out, err]).toEqual([0, written, 'would declare 2 accounts; the environment of 1 is left open\n']);
    await expect(where.read('bulkhead.yaml')).rejects.toThrow('ENOENT');
  });

  it('adds to the file that is there, of whichever name, and says nothing twice', async () => {
    const before = '# ours\nversion: 1\naccounts:\n  - { id: "111122223333", environment: shared } # tools\n';
    const where = await folder({ ...workspace, '.bulkhead.yaml': before });
    expect((await bulkhead(where, ['init', '--yes', '--quiet'])).err).toBe('');
    const after = await where.read('.bulkhead.yaml');
    expect(after).toBe(`${before}${written.slice(written.indexOf('  # seen in infra'))}`);
    expect((await bulkhead(where, ['init'])).err).toBe('no account is mentioned that is not declared\n');
    expect(await where.read('.bulkhead.yaml')).toBe(after);
  });

  it('adds to the settings of the repository when it begins below them', async () => {
    const where = await folder({ ...workspace, 'bulkhead.yaml': 'version: 1\n' });
    expect((await bulkhead(where, ['init', 'stacks'])).status).toBe(0);
    expect(await where.read('bulkhead.yaml')).toContain('# seen in stacks/deployer.yaml');
    expect(await where.read('bulkhead.yaml')).not.toContain('444455556666');
  });

  it('adds to the file of `--config`', async () => {
    const where = await folder({ ...workspace, 'ci/walls.yaml': 'version: 1\n' });
    expect((await bulkhead(where, ['init', '--config', 'ci/walls.yaml'])).status).toBe(0);
    expect(await where.read('ci/walls.yaml')).toBe(written);
  });

  it('writes no file when there is nothing to say', async () => {
    const where = await folder({ 'a.yaml': 'Resources: {}' });
    expect(await bulkhead(where, ['init'])).toMatchObject({
      status: 0,
      err: 'no account is mentioned that is not declared\n',
    });
    await expect(where.read('bulkhead.yaml')).rejects.toThrow('ENOENT');
  });

  it.each(['version: 1\naccounts: [\n', '- a list\n', 'version: 1\naccounts: {}\n'])(
    'leaves a file alone that it cannot add to: %j',
    async text => {
      const where = await folder({ ...workspace, 'bulkhead.yaml': text });
      const { status, err } = await bulkhead(where, ['init']);
      expect(status).toBe(2);
      expect(err).toContain('bulkhead: `bulkhead.yaml` is not of a form to which accounts can be added\n');
      expect(await where.read('bulkhead.yaml')).toBe(text);
    },
  );

  it('says which files it could not read whole', async () => {
    const where = await folder({ ...workspace, 'stacks/broken.yaml': `${trusting('777788889999')}  Broken: [\n` });
    const { status, err } = await bulkhead(where, ['init']);
    expect(status).toBe(3);
    expect(err).toContain('stacks/broken.yaml: not read whole, ');
    expect(await where.read('bulkhead.yaml')).toContain('777788889999');
  });

  it('needs paths that are there', async () => {
    expect((await bulkhead(await folder(), ['init', 'nowhere'])).status).toBe(2);
  });
});

describe('on a terminal', () => {
  /** Runs it with answers in order; gives the questions. */
  async function asked(where: Folder, answers: readonly string[], options = {}) {
    const questions: string[] = [];
    const left = [...answers];
    const console: Console = {
      cwd: where.path,
      out() {},
      note() {},
      colours: false,
      today: '2026-11-22',
      ask: async question => {
        questions.push(question);
        return left.shift() ?? '';
      },
    };
    await init([], { progress: false, ...options }, console);
    return questions;
  }

  it('asks only what cannot be known', async () => {
    const where = await folder(workspace);
    const questions = await asked(where, ['dev']);
    expect(questions).toEqual([
      '\nAccount 111122223333, seen in stacks/deployer.yaml\n' +
        'Which environment is it? 1 production, 2 staging, 3 test, 4 development, 5 shared (Enter: leave open) ',
    ]);
    expect(await where.read('bulkhead.yaml')).toContain('  - id: "111122223333"\n    environment: development\n');
  });

  it('asks again for what is no choice, takes numbers, and leaves open what is not answered', async () => {
    const where = await folder({ ...workspace, 'b.yaml': trusting('222233334444') });
    expect(await asked(where, ['nonsense', '5', ''])).toHaveLength(3);
    const text = await where.read('bulkhead.yaml');
    expect(text).toContain('  - id: "111122223333"\n    environment: shared\n');
    expect(text).toContain('  # environment: ?\n  - id: "222233334444"\n');
    expect(await asked(where, ['2'])).toHaveLength(1);
    expect(await where.read('bulkhead.yaml')).toBe(
      text.replace(
        '  # environment: ?\n  - id: "222233334444"\n',
        '  - id: "222233334444"\n    environment: staging\n',
      ),
    );
  });

  it('shows what contradicts itself, and offers the environments of the project first', async () => {
    const stack = (stage: string) =>
      JSON.stringify({
        version: '48.0.0',
        artifacts: {
          Orders: {
            type: 'aws:cloudformation:stack',
            environment: 'aws://444455556666/eu-west-1',
            properties: { templateFile: 'orders.template.json' },
            displayName: `${stage}/Orders`,
          },
        },
      });
    const where = await folder({
      'a/cdk.out/manifest.json': stack('Prod'),
      'b/cdk.out/manifest.json': stack('Dev'),
      'bulkhead.yaml': 'version: 1\nenvironments: { blue: { tier: production } }\n',
    });
    const [question] = await asked(where, ['blue']);
    expect(question).toContain('\n  production: stage `Prod`');
    expect(question).toContain('\n  development: stage `Dev`');
    expect(question).toContain('? 1 blue, 2 production');
    expect(await where.read('bulkhead.yaml')).toContain('environment: blue');
  });

  it('asks nothing with `--yes` and `--dry-run`', async () => {
    const where = await folder(workspace);
    expect(await asked(where, [], { dryRun: true })).toEqual([]);
    expect(await asked(where, [], { yes: true })).toEqual([]);
    expect(await where.read('bulkhead.yaml')).toBe(written);
  });

  it('is a usage error where a file cannot be added to', async () => {
    await expect(asked(await folder({ ...workspace, 'bulkhead.yaml': '- a' }), [])).rejects.toThrow(UsageError);
  });
});
