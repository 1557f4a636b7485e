// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's templates.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { terraformConfig, terraformPlan, terraformState } from '../../../server/src/engine/formats/terraform';
import type { DocumentFacts } from '../../../server/src/engine/model/document-facts';
import type { Json } from '../../../server/src/engine/text/json';
import { type Files, factsIn, neighboursOf, treesOf, uriOf } from '../../support/terraform';

const golden = join(import.meta.dirname, '../../golden');
const read = (path: string) => readFileSync(join(golden, path), 'utf8');
const config = read('terraform-config/modules/main.tf.json');
const samples: Readonly<Record<string, string>> = {
  'main.tf.json': config,
  'plan.json': read('terraform-plan/modules/plan.json'),
  'unknowns.json': read('terraform-plan/unknowns/plan.json'),
  'state.json': read('terraform-state/applied/state.json'),
};
const module = read('terraform-config/modules/orders/main.tf.json');

/** All that is said of the first file by each format, whether it is one or not. */
function lowerAnyhow(files: Files): readonly DocumentFacts[] {
  const trees = treesOf(files);
  const [tree] = trees.values();
  return [terraformConfig, terraformPlan, terraformState].flatMap(format => {
    format.detect(tree!);
    return tree!.root ? format.lower(tree!, neighboursOf(trees)) : [];
  });
}

type Path = readonly (string | number)[];

function pathsIn(value: Json, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, held]) => pathsIn(held, [...path, key]))];
}

function replaced(value: Json, [step, ...rest]: Path, by: Json): Json {
  if (step === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, i) => (String(i) === String(step) ? replaced(item, rest, by) : item));
  return { ...(value as object), [step]: replaced((value as Record<string, Json>)[step]!, rest, by) };
}

const strange: readonly Json[] = [
  null,
  true,
  0,
  '',
  'x',
  '${',
  '${var.x}',
  '${jsonencode({',
  '${jsonencode([[]])}',
  '{"Statement":',
  '%{ if',
  [],
  {},
  [null],
  [[{}]],
  { __proto__: {} },
  { '': '' },
  { constant_value: '${var.x}', references: ['var.x', 'module.', '[', 1] },
  { references: {} },
  ['a', ['b']],
  '{"Statement":[1,"x",null,{}]}',
];

describe('a wrong value in any place is no end', () => {
  test.each(Object.entries(samples))('%s', (name, text) => {
    const whole = JSON.parse(text) as Json;
    const paths = pathsIn(whole);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...strange)), { minLength: 1, maxLength: 3 }),
        changes => {
          const changed = changes.reduce<Json>((value, [i, by]) => {
            try {
              return replaced(value, paths[i % paths.length]!, by);
            } catch {
              return value;
            }
          }, whole);
          lowerAnyhow({ [name]: JSON.stringify(changed), 'orders/main.tf.json': module });
        },
      ),
      { numRuns: 150 },
    );
  });
});

test.each(Object.entries(samples))('%s cut anywhere still says what it can', (name, text) => {
  fc.assert(
    fc.property(fc.nat(text.length), end => {
      lowerAnyhow({ [name]: text.slice(0, end), 'orders/main.tf.json': module });
    }),
    { numRuns: 100 },
  );
});

test('a resource that ends before the cut is still read', () => {
  const end = config.indexOf('"aws_iam_role_policy_attachment"');
  const facts = factsIn({ 'main.tf.json': config.slice(0, end) })!;
  expect(facts.resources.map(({ label }) => label)).toContain('aws_iam_policy.mixed');
});

describe('work is bounded, and what is left out is told', () => {
  const chain = (count: number, link: (i: number) => Json): Json =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`l${i}`, link(i)]));
  const use = (locals: Json): Json => ({
    locals,
    resource: {
      aws_s3_bucket: { b: { bucket: '${local.l0}', tags: '${local.l0}' } },
      aws_iam_policy: Object.fromEntries(
        Array.from({ length: 50 }, (_, i) => [`p${i}`, { policy: '${jsonencode({ Statement = local.l0 })}' }]),
      ),
    },
  });
  const documents = (count: number, sources: number): Json => ({
    data: {
      aws_iam_policy_document: Object.fromEntries(
        Array.from({ length: count }, (_, i) => [
          `d${i}`,
          {
            source_policy_documents: Array(sources).fill(`\${data.aws_iam_policy_document.d${i + 1}.json}`),
            statement: { actions: ['s3:*'] },
          },
        ]),
      ),
    },
    resource: { aws_iam_policy: { p: { policy: '${data.aws_iam_policy_document.d0.json}' } } },
  });
  const nested = (depth: number) => `${'{"a":['.repeat(depth)}1${']}'.repeat(depth)}`;

  test.each<[string, string | Json]>([
    ['a long chain of locals', use(chain(5_000, i => `\${local.l${i + 1}}`))],
    ['a tower of lists', use(chain(40, i => `\${[local.l${i + 1}, local.l${i + 1}]}`))],
    ['a tower of objects', use(chain(40, i => ({ a: `\${local.l${i + 1}}`, b: `\${local.l${i + 1}}` })))],
    ['a tower of texts', use(chain(60, i => `\${local.l${i + 1}}\${local.l${i + 1}}`))],
    ['a tower of choices', use(chain(40, i => `\${var.x ? local.l${i + 1} : [local.l${i + 1}]}`))],
    ['a tower of encodings', use(chain(3_000, i => `\${jsonencode(local.l${i + 1})}`))],
    ['a tower of policy documents', documents(16, 10)],
    ['a long chain of policy documents', documents(3_000, 1)],
    ['deep nesting', `{"resource":{"aws_s3_bucket":{"b":${nested(30_000)}}}}`],
    [
      'deep nesting of locals',
      `{"locals":{"l0":${nested(30_000)}},"resource":{"aws_s3_bucket":{"b":{"tags":"\${local.l0}"}}}}`,
    ],
    [
      'a deep plan',
      `{"format_version":"1.2","resource_changes":[{"address":"aws_iam_policy.p","type":"aws_iam_policy","name":"p","change":{"after":{"x":${nested(30_000)}},"after_unknown":${nested(30_000)}}}],"configuration":{"root_module":{"module_calls":${nested(30_000)}}}}`,
    ],
    [
      'a deep state',
      `{"format_version":"1.0","values":{"root_module":${'{"child_modules":['.repeat(30_000)}${']}'.repeat(30_000)}}}`,
    ],
    [
      'many attachments by name',
      {
        resource: {
          aws_iam_role: Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`r${i}`, { name: `r${i}` }])),
          aws_iam_role_policy_attachment: Object.fromEntries(
            Array.from({ length: 3_000 }, (_, i) => [`r${i}`, { role: `r${i}`, policy_arn: 'x' }]),
          ),
        },
      },
    ],
    [
      'one role for many attachments',
      {
        resource: {
          aws_iam_role: { r: { name: 'r' } },
          aws_iam_role_policy_attachment: Object.fromEntries(
            Array.from({ length: 5_000 }, (_, i) => [`r${i}`, { role: 'r', policy_arn: 'x' }]),
          ),
        },
      },
    ],
  ])('%s', (_, content) => {
    const facts = lowerAnyhow({ 'main.tf.json': typeof content === 'string' ? content : JSON.stringify(content) });
    const isCut = facts.some(({ problems }) =>
      problems.some(({ message }) => message.includes('too large to be read')),
    );
    expect(isCut || JSON.stringify(facts).length < 5_000_000).toBe(true);
  });
});

describe('how much of policy documents is read follows from how much is written', () => {
  type Documents = Readonly<Record<string, object>>;
  const policies = (documents: Documents, used: readonly string[]) =>
    factsIn({
      'main.tf.json': {
        data: { aws_iam_policy_document: documents },
        resource: {
          aws_iam_policy: Object.fromEntries(
            used.map(name => [name, { policy: `\${data.aws_iam_policy_document.${name}.json}` }]),
          ),
        },
      },
    })!;
  const statement = { actions: ['s3:GetObject', 's3:PutObject'], resources: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'] };

  test.each(['source_policy_documents', 'override_policy_documents'])('a tower of %s is cut soon', stacked => {
    const tower = Array.from({ length: 16 }, (_, i) => [
      `d${i}`,
      { [stacked]: Array(10).fill(`\${data.aws_iam_policy_document.d${i + 1}.json}`), statement },
    ]);
    const facts = policies(Object.fromEntries(tower), ['d0']);
    expect(facts.problems).toMatchObject([{ message: expect.stringContaining('too large to be read') }]);
    expect(JSON.stringify(facts).length).toBeLessThan(20_000_000);
  });

  test('two thousand documents that are written out are all read', () => {
    const written = Array.from({ length: 2_000 }, (_, i) => [`d${i}`, { statement: [statement, statement] }]);
    const facts = policies(Object.fromEntries(written), Object.keys(Object.fromEntries(written)));
    expect(facts.problems).toEqual([]);
    expect(facts.resources.at(-1)!.grants).not.toEqual([]);
  });
});

test('the folder of a document decides its module, and nothing else', () => {
  const facts = factsIn({
    'a/main.tf.json': { resource: { aws_s3_bucket: { b: { bucket: '${local.x}' } } } },
    'b/x.tf.json': { locals: { x: 'no' } },
  });
  expect(facts!.uri).toBe(uriOf('a/main.tf.json'));
  expect(facts!.resources[0]!.name!.parts).toMatchObject([{ hole: 'local.x' }]);
});
