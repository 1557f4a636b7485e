/** What `${{ … }}` stands for in the texts and conditions of a workflow. */
import type { Text } from '../../../model/text';
import type { Place } from '../../place';
import { writtenAt } from '../text-at';
import { type Lookup, withExpressions } from '../values';
import { supposing, type Way } from '../ways';
import { type Evaluating, evaluate, isTruthy, partsOf, type Value } from './evaluate';
import { expressionIn } from './expression';

/** The contexts whose values are known at a place. */
export interface Contexts {
  readonly env: ReadonlyMap<string, Text>;
  /** `inputs.X`, which is also `github.event.inputs.X`. */
  readonly inputs: ReadonlyMap<string, Text>;
  /** `account` and `target.account`, of the one job of a matrix that is looked at. */
  readonly matrix: ReadonlyMap<string, Text>;
  /** `ID.outputs.NAME`, of steps before. */
  readonly steps: ReadonlyMap<string, Text>;
  /** `JOB.outputs.NAME`; worked out when it is asked for. */
  readonly needs: (name: string) => Text | undefined;
  readonly way: Way;
}

export function noContexts(way: Way): Contexts {
  const none = new Map();
  return { env: none, inputs: none, matrix: none, steps: none, needs: () => undefined, way };
}

function knownIn(contexts: Contexts, name: string): Text | undefined {
  const [, context, key] = /^(env|inputs|matrix|steps|needs)\.(.+)$/.exec(name) ?? [];
  if (context === undefined || key === undefined) return undefined;
  return context === 'needs' ? contexts.needs(key) : contexts[context as 'env'].get(key);
}

/** Of everything else, of `vars` and `secrets` above all, only a run knows the value. */
export function expressionsIn(contexts: Contexts): Lookup {
  return (written, at) => {
    const expression = expressionIn(written);
    if (!expression) return undefined;
    // What is only a name stands where its value is written.
    const known = expression.kind === 'context' ? knownIn(contexts, expression.name) : undefined;
    if (known) return supposing(known, contexts.way);
    return { parts: partsOf(evaluate(expression, evaluating(written, contexts))), at };
  };
}

function evaluating(written: string, contexts: Contexts): Evaluating {
  return { written, way: contexts.way, known: name => knownIn(contexts, name)?.parts };
}

/** The text of a single value. */
export function textIn(place: Place | undefined, contexts: Contexts): Text | undefined {
  const written = writtenAt(place);
  return place && written !== undefined ? withExpressions(written, expressionsIn(contexts), place.at) : undefined;
}

const whole = /^\s*\$\{\{([\s\S]*)\}\}\s*$/;

/** The value of a place that is one expression, which need be no text: `${{ fromJSON('["dev", "prod"]') }}`. */
export function valueIn(place: Place, contexts: Contexts): Value | undefined {
  const [, written] = whole.exec(writtenAt(place) ?? '') ?? [];
  const expression = written === undefined ? undefined : expressionIn(written);
  return expression && evaluate(expression, evaluating(written!.trim(), contexts));
}

/** Whether a condition holds; undefined where only a run knows, and the way supposes nothing of it. */
export function holds(condition: string | undefined, contexts: Contexts): 'yes' | 'no' | undefined {
  if (condition === undefined) return 'yes';
  const written = (whole.exec(condition)?.[1] ?? condition).trim();
  const expression = expressionIn(written);
  const answer = expression && isTruthy(evaluate(expression, evaluating(written, contexts)), contexts.way);
  return answer === undefined ? undefined : answer ? 'yes' : 'no';
}
