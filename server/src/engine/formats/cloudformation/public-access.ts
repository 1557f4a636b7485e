import type { Resource } from '../../model/resource';
import { type Answer, literalOf } from '../../model/text';
import { type Declaration, placesUnder, possibleTextsUnder, property } from './declaration';
import type { Lowering } from './iam';

/** Either refuses policies that let in the public, or lets nobody in by them ("Blocking public access to your Amazon S3 storage"). */
const settings = ['BlockPublicPolicy', 'RestrictPublicBuckets'];

export const publicAccessTypes: ReadonlyMap<string, Lowering> = new Map([['AWS::S3::Bucket', blocked]]);

function blocked(bucket: Declaration): Partial<Resource> {
  const configuration = 'PublicAccessBlockConfiguration';
  if (!property(bucket, configuration)) return {};
  const answers = settings.map(name => answerAt(bucket, `${configuration}.${name}`));
  return {
    blocksPublic: answers.find(answer => answer === 'yes') ?? answers.find(answer => answer === 'maybe') ?? 'no',
  };
}

/** What is not said is off. */
function answerAt(bucket: Declaration, path: string): Answer {
  const texts = possibleTextsUnder(bucket, path);
  if (texts.length === 0) return placesUnder(bucket, path).length === 0 ? 'no' : 'maybe';
  const words = texts.map(({ value }) => literalOf(value));
  if (words.every(word => word === 'false')) return 'no';
  return words.every(word => word === 'true') && texts.every(({ when }) => when === undefined) ? 'yes' : 'maybe';
}
