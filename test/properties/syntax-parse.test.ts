import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { expect, test } from 'vitest';
import { embeddedIn } from '../../server/src/engine/syntax/embedded';
import { pathAt, rangeOf } from '../../server/src/engine/syntax/pointer';
import { get, type SyntaxNode, type SyntaxTree } from '../../server/src/engine/syntax/tree';
import type { Json } from '../../server/src/engine/text/json';
import { at, json, nodesOf, valueIn, yaml } from '../engine/syntax/trees';

const policy = `AWSTemplateFormatVersion: "2010-09-09" # a comment
Parameters: { Environment: { Type: String } }
Resources:
  Role: &role
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: 'it''s 😀'
          PolicyDocument:
            Statement:
            - { Effect: Allow, Action: [ "iam:PassRole", s3:* ], Resource: !Sub "arn:\${AWS::Partition}:x" }
            - Effect: Allow # why
              Action:
                - '*'
              Resource: !GetAtt Other.Arn
  Other:
    <<: *role
    Metadata: |
      # not a comment
      text "quoted'

    Text: "{\\"Version\\": \\"2012-10-17\\",
      \\"Statement\\": []}"
Outputs:
  A: {Value: !Ref Role}
`;
const inJson = JSON.stringify(
  {
    Resources: {
      Role: { Type: 'AWS::IAM::Role', Policy: '{"Statement":[{"Action":"*"}]}' },
      Other: { Type: 'é😀\t"', List: [1, true, null, {}, []] },
    },
  },
  null,
  2,
);

const readers = [
  ['YAML', policy, yaml],
  ['YAML with CRLF', policy.replaceAll('\n', '\r\n'), yaml],
  ['JSON', inJson, json],
  ['JSON on one line', JSON.stringify(JSON.parse(inJson)), json],
] as const;

/** Nothing that any text may do breaks this. */
function expectSound(tree: SyntaxTree): void {
  const { length } = tree.document.text;
  const inText = ({ start, end }: { start: number; end: number }) => 0 <= start && start <= end && end <= length;
  expect([...tree.problems, ...tree.comments].filter(({ range }) => !inText(range))).toEqual([]);
  let nodes = 0;
  for (const root of tree.roots)
    for (const { node, path } of nodesOf(root)) {
      nodes++;
      if (!inText(node.range))
        expect.fail(`${JSON.stringify(path)} stands at ${JSON.stringify(node.range)} of ${length}`);
    }
  expect(nodes).toBeLessThanOrEqual(2 * length + 2);
}

test.each(readers)(
  '%s cut at any place still reads, and a resource that ends before the cut stays',
  (_, text, read) => {
    const whole = get(read(text).root, 'Resources');
    for (let cut = 0; cut <= text.length; cut++) {
      const tree = read(text.slice(0, cut));
      expectSound(tree);
      if (whole?.kind !== 'map') continue;
      const kept = whole.entries.filter(
        entry =>
          entry.range.end < cut - 1 &&
          /[\s,}]/.test(text[entry.range.end]!) &&
          /\S/.test(text.slice(entry.range.end, cut)),
      );
      for (const { key, value } of kept) {
        expect(
          valueIn(get(get(tree.root, 'Resources'), key.raw)),
          `${key.raw} cut at ${cut}:\n${text.slice(0, cut)}`,
        ).toEqual(valueIn(value));
      }
    }
  },
);

const shards = fc.constantFrom(
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  ':',
  ': ',
  ',',
  '\n',
  '\n  ',
  '\n    - ',
  '- ',
  '#',
  ' # ',
  '&a ',
  '*a',
  '!Ref ',
  '|',
  '>',
  '|+2',
  '\t',
  '\0',
  '\\',
  '\\u12',
  '---\n',
  '...\n',
  '%YAML 1.2\n',
  '<<: ',
  '? ',
  '\uFEFF',
  '\uD800',
  '😀',
  '\r',
  '{% if %}',
  '<<<<<<< HEAD\n',
  '__proto__: ',
  '\x07',
  'a: b: c',
);

test.each(readers)('%s mangled anywhere still reads', (_, text, read) => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ at: fc.nat(text.length), length: fc.nat(12), shard: shards }), {
        minLength: 1,
        maxLength: 4,
      }),
      wounds => {
        const mangled = wounds.reduce(
          (sofar, { at: place, length, shard }) => sofar.slice(0, place) + shard + sofar.slice(place + length),
          text,
        );
        expectSound(read(mangled));
      },
    ),
    { numRuns: 1500 },
  );
});

test.each(readers)('%s broken behind a resource leaves it whole', (_, text, read) => {
  const resource = (tree: SyntaxTree) => {
    const root = tree.root?.kind === 'map' ? tree.root.entries : [];
    const resources = root.find(({ key }) => key.raw === 'Resources')?.value;
    return resources?.kind === 'map' ? resources.entries.find(({ key }) => key.raw === 'Role') : undefined;
  };
  const role = resource(read(text))!;
  // Behind the next one's name: without that, YAML takes what it holds for more of the first.
  const from = text.indexOf(':', role.range.end) + 2;
  const wounds = fc.record({ at: fc.integer({ min: from, max: text.length }), length: fc.nat(12), shard: shards });
  fc.assert(
    fc.property(wounds, ({ at: place, length, shard }) => {
      const mangled = text.slice(0, place) + shard + text.slice(place + length);
      expect(valueIn(resource(read(mangled))?.value), mangled).toEqual(valueIn(role.value));
    }),
    { numRuns: 2000 },
  );
});

test('any pile of YAML or JSON words reads', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(shards, fc.string({ maxLength: 3 })), { maxLength: 40 }), pile => {
      expectSound(yaml(pile.join('')));
      expectSound(json(pile.join('')));
    }),
    { numRuns: 3000 },
  );
});

const values = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

test('a value says the same in YAML and in JSON', () => {
  fc.assert(
    fc.property(
      values,
      fc.constantFrom(-1, 1, 2),
      fc.constantFrom('', '  '),
      fc.constantFrom('\n', '\r\n'),
      (value, flowLevel, unit, eol) => {
        const plain = JSON.parse(JSON.stringify(value)) as Json;
        const inYaml = yaml(dump(plain, { flowLevel, noRefs: true }).replaceAll('\n', eol));
        const asJson = json(JSON.stringify(plain, null, unit).replaceAll('\n', eol));
        expect([asJson.problems, inYaml.problems]).toEqual([[], []]);
        expect(JSON.stringify(valueIn(asJson.root))).toBe(JSON.stringify(plain));
        expect(JSON.stringify(valueIn(inYaml.root))).toBe(JSON.stringify(plain));
      },
    ),
    { numRuns: 2000 },
  );
});

test.each(readers)('%s: every node stands in its parent, and its path leads to a place', (_, text, read) => {
  const tree = read(text);
  for (const { node, path } of nodesOf(tree.root!)) {
    for (const part of ['key', 'value', 'entry'] as const) {
      const range = rangeOf(tree, at(path, part));
      expect(range.end, `${part} of ${JSON.stringify(path)}`).toBeGreaterThan(range.start);
    }
    for (const child of childrenOf(node)) {
      if (path.includes('Other') && child.start < node.range.start) continue;
      expect([child.start >= node.range.start, child.end <= node.range.end], JSON.stringify(path)).toEqual([
        true,
        true,
      ]);
    }
    if (node.kind === 'scalar') expect(pathAt(tree, node.range.start).slice(0, path.length)).toEqual(path);
  }
});

function childrenOf(node: SyntaxNode): { start: number; end: number }[] {
  if (node.kind === 'list') return node.items.map(item => item.range);
  return node.kind === 'map' ? node.entries.map(entry => entry.range) : [];
}

test('JSON in a string says what it says alone, each of its scalars where it is written', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ maxLength: 4 }), values, { minKeys: 1, maxKeys: 3 }),
      fc.constantFrom('', '  '),
      hosts,
      (value, unit, host) => {
        const plain = JSON.parse(JSON.stringify(value)) as Json;
        const tree = host.read(host.write(JSON.stringify(plain, null, unit)));
        const root = embeddedIn(tree, get(tree.root, 'Text')!);
        expect(JSON.stringify(valueIn(root))).toBe(JSON.stringify(plain));
        for (const { node } of nodesOf(root!)) {
          const written = tree.document.text.slice(node.range.start, node.range.end);
          if (node.kind !== 'scalar') expect(written).toMatch(/^[[{].*[\]}]$/s);
          else if (node.style === 'plain') expect(written).toBe(node.raw);
          else expect(written).toMatch(/^\\?".*"$/s);
        }
      },
    ),
    { numRuns: 1500 },
  );
});

const hosts = fc.constantFrom(
  { write: (text: string) => JSON.stringify({ A: 1, Text: text }), read: json },
  { write: (text: string) => `Text: ${JSON.stringify(text)}\n`, read: yaml },
  { write: (text: string) => `A: 1\nText: '${text.replaceAll("'", "''").replaceAll('\n', '\n  ')}'\n`, read: yaml },
  { write: (text: string) => `A: 1\nText: |\n  ${text.replaceAll('\n', '\n  ')}\nB: 1\n`, read: yaml },
  { write: (text: string) => `A: 1\r\nText: >+2\r\n  ${text.replaceAll('\n', '\r\n  ')}\r\n\r\nB: 1\r\n`, read: yaml },
);

const corpus = join(import.meta.dirname, '../../../shared/corpus/cloudformation');

test.skipIf(!existsSync(corpus))(
  'real templates read without a problem, and cut in many places they still read',
  () => {
    for (const [i, name] of readdirSync(corpus).entries()) {
      const text = readFileSync(join(corpus, name), 'utf8');
      const read = name.endsWith('.json') ? json : yaml;
      const tree = read(text);
      expect(
        tree.problems.filter(({ severity }) => severity !== 'warning'),
        name,
      ).toEqual([]);
      const resources = get(tree.root, 'Resources');
      if (i % 8 !== 0 || resources?.kind !== 'map') continue;
      for (let share = 1; share < 12; share++) {
        const cut = Math.floor((text.length * share) / 12);
        const part = read(text.slice(0, cut));
        expectSound(part);
        const before = resources.entries.filter(
          entry => entry.range.end < cut - 2 && /\S/.test(text.slice(entry.range.end + 1, cut - 1)),
        );
        for (const { key, value } of before)
          expect(valueIn(get(get(part.root, 'Resources'), key.raw)), `${name} cut at ${cut}`).toEqual(valueIn(value));
      }
    }
  },
);
