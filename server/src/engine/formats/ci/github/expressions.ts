/** What `${{ … }}` stands for, as far as a workflow itself says it. Source: GitHub Docs, "Evaluate expressions in workflows and actions". */
import type { Text } from '../../../model/model';
import { literalOf } from '../../../model/text';
import type { Place } from '../../place';
import { writtenAt } from '../text-at';
import { type Lookup, withExpressions } from '../values';

/** The contexts whose values are known at a place. */
export interface Contexts {
  readonly env: ReadonlyMap<string, Text>;
  /** `inputs.X`, which is also `github.event.inputs.X`. */
  readonly inputs: ReadonlyMap<string, Text>;
  /** `account` and `target.account`, of the one job of a matrix that is looked at. */
  readonly matrix: ReadonlyMap<string, Text>;
}

export const noContexts: Contexts = { env: new Map(), inputs: new Map(), matrix: new Map() };

const name = /^(env|inputs|github\.event\.inputs|matrix)\.([\w.-]+)$/;
const indexed = /^(env|inputs|matrix)\[\s*'([\w.-]+)'\s*\]$/;
const quoted = /^'((?:[^']|'')*)'$/;

/** Of everything else, of `vars` and `secrets` above all, only a run knows the value. */
export function expressionsIn(contexts: Contexts): Lookup {
  return expression => {
    const literal = quoted.exec(expression);
    const [, context, key] = name.exec(expression) ?? indexed.exec(expression) ?? [];
    if (literal || context === undefined || key === undefined) return undefined;
    return contexts[context === 'github.event.inputs' ? 'inputs' : (context as keyof Contexts)].get(key);
  };
}

/** The text of a single value. */
export function textIn(place: Place | undefined, contexts: Contexts): Text | undefined {
  const written = writtenAt(place);
  return place && written !== undefined ? withExpressions(written, expressionsIn(contexts), place.at) : undefined;
}

/**
 * Whether a condition holds: `no` and `yes` only by comparisons of known values, joined with `&&`; undefined where only a run knows.
 */
export function holds(condition: string | undefined, contexts: Contexts): 'yes' | 'no' | undefined {
  if (condition === undefined) return 'yes';
  const bare = condition.trim().replace(/^\$\{\{([\s\S]*)\}\}$/, '$1');
  if (bare.length > 1_000 || bare.includes('||') || /^!?\s*\(/.test(bare.trim())) return undefined;
  const answers = bare.split('&&').map(term => comparison(term.trim(), contexts));
  if (answers.includes('no')) return 'no';
  return answers.every(answer => answer === 'yes') ? 'yes' : undefined;
}

function comparison(term: string, contexts: Contexts): 'yes' | 'no' | undefined {
  const [, left, operator, right] = /^([^=!<>]+?)\s*(==|!=)\s*([^=!<>]+)$/.exec(term) ?? [];
  if (left === undefined || right === undefined) return undefined;
  const [a, b] = [left, right].map(side => literalIn(side.trim(), contexts));
  if (a === undefined || b === undefined) return undefined;
  // GitHub compares texts without case.
  return (a.toLowerCase() === b.toLowerCase()) === (operator === '==') ? 'yes' : 'no';
}

function literalIn(side: string, contexts: Contexts): string | undefined {
  const literal = quoted.exec(side);
  if (literal) return literal[1]!.replaceAll("''", "'");
  const text = expressionsIn(contexts)(side);
  return text && literalOf(text);
}
