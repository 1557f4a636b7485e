import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { Severity } from '../../../model/problem';
import type { Resource } from '../../../model/resource';
import { show } from '../../../model/text';
import { isOfDevelopment, isOfProduction } from '../tiers';
import type { Grade } from './grade';
import type { ReachedRole } from './reached-role';

/** The severity of a grade in these hands; undefined when there is nothing wrong with it. */
export function severityFor(
  grade: Grade,
  principal: Resource,
  reached: ReachedRole | undefined,
  index: WorkspaceIndex,
): Severity | undefined {
  const ofProduction = isOfProduction(principal, index);
  if (grade.reason === 'production-names') {
    if (ofProduction) return undefined;
    if (isMachine(principal) || isOfDevelopment(principal, index)) return 'error';
  }
  if (grade.severity !== 'warning') return grade.severity;
  return ofProduction || (reached?.ofProduction && reached.isNear) ? 'error' : 'warning';
}

/** A pipeline: it trusts an identity provider for machines, or its name says so. */
function isMachine({ trust, name, label }: Resource): boolean {
  const federated = trust.some(({ principals }) => principals?.list.some(({ kind }) => kind === 'federated'));
  return (
    federated || /(^|[-_/])(ci|cicd|github|gitlab|jenkins|circleci|buildkite)($|[-_/])/i.test(name ? show(name) : label)
  );
}
