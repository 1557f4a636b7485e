/** Files, tables, images, code and logs. */
import { type DataKind, kind, of } from './data-kind';

export const tables =
  'AWS::DynamoDB::Table AWS::DynamoDB::GlobalTable AWS::Serverless::SimpleTable aws_dynamodb_table aws_dynamodb_global_table';

export const storage: readonly DataKind[] = [
  kind(
    's3',
    'arn:*:s3:::*/~',
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
    tables,
    of(
      'dynamodb',
      'GetItem Query Scan BatchGetItem PartiQLSelect ExportTableToPointInTime',
      'PutItem UpdateItem DeleteItem BatchWriteItem PartiQLInsert PartiQLUpdate PartiQLDelete',
      'DeleteTable PutResourcePolicy',
    ),
  ),
  kind('dynamodb', 'table/*/index/~', tables, of('dynamodb', 'Query Scan PartiQLSelect')),
  kind('dynamodb', 'table/*/stream/~', tables, of('dynamodb', 'GetRecords')),
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
    of('ecr', 'BatchGetImage', 'PutImage', 'SetRepositoryPolicy DeleteRepository PutImageTagMutability'),
  ),
  kind(
    'codeartifact',
    'repository/^/*',
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
    'log-group:*:~',
    'AWS::Logs::LogGroup aws_cloudwatch_log_group',
    of('logs', 'GetLogEvents FilterLogEvents StartLiveTail'),
  ),
  kind(
    'logs',
    'log-group:*',
    'AWS::Logs::LogGroup aws_cloudwatch_log_group',
    of('logs', 'FilterLogEvents StartLiveTail', '', 'DeleteLogGroup'),
  ),
];
