import fc from 'fast-check';
import { parse as reference, stringify } from 'smol-toml';
import { describe, expect, it, test } from 'vitest';
import { commentTarget } from '../../../server/src/engine/syntax/comments';
import { decoded } from '../../../server/src/engine/syntax/decoded';
import { parse } from '../../../server/src/engine/syntax/parse';
import { pathAt, rangeOf } from '../../../server/src/engine/syntax/pointer';
import { reparse } from '../../../server/src/engine/syntax/reparse';
import { rootPointer, type SyntaxTree } from '../../../server/src/engine/syntax/tree';
import { part, type Uri } from '../../../server/src/engine/text/text';
import { edited, nodesOf, problems, valueIn } from './trees';

const uri = 'file:///shop/samconfig.toml' as Uri;

function toml(text: string): SyntaxTree {
  return parse({ uri, text });
}

/** The text that a path names in a tree. */
function written(tree: SyntaxTree, path: readonly (string | number)[], which: 'key' | 'value' | 'entry' = 'value') {
  const { start, end } = rangeOf(tree, part({ ...rootPointer(tree), path }, which));
  return tree.document.text.slice(start, end);
}

const samconfig = `# More at https://docs.aws.amazon.com
version = 0.1

[default.deploy.parameters]
stack_name = "orders-dev" # the one of dev
parameter_overrides = "Stage=\\"dev\\" Size=1"
tags = [
  "a=b", # first
  'c=d',
]

[prod]
[prod.deploy.parameters]
stack_name = "orders-prod"
[default.build.parameters]
cached = true
`;

describe('a samconfig', () => {
  const tree = toml(samconfig);

  it('is read like the same words in YAML', () => {
    expect(problems(tree)).toEqual([]);
    expect(valueIn(tree.root)).toEqual({
      version: 0.1,
      default: {
        deploy: {
          parameters: { stack_name: 'orders-dev', parameter_overrides: 'Stage="dev" Size=1', tags: ['a=b', 'c=d'] },
        },
        build: { parameters: { cached: true } },
      },
      prod: { deploy: { parameters: { stack_name: 'orders-prod' } } },
    });
    expect(tree.comments.map(({ text }) => text)).toEqual([
      'More at https://docs.aws.amazon.com',
      'the one of dev',
      'first',
    ]);
  });

  it('knows the place of every word', () => {
    expect(written(tree, ['default', 'deploy', 'parameters', 'stack_name'])).toBe('"orders-dev"');
    expect(written(tree, ['default', 'deploy', 'parameters', 'stack_name'], 'entry')).toBe('stack_name = "orders-dev"');
    expect(written(tree, ['default', 'deploy', 'parameters', 'tags', 1])).toBe("'c=d'");
    expect(written(tree, ['prod', 'deploy', 'parameters'], 'key')).toBe('parameters');
    expect(written(tree, ['default', 'build'], 'key')).toBe('build');
    expect(written(tree, ['prod', 'deploy', 'parameters'])).toBe('stack_name = "orders-prod"');
    expect(pathAt(tree, samconfig.indexOf('orders-dev'))).toEqual(['default', 'deploy', 'parameters', 'stack_name']);
  });

  it('takes a comment above a line, and edits of no other kind', () => {
    const at = { uri, path: ['prod', 'deploy', 'parameters', 'stack_name'], part: 'value' as const };
    expect(edited(tree, { kind: 'comment', at, text: 'why' })).toBe(
      samconfig.replace('stack_name = "orders-prod"', '# why\nstack_name = "orders-prod"'),
    );
    expect(edited(tree, { kind: 'replace', at, value: 'x' })).toBeUndefined();
  });

  it('knows what a comment speaks of', () => {
    const target = (text: string) => {
      const read = toml(text);
      return commentTarget(read, read.comments[0]!);
    };
    expect(target('# why\n[prod.deploy.parameters]\na = 1\n')).toEqual(['prod']);
    expect(target('[prod.deploy.parameters]\na = 1 # why\n')).toEqual(['prod', 'deploy', 'parameters', 'a']);
  });
});

test.each([
  ['strings', `a = "\\u00e9\\U0001F600\\t\\"\\\\"\nb = 'C:\\new'\nc = ""\nd = ''`],
  [
    'strings of several lines',
    'a = """\none\n  two \\\n     three"""\nb = \'\'\'\nx\\n\'\'\'\nc = """""two"" quotes"""""',
  ],
  ['line ends of Windows', 'a = 1\r\n[b]\r\nc = "d" # e\r\nl = [\r\n1,\r\n]\r\n'],
  ['numbers', 'a = 1_000\nb = 0xDEAD_beef\nc = 0o17\nd = 0b101\ne = -1.5e-3\nf = +9\ng = 0.1'],
  ['keys', '"a b".c = 1\n\'d\'.e-f = 2\n1.2 = 3\n"" = 4'],
  ['tables below each other', '[a.b]\nx = 1\n[a]\ny = 2\n[a.b.c]\nz = 3'],
  ['lists of tables', '[[a]]\nx = 1\n[[a.b]]\ny = 1\n[[a.b]]\n[[a]]\n[a.c]\nz = 2'],
  ['inline tables', 'a = { b = 1, c.d = [ { e = "}" }, [] ] }\nf = {}'],
  ['no line end', '[a]\nb = true'],
  ['a byte order mark', '\ufeffa = 1'],
  ['nothing', ''],
])('reads %s as others do', (_, text) => {
  const tree = toml(text);
  expect(problems(tree)).toEqual([]);
  expect(valueIn(tree.root)).toEqual(reference(text.replace(/^\ufeff/, '')));
});

test('keeps dates and what no JSON number can hold as they are written', () => {
  const tree = toml(
    'a = 1979-05-27T07:32:00Z\nb = 1979-05-27 07:32:00\nc = 07:32:00\nd = inf\ne = 1e999\nf = 2000-01-01',
  );
  expect(problems(tree)).toEqual([]);
  expect(Object.values(valueIn(tree.root) as object)).toEqual([
    '1979-05-27T07:32:00Z',
    '1979-05-27 07:32:00',
    '07:32:00',
    'inf',
    '1e999',
    '2000-01-01',
  ]);
});

describe('what is broken is a problem at its place, and what stands around it is read', () => {
  const before = '[a]\nx = 1\n';
  const after = '[b.c]\ny = "z"\n';

  it.each([
    ['[d', '[d: this `[` is not closed', { d: {} }],
    ['[]', '[]: this header names no table', {}],
    ['[d.]', '.: no key stands behind this dot', { d: {} }],
    ['d', 'd: a `=` is missing behind the key `d`', { a: { x: 1, d: null } }],
    ['d =', 'd: the key `d` has no value', { a: { x: 1, d: null } }],
    ['d = # soon', 'd: the key `d` has no value', { a: { x: 1, d: null } }],
    ['= 1', '= 1: no key stands here', {}],
    [
      'd = my stack # of dev',
      'my stack: this is no value of TOML; a text is written in quotes',
      { a: { x: 1, d: 'my stack' } },
    ],
    ['d = 012', '012: this is no value of TOML; a text is written in quotes', { a: { x: 1, d: '012' } }],
    ['d = "x', '"x: this string is not closed', { a: { x: 1, d: 'x' } }],
    ["d = 'x", "'x: this string is not closed", { a: { x: 1, d: 'x' } }],
    ['d = "\\q"', '\\q: this is no escape that TOML knows', { a: { x: 1, d: '\\q' } }],
    ['d = """x', '"""x: this string is not closed', { a: { x: 1, d: 'x\n' } }],
    ['d = [1,\n2', '[: this `[` is not closed', { a: { x: 1, d: [1, 2] } }],
    ['d = {e = 1', '{: this `{` is not closed', { a: { x: 1, d: { e: 1 } } }],
    ['d = [1 2]', '2: a comma is missing before this', { a: { x: 1, d: [1, 2] } }],
    ['d = 1 2', '2: the line is to end before this', { a: { x: 1, d: 1 } }],
    ['d = "1" 2', '2: the line is to end before this', { a: { x: 1, d: '1' } }],
    ['dé = 1', 'dé: a key like `dé` is written in quotes', { a: { x: 1, dé: 1 } }],
    ['x = 2', 'x: `x` stands here a second time, which TOML does not allow', { a: { x: 2 } }],
    ['[a]\nd = 1', 'a: `a` stands here a second time, which TOML does not allow', { a: { x: 1, d: 1 } }],
    ['x.d = 1', 'x: `x` stands here a second time, which TOML does not allow', { a: { x: { d: 1 } } }],
    ['"""d""" = 1', '"""d""": a key has one quote at each end', { a: { x: 1, d: 1 } }],
    ['}', '}: no key stands here', {}],
  ])('%s', (line, problem, read) => {
    const tree = toml(`${before}${line}\n${after}`);
    expect(problems(tree)).toEqual([expect.stringContaining(problem)]);
    expect(valueIn(tree.root)).toEqual({ a: { x: 1 }, b: { c: { y: 'z' } }, ...read });
  });

  it('keys below a header that nobody can read belong to no table', () => {
    const tree = toml(`${before}[ = ]\nx = 2\nd = 3\n${after}`);
    expect(valueIn(tree.root)).toEqual({ a: { x: 1 }, b: { c: { y: 'z' } } });
  });
});

describe('laws', () => {
  const key = fc.oneof(
    fc.constantFrom('a', 'b', 'deploy', 'with space', 'é', ''),
    fc.string({ minLength: 1, maxLength: 5 }).filter(name => name !== '__proto__'),
  );
  const { value } = fc.letrec(tie => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.string({ unit: 'binary' }).filter(text => !/\p{Surrogate}/u.test(text)),
      fc.integer(),
      fc.boolean(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    ),
  }));
  const document = fc.dictionary(key, value, { maxKeys: 5 }).map(content => stringify(content));

  it('what others write is read as it was meant', () => {
    fc.assert(
      fc.property(document, text => {
        const tree = toml(text);
        expect(problems(tree)).toEqual([]);
        expect(valueIn(tree.root)).toEqual(JSON.parse(JSON.stringify(reference(text))));
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('every single value stands where its range says, and its characters where they are decoded', () => {
    fc.assert(
      fc.property(document, text => {
        const tree = toml(text);
        for (const { node } of nodesOf(tree.root!)) {
          expect(node.range.start <= node.range.end && node.range.end <= text.length).toBe(true);
          if (node.kind !== 'scalar') continue;
          const alone = reference(`x = ${text.slice(node.range.start, node.range.end)}`);
          expect(node.value).toEqual(alone.x);
          expect(decoded(tree, node).text).toBe(node.raw);
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  const pieces = [
    '[',
    ']',
    '[[',
    '{',
    '}',
    '"',
    "'",
    '"""',
    "'''",
    '=',
    ',',
    '.',
    '#',
    '\\',
    'a',
    'b-c',
    ' ',
    '\n',
    '\r\n',
    '1',
    'true',
    '\t',
    'é',
    '\ud800',
    '\0',
  ];
  const broken = fc
    .array(fc.constantFrom(...pieces, '[a.b]\n', 'x = 1\n'), { maxLength: 40 })
    .map(list => list.join(''));

  it('any text is read, with ranges in it', () => {
    fc.assert(
      fc.property(broken, text => {
        const tree = toml(text);
        for (const { node } of nodesOf(tree.root!)) {
          expect(0 <= node.range.start && node.range.start <= node.range.end && node.range.end <= text.length).toBe(
            true,
          );
          if (node.kind === 'scalar') expect(decoded(tree, node).text).toBe(node.raw);
        }
        for (const { range } of tree.problems)
          expect(0 <= range.start && range.start <= range.end && range.end <= text.length).toBe(true);
      }),
      { numRuns: 2000 },
    );
  }, 60_000);

  it('no text without problems is one that others refuse', () => {
    const refused = (text: string) => {
      try {
        reference(text);
        return false;
      } catch {
        return true;
      }
    };
    fc.assert(
      fc.property(broken, text => {
        // Control characters and halves of characters are none of a reader's business here.
        fc.pre(!/[\0\ud800]/.test(text));
        if (toml(text).problems.length === 0) expect(refused(text), JSON.stringify(text)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  }, 60_000);

  it('a text that is edited is read like a fresh one', () => {
    fc.assert(
      fc.property(document, fc.nat(), fc.nat(3), fc.constantFrom(...pieces, 'x = 1\n'), (text, at, length, by) => {
        const start = at % (text.length + 1);
        const now = { uri, text: text.slice(0, start) + by + text.slice(start + length) };
        expect(reparse(toml(text), now)).toEqual(parse(now));
      }),
    );
  }, 60_000);
});

test('a text cut anywhere keeps the lines before', () => {
  for (let cut = 0; cut < samconfig.length; cut++) {
    const text = samconfig.slice(0, cut);
    const tree = toml(text);
    const name = 'stack_name = "orders-dev" #';
    if (text.includes(name))
      expect(written(tree, ['default', 'deploy', 'parameters', 'stack_name']), `cut at ${cut}`).toBe('"orders-dev"');
  }
});

test.each([
  ['deep lists', `a = ${'['.repeat(50_000)}\nb = 1\n`],
  ['deep lists that close', `a = ${'['.repeat(50_000)}${']'.repeat(50_000)}\nb = 1\n`],
  ['deep inline tables', `a = ${'{a='.repeat(50_000)}1${'}'.repeat(50_000)}\nb = 1\n`],
  ['deep keys', `${'a.'.repeat(50_000)}a = 1\nb = 1\n`],
  ['deep headers', `b = 1\n[${'a.'.repeat(50_000)}a]\n`],
  ['very many that are not closed', `b = 1\n${'a = [\n'.repeat(20_000)}`],
  ['very many strings that are not closed', `b = 1\n${'a = """\n'.repeat(20_000)}`],
  ['a long string', `b = 1\na = "${'\\n'.repeat(200_000)}"\n`],
  ['very many keys', `b = 1\n${Array.from({ length: 20_000 }, (_, i) => `k${i} = ${i}\n`).join('')}`],
  ['very many tables', `b = 1\n${Array.from({ length: 20_000 }, (_, i) => `[t.k${i}]\nx = ${i}\n`).join('')}`],
])('%s hide nothing beside them', (_, text) => {
  expect(valueIn(toml(text).root)).toMatchObject({ b: 1 });
});
