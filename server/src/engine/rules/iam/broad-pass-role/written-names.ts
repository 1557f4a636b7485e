import type { Vocabulary } from '../../../analysis/environments/environments';
import { passing, type RoleArns, requestIn, roles } from '../../../analysis/permissions/pass-role';
import { roleNameIn } from '../../../analysis/permissions/role-names';
import type { PolicyStatement } from '../../../model/statement';
import { show } from '../../../model/text';
import { type Effort, union } from '../../../policy/language';
import { intersect, type RequestSet } from '../../../policy/request-set';
import type { Grade } from './grade';
import { toService } from './to-service';

/**
 * What the names that a statement writes out say: that they are production's, which is wrong in the hands of somebody outside it
 * (`orders-prod-*`), or how they end, which production's may do as well (`*-role`). A name with an open part says neither.
 */
export function writtenNames(
  granted: RequestSet,
  arns: RoleArns,
  { resources }: PolicyStatement,
  isOutsideProduction: boolean,
  vocabulary: Vocabulary,
  effort: Effort,
): Grade | undefined {
  if (resources.mode === 'except') return undefined;
  const names = resources.list.map(text => roleNameIn(show(text))).filter(name => name !== undefined);
  const asked = names.flatMap(name => {
    const said = vocabulary.environmentIn(name.replace(/[*?]+/g, '-'));
    if (said) return said.tier === 'production' && isOutsideProduction ? [name.replaceAll('*', '*zz9f3c*')] : [];
    return name.startsWith('*') ? [`prod-*zz9f3c${name.slice(1)}`] : [];
  });
  for (const pattern of asked) {
    const role = union(...arns.map(arn => roles(arn, pattern)));
    const request = requestIn(intersect(granted, passing(role, toService.dangerous), effort.budget()), effort);
    if (request) return { severity: 'warning', reason: 'production-names', witness: request };
  }
  return undefined;
}
