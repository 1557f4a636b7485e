/** What of data a policy lets somebody touch: AWS's answers, with data called in the ways that policies call it. */
import { describe, expect, test } from 'vitest';
import { edgesFrom, graphOf } from '../../support/access-graph';

type Statement = Readonly<Record<string, unknown>>;
const allow = (Action: string | readonly string[], Resource: unknown = '*'): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const deny = (Action: string, Resource: unknown = '*'): Statement => ({ ...allow(Action, Resource), Effect: 'Deny' });
const arn = (ending: string) => `arn:aws:${ending.replace(':', ':*:*:')}`;
const sub = (text: string) => ({ 'Fn::Sub': text });
const attribute = (name: string) => ({ 'Fn::GetAtt': ['Data', name] });
const ARN = attribute('Arn');

interface Written {
  readonly type: string;
  readonly named?: Readonly<Record<string, unknown>>;
}
const data = (type: string, property?: string, name?: string): Written =>
  property === undefined ? { type } : { type, named: { [property]: name } };

const bucket = data('S3::Bucket', 'BucketName', 'prod-b');
const table = data('DynamoDB::Table', 'TableName', 'prod-t');
const secret = data('SecretsManager::Secret', 'Name', 'prod/db');
const parameter = data('SSM::Parameter', 'Name', '/prod/db/pw');
const logs = data('Logs::LogGroup', 'LogGroupName', '/aws/lambda/prod');
const domain = data('OpenSearchService::Domain', 'DomainName', 'prod-d');
const database: Written = {
  type: 'RDS::DBInstance',
  named: { DBInstanceIdentifier: 'prod-db', EnableIAMDatabaseAuthentication: true },
};
const cluster: Written = {
  type: 'RDS::DBCluster',
  named: { DBClusterIdentifier: 'prod-c', EnableHttpEndpoint: true },
};

interface Held {
  readonly managed?: readonly string[];
  readonly parameters?: object;
}

function ways(
  { type, named = {} }: Written,
  statements: readonly Statement[],
  { managed = [], parameters }: Held = {},
) {
  const Policies = statements.length > 0 ? [{ PolicyName: 'p', PolicyDocument: { Statement: statements } }] : [];
  const Resources = {
    Data: { Type: `AWS::${type}`, Properties: named },
    Dev: { Type: 'AWS::IAM::User', Properties: { UserName: 'dev', Policies, ManagedPolicyArns: managed } },
  };
  const text = JSON.stringify({ ...(parameters ? { Parameters: parameters } : {}), Resources });
  const graph = graphOf({ 'template.json': text });
  return edgesFrom(graph, 'Dev').flatMap(edge =>
    edge.endsWith(' Data') ? edge.replace('Dev ', '').replace(' Data', '') : [],
  );
}

type Case = readonly [name: string, of: Written, statements: readonly Statement[], found: readonly string[]];

const parts: readonly Case[] = [
  ['a prefix', bucket, [allow('s3:GetObject', 'arn:aws:s3:::prod-b/customers/*')], ['reads']],
  ['one object', bucket, [allow('s3:PutObject', 'arn:aws:s3:::prod-b/in/a.csv')], ['writes']],
  ['an ending, in any bucket', bucket, [allow('s3:GetObject', 'arn:aws:s3:::*/*.csv')], ['reads']],
  ['of another bucket', bucket, [allow('s3:GetObject', 'arn:aws:s3:::prod-bb/customers/*')], []],
  ['the bucket, which is no object', bucket, [allow('s3:GetObject', 'arn:aws:s3:::prod-b')], []],
  ['the same by reference', bucket, [allow('s3:GetObject', ARN)], []],
  ['objects, which have no policy', bucket, [allow('s3:PutBucketPolicy', sub('${Data.Arn}/*'))], []],
  ['a prefix by reference', bucket, [allow('s3:GetObject', sub('arn:aws:s3:::${Data}/customers/*'))], ['reads']],
  ['an index', table, [allow('dynamodb:Query', arn('dynamodb:table/prod-t/index/byName'))], ['reads']],
  ['GetItem, which asks no index', table, [allow('dynamodb:GetItem', sub('${Data.Arn}/index/*'))], []],
  ['a stream', table, [allow('dynamodb:GetRecords', attribute('StreamArn'))], ['reads']],
  ['streams by name', table, [allow('dynamodb:GetRecords', arn('dynamodb:table/prod-t/stream/*'))], ['reads']],
  ['a path', parameter, [allow('ssm:GetParameter', arn('ssm:parameter/prod/*'))], ['reads']],
  ['all below a path', parameter, [allow('ssm:GetParametersByPath', arn('ssm:parameter/prod'))], ['reads']],
  ['all below itself', parameter, [allow('ssm:GetParametersByPath', arn('ssm:parameter/prod/db/pw'))], []],
  ['all below another path', parameter, [allow('ssm:GetParametersByPath', arn('ssm:parameter/dev'))], []],
  ['a group of logs', logs, [allow('logs:FilterLogEvents', arn('logs:log-group:/aws/lambda/prod:*'))], ['reads']],
  [
    'one stream of logs',
    logs,
    [allow('logs:GetLogEvents', arn('logs:log-group:/aws/lambda/prod:log-stream:x'))],
    ['reads'],
  ],
  ['an index of a domain', domain, [allow('es:ESHttpGet', arn('es:domain/prod-d/orders/_search'))], ['reads']],
];

const secrets: readonly Case[] = [
  [
    'six open characters',
    secret,
    [allow('secretsmanager:GetSecretValue', arn('secretsmanager:secret:prod/db-??????'))],
    ['reads'],
  ],
  [
    'its own six',
    secret,
    [allow('secretsmanager:GetSecretValue', arn('secretsmanager:secret:prod/db-AbCdEf'))],
    ['reads'],
  ],
  ['none of them', secret, [allow('secretsmanager:GetSecretValue', arn('secretsmanager:secret:prod/db'))], []],
  ['another name', secret, [allow('secretsmanager:GetSecretValue', arn('secretsmanager:secret:prod/db2-??????'))], []],
  [
    'its own six, denied',
    secret,
    [allow('secretsmanager:GetSecretValue'), deny('secretsmanager:*', arn('secretsmanager:secret:prod/db-AbCdEf'))],
    [],
  ],
];

const read = allow('s3:GetObject', 'arn:aws:s3:::prod-b/*');
const denied: readonly Case[] = [
  ['a part', bucket, [read, deny('s3:*', 'arn:aws:s3:::prod-b/secret/*')], ['reads']],
  [
    'all that is allowed',
    bucket,
    [allow('s3:GetObject', 'arn:aws:s3:::prod-b/in/*'), deny('s3:*', 'arn:aws:s3:::prod-b/in/*')],
    [],
  ],
  [
    'by name what is allowed by reference',
    bucket,
    [allow('s3:GetObject', sub('${Data.Arn}/*')), deny('s3:*', 'arn:aws:s3:::prod-b/*')],
    [],
  ],
  ['by reference what is allowed by name', bucket, [read, deny('s3:*', sub('${Data.Arn}/*'))], []],
  ['one of several actions', bucket, [allow('s3:Get*', 'arn:aws:s3:::prod-b/*'), deny('s3:GetObject')], ['reads']],
];

const copies: readonly Case[] = [
  [
    'a snapshot that is shared',
    database,
    [allow(['rds:CreateDBSnapshot', 'rds:ModifyDBSnapshotAttribute'])],
    ['reads'],
  ],
  ['a snapshot that stays', database, [allow('rds:CreateDBSnapshot')], []],
  ['a copy nobody logs in to', database, [allow(['rds:CreateDBSnapshot', 'rds:RestoreDBInstanceFromDBSnapshot'])], []],
  ['a backup', table, [allow('dynamodb:CreateBackup')], []],
  [
    'a backup that is restored and read',
    table,
    [
      allow(['dynamodb:CreateBackup', 'dynamodb:RestoreTableFromBackup']),
      allow('dynamodb:Scan', arn('dynamodb:table/copy-*')),
    ],
    ['possibly reads'],
  ],
  ['a login of any database', database, [allow('rds-db:connect', arn('rds-db:dbuser:*/app'))], ['reads']],
  [
    'a login of a database whose id nobody here knows',
    database,
    [allow('rds-db:connect', arn('rds-db:dbuser:db-ABCDEF/app'))],
    ['possibly reads'],
  ],
  [
    'a login of this one',
    database,
    [allow('rds-db:connect', sub('arn:aws:rds-db:*:*:dbuser:${Data.DbiResourceId}/app'))],
    ['reads'],
  ],
  [
    'statements with a secret',
    cluster,
    [allow('rds-data:ExecuteStatement', arn('rds:cluster:prod-c')), allow('secretsmanager:GetSecretValue')],
    ['reads'],
  ],
  ['statements without', cluster, [allow('rds-data:ExecuteStatement', arn('rds:cluster:prod-c'))], []],
  ['statements in any', cluster, [allow(['rds-data:ExecuteStatement', 'secretsmanager:GetSecretValue'])], ['reads']],
];

describe('data is called', () => {
  test.each(parts)('%s', (_, of, statements, found) => expect(ways(of, statements)).toEqual(found));
  test.each(secrets)('a secret with %s', (_, of, statements, found) => expect(ways(of, statements)).toEqual(found));
  test.each(denied)('and denied: %s', (_, of, statements, found) => expect(ways(of, statements)).toEqual(found));

  test('and the request names the part', () => {
    const text = JSON.stringify({
      Resources: {
        Data: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'prod-b' } },
        Dev: {
          Type: 'AWS::IAM::User',
          Properties: {
            Policies: [
              {
                PolicyName: 'p',
                PolicyDocument: { Statement: allow('s3:GetObject', 'arn:aws:s3:::prod-*/customers/*') },
              },
            ],
          },
        },
      },
    });
    const graph = graphOf({ 'template.json': text });
    const [edge] = [...graph.nodes.values()].flatMap(({ id, kind }) => (kind === 'user' ? graph.from(id) : []));
    expect(edge!.says).toBe('may read `customers/*` of');
    expect(edge!.requests[0]!.resource).toMatch(/^arn:aws:s3:::prod-b\/customers\//);
  });
});

describe('a way to data', () => {
  test.each(copies)('%s', (_, of, statements, found) => expect(ways(of, statements)).toEqual(found));
});

describe('by a parameter', () => {
  const named = [allow('dynamodb:GetItem', sub('arn:aws:dynamodb:*:*:table/${Name}'))];
  const parameters = (more: object) => ({ parameters: { Name: { Type: 'String', ...more } } });
  test.each([
    ['that nobody sets', {}, ['possibly reads']],
    ['with its default', { Default: 'prod-t' }, ['reads']],
    ['with another default', { Default: 'dev-t' }, []],
    ['with another default, of several', { Default: 'dev-t', AllowedValues: ['dev-t', 'prod-t'] }, ['possibly reads']],
  ])('%s', (_, more, found) => expect(ways(table, named, parameters(more))).toEqual(found));
});

describe('policies that AWS keeps', () => {
  const aws = (name: string) => ({ managed: [`arn:aws:iam::aws:policy/${name}`] });
  test.each([
    ['ReadOnlyAccess', bucket, ['reads']],
    ['ReadOnlyAccess', secret, []],
    ['SecurityAudit', bucket, []],
    ['AmazonDynamoDBReadOnlyAccess', table, ['reads']],
    ['AmazonTimestreamReadOnlyAccess', data('Timestream::Table', 'TableName', 't'), ['possibly reads']],
    ['AmazonTimestreamConsoleFullAccess', bucket, []],
  ])('%s', (name, of, found) => expect(ways(of, [], aws(name))).toEqual(found));

  test('others are told as what nobody here knows, and reach nothing', () => {
    expect(ways(bucket, [], { managed: ['arn:aws:iam::111122223333:policy/Own'] })).toEqual([]);
  });
});
