/** What takes its code from where: who may write to a pipeline's source, or to a repository of images, may choose what runs. */
import type { EdgeGroup, NodeId } from '../access-graph';
import type { Directory } from '../directory/directory';
import type { Feeds } from '../directory/feeds';

/** By what else is done with it: who decides about a repository lets its tags be moved. */
export function feedingBy(touched: readonly EdgeGroup[], { feeds }: Directory): readonly EdgeGroup[] {
  if (feeds.size === 0) return [];
  const decided = new Set(touched.flatMap(({ how, targets }) => (how === 'administers' ? targets : [])));
  const isOpen = (id: NodeId) => feeds.get(id)?.keepsTags === false || decided.has(id);
  return touched.flatMap(edge => (edge.how === 'writes' ? fedBy(edge, edge.targets.filter(isOpen), feeds) : []));
}

/** Nobody knows whether it is the code that is written there, or the tag that is deployed. */
function fedBy(edge: EdgeGroup, open: readonly NodeId[], feeds: Feeds): readonly EdgeGroup[] {
  const targets = [...new Set(open.flatMap(id => feeds.get(id)?.runs ?? []))];
  if (targets.length === 0) return [];
  const asked = edge.asked.map(one => ('resource' in one ? one : { ...one, resource: '*' }));
  const says = 'may write what runs in';
  return [{ ...edge, targets, how: 'changes-code', method: 'pipeline-source', certain: false, says, asked }];
}
