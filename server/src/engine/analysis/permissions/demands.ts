/** What policies ask of who may do something: conditions under which they allow it, and under which they do not deny it. */
import type { PolicyStatement } from '../../model/statement';
import { contextOf } from '../../policy/conditions';
import { isImpossible } from '../../policy/context';
import { denote } from '../../policy/denote';
import { glanceBudget } from '../../policy/language';
import type { Given } from '../../policy/reading';
import { intersect, type RequestSet } from '../../policy/request-set';
import { isDecided } from './identity';

/** An Allow, or a Deny, with those conditions alone that its principal neither meets nor fails already. */
export type Demand = PolicyStatement;

/** Of statements that bear on what is reached, all of which is asked for; `given` is what is known of who asks. */
export function demandsOf(
  statements: readonly PolicyStatement[],
  asked: RequestSet,
  reached: RequestSet,
  given: Given,
): readonly Demand[] {
  if (reached.pieces.length === 0) return [];
  return statements.flatMap(statement => {
    if (statement.conditions.length === 0) return [];
    const open = statement.conditions.filter(condition => !isDecided(condition, given));
    if (open.length === 0 || !mayHold(statement, given)) return [];
    const bears =
      statement.effect === 'Allow' ? meets(statement, reached, given) : isOpposed(statement, asked, reached, given);
    return bears ? [{ ...statement, conditions: open }] : [];
  });
}

function mayHold({ conditions }: PolicyStatement, given: Given): boolean {
  const { possible } = contextOf(conditions, given, glanceBudget());
  return ![...possible.values()].some(isImpossible);
}

/** A Deny that would take what is reached if its conditions were met, and they may be. */
function isOpposed(deny: PolicyStatement, asked: RequestSet, reached: RequestSet, given: Given): boolean {
  return meets(deny, asked, given) && meets({ ...deny, conditions: [] }, reached, given);
}

function meets(statement: PolicyStatement, set: RequestSet, given: Given): boolean {
  return intersect(denote(statement, given).possible, set).pieces.length > 0;
}
