import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from '../../server/src/engine/syntax/parse';
import { reparse } from '../../server/src/engine/syntax/reparse';
import { originOf } from '../../server/src/engine/syntax/shifted';
import { type Entry, get, type SyntaxNode, type SyntaxTree } from '../../server/src/engine/syntax/tree';
import { applyEdits, type Uri } from '../../server/src/engine/text/text';

const yaml = `# head
Parameters: { A: { Type: String } }
Resources:
  One: # first
    Type: AWS::S3::Bucket
    Properties:
      BucketName: 'a: b'
      Text: |
        # no comment
        x

  Two:
    Type: AWS::SNS::Topic

  # about three
  Three:
    - a
    - { b: c, d: [e] }
Outputs:
  Last: !Ref One
`;
const json = `{
  "Parameters": { "A": { "Type": "String" } },
  "Resources": {
    "One": { "Type": "AWS::S3::Bucket", "Properties": { "Name": "a{b" } },
    "Two": { "Type": "T", "List": [1, { "x": [] }] },
    "Three": {}
  },
  "Outputs": { "Last": { "Ref": "One" } }
}
`;

/** Pieces that open, close and shift things. */
const piece = fc.constantFrom(
  '',
  'x',
  ' ',
  '  ',
  '\n',
  '\n  ',
  '\n    k: v',
  ':',
  ': ',
  '#',
  ' # c',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ',',
  '- ',
  '|',
  '&a ',
  '*a',
  '---\n',
  '...\n',
  '!Ref x',
  '\t',
  '\r\n',
  '"k": 1,',
  '//',
  '/*',
  '%',
);
const edit = fc.record({
  at: fc.noBias(fc.nat({ max: 9999 })),
  remove: fc.integer({ min: 0, max: 6 }),
  insert: piece,
});

it.each([
  ['yaml', yaml],
  ['yaml', yaml.replaceAll('\n', '\r\n')],
  ['json', json],
  ['json', JSON.stringify(JSON.parse(json))],
])('reads an edited text as if it were new (%s)', (kind, text) => {
  const uri = `file:///w/t.${kind}` as Uri;
  fc.assert(
    fc.property(fc.array(fc.array(edit, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }), steps => {
      let tree = parse({ uri, text });
      for (const edits of steps) {
        let now = tree.document.text;
        for (const { at, remove, insert } of edits) {
          const start = at % (now.length + 1);
          now = now.slice(0, start) + insert + now.slice(start + remove);
        }
        tree = reparse(tree, { uri, text: now });
        expect(plain(tree)).toEqual(plain(parse({ uri, text: now })));
      }
    }),
    { numRuns: 800 },
  );
});

it.each([
  ['yaml', yaml],
  ['json', json],
  ['json', JSON.stringify(JSON.parse(json))],
])('reads an edited text as if it were new when it is told what was edited (%s)', (kind, text) => {
  const uri = `file:///w/t.${kind}` as Uri;
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), edits => {
      let tree = parse({ uri, text });
      for (const { at, remove, insert } of edits) {
        const { length } = tree.document.text;
        const start = at % (length + 1);
        const by = { range: { start, end: Math.min(start + remove, length) }, text: insert };
        const now = { uri, text: applyEdits(tree.document.text, [by]) };
        tree = reparse(tree, now, by);
        expect(plain(tree)).toEqual(plain(parse(now)));
      }
    }),
    { numRuns: 400 },
  );
});

it.each([
  ['yaml', yaml],
  ['json', json],
])('takes over what stands outside of the edited resource (%s)', (kind, text) => {
  const uri = `file:///w/t.${kind}` as Uri;
  const before = parse({ uri, text });
  const edited = reparse(before, { uri, text: text.replace('AWS::S3::Bucket', 'AWS::S3::Buckets') });
  const entries = (tree: SyntaxTree, name: string) => {
    const node = get(tree.root, name);
    return node?.kind === 'map' ? node.entries : [];
  };
  expect(get(edited.root, 'Parameters')).toBe(get(before.root, 'Parameters'));
  expect(entries(edited, 'Resources').map(originOf).slice(1)).toEqual(entries(before, 'Resources').slice(1));
  expect(originOf(entries(edited, 'Resources')[2]!)).toBe(entries(before, 'Resources')[2]);
  expect(originOf(entries(edited, 'Resources')[0]!)).not.toBe(entries(before, 'Resources')[0]);
});

function plain({ root, roots, comments, problems, language }: SyntaxTree): unknown {
  return { root: root && node(root), roots: roots.length, comments, problems, language };
}

function node(one: SyntaxNode): unknown {
  if (one.kind === 'list') return { ...one, items: one.items.map(node) };
  if (one.kind === 'map') return { ...one, entries: one.entries.map(entry) };
  return one;
}

function entry({ key, value, range }: Entry): unknown {
  return { key, value: node(value), range };
}
