import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { globOf, LONGEST_GLOB, matchesGlob } from '../../../server/src/engine/text/glob';
import { findings } from '../../support/workspace';

describe('a glob', () => {
  it.each([
    ['stacks/prod.yaml', ['stacks/prod.yaml'], ['stacks/prodXyaml', 'prod.yaml']],
    ['./stacks/*.yaml', ['stacks/prod.yaml', 'stacks/.hidden.yaml'], ['stacks/eu/prod.yaml']],
    ['**', ['a', 'a/b/c'], []],
    ['stacks/**', ['stacks/a', 'stacks/a/b'], ['stacks', 'other/a']],
    ['**/prod/*', ['prod/a', 'x/prod/a', 'x/y/prod/a'], ['xprod/a', 'prod/a/b']],
    ['stacks/**.yaml', ['stacks/a.yaml', 'stacks/a/b.yaml'], ['stacks/a.json']],
    ['stack-?.yaml', ['stack-1.yaml', 'stack-😀.yaml'], ['stack-.yaml', 'stack-12.yaml', 'stack-/.yaml']],
    ['{dev,prod}/*.{yaml,json}', ['dev/a.yaml', 'prod/a.json'], ['test/a.yaml', 'dev/a.toml']],
    ['a{,-{x,y}}.yaml', ['a.yaml', 'a-x.yaml', 'a-y.yaml'], ['a-.yaml', 'a-xy.yaml']],
    ['{**/,}t.yaml', ['t.yaml', 'a/t.yaml'], ['at.yaml']],
    ['stack-[0-9a].yaml', ['stack-7.yaml', 'stack-a.yaml'], ['stack-b.yaml', 'stack-10.yaml']],
    ['stack-[!0-9].yaml', ['stack-x.yaml'], ['stack-7.yaml', 'stack-/.yaml']],
    ['[]a]', [']', 'a'], ['[]a', 'b']],
    ['app/[id]/t.yaml', ['app/i/t.yaml', 'app/[id]/t.yaml'], ['app/id/t.yaml']],
    ['a{b}', ['a{b}'], ['ab']],
    ['a{b,c', ['a{b,c'], ['ab']],
    ['a[b', ['a[b'], ['ab']],
    ['a\\*', ['a*'], ['ab', 'a\\b']],
  ])('%s', (glob, meant, others) => {
    expect(meant.filter(path => !matchesGlob(glob, path))).toEqual([]);
    expect(others.filter(path => matchesGlob(glob, path))).toEqual([]);
  });

  it.each([
    ['stars', '*a'.repeat(400)],
    ['folders', '**/a*'.repeat(150)],
    ['braces', '{*a,a*,*}'.repeat(100)],
    ['braces within braces', `${'{*a,'.repeat(150)}b${'}'.repeat(150)}`],
    ['open braces', '{'.repeat(1000)],
    ['open brackets', `*${'['.repeat(1000)}`],
  ])('of many %s is decided', (_, glob) => {
    const path = 'a'.repeat(250);
    expect(matchesGlob(`${glob}b`, `${path}/${path}`)).toBe(false);
  });

  it('that nobody writes means nothing', () => {
    expect(matchesGlob(`*${'?'.repeat(LONGEST_GLOB)}`, 'a'.repeat(LONGEST_GLOB + 5))).toBe(false);
  });

  it('of settings that was built to be slow holds nothing up', () => {
    const hostile = `${'*a'.repeat(30)}*b`;
    const documents = {
      [`${'a'.repeat(120)}.yaml`]: 'Resources: { A: { Type: AWS::SQS::Queue } }',
      'bulkhead.yaml': `version: 1\ndeployments: [{ files: "${hostile}", environment: dev }]\n`,
    };
    expect(findings(documents)).toEqual([]);
  });
});

const character = fc.constantFrom('a', 'b', '.', '-', 'é');
const name = fc.string({ unit: character, minLength: 1, maxLength: 4 }).filter(one => !/^\.\.?$/.test(one));
const paths = fc.array(name, { minLength: 1, maxLength: 4 }).map(names => names.join('/'));
const part = fc.oneof(character, fc.constantFrom('*', '?', '[ab]', '[^a]', '[a-b]', '{a,b}', '{a*,?b}', '{a,{b,a.}}'));
const segment = fc.array(part, { minLength: 1, maxLength: 4 }).map(parts => parts.join('').replace(/\*+/g, '*'));
const globs = fc
  .array(fc.oneof({ weight: 3, arbitrary: segment }, fc.constant('**')), { minLength: 1, maxLength: 4 })
  .map(segments => segments.join('/').replace(/\*\*$/, '**/*'));

describe('globs', () => {
  it('mean in settings what they mean on the command line', () => {
    const isStrange = (text: string) => /(?:^|\/)\.{1,2}(?:\/|$)|^\.\//.test(text);
    fc.assert(
      fc.property(globs, paths, (glob, path) => {
        fc.pre(!isStrange(glob) && !isStrange(path));
        expect(matchesGlob(glob, path)).toBe(glob === path || picomatch.isMatch(path, glob, { dot: true }));
      }),
      { numRuns: 3000 },
    );
  });

  it('of a path mean it alone', () => {
    const odd = fc.string({ unit: fc.constantFrom('a', '/', '*', '?', '[', ']', '{', ',', '}', '\\', '!', '-') });
    fc.assert(
      fc.property(odd, odd, (path, other) => {
        expect(matchesGlob(globOf(path), path)).toBe(true);
        expect(matchesGlob(globOf(path), other)).toBe(other === path || other === globOf(path));
      }),
    );
  });
});
