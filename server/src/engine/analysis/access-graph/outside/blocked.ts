/** Whom Amazon S3 keeps out whatever policies say: "Blocking public access to your Amazon S3 storage", 2026. */
import type { ResourceId } from '../../../model/ids';
import type { Resource } from '../../../model/resource';
import { literalOf } from '../../../model/text';
import type { WorkspaceIndex } from '../../index/workspace-index';
import type { EdgeGroup } from '../access-graph';
import { homeOf } from '../directory/homes';
import type { Entrance, Outsider } from './outsiders';

/** An organization is none: "The meaning of public". */
function isPublic({ openTo }: Outsider): boolean {
  return openTo === 'anyone';
}

/**
 * Whom a block of public access lets in: not the public, and where a policy lets that in for certain, of others services alone ("public
 * and cross-account access within any public bucket policy, including non-public delegation to specific accounts, is blocked").
 */
export function besidesPublic(
  entrances: readonly Entrance[],
  isBlocked: (id: ResourceId) => boolean,
): readonly Entrance[] {
  const open = new Set(entrances.flatMap(({ who, edge, into }) => (isPublic(who) && edge.certain ? into : [])));
  return entrances.filter(({ who, into }) => {
    const isKept = open.has(into) ? who.kind === 'service' : !isPublic(who);
    return isKept || !isBlocked(into);
  });
}

/**
 * Nobody of the public for certain, where nothing says that a bucket lets them in: "Beginning in April 2023, all Block Public Access
 * settings are enabled by default for all new buckets" ("Heads-up: Amazon S3 security changes are coming").
 */
export function ofBucket(entrances: readonly Entrance[], said: readonly Resource[]): readonly Entrance[] {
  const answers = said.flatMap(({ blocksPublic }) => blocksPublic ?? []);
  if (answers.includes('yes')) return besidesPublic(entrances, () => true);
  const isOpen = answers.length > 0 && !answers.includes('maybe');
  if (isOpen || !said.some(isBucket)) return entrances;
  return entrances.map(one => (isPublic(one.who) ? { ...one, edge: unlessBlocked(one.edge) } : one));
}

function unlessBlocked(edge: EdgeGroup): EdgeGroup {
  return { ...edge, certain: false, conditions: [...edge.conditions, 'it does not block public access'] };
}

function isBucket({ type }: Resource): boolean {
  return type === 'AWS::S3::Bucket' || type === 'aws_s3_bucket';
}

/** Whether it is a bucket of an account that lets the public into none of its buckets. */
export function isBlockedByAccount(id: ResourceId, index: WorkspaceIndex): boolean {
  const resource = index.resource(id);
  if (!resource || !isBucket(resource)) return false;
  return blockingHomes(index).has(homeOf(resource, index).key);
}

/** By their accounts, or by their stacks where nobody knows these. */
function blockingHomes(index: WorkspaceIndex): ReadonlySet<string> {
  return index.once('the access graph: accounts that block public access', asked => {
    const resources = asked.documents().flatMap(document => document.resources);
    return new Set(resources.flatMap(one => (isOfAccount(one) ? (homeBlocked(one, asked) ?? []) : [])));
  });
}

function isOfAccount({ type, blocksPublic }: Resource): boolean {
  return blocksPublic === 'yes' && type === 'aws_s3_account_public_access_block';
}

/** That of its provider, where it names none; undefined where nobody knows which it names. */
function homeBlocked(block: Resource, index: WorkspaceIndex): string | undefined {
  const [account] = block.attachedTo;
  const [only] = account?.parts ?? [];
  const isOwn = only === undefined || (typeof only === 'object' && only.kind === 'ambient');
  return isOwn ? homeOf(block, index).key : account && literalOf(account);
}
