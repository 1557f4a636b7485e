import { decoded } from '../decoded';
import type { ListNode, ScalarNode, SyntaxTree } from '../tree';
import { readCommands } from './commands';
import { type Statements, statementsIn } from './statements';

export type { Command } from './commands';
export type { WordPart } from './expansions';
export type { Statement, Statements } from './statements';
export type { Word } from './words';

/** A shell script that is written in a string. */
export interface Script {
  readonly statements: Statements;
  /** Its words in the order in which they end, with the ranges of the document: a place in a script is the number of a word. */
  readonly words: ListNode;
}

const remembered = new WeakMap<ScalarNode, Script>();

/** What a string says as a shell script, as far as that can be told without running it. */
export function scriptIn(tree: SyntaxTree, scalar: ScalarNode): Script {
  const known = remembered.get(scalar) ?? read(tree, scalar);
  remembered.set(scalar, known);
  return known;
}

function read(tree: SyntaxTree, scalar: ScalarNode): Script {
  const { text, rangeOf } = decoded(tree, scalar);
  const { commands, ranges } = readCommands(text);
  const items = ranges.map(({ start, end }): ScalarNode => {
    const raw = text.slice(start, end);
    return { kind: 'scalar', range: rangeOf(start, end), value: raw, raw, style: 'plain' };
  });
  return { statements: statementsIn(commands), words: { kind: 'list', items, flow: true, range: scalar.range } };
}
