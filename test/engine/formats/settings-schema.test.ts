/** The schema that editors get, against what reads the file. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import type { Neighbours } from '../../../server/src/engine/formats/format';
import { settings } from '../../../server/src/engine/formats/settings';
import { jsonSchema } from '../../../server/src/engine/formats/settings/json-schema';
import { settingsShape } from '../../../server/src/engine/formats/settings/settings-shape';
import type { Field, Naming, Shape } from '../../../server/src/engine/formats/settings/shape';
import { parse } from '../../../server/src/engine/syntax/parse';
import type { Uri } from '../../../server/src/engine/text/text';

const root = new URL('../../../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

const ajv = new Ajv({ strict: false, allErrors: true });
(formats as unknown as (ajv: Ajv) => void)(ajv);
const isValid = ajv.compile(jsonSchema());

const alone: Neighbours = { tree: () => undefined, folder: () => [] };

function problemsOf(text: string, name = 'bulkhead.yaml'): readonly string[] {
  const tree = parse({ uri: `file:///shop/${name}` as Uri, text });
  return settings.lower(tree, alone).problems.map(({ message }) => message);
}

test('the file that is shipped is this schema; `npm test -- -u` writes it', async () => {
  await expect(`${JSON.stringify(jsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
    '../../../schemas/bulkhead.schema.json',
  );
});

test('editors are told of it, for every name of the file', () => {
  const { jsonValidation, yamlValidation } = manifest.contributes;
  expect(jsonValidation).toEqual([{ fileMatch: ['bulkhead.json'], url: './schemas/bulkhead.schema.json' }]);
  expect(yamlValidation).toEqual([
    { fileMatch: ['bulkhead.yaml', '.bulkhead.yaml'], url: './schemas/bulkhead.schema.json' },
  ]);
});

/** The example that stands in the contract, and everything else that may be said. */
const good = [
  `version: 1
environments:                      # optional; the defaults know the usual words
  production: { tier: production, aliases: [prod, prd, live] }
  development: { tier: development, aliases: [dev, sandbox] }
accounts:
  - { id: "111122223333", name: orders-prod, environment: production }
  - { id: "444455556666", name: orders-dev, environment: development }
deployments:                       # where files go, when nothing else says it
  - { files: "stacks/prod/**", account: orders-prod, region: eu-west-1, parameters: { Environment: prod } }
separate:                          # which tiers may not share an account; this is the default
  - [production, [development, test, staging]]
principals:                        # who stands for developers, operators, machines
  developers: ["arn:aws:iam::*:role/Developer*"]
invariants:
  - { name: only the orders service reads orders, resources: "tag:data=customer", actions: "dynamodb:*Item", onlyBy: ["OrdersFn", "role/BreakGlass"] }
rules: { secret-in-template: warning, iam-admin-in-production: off }
allow: []
imports: ["../payments/bulkhead.facts.json"]
`,
  'version: 1\nallow: [{ rule: mixed-environments, files: "legacy/**", reason: moves out, until: 2027-03-01 }]',
  'version: 1\nallow: [{ rule: cfn-lint/E3001, resources: [A, B], reason: false alarm }]',
  'version: 1\nprincipals: [{ name: developers, environment: production, account: 111122223333, managed: [PowerUserAccess] }]',
  'version: 1\nenvironments:\n  blue:\n  green: { tier: test, aliases: verde }',
  'version: 1\naccounts: [{ id: 111122223333 }]\ndeployments: [{ files: [a, b], account: 111122223333, parameters: { Count: 2 } }]',
  'version: 1\naccounts:\nrules:\nallow:',
  '{ "$schema": "./node_modules/bulkhead/schemas/bulkhead.schema.json", "version": 1 }',
];

test.each(good)('%j is taken by both', text => {
  expect(problemsOf(text)).toEqual([]);
  isValid(load(text));
  expect(isValid.errors ?? []).toEqual([]);
});

/** One mistake each. */
const bad = [
  '[]',
  'just a text',
  '{}',
  'accounts: []',
  'version: 2',
  'version: "1"',
  'version: 1\nacounts: []',
  'version: 1\naccounts: {}',
  'version: 1\naccounts: [x]',
  'version: 1\naccounts: [null]',
  'version: 1\naccounts: [{ name: x }]',
  'version: 1\naccounts: [{ id: "1111" }]',
  'version: 1\naccounts: [{ id: "111122223333", tier: production }]',
  'version: 1\naccounts: [{ id: "111122223333", name: [] }]',
  'version: 1\nenvironments: []',
  'version: 1\nenvironments: { blue: { tier: producton } }',
  'version: 1\nenvironments: { blue: { aliases: [[]] } }',
  'version: 1\nenvironments: { blue: test }',
  'version: 1\ndeployments: [{ account: "111122223333" }]',
  'version: 1\ndeployments: [{ files: {} }]',
  'version: 1\ndeployments: [{ files: a, region: eu-west1 }]',
  'version: 1\ndeployments: [{ files: a, region: EU-WEST-1 }]',
  'version: 1\ndeployments: [{ files: a, parameters: [] }]',
  'version: 1\ndeployments: [{ files: a, parameters: { A: [] } }]',
  'version: 1\ndeployments: [{ file: a, files: a }]',
  'version: 1\nseparate: production',
  'version: 1\nseparate: [production]',
  'version: 1\nseparate: [[production]]',
  'version: 1\nseparate: [[production, test, staging]]',
  'version: 1\nseparate: [[production, { a: test }]]',
  'version: 1\nprincipals: developers',
  'version: 1\nprincipals: [{ managed: PowerUserAccess }]',
  'version: 1\nprincipals: [{ name: developers, policies: { Statement: [] } }]',
  'version: 1\nprincipals: { developers: {} }',
  'version: 1\ninvariants: {}',
  'version: 1\ninvariants: [{ resources: a }]',
  'version: 1\ninvariants: [{ name: a, by: b }]',
  'version: 1\nrules: []',
  'version: 1\nrules: { broad-passrole: off }',
  'version: 1\nrules: { broad-pass-role: eror }',
  'version: 1\nallow: {}',
  'version: 1\nallow: [{ rule: broad-pass-role }]',
  'version: 1\nallow: [{ rule: broad-pass-role, reason: "  " }]',
  'version: 1\nallow: [{ rule: broadpassrole, reason: x }]',
  'version: 1\nallow: [{ rule: broad-pass-role, reason: x, until: soon }]',
  'version: 1\nallow: [{ rule: broad-pass-role, reason: x, until: 2027-02-29 }]',
  'version: 1\nimports: { a: b }',
];

test.each(bad)('%j is refused by both', text => {
  expect(problemsOf(text)).toHaveLength(1);
  expect(isValid(load(text))).toBe(false);
});

/** Texts of all kinds, so that each stands now in a right place and now in a wrong one. */
const texts = ['production', 'off', '111122223333', '2027-03-01', 'broad-pass-role', 'cfn-lint/E1', 'odd', '', ' '];
const anything = fc.oneof(
  fc.constantFrom(null, 1, 111122223333, true, ...texts),
  fc.constantFrom({}, [], [[]], { odd: 1 }),
);

/** Values of a shape, with something wrong in them now and then. */
function valuesOf(shape: Shape): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: rightOnes(shape) }, { weight: 1, arbitrary: anything });
}

function rightOnes(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'version':
      return fc.constant(1);
    case 'text':
      return fc.constantFrom(...(fitting[shape.names] ?? texts.filter(text => text.trim())));
    case 'texts': {
      const one = rightOnes({ kind: 'text', names: shape.names });
      return fc.oneof(one, fc.array(one, { maxLength: 2 }));
    }
    case 'list':
      return fc.array(valuesOf(shape.of), { maxLength: 2 });
    case 'either':
      return fc.oneof(valuesOf(shape.map), valuesOf(shape.list));
    case 'pair':
      return fc.tuple(valuesOf(shape.of), valuesOf(shape.of));
    case 'entries':
      return fc.dictionary(fc.constantFrom(...(fitting[shape.keys] ?? ['a', 'b'])), valuesOf(shape.of), { maxKeys: 2 });
    case 'fields': {
      const fields = Object.entries<Field>(shape.fields).map(([key, field]) => [key, valuesOf(field.shape)] as const);
      const requiredKeys = Object.entries<Field>(shape.fields).flatMap(([key, { required }]) =>
        required ? [key] : [],
      );
      return fc.record(Object.fromEntries(fields), { requiredKeys });
    }
  }
}

const fitting: Partial<Record<Naming, readonly string[]>> = {
  'account id': ['111122223333', '444455556666'],
  account: ['111122223333'],
  environment: ['production', 'dev'],
  tier: ['production', 'test'],
  'tier or environment': ['production', 'dev'],
  rule: ['broad-pass-role', 'cfn-lint/E1'],
  severity: ['off', 'error'],
  region: ['eu-west-1', 'us-gov-west-1'],
  date: ['2027-03-01'],
};

/** What only the whole file can tell. */
const beyondForm =
  /^unknown (?:account|environment|tier or environment) |twice|already|two accounts|two principals|declared as|no file of|may do nothing/;

test('the reader complains of the form of a file exactly where the schema does', () => {
  const seen = { right: 0, wrong: 0 };
  fc.assert(
    fc.property(valuesOf(settingsShape), written => {
      const problems = problemsOf(JSON.stringify(written), 'bulkhead.json').filter(one => !beyondForm.test(one));
      const valid = isValid(written);
      seen[valid ? 'right' : 'wrong']++;
      expect(valid ? [] : ['wrong']).toEqual(problems.length > 0 ? ['wrong'] : []);
    }),
    { numRuns: 3000 },
  );
  expect(Math.min(seen.right, seen.wrong)).toBeGreaterThan(200);
});
