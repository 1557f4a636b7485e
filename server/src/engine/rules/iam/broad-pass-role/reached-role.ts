import { runsCode } from '../../../analysis/permissions/code-services';
import type { PassableRole, PassableRoles } from '../../../analysis/permissions/passable-roles';
import type { Resource } from '../../../model/resource';
import type { Request } from '../../../policy/request-set';
import type { Finding } from '../../rule';

/** A role of the workspace that can be passed, to a service that it trusts and that runs what its caller gives it. */
export interface ReachedRole extends Pick<PassableRole, 'role' | 'ofProduction' | 'isNear'> {
  readonly service: string;
  readonly request: Request;
}

/** The most telling of the roles that are reached: one of production, nearest first, or else one of the template's own. */
export function reachedRole(
  { roles }: PassableRoles,
  confidence: Finding['confidence'],
  principal: Resource,
): ReachedRole | undefined {
  const isTelling = ({ role, ofProduction }: PassableRole) => ofProduction || role.at.uri === principal.at.uri;
  const reached = roles.filter(isTelling).flatMap(({ role, services, ofProduction, isNear }) => {
    const found = services.find(
      service => runsCode(service.name) && (confidence === 'possible' || service.confidence === 'certain'),
    );
    return found ? [{ role, service: found.name, request: found.request, ofProduction, isNear }] : [];
  });
  return reached.find(({ ofProduction }) => ofProduction) ?? reached[0];
}
