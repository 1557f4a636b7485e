import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../server/src/engine/syntax/parse';
import { rangeOf } from '../../../server/src/engine/syntax/pointer';
import { type Statements, scriptIn, type Word, type WordPart } from '../../../server/src/engine/syntax/shell/script';
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
const wordsOf = (words: readonly Word[]) => words.map(({ parts }) => parts.map(shown).join('')).join(' | ');
/** Each command as a line, with a word before it that says in what it is. */
const lines = (statements: Statements): readonly string[] =>
  statements.flatMap(statement => {
    switch (statement.kind) {
      case 'command':
        return [...lines(statement.inner), wordsOf(statement.command.words)];
      case 'if':
        return [
          ...statement.branches.flatMap(({ test, body }) => [...under('if', test), ...under('then', body)]),
          ...under('else', statement.otherwise),
        ];
      case 'case':
        return statement.arms.flatMap(({ patterns, body }) => under(`case ${wordsOf(patterns)}`, body));
      case 'for':
        return under(`for ${statement.name} in ${wordsOf(statement.values ?? [])}`, statement.body);
      case 'loop':
        return under('loop', statement.body);
      case 'function':
        return under(`${statement.name}()`, statement.body);
      default:
        return under(statement.isOwn ? '()' : '{}', statement.body);
    }
  });
const under = (word: string, statements: Statements) => lines(statements).map(line => `${word}: ${line}`);
const commands = (text: string) => lines(script(text).statements);

const allWords = (statements: Statements): readonly Word[] =>
  statements.flatMap(statement => {
    switch (statement.kind) {
      case 'command':
        return [...allWords(statement.inner), ...statement.command.words];
      case 'if':
        return [...statement.branches.flatMap(one => [...one.test, ...one.body]), ...statement.otherwise].flatMap(one =>
          allWords([one]),
        );
      case 'case':
        return statement.arms.flatMap(({ patterns, body }) => [...patterns, ...allWords(body)]);
      case 'for':
        return [...(statement.values ?? []), ...allWords(statement.body)];
      default:
        return allWords(statement.body);
    }
  });

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
    ['a $((1 + 2)) $[[ inputs.x ]] $1 $@', ['a | ?$((…))? | {inputs.x} | <1> | ?$@?']],
    ['a 2>&1 >/dev/null <in 2>>log b', ['a | b']],
    ['cat <<EOF > f\nsam deploy\nEOF\nb', ['cat', 'b']],
    ['(cd a; b)\nc', ['(): cd | a', '(): b', 'c']],
    ['a &&\n  b', ['a', 'b']],
    ['if a; then b; elif c; then d; else e; fi; f', ['if: a', 'then: b', 'if: c', 'then: d', 'else: e', 'f']],
    ['if a\nthen\n  if b; then c; fi\nfi\nd', ['if: a', 'then: if: b', 'then: then: c', 'd']],
    ['for x in a "b c"; do d $x; done; e', ['for x in a | b c: d | <x>', 'e']],
    ['for x in $(a); do b; done', ['a', 'for x in ?$(…)?: b']],
    ['for ((i = 0; i < 3; i++)); do a; done; b', ['for  in : a', 'b']],
    ['while a; do b; done < c; d', ['loop: a', 'loop: b', 'd']],
    [
      'case "$a" in\n  b|c) d ;;\n  e) ;;\n  *)\n    f\n    g;;\nesac\nh',
      ['case b | c: d', 'case *: f', 'case *: g', 'h'],
    ],
    ['case $a in b) c;; esac; d', ['case b: c', 'd']],
    ['{ a; b; }; c', ['{}: a', '{}: b', 'c']],
    ['if a; then b', ['if: a', 'then: b']],
    ['done; fi; a; esac b', ['a', 'b']],
    ['if [ "$(a)" = b ]; then c=$(d); fi', ['if: a', 'if: [ | ?$(…)? | = | b | ]', 'then: d', 'then: c=?$(…)?']],
    ['a ${B#refs/heads/} ${C##*/}', ['a | <B> | <C>']],
    ['a=(b "c d"\n  e) f "${a[@]}"', ['a= | f | <a[@]>']],
    ['a() { b; }; c', ['a(): b', 'c']],
    ['a ()\n{\n  b\n}\nfunction c { d; }\nfunction e() { f\n}', ['a(): b', 'c(): d', 'e(): f']],
    ['a .\\b\\c \\$d', ['a | .\\b\\c | $d']],
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
    const words = [
      '${{',
      '}}',
      '$(',
      '<<EOF\n',
      ' if ',
      ' then ',
      ' fi\n',
      ' for ',
      ' do ',
      ' done ',
      ' case ',
      ' in ',
      ' esac ',
    ];
    const characters = fc.constantFrom(...'ab $`"\'\\(){}[]<>|&;#=\n-:!*'.split(''), ...words);
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 60 }), text => {
        const { words, statements } = script(text.join(''));
        for (const { index } of allWords(statements)) expect(words.items[index]).toBeDefined();
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
