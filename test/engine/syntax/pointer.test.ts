import { describe, expect, test } from 'vitest';
import { commentTarget } from '../../../server/src/engine/syntax/comments';
import { nodeAt, pathAt, rangeOf } from '../../../server/src/engine/syntax/pointer';
import type { SyntaxTree } from '../../../server/src/engine/syntax/tree';
import type { SourcePointer } from '../../../server/src/engine/text/text';
import { at, json, valueIn, yaml } from './trees';

type Path = readonly (string | number)[];

const shown = (tree: SyntaxTree, path: Path, part?: SourcePointer['part']) => {
  const { start, end } = rangeOf(tree, at(path, part));
  return tree.document.text.slice(start, end);
};

const stack = yaml(`Resources:
  Role:
    Type: AWS::IAM::Role # x
    Empty:
    List: [a, 'b']
`);

describe('rangeOf', () => {
  test('names keys, values and entries', () => {
    const path = ['Resources', 'Role', 'Type'];
    expect(shown(stack, path)).toBe('AWS::IAM::Role');
    expect(shown(stack, path, 'key')).toBe('Type');
    expect(shown(stack, path, 'entry')).toBe('Type: AWS::IAM::Role');
    expect(shown(stack, ['Resources', 'Role', 'List', 1])).toBe("'b'");
  });

  test('shows the entry where a value is not written, and the key of what is left where a path leads nowhere', () => {
    expect(shown(stack, ['Resources', 'Role', 'Empty'])).toBe('Empty:');
    expect(shown(stack, ['Resources', 'Role', 'Gone', 0])).toBe('Role');
    expect(shown(stack, ['Resources', 'Role', 'List', 7])).toBe('List');
  });

  test('the first step of several documents is the index of one', () => {
    const tree = yaml('a: 1\n---\na: 2\n');
    expect([shown(tree, [1, 'a']), shown(tree, ['a'])]).toEqual(['2', '1']);
  });
});

describe('JSON in a string', () => {
  test.each([
    ['a JSON string', json('{"P": "{\\"A\\": [\\"\\u00e9\\\\n\\", \\"x😀\\"]}"}'), '\\"x😀\\"'],
    ['double quotes', yaml('P: "{\\"A\\":\n  [\\"\\xe9\\\\n\\", \\"x😀\\"]}"\n'), '\\"x😀\\"'],
    ['single quotes', yaml(`P: '{"A": ["é\\n",\n\n   "x😀"]}'\n`), '"x😀"'],
    [
      'a literal block',
      yaml('P: |-\r\n  {\r\n    "A": [\r\n      "é\\n",\r\n\r\n      "x😀"\r\n    ]\r\n  }\r\nQ: 1\r\n'),
      '"x😀"',
    ],
    ['a folded block with leading lines', yaml('P: !Sub >2+\n\n    {"A": ["é\\n",\n  "x😀"]}\n\nQ: 1\n'), '"x😀"'],
  ])('in %s stands where it is written', (_, tree, written) => {
    expect(valueIn(nodeAt(tree, at(['P', 'A'])))).toEqual(['é\n', 'x😀']);
    expect(shown(tree, ['P', 'A', 1])).toBe(written);
    expect(pathAt(tree, rangeOf(tree, at(['P', 'A', 1])).start + 2)).toEqual(['P', 'A', 1]);
  });

  test('in a JSON string in a JSON string', () => {
    const inner = JSON.stringify({ Deep: 'x' });
    const tree = json(JSON.stringify({ Outer: JSON.stringify({ Inner: inner }) }));
    expect(shown(tree, ['Outer', 'Inner', 'Deep'])).toBe('\\\\\\"x\\\\\\"');
  });

  test.each(['{{resolve:ssm:x}}', '[info] x', `\${X}`, '{', 'a'])('%s is none', text => {
    const tree = json(JSON.stringify({ P: text }));
    expect(shown(tree, ['P', 'x'])).toBe('"P"');
  });
});

test('pathAt is the innermost key or value', () => {
  const { text } = stack.document;
  const pathOf = (word: string) => pathAt(stack, text.indexOf(word) + 1);
  expect(pathOf('IAM')).toEqual(['Resources', 'Role', 'Type']);
  expect(pathOf('Role:')).toEqual(['Resources', 'Role']);
  expect(pathOf("b'")).toEqual(['Resources', 'Role', 'List', 1]);
  expect(pathAt(yaml('a: &x {b: 1}\nc: *x'), 15)).toEqual(['c']);
});

test('a comment speaks of what begins on its line, or on the next', () => {
  const tree = yaml(`# head

# above
# and above
Resources: # behind
  Role:
    Statement:
      # item
      - Effect: Allow
        Action: x # last
      - {a: 1} # flow

      # lonely

  Other: 1
# end`);
  const targets = tree.comments.map(comment => [comment.text, commentTarget(tree, comment)?.join('.')]);
  expect(targets).toEqual([
    ['head', undefined],
    ['above', 'Resources'],
    ['and above', 'Resources'],
    ['behind', 'Resources'],
    ['item', 'Resources.Role.Statement.0'],
    ['last', 'Resources.Role.Statement.0.Action'],
    ['flow', 'Resources.Role.Statement.1'],
    ['lonely', undefined],
    ['end', undefined],
  ]);
});
