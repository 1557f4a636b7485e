/** Ways to data that take more than one action: copies of it, and what logs in with a secret. */
import { type DataKind, kind, of } from './data-kind';
import { clusters, instances, relational } from './database-kinds';
import { tables } from './storage-kinds';

const readTable = ['Scan', 'Query', 'GetItem', 'BatchGetItem', 'PartiQLSelect'].map(name => `dynamodb:${name}`);

/** "Sharing a DB snapshot"; a restored copy is read by who may set its password. */
const shared: readonly DataKind[] = [
  {
    ...kind('rds', 'db:*', instances, of('rds', 'CreateDBSnapshot')),
    needs: [['rds:ModifyDBSnapshotAttribute']],
    says: 'may make and share a snapshot of',
  },
  {
    ...kind('rds', 'cluster:*', clusters, of('rds', 'CreateDBClusterSnapshot')),
    needs: [['rds:ModifyDBClusterSnapshotAttribute']],
    says: 'may make and share a snapshot of',
  },
];

const restored: readonly DataKind[] = [
  {
    ...kind('rds', 'db:*', instances, of('rds', 'CreateDBSnapshot')),
    needs: [['rds:RestoreDBInstanceFromDBSnapshot'], ['rds:ModifyDBInstance']],
    says: 'may restore a copy of',
  },
  {
    ...kind('rds', 'cluster:*', clusters, of('rds', 'CreateDBClusterSnapshot')),
    needs: [['rds:RestoreDBClusterFromSnapshot'], ['rds:ModifyDBCluster']],
    says: 'may restore a copy of',
  },
  {
    ...kind('dynamodb', 'table/*', tables, of('dynamodb', 'CreateBackup')),
    needs: [['dynamodb:RestoreTableFromBackup'], readTable],
    says: 'may restore a copy of',
  },
];

const statements = of('rds-data', 'ExecuteStatement BatchExecuteStatement');

/** "IAM policy actions and resources for IAM database access", "Using the Amazon RDS Data API", "EnableHttpEndpoint". */
const sessions: readonly DataKind[] = [
  {
    ...kind('rds-db', 'dbuser:^/~', `${instances} ${relational}`, of('rds-db', 'connect')),
    provided: 'it takes logins of IAM',
    by: 'iam-logins',
    says: 'may log in to',
  },
  {
    ...kind('rds-data', 'arn:*:rds:*:*:cluster:*', relational, statements),
    needs: [['secretsmanager:GetSecretValue']],
    provided: 'its Data API is on',
    by: 'statements',
    says: 'may run statements in',
  },
  {
    ...kind('rds-data', 'arn:*:rds:*:*:cluster:*', relational, statements),
    needs: [['secretsmanager:GetSecretValue'], ['rds:EnableHttpEndpoint', 'rds:ModifyDBCluster']],
    provided: 'its Data API can be turned on',
    by: 'statements',
    setsUp: true,
    says: 'may turn on the Data API of, and run statements in',
  },
];

export const copying: readonly DataKind[] = [...shared, ...restored, ...sessions];
