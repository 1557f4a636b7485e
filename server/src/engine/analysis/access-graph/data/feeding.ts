/** What takes its code from where: who may write to a pipeline's source, or to a repository of images, may choose what runs. */
import type { ResourceId } from '../../../model/ids';
import type { NodeId } from '../access-graph';
import type { Directory } from '../directory/directory';
import type { Entry } from '../directory/entries';
import type { EdgeGroup } from '../edge-group';

const images = new Set(['AWS::ECR::Repository', 'aws_ecr_repository']);
const sources = /^(?:AWS::S3::Bucket|aws_s3_bucket|AWS::CodeCommit::Repository|aws_codecommit_repository)$/;

export interface Fed {
  /** What takes its code from there. */
  readonly runs: readonly NodeId[];
  /** What has a tag there keeps it: "Preventing image tags from being overwritten in Amazon ECR". */
  readonly keepsTags: boolean;
}

/** By what it takes its code from. A bucket that a function names is data, one that a pipeline names is mostly not. */
export function feedingIn(entries: ReadonlyMap<ResourceId, Entry>): ReadonlyMap<NodeId, Fed> {
  const fed = new Map<NodeId, Fed>();
  for (const { resource } of entries.values()) {
    if (resource.runsAs.length === 0) continue;
    for (const id of resource.dependsOn ?? []) {
      const source = entries.get(id)?.resource;
      const isSource = resource.kind === 'pipeline' && sources.test(source?.type ?? '');
      const isTaken = images.has(source?.type ?? '') && !resource.pinsImagesOf?.includes(id);
      if (!isTaken && !isSource) continue;
      fed.set(id, { runs: [...(fed.get(id)?.runs ?? []), resource.id], keepsTags: source?.keepsTags === true });
    }
  }
  return fed;
}

/** By what else is done with it: who decides about a repository lets its tags be moved. */
export function feedingBy(touched: readonly EdgeGroup[], { feeds }: Directory): readonly EdgeGroup[] {
  if (feeds.size === 0) return [];
  const decided = new Set(touched.flatMap(({ how, targets }) => (how === 'administers' ? targets : [])));
  const isOpen = (id: NodeId) => feeds.get(id)?.keepsTags === false || decided.has(id);
  return touched.flatMap(edge => (edge.how === 'writes' ? fedBy(edge, edge.targets.filter(isOpen), feeds) : []));
}

/** Nobody knows whether it is the code that is written there, or the tag that is deployed. */
function fedBy(edge: EdgeGroup, open: readonly NodeId[], feeds: Directory['feeds']): readonly EdgeGroup[] {
  const targets = [...new Set(open.flatMap(id => feeds.get(id)?.runs ?? []))];
  if (targets.length === 0) return [];
  const asked = edge.asked.map(one => ('resource' in one ? one : { ...one, resource: '*' }));
  const says = 'may write what runs in';
  return [{ ...edge, targets, how: 'changes-code', method: 'pipeline-source', certain: false, says, asked }];
}
