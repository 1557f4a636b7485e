/** What `bulkhead init` and the command *Declare Accounts* write. */
import { describe, expect, it } from 'vitest';
import { undeclaredAccounts } from '../../../server/src/engine/workspace/accounts/declare';
import { withDeclared } from '../../../server/src/engine/workspace/accounts/declared-text';
import { type Documents, pathOf, snapshotOf, uriOf } from '../../support/workspace';

/** The text of bulkhead.yaml after all that is known was declared, and what its owners answered. */
function declared(documents: Documents, answers: Readonly<Record<string, string>> = {}, file = 'bulkhead.yaml') {
  const { index } = snapshotOf(documents, { roots: [uriOf('')] });
  const accounts = undeclaredAccounts(index).map(account => {
    const environment = account.environment ?? answers[account.id];
    return environment === undefined ? account : { ...account, environment };
  });
  expect(new Set(accounts.map(({ settings }) => pathOf(settings)))).toEqual(new Set(accounts.length > 0 ? [file] : []));
  return withDeclared({ uri: uriOf(file), text: documents[file] ?? '' }, accounts);
}

const role = (arn: string) => `Resources:
  Deployer:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { AWS: "${arn}" }, Action: "sts:AssumeRole" }]
`;

const manifest = (stage: string, account: string) =>
  JSON.stringify({
    version: '48.0.0',
    artifacts: {
      [`${stage}Orders`]: {
        type: 'aws:cloudformation:stack',
        environment: `aws://${account}/eu-west-1`,
        properties: { templateFile: 'orders.template.json' },
        displayName: `${stage}/Orders`,
      },
    },
  });

const workspace: Documents = {
  'stacks/trust.yaml': role('arn:aws:iam::111122223333:root'),
  'stacks/other.yaml': role('arn:aws:iam::111122223333:role/ci'),
  'cdk.out/assembly-Prod/manifest.json': manifest('Prod', '444455556666'),
};

describe('a new file', () => {
  it('says of each account where it was seen, what is known of it, and what is not', () => {
    expect(declared(workspace)).toBe(`version: 1
accounts:
  # seen in stacks/other.yaml, stacks/trust.yaml
  # environment: ?
  - id: "111122223333"
  # seen in cdk.out/assembly-Prod/manifest.json
  - id: "444455556666"
    name: Prod
    environment: production
`);
  });

  it('has what its owners answered', () => {
    expect(declared(workspace, { '111122223333': 'shared' })).toContain(
      '# seen in stacks/other.yaml, stacks/trust.yaml\n  - id: "111122223333"\n    environment: shared\n',
    );
  });

  it('takes the name of a profile, and no name that two accounts would have', () => {
    const provider = (account: string, alias: string) =>
      JSON.stringify({ provider: { aws: { alias, profile: 'orders', allowed_account_ids: [account] } } });
    const one = { 'prod/main.tf.json': provider('111122223333', 'prod') };
    expect(declared(one)).toContain('name: orders\n    environment: production');
    expect(declared({ ...one, 'dev/main.tf.json': provider('444455556666', 'dev') })).not.toContain('name:');
  });

  it('leaves open what the workspace contradicts itself about', () => {
    const both = {
      'a/cdk.out/manifest.json': manifest('Prod', '444455556666'),
      'b/cdk.out/manifest.json': manifest('Dev', '444455556666'),
    };
    expect(declared(both)).toContain('# environment: ?\n  - id: "444455556666"\n');
  });

  it('names the first places and counts the others', () => {
    const many = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map(name => [`${name}.yaml`, role('111122223333')]));
    expect(declared(many)).toContain('# seen in a.yaml, b.yaml, c.yaml and 2 more\n');
  });

  it.each([
    ['that AWS writes logs from', role('arn:aws:iam::127311923021:root')],
    [
      'of a table of regions',
      'Mappings: { Logs: { eu-west-1: { Arn: "arn:aws:iam::999988887777:root" } } }\nResources: {}',
    ],
  ])('has no accounts %s', (_, template) => {
    expect(declared({ 'a.yaml': template })).toBe('version: 1\n');
  });
});

describe('a file that is there', () => {
  it('keeps all that is written, comments included', () => {
    const before = `# ours
version: 1
accounts:
  # the shop
  - { id: "444455556666", name: shop, environment: production } # paid by sales
rules: { broad-pass-role: warning }
`;
    expect(declared({ ...workspace, 'bulkhead.yaml': before })).toBe(`# ours
version: 1
accounts:
  # the shop
  - { id: "444455556666", name: shop, environment: production } # paid by sales
  # seen in stacks/other.yaml, stacks/trust.yaml
  # environment: ?
  - id: "111122223333"
rules: { broad-pass-role: warning }
`);
  });

  it('is given an answer in the place of the question', () => {
    const first = declared(workspace)!;
    const second = declared({ ...workspace, 'bulkhead.yaml': first }, { '111122223333': 'test' })!;
    expect(second).toBe(
      first.replace('  # environment: ?\n  - id: "111122223333"\n', '  - id: "111122223333"\n    environment: test\n'),
    );
    expect(declared({ ...workspace, 'bulkhead.yaml': second })).toBe(second);
  });

  it('is not written twice', () => {
    const first = declared(workspace)!;
    expect(declared({ ...workspace, 'bulkhead.yaml': first })).toBe(first);
  });

  it.each([
    ['', 'version: 1\naccounts:\n'],
    ['accounts: []\n', 'version: 1\naccounts:\n'],
    ['# ours\naccounts:\n', '# ours\nversion: 1\naccounts:\n'],
    ['version: 1\nrules: {}\n', 'version: 1\nrules: {}\naccounts:\n'],
  ])('of %j begins as %j', (before, start) => {
    const after = declared({ ...workspace, 'bulkhead.yaml': before })!;
    expect(after.startsWith(start)).toBe(true);
    const { problems, settings } = snapshotOf({ 'bulkhead.yaml': after }).facts(uriOf('bulkhead.yaml'))!;
    expect(problems).toEqual([]);
    expect(settings?.accounts).toHaveLength(2);
  });

  it('may be JSON, which has no comments', () => {
    const before = '{\n  "version": 1,\n  "accounts": []\n}\n';
    const after = declared({ ...workspace, 'bulkhead.json': before }, {}, 'bulkhead.json')!;
    expect(JSON.parse(after)).toEqual({
      version: 1,
      accounts: [{ id: '111122223333' }, { id: '444455556666', name: 'Prod', environment: 'production' }],
    });
  });

  it.each(['- a list', 'version: 1\naccounts: {}\n', 'version: 1\naccounts: [\n', 'version: 1\n---\nversion: 1\n'])(
    'of another form is left alone: %j',
    text => {
      expect(withDeclared({ uri: uriOf('bulkhead.yaml'), text }, [])).toBeUndefined();
    },
  );
});
