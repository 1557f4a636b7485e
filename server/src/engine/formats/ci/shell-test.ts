/** What `[ … ]`, `[[ … ]]` and the patterns of `case` come to. Source: POSIX, "test"; Bash manual, "Conditional Constructs". */

import { joined, literalOf, type Text } from '../../model/text';
import type { Word } from '../../syntax/shell/script';
import { anything, isAnyLike, isLike, patternsOf, type Way } from './ways';

/** A word, and the text that it comes to. */
export interface Meant {
  readonly word: Word;
  readonly text: Text;
}

/** Of `[[ a && b ]]`, which is two commands here, each side is a test. */
export function isTest(words: readonly Word[]): boolean {
  return /^(?:\[\[?|test)$/.test(written(words[0])) || written(words.at(-1)) === ']]';
}

function written(word: Word | undefined): string {
  const [only, ...more] = word && !word.isQuoted ? word.parts : [];
  return typeof only === 'string' && more.length === 0 ? only : '';
}

function plain(one: Meant | undefined): string {
  return one && !one.word.isQuoted ? (literalOf(one.text) ?? '') : '';
}

/** Undefined where only a run knows; then it is asked. */
export function testHolds(all: readonly Meant[], way: Way): boolean | undefined {
  const words = all.filter(
    (one, i) => !(i === 0 && /^(?:\[\[?|test)$/.test(plain(one))) && !/^\]\]?$/.test(plain(one)),
  );
  if (plain(words[0]) !== '!') return comparison(words, way);
  const answer = comparison(words.slice(1), way);
  return answer === undefined ? undefined : !answer;
}

function comparison(words: readonly Meant[], way: Way): boolean | undefined {
  const [left, second, right] = words;
  if (!left || words.length > 3) return undefined;
  if (words.length === 1) return isFilled(left, way);
  if (words.length === 2 && second) {
    const option = plain(left);
    const answer = /^-[nz]$/.test(option) ? isFilled(second, way) : undefined;
    return option === '-z' && answer !== undefined ? !answer : answer;
  }
  if (!second || !right) return undefined;
  return compared(left, plain(second), right, way);
}

function isFilled({ text }: Meant, way: Way): boolean | undefined {
  const isEmpty = isLike(text.parts, [], way);
  return isEmpty === undefined ? undefined : !isEmpty;
}

function compared({ text }: Meant, operator: string, right: Meant, way: Way): boolean | undefined {
  switch (operator) {
    case '=':
    case '==':
      return isSame(text, right, way);
    case '!=': {
      const answer = isSame(text, right, way);
      return answer === undefined ? undefined : !answer;
    }
    case '=~': {
      const patterns = patternsOf(literalOf(right.text) ?? '[');
      return patterns && isAnyLike(text.parts, patterns, way);
    }
    default:
      return undefined;
  }
}

function isSame(left: Text, right: Meant, way: Way): boolean | undefined {
  const pattern = patternOf(right);
  if (!pattern) return undefined;
  const isOpen = pattern.some(part => typeof part !== 'string' && part !== anything);
  // What is written out on the left is compared with what only a run knows on the right.
  return literalOf(left) !== undefined && isOpen ? isLike(pattern, left.parts, way) : isLike(left.parts, pattern, way);
}

/** `release/*`, of which the star stands for any text unless it is in quotes. */
export function patternOf({ word, text: { parts } }: Meant): Text['parts'] | undefined {
  if (word.isQuoted) return parts;
  if (parts.some(part => typeof part === 'string' && /[?[\]]/.test(part))) return undefined;
  return joined(parts.flatMap(part => (typeof part === 'string' ? starred(part) : [part])));
}

function starred(part: string): Text['parts'] {
  return part.split(/(\*+)/).map(piece => (piece.startsWith('*') ? anything : piece));
}
