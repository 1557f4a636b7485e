import type { Resource } from '../../model/resource';
import { literalOf } from '../../model/text';
import { type Declaration, textsUnder } from './declaration';
import type { Lowering } from './iam';

/** Either refuses policies that let in the public, or lets nobody in by them ("Blocking public access to your Amazon S3 storage"). */
const settings = ['BlockPublicPolicy', 'RestrictPublicBuckets'];

export const publicAccessTypes: ReadonlyMap<string, Lowering> = new Map([['AWS::S3::Bucket', blocked]]);

function blocked(resource: Declaration): Partial<Resource> {
  const values = settings.map(name => textsUnder(resource, `PublicAccessBlockConfiguration.${name}`));
  const isBlocked = values.some(texts => texts.length > 0 && texts.every(text => literalOf(text) === 'true'));
  return isBlocked ? { blocksPublic: true } : {};
}
