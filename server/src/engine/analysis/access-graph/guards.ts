/** What resources say themselves of who may use them. */
import type { PolicyStatement, Resource, ResourceId } from '../../model/model';
import type { WorkspaceIndex } from '../index/workspace-index';
import { isOfPlainTraffic } from './conditions';

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
  return statements.some(statement => statement.effect === 'Deny' && !statement.conditions.some(isOfPlainTraffic));
}
