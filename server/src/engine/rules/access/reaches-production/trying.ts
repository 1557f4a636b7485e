/** Whether a change of policies ends a way: each is tried before it is offered. */
import {
  type AccessGraph,
  becomes,
  type EdgeGroup,
  type NodeId,
  type Supposed,
} from '../../../analysis/access-graph/access-graph';
import { nearest } from '../../../analysis/access-graph/paths/nearest';
import { type Hop, isAdministrator, type Reach } from './reaches';

/**
 * Nothing is left of the hop, and the start reaches the same thing by no other way that is as sure; but for ways of which there is
 * something to say by themselves: through other things of production, or as an administrator.
 */
export function ends(reach: Reach, { from, to, group }: Hop, supposed: Supposed, graph: AccessGraph): boolean {
  const instead = graph.groupsSupposing(from.id, supposed);
  const isLeft = instead.some(one => becomes(one) === becomes(group) && one.targets.includes(to.id));
  if (isLeft) return false;
  return isEnded(reach, from.id, instead, graph);
}

/** Whether the start comes there no more, if these were the edges of somebody on the way. */
export function isEnded(
  { start, target, certain }: Reach,
  whose: NodeId,
  instead: readonly EdgeGroup[],
  graph: AccessGraph,
): boolean {
  const isToldApart = (id: NodeId) =>
    graph.nodes.get(id)?.environment?.tier === 'production' || isAdministrator(id, graph);
  const groupsFrom = (id: NodeId) => {
    if (id === whose) return instead;
    return isToldApart(id) ? [] : graph.groupsFrom(id);
  };
  const isTarget = (id: NodeId) => id === target.node.id;
  return !nearest({ groupsFrom }, [start.node.id], isTarget, { possible: !certain }).has(start.node.id);
}
