import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covers, type Hole, type Patterns, type Text } from '../../server/src/engine/model/text';
import { somewhere, text } from '../support/statements';

const runs = { numRuns: 1000 };
const LONGEST = 4;

/** Every name of up to four letters over an alphabet of two. */
const names = textsUpTo(LONGEST);

function textsUpTo(length: number): readonly string[] {
  if (length === 0) return [''];
  return ['', ...['a', 'b'].flatMap(letter => textsUpTo(length - 1).map(rest => letter + rest))];
}

/** All names that a pattern stands for, spelled out: no matching, only putting letters in the place of wildcards. */
function spelledOut(pattern: string): ReadonlySet<string> {
  let begun: readonly string[] = [''];
  for (const unit of pattern) {
    const next = unit === '*' ? names : unit === '?' ? ['a', 'b'] : [unit];
    begun = [...new Set(begun.flatMap(start => next.map(more => start + more)))].filter(one => one.length <= LONGEST);
  }
  return new Set(begun);
}

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 });

function patterns(mode: Patterns['mode'], list: readonly Text[]): Patterns {
  return { mode, list, at: somewhere };
}

describe('`covers` agrees with brute force', () => {
  test('of a pattern', () => {
    fc.assert(
      fc.property(pattern, written => {
        const covered = names.filter(name => covers(text(written), name) === 'yes');
        expect(new Set(covered)).toEqual(spelledOut(written));
        expect(names.filter(name => covers(text(written), name) === 'maybe')).toEqual([]);
      }),
      runs,
    );
  });

  test('of letters in any case, where case does not count', () => {
    fc.assert(
      fc.property(pattern, fc.infiniteStream(fc.boolean()), (written, capitals) => {
        const spelled = [...written].map(unit => (capitals.next().value ? unit.toUpperCase() : unit)).join('');
        const covered = names.filter(name => covers(text(spelled), name, true) === 'yes');
        expect(new Set(covered)).toEqual(spelledOut(written));
      }),
      runs,
    );
  });

  test('of a list, and of everything but a list', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 3 }), written => {
        const listed = new Set(written.flatMap(one => [...spelledOut(one)]));
        const list = written.map(one => text(one));
        for (const name of names) {
          expect(covers(patterns('only', list), name)).toBe(listed.has(name) ? 'yes' : 'no');
          expect(covers(patterns('except', list), name)).toBe(listed.has(name) ? 'no' : 'yes');
        }
      }),
      runs,
    );
  });

  test('of a pattern that a parameter completes, whatever it may be', () => {
    const written = fc.tuple(pattern, fc.array(pattern, { minLength: 1, maxLength: 3 }), pattern);
    fc.assert(
      fc.property(written, fc.boolean(), ([before, oneOf, after], isExcept) => {
        const hole: Hole = { hole: 'P', kind: 'parameter', oneOf };
        const open = patterns(isExcept ? 'except' : 'only', [text({ parts: [before, hole, after] })]);
        const deployed = oneOf.map(value => spelledOut(before + value + after));
        for (const name of names) {
          const answers = new Set(deployed.map(covered => (covered.has(name) !== isExcept ? 'yes' : 'no')));
          expect(covers(open, name)).toBe(answers.size === 1 ? [...answers][0] : 'maybe');
        }
      }),
      runs,
    );
  });
});
