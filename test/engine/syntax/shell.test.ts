import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../server/src/engine/syntax/parse';
import { rangeOf } from '../../../server/src/engine/syntax/pointer';
import { scriptIn, type WordPart } from '../../../server/src/engine/syntax/shell/script';
import { get, type ScalarNode } from '../../../server/src/engine/syntax/tree';
import type { Uri } from '../../../server/src/engine/text/text';

const uri = 'file:///a.yaml' as Uri;

function script(text: string) {
  const tree = parse({ uri, text: `run: ${JSON.stringify(text)}\n` });
  return scriptIn(tree, get(tree.root, 'run') as ScalarNode);
}

const shown = (part: WordPart) =>
  typeof part === 'string'
    ? part
    : 'variable' in part
      ? `<${part.variable}>`
      : 'expression' in part
        ? `{${part.expression}}`
        : `?${part.open}?`;
const commands = (text: string) =>
  script(text).commands.map(
    ({ words, shell }) => shell ?? words.map(({ parts }) => parts.map(shown).join('')).join(' | '),
  );

describe('a script', () => {
  it.each([
    ['a b  c', ['a | b | c']],
    ['a "b c" \'d "e\' f\\ g', ['a | b c | d "e | f g']],
    ['a \\\n  b', ['a | b']],
    ['a `\n  b', ['a | b']],
    ['a && b || c; d | e\nf & g', ['a', 'b', 'c', 'd', 'e', 'f', 'g']],
    ['# a\nb # c\nd#e', ['b', 'd#e']],
    ['a $B "${C}-$D" ${E:-f}', ['a | <B> | <C>-<D> | <E>']],
    ["a '$B' \\$C", ['a | $B | $C']],
    ["a ${{ vars.X }} '${{ secrets.Y }}'", ['a | {vars.X} | {secrets.Y}']],
    ['a $(b "$(c d)" e) f', ['c | d', 'b | ?$(…)? | e', 'a | ?$(…)? | f']],
    ['a `b c` d', ['b | c', 'a | ?$(…)? | d']],
    ['a $((1 + 2)) $[[ inputs.x ]] $1', ['a | ?$((…))? | ?inputs.x? | ?$1?']],
    ['a 2>&1 >/dev/null <in 2>>log b', ['a | b']],
    ['cat <<EOF > f\nsam deploy\nEOF\nb', ['cat', 'b']],
    ['(cd a; b)\nc', ['opens', 'cd | a', 'b', 'closes', 'c']],
    ['a "b', ['a | b']],
    ['a $', ['a | $']],
    ['', []],
  ])('%j', (text, expected) => expect(commands(text)).toEqual(expected));

  it('has each of its words where it is written', () => {
    const text = 'run: |\n  # first\n  sam deploy \\\n    --stack-name "orders-$STAGE"\n';
    const tree = parse({ uri, text });
    const found = [0, 1, 2, 3].map(i => {
      const { start, end } = rangeOf(tree, { uri, path: ['run', i], part: 'value' });
      return text.slice(start, end);
    });
    expect(found).toEqual(['sam', 'deploy', '--stack-name', '"orders-$STAGE"']);
  });

  it('is read to its end, whatever it is', () => {
    const characters = fc.constantFrom(...'ab $`"\'\\(){}[]<>|&;#=\n-:!*'.split(''), '${{', '}}', '$(', '<<EOF\n');
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 60 }), text => {
        const { words, commands: all } = script(text.join(''));
        for (const { index } of all.flatMap(one => one.words)) expect(words.items[index]).toBeDefined();
      }),
    );
  });

  it('that was made to take long is soon read', () => {
    for (const text of [
      '$('.repeat(50_000),
      '${{'.repeat(50_000),
      '"'.repeat(100_001),
      '<<A\n'.repeat(20_000),
      '`'.repeat(100_000),
      '('.repeat(100_000),
    ])
      expect(script(text).words.items.length).toBeLessThan(100_001);
  });
});
