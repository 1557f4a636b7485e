/** What holds of every fix, however the text is written in which it works. */
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import type { Fix } from '../../server/src/engine/rules/rule';
import type { StructuralEdit } from '../../server/src/engine/syntax/structural-edit';
import { get } from '../../server/src/engine/syntax/tree';
import { type Documents, findingsOf, fixed, pathOf, type Seen, snapshotOf, uriOf } from '../support/workspace';
import { commented, policies, risingPolicies, spellings, withEnds } from './spellings';

describe.each(spellings.map(spelling => [spelling.name, spelling] as const))('%s', (_, spelling) => {
  test('a fix of broad-pass-role leaves a sound text without its finding', () => {
    let offered = 0;
    fc.assert(
      fc.property(policies, policy => {
        const before = spelling.write(policy);
        for (const seen of own(before)) {
          for (const fix of seen.finding.fixes) {
            if (fix.id !== 'allow') offered++;
            expectMended(before, seen, fix);
          }
        }
      }),
      { numRuns: 12 },
    );
    expect(offered).toBeGreaterThan(2);
  });

  test('so does a fix of privilege-escalation', () => {
    const offered = new Set<string>();
    fc.assert(
      fc.property(risingPolicies, policy => {
        const before = spelling.write(policy);
        for (const seen of own(before)) {
          for (const fix of seen.finding.fixes) {
            offered.add(fix.id);
            expectMended(before, seen, fix);
          }
        }
      }),
      { numRuns: 12 },
    );
    expect(offered.size).toBeGreaterThan(0);
  });
});

const tagged = fc.array(
  fc.record({ environment: fc.constantFrom('prod', 'production', 'dev', 'test'), name: fc.constantFrom('a', 'b') }),
  { minLength: 2, maxLength: 4 },
);

type Tagged = readonly { readonly environment: string; readonly name: string }[];

const bucketsOf = (all: Tagged, comment: boolean) => ({
  Resources: Object.fromEntries(
    all.map(({ environment, name }, i) => [
      `Bucket${i}`,
      {
        Type: 'AWS::S3::Bucket',
        Properties: { BucketName: `${name}-${i}`, Tags: [{ Key: 'Environment', Value: environment }] },
        ...(comment ? { Metadata: { cost: 1 } } : {}),
      },
    ]),
  ),
});

const terraformOf = (all: Tagged) => ({
  provider: { aws: { region: 'eu-west-1', allowed_account_ids: ['111122223333'] } },
  resource: {
    aws_s3_bucket: Object.fromEntries(
      all.map(({ environment, name }, i) => [`b${i}`, { bucket: `${name}-${i}`, tags: { Environment: environment } }]),
    ),
  },
});

const declaredDevelopment = `version: 1
accounts:
  - { id: "111122223333", name: orders-dev, environment: development } # ours
deployments:
  - { files: "template.*", account: orders-dev }
`;

const mixes: readonly (readonly [string, (all: Tagged) => Documents])[] = [
  ['JSON', all => ({ 'template.json': JSON.stringify(bucketsOf(all, true), undefined, 4) })],
  ['minified JSON', all => ({ 'template.json': JSON.stringify(bucketsOf(all, false)) })],
  ['YAML', all => ({ 'template.yaml': commented(dump(bucketsOf(all, false), { noRefs: true })) })],
  [
    'YAML in braces, CRLF',
    all => ({ 'template.yaml': withEnds(dump(bucketsOf(all, true), { flowLevel: 2 }), '\r\n') }),
  ],
  [
    'YAML in an account that is declared',
    all => ({
      'bulkhead.yaml': declaredDevelopment,
      'template.yaml': commented(dump(bucketsOf(all, false), { noRefs: true })),
    }),
  ],
  ['Terraform', all => ({ 'main.tf.json': JSON.stringify(terraformOf(all), undefined, 2) })],
  [
    'Terraform beside settings',
    all => ({
      'main.tf.json': JSON.stringify(terraformOf(all), undefined, 2),
      'bulkhead.yaml':
        '# ours\nversion: 1 # first\naccounts: # known\n  - { id: "444455556666", name: tools } # tooling\n',
    }),
  ],
];

test.each(mixes)('%s: a fix of mixed-environments leaves a sound text without its finding', (_, write) => {
  const offered = new Set<string>();
  fc.assert(
    fc.property(tagged, all => {
      const before = write(all);
      for (const seen of own(before)) {
        // One that parts a template has laws of its own (`split.test.ts`); one that is refused makes nothing.
        for (const fix of seen.finding.fixes.filter(({ split, refused }) => !split && refused === undefined)) {
          offered.add(fix.id.replace(/^set-environment.*/, 'set-environment'));
          expectMended(before, seen, fix);
        }
      }
    }),
    { numRuns: 12 },
  );
  expect([...offered]).toEqual(expect.arrayContaining(['set-environment', 'allow']));
});

function own(documents: Documents): readonly Seen[] {
  return findingsOf(snapshotOf(documents)).filter(({ finding }) => finding.severity !== 'hint');
}

function expectMended(before: Documents, { finding, path }: Seen, fix: Fix): void {
  const after = fixed(before, fix);
  const story = `${fix.title}\n${before[path]}\n--- becomes\n${after?.[path]}`;
  expect(after, story).toBeDefined();
  const was = own(before);
  const is = own(after!);
  expect(problemsOf(after!), story).toEqual(problemsOf(before));
  const isSame = (seen: Seen) => seen.finding.rule === finding.rule && seen.finding.resource === finding.resource;
  expect(is.filter(isSame).length, story).toBeLessThan(was.filter(isSame).length);
  expect(is.filter(isError).length, story).toBeLessThanOrEqual(was.filter(isError).length);
  // What one finding is allowed for, others of the resource are not.
  if (fix.id !== 'allow') {
    const titles = is.filter(isSame).flatMap(seen => seen.finding.fixes.map(({ title }) => title));
    expect(titles, story).not.toContain(fix.title);
  }
  for (const document of Object.keys(before)) expectKept(before, after!, document, fix, story);
}

function isError({ finding }: Seen): boolean {
  return finding.severity === 'error';
}

function problemsOf(documents: Documents): readonly string[] {
  const snapshot = snapshotOf(documents);
  return snapshot.documents().flatMap(uri => snapshot.problems(uri).map(({ message }) => `${pathOf(uri)}: ${message}`));
}

/** Comments, line ends and every resource that the fix says nothing about. */
function expectKept(before: Documents, after: Documents, path: string, fix: Fix, story: string): void {
  const [was, is] = [before, after].map(documents => snapshotOf(documents).tree(uriOf(path))!);
  // One behind an item goes with it.
  const comments = (tree: typeof was) =>
    tree!.comments.map(({ text }) => text).filter(text => !text.startsWith('behind'));
  expect(comments(is), story).toEqual(expect.arrayContaining(comments(was)));
  expect(/(?<!\r)\n/.test(after[path]!), story).toBe(/(?<!\r)\n/.test(before[path]!));
  expect(/\r/.test(after[path]!), story).toBe(/\r/.test(before[path]!));
  const edited = new Set(fix.edits.map(edit => pathOfEdit(edit)[1]));
  const texts = (tree: typeof was) => {
    const resources = get(tree!.root, 'Resources');
    if (resources?.kind !== 'map') return {};
    const others = resources.entries.filter(({ key }) => !edited.has(key.raw));
    return Object.fromEntries(
      others.map(({ key, range }) => [key.raw, tree!.document.text.slice(range.start, range.end)]),
    );
  };
  expect(texts(is), story).toEqual(texts(was));
}

function pathOfEdit(edit: StructuralEdit): readonly (string | number)[] {
  return edit.kind === 'insert' ? edit.into.path : edit.kind === 'append' ? edit.to.path : edit.at.path;
}
