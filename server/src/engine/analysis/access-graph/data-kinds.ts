/**
 * What is done with data, by its type: the actions that give somebody what a thing holds, change it, or decide about it. From each
 * service's page of the Service Authorization Reference, as of March 2026.
 */
import type { How } from './access-graph';

export type Touch = Extract<How, 'reads' | 'writes' | 'administers'>;

export interface DataKind {
  /** Provider's words. */
  readonly types: readonly string[];
  /** How requests name one: `arn:*:dynamodb:*:*:table/*`, the name for the first `*` after the account. */
  readonly arn: string;
  readonly touches: Partial<Readonly<Record<Touch, readonly string[]>>>;
  /** Where it is a method of the catalogue, or nearly. */
  readonly method?: string;
  /** Where it has a word of its own. */
  readonly says?: string;
}

function kind(service: string, ending: string, types: string, touches: DataKind['touches']): DataKind {
  const arn = ending.startsWith('arn:') ? ending : `arn:*:${service}:*:*:${ending}`;
  return { types: types.split(' '), arn, touches };
}

/** Actions by the first part of their names. */
function of(service: string, reads: string, writes = '', administers = ''): DataKind['touches'] {
  const actions = (names: string) => (names === '' ? [] : names.split(' ').map(name => `${service}:${name}`));
  return { reads: actions(reads), writes: actions(writes), administers: actions(administers) };
}

const storage: readonly DataKind[] = [
  kind(
    's3',
    'arn:*:s3:::*/zz9f3c',
    'AWS::S3::Bucket aws_s3_bucket',
    of('s3', 'GetObject GetObjectVersion', 'PutObject DeleteObject DeleteObjectVersion'),
  ),
  kind(
    's3',
    'arn:*:s3:::*',
    'AWS::S3::Bucket aws_s3_bucket',
    of('s3', '', '', 'PutBucketPolicy DeleteBucket PutBucketAcl PutReplicationConfiguration'),
  ),
  kind(
    's3express',
    'bucket/*',
    'AWS::S3Express::DirectoryBucket aws_s3_directory_bucket',
    of('s3express', 'CreateSession', 'CreateSession', 'PutBucketPolicy DeleteBucket'),
  ),
  kind(
    'dynamodb',
    'table/*',
    'AWS::DynamoDB::Table AWS::DynamoDB::GlobalTable AWS::Serverless::SimpleTable aws_dynamodb_table aws_dynamodb_global_table',
    of(
      'dynamodb',
      'GetItem Query Scan BatchGetItem PartiQLSelect ExportTableToPointInTime',
      'PutItem UpdateItem DeleteItem BatchWriteItem PartiQLInsert PartiQLUpdate PartiQLDelete',
      'DeleteTable PutResourcePolicy',
    ),
  ),
  kind(
    'elasticfilesystem',
    'file-system/*',
    'AWS::EFS::FileSystem aws_efs_file_system',
    of('elasticfilesystem', 'ClientMount', 'ClientWrite', 'DeleteFileSystem PutFileSystemPolicy'),
  ),
  kind(
    'ecr',
    'repository/*',
    'AWS::ECR::Repository aws_ecr_repository',
    of('ecr', 'BatchGetImage', 'PutImage', 'SetRepositoryPolicy DeleteRepository'),
  ),
  kind(
    'codeartifact',
    'repository/zz9f3c/*',
    'AWS::CodeArtifact::Repository aws_codeartifact_repository',
    of('codeartifact', 'ReadFromRepository', '', 'PutRepositoryPermissionsPolicy'),
  ),
  kind(
    'codecommit',
    '*',
    'AWS::CodeCommit::Repository aws_codecommit_repository',
    of('codecommit', 'GitPull', 'GitPush', 'DeleteRepository'),
  ),
  kind(
    'backup',
    'backup-vault:*',
    'AWS::Backup::BackupVault aws_backup_vault',
    of('backup', '', '', 'DeleteBackupVault PutBackupVaultAccessPolicy'),
  ),
  kind(
    'logs',
    'log-group:*:log-stream:zz9f3c',
    'AWS::Logs::LogGroup aws_cloudwatch_log_group',
    of('logs', 'GetLogEvents'),
  ),
  kind(
    'logs',
    'log-group:*',
    'AWS::Logs::LogGroup aws_cloudwatch_log_group',
    of('logs', 'FilterLogEvents', '', 'DeleteLogGroup'),
  ),
];

const databases: readonly DataKind[] = [
  kind(
    'rds',
    'db:*',
    'AWS::RDS::DBInstance aws_db_instance',
    of('rds', 'RestoreDBInstanceToPointInTime', '', 'DeleteDBInstance ModifyDBInstance'),
  ),
  kind(
    'rds',
    'cluster:*',
    'AWS::RDS::DBCluster AWS::DocDB::DBCluster AWS::Neptune::DBCluster aws_rds_cluster aws_docdb_cluster aws_neptune_cluster',
    of('rds', 'RestoreDBClusterToPointInTime', '', 'DeleteDBCluster ModifyDBCluster'),
  ),
  kind(
    'rds',
    'arn:*:rds::*:global-cluster:*',
    'AWS::RDS::GlobalCluster aws_rds_global_cluster',
    of('rds', '', '', 'DeleteGlobalCluster'),
  ),
  kind(
    'redshift',
    'dbuser:*/zz9f3c',
    'AWS::Redshift::Cluster aws_redshift_cluster',
    of('redshift', 'GetClusterCredentials'),
  ),
  kind(
    'redshift',
    'cluster:*',
    'AWS::Redshift::Cluster aws_redshift_cluster',
    of('redshift', '', '', 'DeleteCluster ModifyCluster'),
  ),
  kind(
    'redshift-serverless',
    'namespace/*',
    'AWS::RedshiftServerless::Namespace aws_redshiftserverless_namespace',
    of('redshift-serverless', '', '', 'DeleteNamespace UpdateNamespace'),
  ),
  kind(
    'elasticache',
    'replicationgroup:*',
    'AWS::ElastiCache::ReplicationGroup aws_elasticache_replication_group',
    of('elasticache', 'Connect', '', 'DeleteReplicationGroup'),
  ),
  kind(
    'elasticache',
    'cluster:*',
    'AWS::ElastiCache::CacheCluster aws_elasticache_cluster',
    of('elasticache', '', '', 'DeleteCacheCluster'),
  ),
  kind(
    'elasticache',
    'serverlesscache:*',
    'AWS::ElastiCache::ServerlessCache aws_elasticache_serverless_cache',
    of('elasticache', 'Connect', '', 'DeleteServerlessCache'),
  ),
  kind(
    'memorydb',
    'cluster/*',
    'AWS::MemoryDB::Cluster aws_memorydb_cluster',
    of('memorydb', 'Connect', '', 'DeleteCluster'),
  ),
  kind(
    'dax',
    'cache/*',
    'AWS::DAX::Cluster aws_dax_cluster',
    of('dax', 'GetItem Query Scan', 'PutItem UpdateItem DeleteItem', 'DeleteCluster'),
  ),
  kind(
    'timestream',
    'database/zz9f3c/table/*',
    'AWS::Timestream::Table',
    of('timestream', 'Select', 'WriteRecords', 'DeleteTable'),
  ),
  kind(
    'timestream',
    'database/*',
    'AWS::Timestream::Database aws_timestreamwrite_database',
    of('timestream', '', '', 'DeleteDatabase'),
  ),
  kind(
    'cassandra',
    '/keyspace/zz9f3c/table/*',
    'AWS::Cassandra::Table aws_keyspaces_table',
    of('cassandra', 'Select', 'Modify', 'Drop'),
  ),
  kind('cassandra', '/keyspace/*/', 'AWS::Cassandra::Keyspace aws_keyspaces_keyspace', of('cassandra', '', '', 'Drop')),
  kind(
    'qldb',
    'ledger/*/table/zz9f3c',
    'AWS::QLDB::Ledger aws_qldb_ledger',
    of('qldb', 'PartiQLSelect', 'PartiQLInsert PartiQLUpdate'),
  ),
  kind('qldb', 'ledger/*', 'AWS::QLDB::Ledger aws_qldb_ledger', of('qldb', '', '', 'DeleteLedger')),
  kind(
    'es',
    'domain/*',
    'AWS::OpenSearchService::Domain AWS::Elasticsearch::Domain aws_opensearch_domain aws_elasticsearch_domain',
    of('es', 'ESHttpGet', 'ESHttpPut ESHttpPost', 'DeleteDomain UpdateDomainConfig'),
  ),
  kind(
    'aoss',
    'collection/*',
    'AWS::OpenSearchServerless::Collection',
    of('aoss', 'APIAccessAll', '', 'DeleteCollection'),
  ),
  kind(
    'cognito-idp',
    'userpool/*',
    'AWS::Cognito::UserPool aws_cognito_user_pool',
    of(
      'cognito-idp',
      'ListUsers AdminGetUser',
      'AdminSetUserPassword AdminCreateUser',
      'DeleteUserPool UpdateUserPool',
    ),
  ),
];

const messages: readonly DataKind[] = [
  kind(
    'sqs',
    '*',
    'AWS::SQS::Queue aws_sqs_queue',
    of('sqs', 'ReceiveMessage', 'SendMessage PurgeQueue', 'SetQueueAttributes AddPermission DeleteQueue'),
  ),
  kind(
    'sns',
    '*',
    'AWS::SNS::Topic aws_sns_topic',
    of('sns', 'Subscribe', 'Publish', 'SetTopicAttributes AddPermission DeleteTopic'),
  ),
  kind(
    'kinesis',
    'stream/*',
    'AWS::Kinesis::Stream aws_kinesis_stream',
    of('kinesis', 'GetRecords', 'PutRecord PutRecords', 'DeleteStream PutResourcePolicy'),
  ),
  kind(
    'firehose',
    'deliverystream/*',
    'AWS::KinesisFirehose::DeliveryStream aws_kinesis_firehose_delivery_stream',
    of('firehose', '', 'PutRecord PutRecordBatch', 'UpdateDestination DeleteDeliveryStream'),
  ),
  kind(
    'kafka-cluster',
    'arn:*:kafka:*:*:topic/*/zz9f3c/zz9f3c',
    'AWS::MSK::Cluster aws_msk_cluster',
    of('kafka-cluster', 'ReadData', 'WriteData'),
  ),
  kind(
    'events',
    'event-bus/*',
    'AWS::Events::EventBus aws_cloudwatch_event_bus',
    of('events', '', 'PutEvents', 'DeleteEventBus'),
  ),
];

const secrets: readonly DataKind[] = [
  kind(
    'secretsmanager',
    'secret:*',
    'AWS::SecretsManager::Secret aws_secretsmanager_secret',
    of('secretsmanager', 'GetSecretValue', 'PutSecretValue UpdateSecret', 'PutResourcePolicy DeleteSecret'),
  ),
  kind(
    'ssm',
    'parameter/*',
    'AWS::SSM::Parameter aws_ssm_parameter',
    of('ssm', 'GetParameter GetParameters GetParametersByPath GetParameterHistory', 'PutParameter', 'DeleteParameter'),
  ),
  kind(
    'kms',
    'key/*',
    'AWS::KMS::Key AWS::KMS::ReplicaKey aws_kms_key aws_kms_replica_key',
    of(
      'kms',
      'Decrypt',
      'Encrypt GenerateDataKey ReEncryptTo',
      'PutKeyPolicy CreateGrant ScheduleKeyDeletion DisableKey',
    ),
  ),
];

const functions = 'AWS::Lambda::Function AWS::Serverless::Function aws_lambda_function';

/** Who calls a function has what it answers, not what it may do. */
const compute: readonly DataKind[] = [
  {
    ...kind('lambda', 'function:*', functions, of('lambda', 'InvokeFunction')),
    method: 'invoke-function',
    says: 'may call',
  },
  {
    ...kind('lambda', 'function:*', functions, of('lambda', 'GetFunction GetFunctionConfiguration')),
    method: 'read-secret',
    says: 'may read the variables of',
  },
];

export const dataKinds: readonly DataKind[] = [...storage, ...databases, ...messages, ...secrets, ...compute];

/** An action on data of one kind. */
export interface Spec {
  readonly kind: DataKind;
  readonly how: Touch;
  readonly action: string;
}

const byAction: ReadonlyMap<string, readonly Spec[]> = (() => {
  const specs = new Map<string, Spec[]>();
  for (const kind of dataKinds) {
    for (const [how, actions] of Object.entries(kind.touches)) {
      for (const action of actions) {
        specs.set(action, [...(specs.get(action) ?? []), { kind, how: how as Touch, action }]);
      }
    }
  }
  return specs;
})();

export const dataActions: readonly string[] = [...byAction.keys()];

export function specsOf(action: string): readonly Spec[] {
  return byAction.get(action) ?? [];
}

export const dataWords: Readonly<Record<Touch, string>> = {
  reads: 'may read',
  writes: 'may write to',
  administers: 'may decide about',
};
