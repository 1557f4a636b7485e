/** Replicas stand in other regions than what they are replicas of, whoever tells of them. */
import { describe, expect, it, test } from 'vitest';
import { edgesFrom, graphOf } from '../../support/access-graph';

type Json = Readonly<Record<string, unknown>>;
const account = '111122223333';
const policy = (Action: string, thing: string) => ({
  Statement: [{ Effect: 'Allow', Action, Resource: `arn:aws:${thing.replace('::', `:us-east-1:${account}:`)}` }],
});

const settings = `version: 1
accounts:
  - { id: "${account}", environment: production }
deployments:
  - { files: "prod/**", account: "${account}", region: eu-west-1 }
  - { files: "dev/**", account: "${account}" }
`;

/** Of a user of another stack who may do this with what is called so in us-east-1. */
function edges(action: string, thing: string, Resources: Json, more: Json = {}): readonly string[] {
  const Policies = [{ PolicyName: 'own', PolicyDocument: policy(action, thing) }];
  const user = { Type: 'AWS::IAM::User', Properties: { UserName: 'dev', Policies } };
  const graph = graphOf({
    'bulkhead.yaml': settings,
    'prod/a.json': JSON.stringify({ Resources }),
    'prod/b.json': JSON.stringify({ Resources: more }),
    'dev/a.json': JSON.stringify({ Resources: { Dev: user } }),
  });
  return edgesFrom(graph, 'Dev');
}

function edgesOfTerraform(action: string, thing: string, resource: Json): readonly string[] {
  const here = { region: 'eu-west-1', allowed_account_ids: [account] };
  const us = { ...here, alias: 'us', region: 'us-east-1' };
  const dev = {
    aws_iam_user: { dev: { name: 'dev' } },
    aws_iam_user_policy: { p: { user: '${aws_iam_user.dev.name}', policy: JSON.stringify(policy(action, thing)) } },
  };
  const text = JSON.stringify({ provider: { aws: [here, us] }, resource: { ...resource, ...dev } });
  return edgesFrom(graphOf({ 'main.tf.json': text }), 'dev');
}

describe('of a table of DynamoDB in Terraform', () => {
  const orders = { name: 'orders' };
  const of = (table: Json, more: Json = {}) =>
    edgesOfTerraform('dynamodb:GetItem', 'dynamodb::table/orders', {
      aws_dynamodb_table: { orders: { ...orders, ...table } },
      ...more,
    });

  it('are none where nobody makes one', () => {
    expect(of({})).toEqual([]);
    expect(of({ dynamic: { replica: { for_each: [], content: {} } } })).toEqual([]);
    expect(of({ dynamic: { ttl: { for_each: ['a'], content: {} } } })).toEqual([]);
  });

  test.each([
    ['a block', { replica: { region_name: 'us-east-1' } }, {}],
    ['a dynamic block', { dynamic: { replica: { for_each: ['us-east-1'], content: {} } } }, {}],
    ['a dynamic block for who knows what', { dynamic: [{ replica: [{ for_each: '${var.r}', content: {} }] }] }, {}],
    [
      'a resource of its own',
      {},
      {
        aws_dynamodb_table_replica: { r: { provider: 'aws.us', global_table_arn: '${aws_dynamodb_table.orders.arn}' } },
      },
    ],
  ])('%s', (_, table, more) => {
    expect(of(table, more)).toEqual(['dev reads orders']);
  });
});

describe('of a keyspace hold its tables too', () => {
  const table = (more: Json = {}) => ({
    Table: {
      Type: 'AWS::Cassandra::Table',
      Properties: { KeyspaceName: { Ref: 'Ks' }, TableName: 'tb', ...more },
    },
  });
  const keyspace = (ReplicationSpecification: unknown) => ({
    Ks: {
      Type: 'AWS::Cassandra::Keyspace',
      Properties: { KeyspaceName: 'ks', ...(ReplicationSpecification ? { ReplicationSpecification } : {}) },
    },
  });
  const select = ['cassandra:Select', 'cassandra::/keyspace/ks/table/tb'] as const;
  const several = { ReplicationStrategy: 'MULTI_REGION', RegionList: ['eu-west-1', 'us-east-1'] };
  const byName = table({ KeyspaceName: 'ks' });

  it('in CloudFormation', () => {
    expect(edges(...select, { ...keyspace(several), ...table() })).toEqual(['possibly Dev reads Table']);
    expect(edges(...select, byName, keyspace(several))).toEqual(['possibly Dev reads Table']);
    const replicas = [{ Region: 'us-east-1' }];
    expect(edges(...select, { ...keyspace(several), ...table({ ReplicaSpecifications: replicas }) })).toEqual([
      'possibly Dev reads Table',
    ]);
    for (const single of [undefined, { ReplicationStrategy: 'SINGLE_REGION' }])
      expect(edges(...select, { ...keyspace(single), ...table() })).toEqual([]);
  });

  it('in Terraform', () => {
    const of = (more: Json) =>
      edgesOfTerraform(...select, {
        aws_keyspaces_keyspace: { ks: { name: 'ks', ...more } },
        aws_keyspaces_table: { tb: { keyspace_name: '${aws_keyspaces_keyspace.ks.name}', table_name: 'tb' } },
      });
    const regions = { replication_strategy: 'MULTI_REGION', region_list: ['eu-west-1', 'us-east-1'] };
    expect(of({ replication_specification: regions })).toEqual(['possibly dev reads tb']);
    expect(of({})).toEqual([]);
  });
});

describe('of images are of every repository of the account', () => {
  const pull = ['ecr:BatchGetImage', 'ecr::repository/web'] as const;
  const web = { Web: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'web' } } };
  const Rules = [{ Destinations: [{ Region: 'us-east-1', RegistryId: account }] }];
  const all = {
    All: { Type: 'AWS::ECR::ReplicationConfiguration', Properties: { ReplicationConfiguration: { Rules } } },
  };

  it('in CloudFormation, of whichever stack', () => {
    expect(edges(...pull, web)).toEqual([]);
    expect(edges(...pull, { ...web, ...all })).toEqual(['Dev reads Web']);
    expect(edges(...pull, web, all)).toEqual(['Dev reads Web']);
    const orders = { Orders: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } } };
    expect(edges('dynamodb:GetItem', 'dynamodb::table/orders', { ...orders, ...all })).toEqual([]);
  });

  it('in Terraform', () => {
    const rule = { destination: { region: 'us-east-1', registry_id: account } };
    const resources = {
      aws_ecr_repository: { web: { name: 'web' } },
      aws_ecr_replication_configuration: { all: { replication_configuration: { rule } } },
    };
    expect(edgesOfTerraform(...pull, resources)).toEqual(['dev reads web']);
    expect(edgesOfTerraform(...pull, { aws_ecr_repository: resources.aws_ecr_repository })).toEqual([]);
  });
});
