import type { Expression } from '../../../syntax/hcl/expression';
import { both, type Circumstance, choice, either, not } from '../../when';
import { evaluate, type Place, wordsOf } from './expressions';
import { holeOf, literalOf } from './readings';

/** When a condition is true: undefined is always, an empty list never. */
export function conditionOf(condition: Expression, place: Place): Circumstance {
  if (condition.kind === 'operation') return operationOf(condition, place);
  const value = evaluate(condition, place);
  const literal = literalOf(value);
  if (literal === 'true') return undefined;
  if (literal === 'false') return [];
  return choice(wordsOf(condition, place), 'true', holeOf(value)?.default);
}

function operationOf(operation: Expression & { kind: 'operation' }, place: Place): Circumstance {
  const [left, right] = operation.operands;
  if (!left) return undefined;
  if (!right)
    return operation.operator === '!' ? not(conditionOf(left, place)) : choice(wordsOf(operation, place), 'true');
  switch (operation.operator) {
    case '==':
      return equalityOf(left, right, place);
    case '!=':
      return not(equalityOf(left, right, place));
    case '&&':
      return both(conditionOf(left, place), conditionOf(right, place));
    case '||':
      return either(conditionOf(left, place), conditionOf(right, place));
    default:
      return choice(wordsOf(operation, place), 'true');
  }
}

function equalityOf(left: Expression, right: Expression, place: Place): Circumstance {
  const [leftValue, rightValue] = [evaluate(left, place), evaluate(right, place)];
  const [one, other] = [literalOf(leftValue), literalOf(rightValue)];
  if (one !== undefined && other !== undefined) return one === other ? undefined : [];
  if (other !== undefined) return choice(wordsOf(left, place), other, holeOf(leftValue)?.default);
  if (one !== undefined) return choice(wordsOf(right, place), one, holeOf(rightValue)?.default);
  return choice(`${wordsOf(left, place)} == ${wordsOf(right, place)}`, 'true');
}
