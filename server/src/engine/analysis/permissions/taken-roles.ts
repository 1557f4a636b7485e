import type { Resource } from '../../model/resource';
import type { PolicyStatement } from '../../model/statement';
import type { Ceiling } from '../../policy/decide';
import { denote } from '../../policy/denote';
import { contains, type Request } from '../../policy/request-set';
import { type SourcePointer, within } from '../../text/text';
import type { WorkspaceIndex } from '../index/workspace-index';
import { type PassableRoles, rolesNamedBy } from './passable-roles';
import type { Grant, Permissions } from './permissions';

/** What stands against a statement, and the resource that says it; undefined when nobody knows which. */
export interface Taker {
  readonly kind: 'deny' | 'boundary' | 'control-policy';
  readonly policy: Resource | undefined;
}

/** Roles that a statement alone would pass. */
export interface TakenRoles {
  readonly by: Taker;
  readonly roles: readonly Resource[];
}

/** Of the roles that were looked at, those that a Deny, a boundary or an organization takes away, by what does. */
export function takenRoles(
  grant: Grant,
  permissions: Permissions,
  left: PassableRoles,
  index: WorkspaceIndex,
): readonly TakenRoles[] {
  const kept = new Set(left.roles.map(({ role }) => role.id));
  const lost = rolesNamedBy(grant, permissions, index).roles.filter(({ role }) => !kept.has(role.id));
  const taken = new Map<string, { by: Taker; roles: Resource[] }>();
  for (const { role, services } of lost) {
    const by = takerOf(services[0]!.request, permissions, index);
    if (!by) continue;
    const key = `${by.kind} ${by.policy?.id}`;
    const known = taken.get(key) ?? { by, roles: [] };
    known.roles.push(role);
    taken.set(key, known);
  }
  return [...taken.values()];
}

function takerOf(request: Request, permissions: Permissions, index: WorkspaceIndex): Taker | undefined {
  const { policies, given } = permissions;
  const speaks = (statement: PolicyStatement) => contains(denote(statement, given).certain, request);
  const deny = policies.statements.find(({ statement }) => statement.effect === 'Deny' && speaks(statement));
  if (deny) return { kind: 'deny', policy: deny.holder };
  for (const [kind, ceilings] of [
    ['boundary', policies.boundary],
    ['control-policy', policies.controls],
  ] as const) {
    const at = ceilings.map(ceiling => refusedBy(ceiling, speaks)).find(place => place !== undefined);
    if (at) return { kind, policy: holderAt(at, index) };
  }
  return undefined;
}

/** The statement that denies, or the first of those that do not allow. */
function refusedBy({ options }: Ceiling, speaks: (statement: PolicyStatement) => boolean): SourcePointer | undefined {
  for (const { statements = [] } of options) {
    const all = statements.map(({ statement }) => statement);
    const deny = all.find(statement => statement.effect === 'Deny' && speaks(statement));
    if (deny) return deny.at;
    if (!all.some(statement => statement.effect === 'Allow' && speaks(statement))) return all[0]?.at;
  }
  return undefined;
}

function holderAt(at: SourcePointer, index: WorkspaceIndex): Resource | undefined {
  return index.document(at.uri)?.resources.find(resource => within(at, resource.at));
}
