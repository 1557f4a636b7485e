import type { Resource } from '../../../model/resource';
import type { Answer } from '../../../model/text';
import { literalOf } from '../values/readings';
import { type Declaration, textsAt } from './declaration';
import type { Lowering } from './iam';

/** Either refuses policies that let in the public, or lets nobody in by them ("Blocking public access to your Amazon S3 storage"). */
const settings = ['block_public_policy', 'restrict_public_buckets'];

export const publicAccessTypes: ReadonlyMap<string, Lowering> = new Map([
  ['aws_s3_bucket_public_access_block', declaration => blocked(declaration, 'bucket')],
  ['aws_s3_account_public_access_block', declaration => blocked(declaration, 'account_id')],
]);

/** A resource of its own, of the bucket or the account that it names. */
function blocked(declaration: Declaration, target: string): Partial<Resource> {
  const words = settings.map(name => {
    const value = declaration.attribute(name);
    return value === undefined ? 'false' : literalOf(value);
  });
  const isOff = words.every(word => word === 'false');
  const blocksPublic: Answer = words.includes('true') ? 'yes' : isOff ? 'no' : 'maybe';
  return { blocksPublic, attachedTo: textsAt(declaration, target) };
}
