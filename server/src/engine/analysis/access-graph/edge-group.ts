/** Edges of one node that are alike but for their targets: there may be very many, so each is made when it is asked for. */
import type { Request } from '../../policy/request-set';
import { readable } from '../permissions/iam-names';
import type { AccessEdge, NodeId } from './access-graph';

/** A request; without a resource, it is about the target. */
export type Asked = Request | Omit<Request, 'resource'>;

export interface EdgeGroup extends Omit<AccessEdge, 'from' | 'to' | 'requests'> {
  /** Sorted by nothing that tells; groups that name the same targets share one list. */
  readonly targets: readonly NodeId[];
  readonly asked: readonly Asked[];
}

/** `arnOf` says how requests name a target. */
export function edgeIn(
  group: EdgeGroup,
  from: NodeId,
  to: NodeId,
  arnOf: (target: NodeId, action: string) => string,
): AccessEdge {
  const { how, method, certain, says, because, conditions } = group;
  const requests = group.asked.map(asked =>
    'resource' in asked ? asked : readable({ ...asked, resource: arnOf(to, asked.action) }),
  );
  return { from, to, how, method, certain, says, requests, because, conditions };
}
