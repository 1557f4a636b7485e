import type { WorkspaceIndex } from '../../../analysis/workspace-index';
import type { Resource } from '../../../model/model';
import { literalOf } from '../../../model/text';
import { intersect, type Request, type RequestSet } from '../../../policy/request-set';
import { passingNamed, type RoleArns, requestIn } from './asked';
import { runsCode } from './services';

/** A role of the workspace that can be passed, to a service that it trusts and that runs what its caller gives it. */
export interface ReachedRole {
  readonly role: Resource;
  readonly service: string;
  readonly request: Request;
  readonly ofProduction: boolean;
}

/** The most telling of the roles that are reached: production's, of the same template or else of another; or one of the template's. */
export function reachedRole(
  granted: RequestSet,
  arns: RoleArns,
  principal: Resource,
  index: WorkspaceIndex,
): ReachedRole | undefined {
  const own = index.documentOf(principal).resources.filter(({ kind }) => kind === 'role');
  const reached = own.flatMap(role => reach(role, granted, arns, principal, index));
  return reached.find(({ ofProduction }) => ofProduction) ?? elsewhere(granted, arns, principal, index) ?? reached[0];
}

function elsewhere(
  granted: RequestSet,
  arns: RoleArns,
  principal: Resource,
  index: WorkspaceIndex,
): ReachedRole | undefined {
  for (const role of index.ofKind('role')) {
    if (role.at.uri === principal.at.uri || !isOfProduction(role, index)) continue;
    const [reached] = reach(role, granted, arns, principal, index);
    if (reached) return reached;
  }
  return undefined;
}

function reach(
  role: Resource,
  granted: RequestSet,
  arns: RoleArns,
  principal: Resource,
  index: WorkspaceIndex,
): readonly ReachedRole[] {
  if (role.id === principal.id || !mayShareAccount(role, principal, index)) return [];
  for (const service of trustedServices(role)) {
    const request = requestIn(intersect(granted, passingNamed(role.name && literalOf(role.name), arns, service)));
    if (request) return [{ role, service, request, ofProduction: isOfProduction(role, index) }];
  }
  return [];
}

export function isOfProduction(resource: Resource, index: WorkspaceIndex): boolean {
  return index.environmentOf(resource)?.tier === 'production';
}

/** Not known to be in different accounts: a role of another cannot be passed. */
export function mayShareAccount(role: Resource, principal: Resource, index: WorkspaceIndex): boolean {
  const one = index.accountOf(role);
  const other = index.accountOf(principal);
  return one === undefined || other === undefined || one === other;
}

function trustedServices({ trust }: Resource): readonly string[] {
  const principals = trust.flatMap(({ effect, principals: named }) =>
    effect === 'Allow' && named?.mode === 'only' ? named.list : [],
  );
  const names = principals.flatMap(principal =>
    principal.kind === 'service' ? (literalOf(principal.name) ?? []) : [],
  );
  return names.filter(runsCode);
}
