import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignmentsIn } from '../../../server/src/engine/syntax/assignments/assignments';
import { parse } from '../../../server/src/engine/syntax/parse';
import { get, type ScalarNode, type SyntaxTree } from '../../../server/src/engine/syntax/tree';
import type { Uri } from '../../../server/src/engine/text/text';

/** What a value in a TOML text assigns, as `name = value` with the characters of each. */
function assigned(value: string) {
  const tree: SyntaxTree = parse({ uri: 'file:///a/samconfig.toml' as Uri, text: `x = ${value}` });
  const { map, strange } = assignmentsIn(tree, get(tree.root, 'x') as ScalarNode);
  const written = ({ range }: ScalarNode) => tree.document.text.slice(range.start, range.end);
  return {
    said: map.entries.map(({ key, value: one }) => [key.raw, (one as ScalarNode).raw]),
    written: map.entries.map(({ key, value: one }) => [written(key), written(one as ScalarNode)]),
    strange,
  };
}

describe('assignments in a string', () => {
  it.each<[string, readonly (readonly [string, string])[]]>([
    [
      '"A=b C=d"',
      [
        ['A', 'b'],
        ['C', 'd'],
      ],
    ],
    [
      '"A=\\"b c\\" D="',
      [
        ['A', 'b c'],
        ['D', ''],
      ],
    ],
    [
      `'A="b c" D=e=f'`,
      [
        ['A', 'b c'],
        ['D', 'e=f'],
      ],
    ],
    [
      '"A=\'b c\' D=1"',
      [
        ['A', 'b c'],
        ['D', '1'],
      ],
    ],
    [
      `'A="say \\"hi\\"" B=x\\ y'`,
      [
        ['A', 'say "hi"'],
        ['B', 'x y'],
      ],
    ],
    [`'"A"="b"'`, [['A', 'b']]],
    [`'"Cost Center"="a, b"'`, [['Cost Center', 'a, b']]],
    [`'aws:cloudformation:x=1'`, [['aws:cloudformation:x', '1']]],
    [
      '"ParameterKey=A,ParameterValue=b ParameterKey=C,ParameterValue=\\"d e\\""',
      [
        ['A', 'b'],
        ['C', 'd e'],
      ],
    ],
    [
      '"""\nA=b\nC=d\n"""',
      [
        ['A', 'b'],
        ['C', 'd'],
      ],
    ],
    ['"A=1,2,3"', [['A', '1,2,3']]],
    ['""', []],
  ])('%s', (text, expected) => {
    expect(assigned(text)).toMatchObject({ said: expected, strange: [] });
  });

  it('stand where they are written', () => {
    expect(assigned('"A=b C=\\"d\\\\te\\" D=\\u0041"').written).toEqual([
      ['A', 'b'],
      ['C', '\\"d\\\\te\\"'],
      ['D', '\\u0041'],
    ]);
    expect(assigned('"ParameterKey=A,ParameterValue=b"').written).toEqual([['A', 'b']]);
  });

  it('may stand beside what is none', () => {
    expect(assigned('"A=b oops =c C=d"')).toMatchObject({
      said: [
        ['A', 'b'],
        ['C', 'd'],
      ],
      strange: ['oops', '=c'],
    });
  });

  it('any text is read', () => {
    const text = fc.array(
      fc.constantFrom('A', '=', '"', "'", '\\', ' ', ',', 'ParameterKey=', ',ParameterValue=', '\n'),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(text, words => {
        const value = JSON.stringify(words.join(''));
        const { written } = assigned(value);
        for (const one of written.flat()) expect(value).toContain(one);
      }),
      { numRuns: 1000 },
    );
  });
});
