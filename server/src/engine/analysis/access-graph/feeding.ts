/** What takes its code from where: who may write to a pipeline's source, or to a repository of images, may choose what runs. */
import type { ResourceId } from '../../model/model';
import type { NodeId } from './access-graph';
import type { Directory } from './directory';
import type { EdgeGroup } from './edge-group';
import type { Entry } from './entries';

const images = new Set(['AWS::ECR::Repository', 'aws_ecr_repository']);
const sources = /^(?:AWS::S3::Bucket|aws_s3_bucket|AWS::CodeCommit::Repository|aws_codecommit_repository)$/;

/** By what it takes its code from. A bucket that a function names is data, one that a pipeline names is mostly not. */
export function feedingIn(entries: ReadonlyMap<ResourceId, Entry>): ReadonlyMap<NodeId, readonly NodeId[]> {
  const fed = new Map<NodeId, NodeId[]>();
  for (const { resource } of entries.values()) {
    if (resource.runsAs.length === 0) continue;
    for (const id of resource.dependsOn ?? []) {
      const type = entries.get(id)?.resource.type ?? '';
      const isSource = resource.kind === 'pipeline' && sources.test(type);
      if (images.has(type) || isSource) fed.set(id, [...(fed.get(id) ?? []), resource.id]);
    }
  }
  return fed;
}

/** Nobody knows whether it is the code that is written there, or the tag that is deployed. */
export function* feeding(edge: EdgeGroup, { feeds }: Directory): Iterable<EdgeGroup> {
  if (edge.how !== 'writes' || feeds.size === 0) return;
  const targets = [...new Set(edge.targets.flatMap(id => feeds.get(id) ?? []))];
  if (targets.length === 0) return;
  const asked = edge.asked.map(one => ('resource' in one ? one : { ...one, resource: '*' }));
  yield {
    ...edge,
    targets,
    how: 'changes-code',
    method: 'pipeline-source',
    certain: false,
    says: 'may write what runs in',
    asked,
  };
}
