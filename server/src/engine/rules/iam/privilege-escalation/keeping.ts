/** What a permissions boundary would take away besides what a finding is about. */
import type { Permissions } from '../../../analysis/permissions/permissions';
import { type Ceiling, effective, restrictionsOn } from '../../../policy/decide';
import { denoting } from '../../../policy/denote';
import { combiningBudget, complement, glob, union } from '../../../policy/language';
import type { Bounds } from '../../../policy/reading';
import { type RequestSet, requests, subtract } from '../../../policy/request-set';
import { isEmpty } from '../../../policy/witness';

/** `all` only where that is certain. */
export type Kept = 'all' | 'some' | 'nothing';

/** How much of what the policies grant, `actions` apart, a boundary leaves. */
export function keptUnder(boundary: readonly Ceiling[], actions: readonly string[], permissions: Permissions): Kept {
  const { grants, policies, given } = permissions;
  const named = actions.map(action => glob(action, { ignoreCase: true }));
  const asked = requests({ action: complement(union(...named)) });
  const denies = policies.statements.filter(({ statement }) => statement.effect === 'Deny');
  const denoted = denoting(given);
  const now = restrictionsOn(asked, denies, [...policies.boundary, ...policies.controls], given, denoted);
  const then = restrictionsOn(asked, denies, [...boundary, ...policies.controls], given, denoted);
  const budget = combiningBudget();
  const pairs = grants.map(grant => [effective(grant, now, budget), effective(grant, then, budget)] as const);
  if (pairs.every(([, after]) => isEmpty(after.possible, budget) === 'yes')) return 'nothing';
  const isLost = (before: Bounds<RequestSet>, after: Bounds<RequestSet>, bound: keyof Bounds<RequestSet>) =>
    isEmpty(subtract(before[bound], after[bound], budget), budget) !== 'yes';
  const isWhole = pairs.every(([before, after]) =>
    (['certain', 'possible'] as const).every(bound => !isLost(before, after, bound)),
  );
  return isWhole ? 'all' : 'some';
}
