import type { Resource } from '../../model/model';
import { concatenated } from '../lists';
import { child, type Place } from '../place';
import { type Declaration, possibleItems, possibleTexts, property } from './declaration';
import type { Lowering } from './iam';

/**
 * Where types of which readers must be let decrypt name the key. From the types' pages in the CloudFormation Template Reference, 2026.
 */
const places: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault.KMSMasterKeyID',
  'AWS::DynamoDB::Table': 'SSESpecification.KMSMasterKeyId',
  'AWS::DynamoDB::GlobalTable': 'Replicas.SSESpecification.KMSMasterKeyId',
  'AWS::Kinesis::Stream': 'StreamEncryption.KeyId',
  'AWS::SecretsManager::Secret': 'KmsKeyId',
  'AWS::SQS::Queue': 'KmsMasterKeyId',
};

export const encryptionTypes: ReadonlyMap<string, Lowering> = new Map(
  Object.entries(places).map(([type, path]) => [type, resource => keyAt(resource, path.split('.'))]),
);

/** Lists may stand on the way. */
function keyAt(resource: Declaration, [first = '', ...rest]: readonly string[]): Partial<Resource> {
  const own = property(resource, first);
  if (!own) return {};
  const places = rest.reduce(
    (found: readonly Place[], name) =>
      concatenated(found.map(one => possibleItems(one, resource.scope))).flatMap(
        ({ value }) => child(value, name) ?? [],
      ),
    [own],
  );
  const keys = concatenated(places.map(place => possibleTexts(place, resource.scope))).map(({ value }) => value);
  return keys.length > 0 ? { encryptedBy: keys } : {};
}
