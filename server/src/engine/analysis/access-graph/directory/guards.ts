/** What resources say themselves of who may use them. */
import type { ResourceId } from '../../../model/ids';
import type { Resource } from '../../../model/resource';
import type { PolicyStatement, Principal } from '../../../model/statement';
import { literalOf, type Text } from '../../../model/text';
import type { WorkspaceIndex } from '../../index/workspace-index';
import { isOfPlainTraffic } from '../conditions';

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

/** Whether they may let in all of an account, which then decides itself whom; those whom they name, `namedIn` tells. */
export function mayLetInAccount(statements: readonly PolicyStatement[], account: string): boolean {
  return statements.some(
    ({ effect, principals }) =>
      effect === 'Allow' && (principals?.mode !== 'only' || principals.list.some(one => mayMean(one, account))),
  );
}

function mayMean(principal: Principal, account: string): boolean {
  if (principal.kind === 'anyone') return true;
  if (principal.kind !== 'account') return principal.kind === 'identity' && isOpen(principal.arn);
  const written = literalOf(principal.account);
  return written === undefined ? isOpen(principal.account) : written === account;
}

/** Deployment decides of it, or who is somewhere else. */
export function isOpen({ parts }: Text): boolean {
  return parts.some(part => typeof part === 'object' && part.kind !== 'ambient' && part.resource === undefined);
}
