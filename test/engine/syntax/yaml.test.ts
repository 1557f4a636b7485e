import { describe, expect, test } from 'vitest';
import { get, type ScalarNode } from '../../../server/src/engine/syntax/tree';
import { problems, valueIn, yaml } from './trees';

const said = (text: string) => valueIn(yaml(text).root);

describe('values', () => {
  test('plain scalars are those of YAML 1.2; what they look like is kept beside', () => {
    const tree = yaml('a: 012345678901\nb: yes\nc: ~\nd: 1e3\ne: 2012-10-17\nf: .inf\ng: True\nh:\ni: 0x1F\n');
    expect(valueIn(tree.root)).toEqual({
      a: 12345678901,
      b: 'yes',
      c: null,
      d: 1000,
      e: '2012-10-17',
      f: '.inf',
      g: true,
      h: null,
      i: 31,
    });
    expect((get(tree.root, 'a') as ScalarNode).raw).toBe('012345678901');
  });

  test('a tag is kept as written and takes its text as it stands', () => {
    const node = get(yaml('Role: !GetAtt 012.Arn\n').root, 'Role');
    expect(node).toMatchObject({ tag: '!GetAtt', value: '012.Arn' });
    expect(said('a: !!str 12\nb: !Join [",", [!Ref X]]')).toEqual({
      a: '12',
      b: { 'Fn::Join': [',', [{ Ref: 'X' }]] },
    });
  });

  test('several documents, a byte order mark and Windows line ends', () => {
    const tree = yaml('\uFEFF# first\r\na: 1\r\n---\r\nb: |\r\n  two\r\n  lines\r\n');
    expect(tree.roots.map(valueIn)).toEqual([{ a: 1 }, { b: 'two\nlines\n' }]);
    expect(tree.comments.map(({ text }) => text)).toEqual(['first']);
  });

  test('a key may be called __proto__', () => {
    expect(get(yaml('__proto__: {a: 1}').root, '__proto__')?.kind).toBe('map');
  });
});

describe('comments', () => {
  test('are found outside of scalars only', () => {
    const tree = yaml(
      `a: b#c # one\nd: "x # y" # two\ne: | # three\n  # text\nf: 'it''s # z' #four\n# five\ng: {h: i} # six`,
    );
    expect(tree.comments.map(({ text }) => text)).toEqual(['one', 'two', 'three', 'four', 'five', 'six']);
  });
});

describe('aliases and merge keys', () => {
  test('an alias is its target, not a copy', () => {
    const { root } = yaml('a: &x {b: 1}\nc: *x\nd: [*x, *x]\n');
    expect(get(root, 'c')).toBe(get(root, 'a'));
  });

  test('a cycle ends where it closes, and an unknown name is empty', () => {
    const tree = yaml('a: &x [1, *x]\nb: *y\n');
    expect(valueIn(tree.root)).toEqual({ a: [1, null], b: null });
    expect(problems(tree)).toEqual(['*x: `*x` stands inside `&x` itself', '*y: nothing above is named `&y`']);
  });

  test('a merge key adds what the map does not say itself, the first of several first', () => {
    expect(said('a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {z: 3, <<: [*a, *b]}\n')).toMatchObject({
      c: { z: 3, x: 1, y: 1 },
    });
  });

  test('a tower of aliases is cut before it is worth more than a text can be', () => {
    const floors = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`)}]\n`);
    expect(problems(yaml(`a0: &a0 [1]\n${floors.join('')}`))[0]).toMatch(/stand for more than 100000 values/);
  });

  test('aliases cannot make a tree too deep to walk', () => {
    const tower = Array.from(
      { length: 60 },
      (_, i) => `a${i + 1}: &a${i + 1} ${'['.repeat(100)}*a${i}${']'.repeat(100)}\n`,
    );
    expect(() => valueIn(yaml(`a0: &a0 1\n${tower.join('')}`).root)).not.toThrow();
  });
});

describe('a broken text', () => {
  const stack = (broken: string) =>
    `Resources:\n  First: {Type: A}\n  Second:\n    Type: B\n${broken}\n  Third:\n    Type: C\n`;

  test.each([
    [
      'a bracket that is not closed',
      '    Action: [a, b',
      '[a, b: a bracket, a quote or a comma is missing here',
      { Action: null },
    ],
    [
      'brackets over lines',
      '    Action: [\n      a,\n      b',
      '[: a bracket, a quote or a comma is missing here',
      { Action: null },
    ],
    [
      'a quote that is not closed',
      '    Action: "a',
      '"a: a bracket, a quote or a comma is missing here',
      { Action: null },
    ],
    ['a word without its colon', '    Depends', 'Depends: this is neither a value nor `key: value`', {}],
    [
      'a name without its colon, and what stands below',
      '    Properties\n      Name: x',
      'Properties: this is neither a value nor `key: value`',
      {},
    ],
    ['two values on a line', '    Name: a: b', 'a: b: this does not fit the indentation around it', { Name: null }],
    ['a lone star', '    Action: *', '*: this anchor or alias cannot be read', { Action: null }],
    ['an item among entries', '    - x', '- x: this does not fit the indentation around it', {}],
    [
      'a wrong escape',
      '    Name: "\\d"',
      '"\\d": this is no escape that YAML knows; a backslash in double quotes is written `\\\\`',
      { Name: null },
    ],
    [
      'a line of a template language',
      '{% if prod %}\n    Name: x\n{% endif %}',
      '{% if prod %}: a line for another tool, which is not YAML',
      { Name: 'x' },
    ],
    [
      'a merge conflict',
      '<<<<<<< HEAD\n    Name: a\n=======\n    Other: b\n>>>>>>> main',
      '<<<<<<< HEAD: a merge conflict is left here',
      { Name: 'a', Other: 'b' },
    ],
    ['a NUL', '    Name: a\0b', '\0: a control character that YAML does not allow', { Name: 'a\uFFFDb' }],
  ])('%s costs what is broken and no more', (_, broken, problem, kept) => {
    const tree = yaml(stack(broken));
    expect(valueIn(tree.root)).toEqual({
      Resources: { First: { Type: 'A' }, Second: { Type: 'B', ...kept }, Third: { Type: 'C' } },
    });
    expect(problems(tree)[0]).toBe(problem);
  });

  test('tabs for indentation are read where they are all there is', () => {
    const tree = yaml('a:\n\tb: 1\n\tc:\n\t\td: 2\n');
    expect([valueIn(tree.root), tree.problems.length]).toEqual([{ a: { b: 1, c: { d: 2 } } }, 1]);
  });

  test('each of several broken places is one problem', () => {
    const tree = yaml(stack('    A: [\n    B: {\n    C: "\n    D: 1'));
    expect(tree.problems).toHaveLength(3);
    expect(valueIn(get(get(tree.root, 'Resources'), 'Second'))).toEqual({ Type: 'B', A: null, B: null, C: null, D: 1 });
  });

  test('a key that stands twice is a warning at the second; the last counts', () => {
    const tree = yaml('a: 1\nb: 2\na: 3\n');
    expect(tree.problems).toEqual([
      {
        message: 'the key `a` stands here a second time; the last one counts',
        range: { start: 10, end: 11 },
        severity: 'warning',
      },
    ]);
    expect((get(tree.root, 'a') as ScalarNode).value).toBe(3);
  });

  test.each([
    ['brackets', `a: ${'['.repeat(50_000)}\nb: 1\n`],
    ['closed brackets', `a: ${'['.repeat(50_000)}${']'.repeat(50_000)}\nb: 1\n`],
    ['items', `a:\n  ${'- '.repeat(50_000)}x\nb: 1\n`],
    ['maps', `a: ${'{a: '.repeat(50_000)}${'}'.repeat(50_000)}\nb: 1\n`],
  ])('50,000 levels of %s are cut, and the rest is read', (_, text) => {
    const tree = yaml(text);
    expect(tree.problems[0]?.message).toMatch(/512 levels/);
    expect((get(tree.root, 'b') as ScalarNode).value).toBe(1);
    expect(() => valueIn(tree.root)).not.toThrow();
  });
});
