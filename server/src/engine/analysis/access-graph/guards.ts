/** What resources say themselves of who may use them, by resource, and whom they name. */
import type { PolicyStatement, Resource, ResourceId } from '../../model/model';
import type { WorkspaceIndex } from '../index/workspace-index';

export interface Guards {
  /** Those of the resource itself and of what is put on it. */
  statementsOn(resource: Resource): readonly PolicyStatement[];
  /** Whether its policies may keep somebody out whose own would let them in. */
  isGuarded(resource: Resource): boolean;
  /** What names this principal. */
  naming(principal: ResourceId): readonly Resource[];
}

const none: readonly never[] = [];

export function guardsOf(index: WorkspaceIndex): Guards {
  return index.once('the access graph: resource policies', readGuards);
}

function readGuards(index: WorkspaceIndex): Guards {
  const put = new Map<ResourceId, PolicyStatement[]>();
  const held: Resource[] = [...index.ofKind('data'), ...index.ofKind('secret')].filter(({ trust }) => trust.length > 0);
  for (const policy of [...index.ofKind('other'), ...index.ofKind('policy')]) {
    if (policy.trust.length === 0) continue;
    for (const text of policy.attachedTo) {
      for (const { resource } of index.named(text, ['data', 'secret', 'compute'], policy.at.uri)) {
        put.set(resource.id, [...(put.get(resource.id) ?? []), ...policy.trust]);
        held.push(resource);
      }
    }
  }
  const statementsOn = ({ id, trust }: Resource) => {
    const more = put.get(id);
    return more ? [...trust, ...more] : trust;
  };
  const named = new Map<ResourceId, Resource[]>();
  for (const resource of new Set(held)) {
    for (const id of namedIn(statementsOn(resource), resource, index))
      named.set(id, [...(named.get(id) ?? []), resource]);
  }
  return {
    statementsOn,
    isGuarded: resource => isGuarded(resource, statementsOn(resource)),
    naming: id => named.get(id) ?? none,
  };
}

/** Roles and users of the workspace. */
function namedIn(
  statements: readonly PolicyStatement[],
  { at }: Resource,
  index: WorkspaceIndex,
): ReadonlySet<ResourceId> {
  const allowing = statements.filter(({ effect }) => effect === 'Allow');
  const texts = allowing.flatMap(({ principals }) =>
    (principals?.list ?? []).flatMap(one => (one.kind === 'identity' ? [one.arn] : [])),
  );
  return new Set(texts.flatMap(text => index.named(text, ['role', 'user'], at.uri).map(({ resource }) => resource.id)));
}

/** A key's policy decides alone; else only what denies keeps anybody out. */
function isGuarded({ kind, type }: Resource, statements: readonly PolicyStatement[]): boolean {
  if (statements.length === 0) return false;
  if (kind === 'secret' && /kms/i.test(type)) return true;
  return statements.some(statement => statement.effect === 'Deny' && !isAvoidable(statement));
}

/** Who asks can choose not to be met by it. */
function isAvoidable({ conditions }: PolicyStatement): boolean {
  return conditions.some(({ key, operator, values }) => {
    const isTls = /^aws:securetransport$/i.test(key) && /^bool$/i.test(operator);
    return isTls && values.every(({ parts }) => parts.length === 1 && parts[0] === 'false');
  });
}
