/** What resources say themselves of who may use them. */
import type { PolicyStatement, Resource, ResourceId } from '../../model/model';
import type { WorkspaceIndex } from '../index/workspace-index';

/** Roles and users of the workspace whom these statements on a resource let in by name. */
export function namedIn(
  statements: readonly PolicyStatement[],
  { at }: Resource,
  index: WorkspaceIndex,
): readonly ResourceId[] {
  const allowing = statements.filter(({ effect }) => effect === 'Allow');
  const texts = allowing.flatMap(({ principals }) =>
    (principals?.list ?? []).flatMap(one => (one.kind === 'identity' ? [one.arn] : [])),
  );
  const ids = texts.flatMap(text => index.named(text, ['role', 'user'], at.uri).map(({ resource }) => resource.id));
  return [...new Set(ids)];
}

/** Whether they may keep somebody out whose own policies would let them in: a key's decides alone, else only what denies does. */
export function isGuarded({ kind, type }: Resource, statements: readonly PolicyStatement[]): boolean {
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
