import { describe, expect, test } from 'vitest';
import { parse } from '../../../server/src/engine/syntax/parse';
import type { Uri } from '../../../server/src/engine/text/text';
import { json, problems, valueIn } from './trees';

const language = (uri: string, text: string) => parse({ uri: `file:///${uri}` as Uri, text }).language;

test('the name decides, else how the text begins', () => {
  expect(language('a.json', 'a: 1')).toBe('json');
  expect(language('terraform.tfstate', '{}')).toBe('json');
  expect(language('stack.template', ' // why\n{"Resources": {}}')).toBe('json');
  expect(language('stack.template', 'Resources:\n')).toBe('yaml');
  expect(language('stack.yaml', '{"Resources": {}}')).toBe('json');
  expect(language('stack.yaml', '{"Resources": !Ref X}')).toBe('yaml');
  expect(language('stack.yaml', '{Resources: {}}')).toBe('yaml');
});

test('comments and trailing commas are no problem', () => {
  const tree = json('\uFEFF// one\n{"a": [1, /* two */ 2,], }');
  expect([valueIn(tree.root), tree.problems, tree.comments.map(({ text }) => text)]).toEqual([
    { a: [1, 2] },
    [],
    ['one', 'two'],
  ]);
});

describe('what is missing is one problem at its place', () => {
  test.each([
    ['a comma', '{"a": 1\n "b": 2}', '"b": a comma is missing before this', { a: 1, b: 2 }],
    ['a comma in a list', '[1 2]', '2: a comma is missing before this', [1, 2]],
    ['a value', '{"a": ,"b": 2}', '"a": the key `a` has no value', { a: null, b: 2 }],
    ['a value at the end of its line', '{"a":\n"b": 2}', '"a": the key `a` has no value', { a: null, b: 2 }],
    ['a value at the end', '{"a": {"b": }}', '"b": the key `b` has no value', { a: { b: null } }],
    ['a colon', '{"a" 1}', '1: a colon is missing before this', { a: 1 }],
    ['quotes', '{a: 1}', 'a: a key is written in double quotes', { a: 1 }],
    ['double quotes', '{"a": \'b\'}', "'b': a string is written in double quotes", { a: 'b' }],
    ['the end of a string', '{"a": "b,\n"c": 1}', '"b,: this string is not closed', { a: 'b,', c: 1 }],
    ['the closing brace of the text', '{"a": {"b": 1', '{: this `{` is not closed', { a: { b: 1 } }],
    ['a bracket', '{"a": [1, 2, "b": 3}', '[: this `[` is not closed', { a: [1, 2], b: 3 }],
    [
      'a brace, by indentation',
      '{\n  "a": {\n    "x": 1,\n  "b": {\n    "y": 2\n  }\n}',
      '{: this `{` is not closed',
      { a: { x: 1 }, b: { y: 2 } },
    ],
    [
      'nothing: a brace too many',
      '{\n  "a": {\n    "x": 1\n  }\n  },\n  "b": 2\n}',
      '}: this closes nothing',
      { a: { x: 1 }, b: 2 },
    ],
    [
      'nothing: a brace too many on one line',
      '{"a": {"x": 1}}, "b": 2}',
      '}: this brace closes the document too early',
      { a: { x: 1 }, b: 2 },
    ],
    ['nothing: a second document', '{"a": 1}\n{"b": 2}', '{: the document has ended before this', { a: 1 }],
    ['a value, held by another tool', `{"a": \${b}}`, `\${b}: this is no JSON value`, { a: `\${b}` }],
  ])('%s', (_, text, problem, value) => {
    const tree = json(text);
    expect([problems(tree), valueIn(tree.root)]).toEqual([[problem], value]);
  });
});

test.each([
  ['lists', '['.repeat(50_000)],
  ['maps', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
])('50,000 levels of %s are cut', (_, text) => {
  const tree = json(text);
  expect(tree.problems[0]?.message).toMatch(/512 levels/);
  expect(() => valueIn(tree.root)).not.toThrow();
});

test('a repeated key is a warning', () => {
  expect(problems(json('{"a": 1, "a": 2}'))).toEqual([
    '"a": the key `a` stands here a second time; the last one counts',
  ]);
});
