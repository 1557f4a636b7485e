/** What references to data will be: ARNs by which policies call it and are called to account for it. */
import type { Resource } from '../../model/resource';
import { type Given, standIns } from '../../policy/reading';

/** What stands after `arn:aws:`, with the name for `*`, of those whose name or id is all that their ARN tells. */
const forms: readonly (readonly [types: RegExp, form: string])[] = [
  [/^(?:AWS::S3::Bucket|aws_s3_bucket)$/, 's3:::*'],
  [
    /^(?:AWS::DynamoDB::(?:Global)?Table|AWS::Serverless::SimpleTable|aws_dynamodb_(?:global_)?table)$/,
    'dynamodb:%:table/*',
  ],
  [/^(?:AWS::SQS::Queue|aws_sqs_queue)$/, 'sqs:%:*'],
  [/^(?:AWS::SNS::Topic|aws_sns_topic)$/, 'sns:%:*'],
  [/^(?:AWS::Kinesis::Stream|aws_kinesis_stream)$/, 'kinesis:%:stream/*'],
  [/^(?:AWS::KinesisFirehose::DeliveryStream|aws_kinesis_firehose_delivery_stream)$/, 'firehose:%:deliverystream/*'],
  [/^(?:AWS::ECR::Repository|aws_ecr_repository)$/, 'ecr:%:repository/*'],
  [/^(?:AWS::EFS::FileSystem|aws_efs_file_system)$/, 'elasticfilesystem:%:file-system/*'],
  [/^(?:AWS::(?:OpenSearchService|Elasticsearch)::Domain|aws_(?:opensearch|elasticsearch)_domain)$/, 'es:%:domain/*'],
  [/^(?:AWS::SecretsManager::Secret|aws_secretsmanager_secret)$/, 'secretsmanager:%:secret:*-zz9f3c'],
  [/^(?:AWS::SSM::Parameter|aws_ssm_parameter)$/, 'ssm:%:parameter/*'],
  [/^(?:AWS::KMS::(?:Replica)?Key|aws_kms_(?:replica_)?key)$/, 'kms:%:key/*'],
  [/^(?:AWS::RDS::DBInstance|aws_db_instance)$/, 'rds:%:db:*'],
  [/^(?:AWS::RDS::DBCluster|aws_rds_cluster)$/, 'rds:%:cluster:*'],
];

/** Undefined for other types. */
export function dataArnOf({ type }: Resource, name: string, given: Given): string | undefined {
  const form = forms.find(([types]) => types.test(type))?.[1];
  if (form === undefined) return undefined;
  const { partition, region, account } = { ...standIns, ...given };
  const ending = form.replace('%', `${region}:${account}`).replace('*', () => name.replace(/^\//, ''));
  return `arn:${partition}:${ending}`;
}
