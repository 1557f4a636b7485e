/** Databases, and what is asked of them by their own services. */
import { type DataKind, kind, of } from './data-kind';

export const instances = 'AWS::RDS::DBInstance aws_db_instance';
/** Those that have users of their own service. */
export const relational = 'AWS::RDS::DBCluster aws_rds_cluster';
export const clusters = `${relational} AWS::DocDB::DBCluster AWS::Neptune::DBCluster aws_docdb_cluster aws_neptune_cluster`;

export const databases: readonly DataKind[] = [
  kind('rds', 'db:*', instances, of('rds', 'RestoreDBInstanceToPointInTime', '', 'DeleteDBInstance ModifyDBInstance')),
  kind('rds', 'cluster:*', clusters, of('rds', 'RestoreDBClusterToPointInTime', '', 'DeleteDBCluster ModifyDBCluster')),
  kind(
    'rds',
    'arn:*:rds::*:global-cluster:*',
    'AWS::RDS::GlobalCluster aws_rds_global_cluster',
    of('rds', '', '', 'DeleteGlobalCluster'),
  ),
  kind(
    'redshift',
    'dbuser:*/~',
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
    'database/^/table/*',
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
    '/keyspace/^/table/*',
    'AWS::Cassandra::Table aws_keyspaces_table',
    of('cassandra', 'Select', 'Modify', 'Drop'),
  ),
  kind('cassandra', '/keyspace/*/', 'AWS::Cassandra::Keyspace aws_keyspaces_keyspace', of('cassandra', '', '', 'Drop')),
  kind(
    'qldb',
    'ledger/*/table/~',
    'AWS::QLDB::Ledger aws_qldb_ledger',
    of('qldb', 'PartiQLSelect', 'PartiQLInsert PartiQLUpdate'),
  ),
  kind('qldb', 'ledger/*', 'AWS::QLDB::Ledger aws_qldb_ledger', of('qldb', '', '', 'DeleteLedger')),
  kind(
    'es',
    'domain/*',
    'AWS::OpenSearchService::Domain AWS::Elasticsearch::Domain aws_opensearch_domain aws_elasticsearch_domain',
    of('es', '', '', 'DeleteDomain UpdateDomainConfig'),
  ),
  kind(
    'es',
    'domain/*/~',
    'AWS::OpenSearchService::Domain AWS::Elasticsearch::Domain aws_opensearch_domain aws_elasticsearch_domain',
    of('es', 'ESHttpGet', 'ESHttpPut ESHttpPost'),
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
