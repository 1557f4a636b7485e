/** Where somebody chooses the environment that was written out, a template that takes it as a parameter says what it said before. */
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { expect, test } from 'vitest';
import { parse } from '../../server/src/engine/syntax/parse';
import type { SyntaxNode } from '../../server/src/engine/syntax/tree';
import { type Documents, findings, fixed, uriOf } from '../support/workspace';
import { commented, withEnds } from './spellings';

const settings = `version: 1
accounts:
  - { id: "444455556666", name: orders-dev, environment: development }
deployments:
  - { files: "stacks/*", account: orders-dev }
`;

type Data = string | number | readonly Data[] | { readonly [key: string]: Data };

const around = fc.constantFrom('orders', 'Æ🚀', 'a.b', 'products', '${aws:x}', "it's", '"q"', '#1', 'x: y', '{z}', '0');
const name = fc
  .tuple(
    fc.array(around, { maxLength: 2 }),
    fc.constantFrom('prod', 'prod', 'none'),
    fc.array(around, { maxLength: 2 }),
  )
  .map(([before, word, after]) => [...before, word, ...after].join('-'));
const said: fc.Arbitrary<Data> = fc.oneof(
  name,
  name.map(text => ({ 'Fn::Sub': text.replaceAll('${aws:x}', '${AWS::Region}') })),
  name.map(text => ({ 'Fn::Sub': [text.replaceAll('${aws:x}', '${x}'), { x: 'y' }] })),
  fc.array(name, { minLength: 1, maxLength: 3 }).map(texts => ({ 'Fn::Join': ['-', texts] })),
);
const templates = fc.array(said, { minLength: 1, maxLength: 4 }).map(names => ({
  Resources: Object.fromEntries(
    names.map((one, i) => [
      `B${i}`,
      { Type: 'AWS::S3::Bucket', Properties: { BucketName: one, Tags: [{ Key: 'Environment', Value: 'prod' }] } },
    ]),
  ),
}));

/** What a text says, functions in their long form. */
function dataOf(node: SyntaxNode): Data {
  const data = untagged(node);
  if (node.tag === undefined) return data;
  return { [node.tag === '!Ref' ? 'Ref' : `Fn::${node.tag.slice(1)}`]: data };
}

function untagged(node: SyntaxNode): Data {
  if (node.kind === 'scalar') return node.raw;
  if (node.kind === 'list') return node.items.map(dataOf);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.raw, dataOf(value)]));
}

/** With `prod` for the parameter, and without functions that then have nothing left to do. */
function usual(data: Data): Data {
  if (Array.isArray(data)) return data.map(usual);
  if (typeof data !== 'object') return data;
  const { Ref: reference, 'Fn::Sub': text } = data as Readonly<Record<string, Data>>;
  if (reference === 'Environment') return 'prod';
  if (typeof text === 'string') return plain(text);
  const list = text as readonly Data[] | undefined;
  if (list) return { 'Fn::Sub': [filled(list[0] as string), list[1]!] };
  return Object.fromEntries(Object.entries(data).map(([key, held]) => [key, usual(held)]));
}

const filled = (text: string) => text.replaceAll('${Environment}', 'prod');

/** A string, as what it is when there is nothing to fill in. */
function plain(text: string): Data {
  const own = filled(text);
  return /\$\{(?!!)/.test(own) ? { 'Fn::Sub': own } : own.replaceAll('${!', '${');
}

const spelled: readonly (readonly [string, (data: Data) => string, string])[] = [
  ['YAML', data => dump(data, { noRefs: true }), 'stacks/a.yaml'],
  ['YAML with comments', data => commented(dump(data, { noRefs: true })), 'stacks/a.yaml'],
  ['YAML in braces, CRLF', data => withEnds(dump(data, { flowLevel: 2, noRefs: true }), '\r\n'), 'stacks/a.yaml'],
  ['YAML with a mark', data => `\uFEFF${dump(data, { noRefs: true, forceQuotes: true })}`, 'stacks/a.yaml'],
  ['JSON', data => JSON.stringify(data, undefined, '\t'), 'stacks/a.json'],
  ['minified JSON', data => JSON.stringify(data), 'stacks/a.json'],
];

test.each(spelled)('%s', (_, write, path) => {
  let offered = 0;
  fc.assert(
    fc.property(templates, template => {
      const files: Documents = { 'bulkhead.yaml': settings, [path]: write(template) };
      const fixes = findings(files).flatMap(({ finding }) => finding.fixes);
      const fix = fixes.find(({ id, refused }) => id === 'choose-environment' && refused === undefined);
      if (!fix) return;
      offered++;
      const text = fixed(files, fix)![path]!;
      const { root, problems } = parse({ uri: uriOf(path), text });
      expect(problems, text).toEqual([]);
      const read = dataOf(root!) as { readonly Resources: Data; readonly Parameters: Data };
      expect(usual(read.Resources), text).toEqual(usual(template.Resources));
      expect(read.Parameters).toEqual({
        Environment: { Type: 'String', AllowedValues: ['dev', 'prod'] },
      });
      expect(text.replace(/\r\n/g, '').includes('\n')).toBe(files[path]!.replace(/\r\n/g, '').includes('\n'));
    }),
    { numRuns: 60 },
  );
  expect(offered).toBeGreaterThan(10);
});
