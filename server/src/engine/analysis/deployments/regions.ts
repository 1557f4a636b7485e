/** Regions in which things stand: what names another region does not mean them. */
import type { Resource } from '../../model/resource';
import { literalOf, type Text } from '../../model/text';
import type { Uri } from '../../text/text';
import type { WorkspaceIndex } from '../index/workspace-index';

/** Those of a thing that stands in regions, in order; undefined where they are not all known. */
export function regionsOf(resource: Resource, index: WorkspaceIndex): readonly string[] | undefined {
  if (!isRegional(resource)) return undefined;
  const own = resource.region && literalOf(resource.region);
  if (resource.region) return own === undefined ? undefined : [own];
  return regionsOfStack(resource, index);
}

/** Whether any landing of the document does. */
export function saysRegion(document: Uri, index: WorkspaceIndex): boolean {
  return index.landingsOf(document).some(({ deployment }) => deployment.region !== undefined);
}

/** Those in which its template lands. */
export function regionsOfStack(resource: Resource, index: WorkspaceIndex): readonly string[] | undefined {
  const found = new Set<string>();
  for (const { deployment } of index.deploymentsOf(resource)) {
    const region = deployment.region && literalOf(deployment.region);
    if (region === undefined) return undefined;
    found.add(region);
  }
  return found.size === 0 ? undefined : [...found].sort();
}

/** Identities are the same in all regions; a bucket's ARN names none, and a global table stands in several. */
function isRegional({ kind, type, isReplicated }: Resource): boolean {
  const isNode = kind === 'data' || kind === 'secret' || kind === 'compute' || kind === 'pipeline';
  return isNode && !isReplicated && !/^AWS::S3::Bucket$|^aws_s3_bucket$|global_?(?:table|cluster)$/i.test(type);
}

/** Whether it is an ARN of the region of its own stack: `arn:aws:sqs:${AWS::Region}:…`. */
export function meansOwnRegion({ parts }: Text): boolean {
  const at = parts.findIndex(part => typeof part === 'object' && part.kind === 'ambient' && REGION.test(part.hole));
  if (at < 0) return false;
  const before = parts.slice(0, at).map(part => (typeof part === 'string' ? part : ''));
  return /^arn:[^:]*:[^:]*:$/.test(before.join(''));
}

const REGION = /region(\.(name|id|region))?$/i;
