import type { Resource } from '../../model/resource';
import { type Declaration, textsUnder } from './declaration';
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
  Object.entries(places).map(([type, path]) => [type, resource => keyAt(resource, path)]),
);

function keyAt(resource: Declaration, path: string): Partial<Resource> {
  const keys = textsUnder(resource, path);
  return keys.length > 0 ? { encryptedBy: keys } : {};
}
