/** What a principal may do with a resource, by its own policies and by the resource's. */
import type { Resource } from '../../model/model';
import type { Bounds } from '../../policy/reading';
import { noRequests, type RequestSet, union } from '../../policy/request-set';
import type { SourcePointer } from '../../text/text';
import type { WorkspaceIndex } from '../index/workspace-index';
import type { Permissions } from './permissions';

export interface Access {
  readonly bounds: Bounds<RequestSet>;
  /** The Allows that it rests on: the principal's own first, then the resource's. */
  readonly because: readonly SourcePointer[];
}

/** Of `asked`, requests on this resource, what the principal may do. */
export function accessTo(
  permissions: Permissions,
  resource: Resource,
  asked: RequestSet,
  _index: WorkspaceIndex,
): Access {
  const granted = permissions.grants.map(grant => ({ at: grant.via, bounds: permissions.granted(grant, asked) }));
  const possible = union(...granted.map(({ bounds }) => bounds.possible));
  const because = granted.filter(({ bounds }) => bounds.possible.pieces.length > 0).map(({ at }) => at);
  const certain = resource.trust.length === 0 ? union(...granted.map(({ bounds }) => bounds.certain)) : noRequests;
  return { bounds: { certain, possible }, because };
}
