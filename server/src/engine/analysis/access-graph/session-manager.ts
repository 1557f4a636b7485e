import type { Resource } from '../../model/model';
import { show } from '../../model/text';
import { requests } from '../../policy/request-set';
import type { WorkspaceIndex } from '../index/workspace-index';
import { permissionsOf } from '../permissions/permissions';
import { rolesOf } from './running';

/**
 * Whether Session Manager reaches an instance, by the rights of its role ("Verify or add instance permissions for Session Manager" of
 * the AWS Systems Manager User Guide). That an account has host management for all, no template tells.
 */
export function isManaged(compute: Resource, index: WorkspaceIndex): boolean {
  return rolesOf(compute, index).some(({ resource }) =>
    index.once(`answers sessions: ${resource.id}`, asked => answersSessions(resource, asked)),
  );
}

function answersSessions(role: Resource, index: WorkspaceIndex): boolean {
  if (role.attached.some(({ policy }) => /\/AmazonSSMManagedInstanceCore$/.test(show(policy)))) return true;
  return permissionsOf(role, index).allows(requests({ action: 'ssmmessages:OpenDataChannel' })).answer === 'yes';
}
