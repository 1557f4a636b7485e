import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Neighbours } from '../../../server/src/engine/formats/format';
import { settings } from '../../../server/src/engine/formats/settings';
import { rules } from '../../../server/src/engine/rules/index';
import { parse } from '../../../server/src/engine/syntax/parse';
import type { Uri } from '../../../server/src/engine/text/text';

const alone: Neighbours = { tree: () => undefined, folder: () => [] };

function read(text: string, uri = 'file:///shop/bulkhead.yaml') {
  return settings.lower(parse({ uri: uri as Uri, text }), alone);
}

function problemsOf(text: string) {
  return read(text).problems.map(
    ({ message, at }) => `${at.path.join('.')}${at.part === 'key' ? ' key' : ''}: ${message}`,
  );
}

const whole = `
version: 1
environments:
  production: { tier: production, aliases: [prod, live] }
  blue:
accounts:
  - { id: "111122223333", name: orders-prod, environment: production }
  - { id: 044455556666, name: tools, environment: shared }
deployments:
  - { files: "stacks/prod/**", account: orders-prod, region: eu-west-1, parameters: { Environment: prod, Count: 2 } }
separate:
  - [production, [development, test]]
principals:
  developers: ["arn:aws:iam::*:role/Developer*"]
invariants:
  - { name: nobody, resources: "tag:data=customer" }
rules: { secret-in-template: warning, iam-admin-in-production: off }
allow:
  - { rule: mixed-environments, files: "legacy/**", reason: moves out in spring, until: 2027-03-01 }
imports: ["../payments/bulkhead.facts.json"]
`;

describe('a settings file', () => {
  it('is read whole', () => {
    const facts = read(whole);
    expect(facts.problems).toEqual([]);
    expect(facts.accounts.map(({ id }) => id)).toEqual(['111122223333', '044455556666']);
    expect(facts.settings).toMatchObject({
      environments: [
        { name: 'production', tier: 'production', aliases: ['prod', 'live'] },
        { name: 'blue', aliases: [] },
      ],
      accounts: [
        { id: '111122223333', name: 'orders-prod', environment: 'production' },
        { id: '044455556666', name: 'tools', environment: 'shared' },
      ],
      deployments: [
        {
          files: ['stacks/prod/**'],
          account: 'orders-prod',
          region: 'eu-west-1',
          parameters: { Environment: 'prod', Count: '2' },
        },
      ],
      separate: [{ one: ['production'], other: ['development', 'test'] }],
      principals: { developers: ['arn:aws:iam::*:role/Developer*'] },
      rules: { 'secret-in-template': 'warning', 'iam-admin-in-production': 'off' },
    });
    expect(facts.allowed).toMatchObject([
      { rule: 'mixed-environments', files: ['legacy/**'], reason: 'moves out in spring', until: '2027-03-01' },
    ]);
  });

  it('may be JSON', () => {
    const text = '{ "version": 1, "accounts": [{ "id": "111122223333", "environment": "prod" }] }';
    const facts = read(text, 'file:///shop/bulkhead.json');
    expect(facts.problems).toEqual([]);
    expect(facts.settings?.accounts).toMatchObject([{ id: '111122223333', environment: 'prod' }]);
  });

  it.each([
    ['file:///a/bulkhead.yaml', 'version: 1\naccounts: []', true],
    ['file:///a/.bulkhead.yml', 'accounts: []', true],
    ['file:///a/bulkhead.yaml', 'kind: Deployment', false],
    ['file:///a/bulkhead.yaml', 'acounts: []', true],
    ['file:///a/bulkhead.yaml', '', true],
    ['file:///a/bulkhead.yaml', '# only a comment', true],
    ['file:///a/bulkhead.yaml', '- version: 1', true],
    ['file:///a/other.yaml', '', false],
    ['file:///a/other.yaml', 'version: 1\naccounts: []', false],
    ['file:///a/notbulkhead.yaml', 'version: 1\naccounts: []', false],
  ])('%s with %j is one: %s', (uri, text, is) => {
    expect(settings.detect(parse({ uri: uri as Uri, text }))).toBe(is);
  });
});

describe('mistakes are said where they stand', () => {
  it.each([
    ['', ': this file says nothing; it begins with `version: 1`'],
    ['# later', ': this file says nothing; it begins with `version: 1`'],
    ['{}', ': this file says nothing; it begins with `version: 1`'],
    [
      '- version: 1',
      ': the settings must be a map with `version`, `environments`, `accounts`, `deployments`, `separate`, `principals`, `invariants`, `rules`, `allow`, `imports`, `$schema`',
    ],
    ['accounts: []', 'accounts key: this file needs `version: 1`'],
    ['version: 2\naccounts: []', 'version: this file needs `version: 1`'],
    ['version: 1\nacounts: []', 'acounts key: unknown key `acounts`; did you mean `accounts`?'],
    ['version: 1\nfrobnicate: []', 'frobnicate key: unknown key `frobnicate`'],
    ['version: 1\naccounts: {}', 'accounts: `accounts` must be a list'],
    ['version: 1\naccounts: [x]', 'accounts.0: an account must be a map with `id`, `name`, `environment`, `profiles`'],
    ['version: 1\naccounts: [{ id: "1111" }]', 'accounts.0.id: an account needs an `id` of twelve digits, in quotes'],
    [
      'version: 1\naccounts: [{ id: "111122223333", environment: prodd }]',
      'accounts.0.environment: unknown environment `prodd`; did you mean `prod`?',
    ],
    [
      'version: 1\nenvironments: { blue: { tier: producton } }',
      'environments.blue.tier: unknown tier `producton`; did you mean `production`?',
    ],
    [
      'version: 1\nenvironments: { blue: { tier: canary } }',
      'environments.blue.tier: unknown tier `canary`; known: `development`, `test`, `staging`, `production`',
    ],
    [
      'version: 1\naccounts: [{ id: "111122223333", env: dev }]',
      'accounts.0.env key: unknown key `env`; did you mean `environment`?',
    ],
    [
      'version: 1\naccounts: [{ id: "111122223333", name: orders }]\ndeployments: [{ files: a, account: order }]',
      'deployments.0.account: unknown account `order`; did you mean `orders`?',
    ],
    ['version: 1\ndeployments: [{ account: "111122223333" }]', 'deployments.0: a deployment needs `files`'],
    [
      'version: 1\ndeployments: [{ files: a, region: eu-west1 }]',
      'deployments.0.region: unknown region `eu-west1`; did you mean `eu-west-1`?',
    ],
    [
      'version: 1\ndeployments: [{ files: a, region: US_GOV_EAST_1 }]',
      'deployments.0.region: unknown region `US_GOV_EAST_1`; did you mean `us-gov-east-1`?',
    ],
    [
      'version: 1\ndeployments: [{ files: a, region: Ireland }]',
      'deployments.0.region: unknown region `Ireland`; regions are written like `eu-west-1`',
    ],
    [
      'version: 1\nseparate: [[production]]',
      'separate.0: each entry of `separate` is a list of two: one side, and the other',
    ],
    [
      'version: 1\nrules: { broad-passrole: off }',
      'rules.broad-passrole key: unknown rule `broad-passrole`; did you mean `broad-pass-role`?',
    ],
    [
      'version: 1\nrules: { broad-pass-role: eror }',
      'rules.broad-pass-role: unknown severity `eror`; did you mean `error`?',
    ],
    ['version: 1\nallow: [{ rule: broad-pass-role }]', 'allow.0: an allowance needs a `rule` and a `reason`'],
    [
      'version: 1\nallow: [{ rule: broad-pass-role, reason: x, until: soon }]',
      'allow.0.until: `until` must be a date, `2027-03-01`',
    ],
  ])('%j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('one account as two environments', () => {
    const text = `version: 1
accounts:
  - { id: "111122223333", environment: production }
  - { id: "111122223333", environment: development }`;
    expect(problemsOf(text)).toEqual([
      'accounts.1.environment: account `111122223333` is declared as `production` and as `development`; one account is one environment',
    ]);
  });

  it('one account twice as one environment, by whatever word', () => {
    const text = `version: 1
accounts:
  - { id: "111122223333", environment: production }
  - { id: "111122223333", environment: prd }`;
    expect(problemsOf(text)).toEqual(['accounts.1.id: account `111122223333` is declared twice']);
    expect(read(text).problems[0]!.severity).toBe('warning');
  });

  it.each([
    [
      'accounts: [{ id: "111122223333", name: a }, { id: "444455556666", name: a }]',
      'accounts.1.name: two accounts are called `a`',
    ],
    [
      'environments: { blue: { aliases: [b] }, green: { aliases: [b] } }',
      'environments.green.aliases.0: `b` is environment `blue` already, and cannot be `green` too',
    ],
    ['environments: { blue: { aliases: [b, b] } }', 'environments.blue.aliases.1: `b` stands here twice'],
    ['deployments: [{ files: a }, { files: [a] }]', 'deployments.1: this deployment is declared twice'],
    [
      `deployments: [{ files: ['${'*'.repeat(1025)}'] }]`,
      'deployments.0.files: a glob of `files` has at most 1024 characters; it may be a list of several',
    ],
    [
      'allow: [{ rule: broad-pass-role, reason: x }, { rule: broad-pass-role, reason: y }]',
      'allow.1: the same findings of `broad-pass-role` are allowed twice',
    ],
  ])('what is declared twice: %s', (text, problem) => {
    expect(problemsOf(`version: 1\n${text}`)).toEqual([problem]);
  });

  it('a deployment may name an account of which something else is wrong', () => {
    const text = 'version: 1\naccounts: [{ id: "1", name: a }]\ndeployments: [{ files: x, account: a }]';
    expect(problemsOf(text)).toEqual(['accounts.0.id: an account needs an `id` of twelve digits, in quotes']);
  });

  it('one bad entry loses that entry only', () => {
    const text = `version: 1
accounts:
  - { id: nonsense }
  - { id: "111122223333", environment: production }
deployments: [{ files: [[]], account: x }, { files: a.yaml, account: "111122223333" }]
allow: [ { rule: nothing, reason: x }, { rule: broad-pass-role, reason: x } ]`;
    const facts = read(text);
    expect(facts.settings?.accounts).toHaveLength(1);
    expect(facts.settings?.deployments).toHaveLength(1);
    expect(facts.allowed).toHaveLength(1);
  });
});

it('every rule can be named', () => {
  const all = rules.map(({ id }) => `${id}: off`).join(', ');
  expect(problemsOf(`version: 1\nrules: { ${all}, cfn-lint/E3001: off }`)).toEqual([]);
});

it('any text, cut or with other values in it, gives facts', () => {
  const values = ['', '[]', '{}', 'null', '7', 'true', 'text', '[[{}]]', '{ __proto__: 1 }', '!Ref x', '"'];
  const keys = Object.keys(read(whole).settings!).concat('version', 'allow', 'imports', 'invariants', '__proto__');
  const entry = fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...values)).map(([k, v]) => `${k}: ${v}\n`);
  const mangled = fc.array(entry, { maxLength: 6 }).map(entries => entries.join(''));
  const cut = fc.nat(whole.length).map(end => whole.slice(0, end));
  fc.assert(
    fc.property(fc.oneof(mangled, cut), text => {
      expect(read(text).format).toBe('settings');
    }),
  );
});

describe('a settings file that a tool wrote for a large organization', () => {
  const many = (line: (i: number) => string) => Array.from({ length: 20_000 }, (_, i) => `  - ${line(i)}\n`).join('');
  const accounts = many(i => `{ id: "${111100000000 + i}", name: a${i}, environment: env${i}, profiles: [p${i}] }`);
  const environments = Array.from({ length: 20_000 }, (_, i) => `  env${i}: { aliases: [e${i}] }\n`).join('');

  // Twenty thousand entries, each looked up among all before it, are no file that anybody waits for.
  it.each([
    ['accounts', `environments:\n${environments}accounts:\n${accounts}`],
    [
      'deployments',
      `accounts:\n${accounts.replaceAll(/ environment: \w+,/g, '')}deployments:\n${many(i => `{ files: "s${i}/**", account: a${i} }`)}`,
    ],
    ['allowances', `allow:\n${many(i => `{ rule: mixed-environments, files: "s${i}/**", reason: x }`)}`],
  ])('is read in a moment: %s', (_, lines) => {
    expect(problemsOf(`version: 1\n${lines}`)).toEqual([]);
  });

  it('is read in a moment though nothing in it is known', () => {
    const unknown = `deployments:\n${many(i => `{ files: x, account: b${i} }`)}`;
    expect(
      problemsOf(`version: 1\naccounts:\n${accounts.replaceAll(/ environment: \w+,/g, '')}${unknown}`),
    ).toHaveLength(20_000);
  });
});
