/** What may be written at the `|` of a settings file, and what the text is after it was chosen. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../server/src/engine/rules/index';
import { applyEdits } from '../../../server/src/engine/text/text';
import { type Offered, settingsOffers } from '../../../server/src/engine/workspace/settings/complete';
import { type Documents, snapshotOf, uriOf } from '../../support/workspace';

const templates: Documents = {
  'stacks/trust.yaml': `Parameters:
  Environment: { Type: String, AllowedValues: [dev, prod] }
  Size: { Type: Number }
Resources:
  Deployer:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "sts:AssumeRole" }]
`,
  'stacks/data/tables.yaml': 'Resources:\n  Orders: { Type: AWS::DynamoDB::Table }\n',
  'infra/main.tf.json': JSON.stringify({
    provider: { aws: { region: 'eu-west-1', profile: 'shop-prod', allowed_account_ids: ['444455556666'] } },
  }),
};

function offeredAt(text: string, file = 'bulkhead.yaml'): Offered | undefined {
  const offset = text.indexOf('|');
  const whole = text.replace('|', '');
  const snapshot = snapshotOf({ ...templates, [file]: whole });
  return settingsOffers(snapshot, uriOf(file), offset, rule => `about ${rule}`);
}

const labels = (text: string, file?: string) => offeredAt(text, file)?.offers.map(({ label }) => label);

/** The text after an offer was chosen. */
function chosen(text: string, label: string, file?: string): string {
  const offered = offeredAt(text, file);
  const offer = offered?.offers.find(one => one.label === label);
  expect(offered?.offers.map(one => one.label)).toContain(label);
  return applyEdits(text.replace('|', ''), [{ range: offered!.range, text: offer!.text }]);
}

const rootKeys = [
  ...['version', 'environments', 'accounts', 'deployments', 'separate', 'principals', 'invariants', 'rules'],
  ...['allow', 'imports', '$schema'],
];

describe('keys by their place', () => {
  it.each([
    ['|', rootKeys],
    ['version: 1\n|', rootKeys.slice(1)],
    ['version: 1\n|\naccounts: []\n', rootKeys.filter(key => key !== 'version' && key !== 'accounts')],
    ['version: 1\nacc|\nrules: {}\n', ['accounts']],
    ['version: 1\nacc|: []\n', ['accounts']],
    ['accounts:\n  - |', ['id', 'name', 'environment', 'profiles']],
    ['accounts:\n  - id: "111122223333"\n    |', ['name', 'environment', 'profiles']],
    [
      'accounts:\n  - id: "111122223333"\n    |\n  - id: "444455556666"\nrules: {}\n',
      ['name', 'environment', 'profiles'],
    ],
    ['accounts:\n  - id: "111122223333"\n    na|\n  - id: "444455556666"\n', ['name']],
    ['accounts:\n  - { | }', ['id', 'name', 'environment', 'profiles']],
    ['accounts:\n  - { id: "111122223333", | }', ['name', 'environment', 'profiles']],
    [
      'accounts:\n  - { id: "111122223333", |\n  - { id: "444455556666" }\nrules: {}\n',
      ['name', 'environment', 'profiles'],
    ],
    ['accounts:\n  |', ['id', 'name', 'environment', 'profiles']],
    ['accounts:\n  - id: "111122223333"\n  |', ['id', 'name', 'environment', 'profiles']],
    ['environments:\n  blue:\n    |', ['tier', 'aliases']],
    ['environments:\n  |', ['production', 'staging', 'test', 'development']],
    ['deployments:\n  - |', ['files', 'account', 'region', 'environment', 'parameters']],
    [
      'principals:\n  |',
      ['name', 'environment', 'account', 'policies', 'managed', 'developers', 'operators', 'machines'],
    ],
    ['principals:\n  - name: developers\n    |', ['environment', 'account', 'policies', 'managed']],
    ['principals:\n  - { name: d, managed: [PowerUserA|] }', ['PowerUserAccess']],
    ['rules:\n  |', rules.map(({ id }) => id)],
    ['rules: { | }', rules.map(({ id }) => id)],
    ['allow:\n  - rule: broad-pass-role\n    rea|', ['reason']],
    ['deployments:\n  - files: stacks/*\n    parameters:\n      |', ['Environment', 'Size']],
    ['deployments:\n  - { files: "stacks/*", parameters: { | } }', ['Environment', 'Size']],
  ])('%j', (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });
});

describe('values by what they name', () => {
  it.each([
    ['version: |', ['1']],
    ['accounts:\n  - id: |', ['111122223333', '444455556666']],
    ['accounts:\n  - id: "|"', ['111122223333', '444455556666']],
    ['accounts:\n  - id: "444|', ['444455556666']],
    ['accounts:\n  - { id: "444455556666" }\n  - { id: | }', ['111122223333']],
    ['environments:\n  blue: { tier: | }', ['development', 'test', 'staging', 'production']],
    ['accounts:\n  - id: "111122223333"\n    environment: prod|', ['production']],
    ['environments: { blue: }\naccounts:\n  - id: "111122223333"\n    environment: bl|', ['blue']],
    ['accounts: [{ id: "111122223333", name: shop }]\ndeployments:\n  - account: |', ['shop']],
    ['deployments:\n  - region: |', ['eu-west-1']],
    [
      'deployments:\n  - files: |',
      ['infra/**', 'stacks/**', 'stacks/data/**', 'infra/main.tf.json', 'stacks/data/tables.yaml', 'stacks/trust.yaml'],
    ],
    ['deployments:\n  - files: ["stacks/**", data|]', ['stacks/data/**', 'stacks/data/tables.yaml']],
    ['deployments:\n  - files:\n      - tru|', ['stacks/trust.yaml']],
    ['deployments:\n  - files: stacks/*\n    parameters: { Environment: | }', ['dev', 'prod']],
    ['separate:\n  - [prod|]', ['production']],
    ['rules: { broad-pass-role: | }', ['off', 'hint', 'information', 'warning', 'error']],
    ['allow:\n  - rule: |', rules.map(({ id }) => id)],
    ['allow:\n  - resources: |', ['Orders', 'Deployer']],
    ['allow:\n  - files: stacks/*\n    resources: [|]', ['Deployer']],
    ['allow:\n  - reason: |', []],
  ])('%j', (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it('says of an account where it was seen', () => {
    const [first, second] = offeredAt('accounts:\n  - id: |')!.offers;
    expect(first?.says).toBe('Account `111122223333`: nothing says which environment it is\n\nWritten in `trust.yaml`');
    expect(second).toMatchObject({
      detail: 'shop-prod',
      says: expect.stringMatching(/- production: .*profile is `shop-prod` \(main.tf.json\)/),
    });
  });

  it('has the environment first that the workspace says, and chooses it', () => {
    const { offers } = offeredAt('accounts:\n  - id: "444455556666"\n    environment: |')!;
    expect(offers[0]).toMatchObject({ label: 'production', detail: 'as the workspace says', preselect: true });
    expect(offers.map(({ label }) => label)).toContain('shared');
  });

  it('says of a rule what it finds', () => {
    expect(offeredAt('allow:\n  - rule: broad-|')!.offers).toMatchObject([
      { label: 'broad-pass-role', detail: 'error', says: 'about broad-pass-role' },
    ]);
  });

  it('offers the first of very many, and says so', () => {
    const many = Array.from({ length: 400 }, (_, i) => `  R${i}: { Type: AWS::SNS::Topic }`).join('\n');
    const snapshot = snapshotOf({ 'a.yaml': `Resources:\n${many}`, 'bulkhead.yaml': 'allow:\n  - resources: ' });
    const offered = settingsOffers(snapshot, uriOf('bulkhead.yaml'), 'allow:\n  - resources: '.length, () => undefined);
    expect(offered).toMatchObject({ isPartial: true });
    expect(offered!.offers).toHaveLength(300);
  });
});

describe('what is chosen leaves a text that goes on', () => {
  it.each([
    ['|', 'version', 'version: '],
    ['version: 1\nacc|', 'accounts', 'version: 1\naccounts:'],
    ['version: 1\nacc|: []\n', 'accounts', 'version: 1\naccounts: []\n'],
    ['version: 1\nac|counts: []\n', 'accounts', 'version: 1\naccounts: []\n'],
    ['"acc|": []', 'accounts', '"accounts": []'],
    ['accounts:\n  |', 'id', 'accounts:\n  - id: '],
    ['accounts:\n  - id: "1"\n  |\nrules: {}\n', 'id', 'accounts:\n  - id: "1"\n  - id: \nrules: {}\n'],
    ['accounts:\n  - |', 'id', 'accounts:\n  - id: '],
    ['accounts:\n  - id: |', '111122223333', 'accounts:\n  - id: "111122223333"'],
    ['accounts:\n  - id: 1111|', '111122223333', 'accounts:\n  - id: "111122223333"'],
    ['accounts:\n  - id: "1111|"', '111122223333', 'accounts:\n  - id: "111122223333"'],
    ["accounts:\n  - id: '|'", '111122223333', "accounts:\n  - id: '111122223333'"],
    [
      'accounts:\n  - { id: "111122223333", environment: |, name: x } # ours',
      'shared',
      'accounts:\n  - { id: "111122223333", environment: shared, name: x } # ours',
    ],
    ['deployments:\n  - files: |', 'stacks/**', 'deployments:\n  - files: stacks/**'],
    ['environments: { blue: { tier: prod|tion } }', 'production', 'environments: { blue: { tier: production } }'],
  ])('%j with %s', (text, label, expected) => {
    expect(chosen(text, label)).toBe(expected);
  });
});

describe('JSON', () => {
  it.each([
    ['{|}', 'version', '{"version": }'],
    ['{"acc|"}', 'accounts', '{"accounts": }'],
    ['{"acc|": []}', 'accounts', '{"accounts": []}'],
    ['{"accounts": [{|}]}', 'id', '{"accounts": [{"id": }]}'],
    ['{"accounts": [{"id": |}]}', '111122223333', '{"accounts": [{"id": "111122223333"}]}'],
    ['{"accounts": [{"id": "|"}]}', '111122223333', '{"accounts": [{"id": "111122223333"}]}'],
    ['{"accounts": [{"id": "111|}]}', '111122223333', '{"accounts": [{"id": "111122223333"}]}'],
    [
      '{"accounts": [{"id": "111122223333", | "name": "x"}]}',
      'environment',
      '{"accounts": [{"id": "111122223333", "environment":  "name": "x"}]}',
    ],
    [
      '{\n  "rules": {\n    "broad-pass-role": "|"\n  }\n}\n',
      'off',
      '{\n  "rules": {\n    "broad-pass-role": "off"\n  }\n}\n',
    ],
  ])('%j with %s', (text, label, expected) => {
    expect(chosen(text, label, 'bulkhead.json')).toBe(expected);
  });

  it('has no keys twice', () => {
    expect(labels('{"accounts": [{"id": "111122223333", |}]}', 'bulkhead.json')).toEqual([
      'name',
      'environment',
      'profiles',
    ]);
  });
});

describe('nothing', () => {
  it.each([
    'accounts: |',
    '# |',
    'accounts: [] # |',
    'allow:\n  - reason: it is so and |',
    'odd:\n  |',
    'accounts:\n  - name: shop\n      and | more\n',
  ])('%j', text => {
    expect(labels(text) ?? []).toEqual([]);
  });

  it('in other files', () => {
    expect(labels('version: |', 'other.yaml')).toBeUndefined();
  });
});

it('whatever is typed, wherever: an answer, within the text', () => {
  const whole = `version: 1
accounts:
  - { id: "111122223333", environment: production }
  - id: "444455556666"
    name: 'shop'
allow: [ { rule: broad-pass-role, reason: x, files: ["a/**"] } ]
rules: { broad-pass-role: off }
`;
  const pieces = fc.constantFrom('"', "'", '{', '[', '- ', ': ', '#', '\t', '&a ', '*a', '|\n', '---\n', '\uE000', '');
  fc.assert(
    fc.property(fc.nat(whole.length), fc.nat(whole.length), pieces, fc.boolean(), (at, cursor, piece, cut) => {
      const text = whole.slice(0, at) + piece + (cut ? '' : whole.slice(at));
      const offset = Math.min(cursor, text.length);
      const snapshot = snapshotOf({ 'bulkhead.yaml': text });
      const offered = settingsOffers(snapshot, uriOf('bulkhead.yaml'), offset, () => undefined);
      if (!offered) return;
      expect(offered.range.start).toBeLessThanOrEqual(offset);
      expect(offered.range.end).toBeGreaterThanOrEqual(offset);
      expect(offered.range.end).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 500 },
  );
});
