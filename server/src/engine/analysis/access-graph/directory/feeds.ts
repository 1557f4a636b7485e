/** What takes its code from which pipeline's source or repository of images. */
import type { ResourceId } from '../../../model/ids';
import type { NodeId } from '../access-graph';
import type { Entry } from './entries';

const images = new Set(['AWS::ECR::Repository', 'aws_ecr_repository']);
const sources = /^(?:AWS::S3::Bucket|aws_s3_bucket|AWS::CodeCommit::Repository|aws_codecommit_repository)$/;

export interface Fed {
  /** What takes its code from there. */
  readonly runs: readonly NodeId[];
  /** What has a tag there keeps it: "Preventing image tags from being overwritten in Amazon ECR". */
  readonly keepsTags: boolean;
}

/** What takes its code, by what it takes it from. */
export type Feeds = ReadonlyMap<NodeId, Fed>;

export function feedingIn(entries: ReadonlyMap<ResourceId, Entry>): Feeds {
  const fed = new Map<NodeId, Fed>();
  for (const entry of entries.values()) {
    if (entry.resource.runsAs.length === 0) continue;
    for (const id of takenFrom(entry, entries)) {
      const keepsTags = entries.get(id)?.resource.keepsTags === true;
      fed.set(id, { runs: [...(fed.get(id)?.runs ?? []), entry.resource.id], keepsTags });
    }
  }
  return fed;
}

/** And what it refers to without telling what for: a bucket that a function names is data, one that a pipeline names is mostly not. */
function* takenFrom({ resource, origins }: Entry, entries: ReadonlyMap<ResourceId, Entry>): Iterable<ResourceId> {
  yield* origins;
  for (const id of resource.dependsOn ?? []) {
    const source = entries.get(id)?.resource;
    const isSource = resource.kind === 'pipeline' && sources.test(source?.type ?? '');
    const isTaken = images.has(source?.type ?? '') && !resource.pinsImagesOf?.includes(id);
    if (isSource || isTaken) yield id;
  }
}
