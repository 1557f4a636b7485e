import type { WorkspaceIndex } from '../index/workspace-index';
import type { Permissions } from '../permissions/permissions';
import type { Escalation } from './escalation';

/** The methods of the catalogue that are open to a principal, at most one escalation each. */
export function escalationsOf(_permissions: Permissions, _index: WorkspaceIndex): readonly Escalation[] {
  return [];
}
