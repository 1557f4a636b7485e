import type { Resource } from '../../../model/resource';
import { attribute, blocks, literalOf, textsOf } from '../values/readings';
import type { Value } from '../values/value';
import { type Declaration, textsAt } from './declaration';
import type { Lowering } from './iam';

/** Where types of which readers must be let decrypt name the key. From the provider's schema, 5.100 and later. */
const places: Readonly<Record<string, string>> = {
  aws_s3_bucket: 'server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.kms_master_key_id',
  aws_s3_bucket_server_side_encryption_configuration: 'rule.apply_server_side_encryption_by_default.kms_master_key_id',
  aws_dynamodb_table: 'server_side_encryption.kms_key_arn',
  aws_kinesis_stream: 'kms_key_id',
  aws_secretsmanager_secret: 'kms_key_id',
  aws_sqs_queue: 'kms_master_key_id',
  aws_ssm_parameter: 'key_id',
};

export const encryptionTypes: ReadonlyMap<string, Lowering> = new Map(
  Object.entries(places).map(([type, path]) => [type, declaration => keyAt(declaration, path.split('.'))]),
);

/** What a resource of its own says is of the bucket that it names. */
function keyAt(declaration: Declaration, [first = '', ...rest]: readonly string[]): Partial<Resource> {
  const values = rest.reduce(
    (found: readonly Value[], name) => found.flatMap(blocks).flatMap(block => attribute(block, name) ?? []),
    [declaration.attribute(first)].filter(value => value !== undefined),
  );
  const keys = values.filter(value => literalOf(value) !== '').flatMap(textsOf);
  if (keys.length === 0) return {};
  const isOfBucket = declaration.type === 'aws_s3_bucket_server_side_encryption_configuration';
  return { encryptedBy: keys, ...(isOfBucket ? { attachedTo: textsAt(declaration, 'bucket') } : {}) };
}
