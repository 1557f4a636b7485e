import { expect, test } from 'vitest';
import type { DocumentFacts } from '../../../server/src/engine/model/document-facts';
import { factsOf, resourceIn, shown } from '../../support/facts';
import { planOf } from '../../support/plan';
import { configured, factsIn } from '../../support/terraform';

/** Every place in which a resource says who may reach it. */
const guards = (facts: DocumentFacts, label: string) =>
  resourceIn(facts, label).trust.flatMap(({ actions }) => actions.list.map(shown));

const guarded = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }],
};
test.each<[string, object]>([
  ['AWS::ApiGateway::RestApi', { Policy: guarded }],
  ['AWS::Backup::BackupVault', { BackupVaultName: 'b', AccessPolicy: guarded }],
  ['AWS::CloudTrail::ResourcePolicy', { ResourceArn: 'a', ResourcePolicy: JSON.stringify(guarded) }],
  ['AWS::DSQL::Cluster', { PolicyDocument: JSON.stringify(guarded) }],
  ['AWS::DynamoDB::Table', { ResourcePolicy: { PolicyDocument: guarded } }],
  ['AWS::DynamoDB::GlobalTable', { Replicas: [{ Region: 'r', ResourcePolicy: { PolicyDocument: guarded } }] }],
  ['AWS::EC2::VPCEndpoint', { PolicyDocument: guarded, ServiceName: 's', VpcId: 'v' }],
  ['AWS::ECR::RegistryPolicy', { PolicyText: guarded }],
  ['AWS::ECR::Repository', { RepositoryPolicyText: guarded }],
  ['AWS::EFS::FileSystem', { FileSystemPolicy: guarded }],
  ['AWS::Events::EventBus', { Name: 'b', Policy: guarded }],
  ['AWS::Events::EventBusPolicy', { StatementId: 's', Statement: guarded.Statement[0] }],
  ['AWS::Events::EventBusPolicy', { StatementId: 's', Action: 's3:GetObject', Principal: '*' }],
  ['AWS::IAM::Role', { AssumeRolePolicyDocument: guarded }],
  ['AWS::KMS::Key', { KeyPolicy: guarded }],
  ['AWS::Kinesis::ResourcePolicy', { ResourceArn: 'a', ResourcePolicy: guarded }],
  ['AWS::Lambda::Permission', { FunctionName: 'f', Action: 's3:GetObject', Principal: 's3.amazonaws.com' }],
  ['AWS::Lambda::LayerVersionPermission', { LayerVersionArn: 'l', Action: 's3:GetObject', Principal: '*' }],
  ['AWS::MSK::ClusterPolicy', { ClusterArn: 'a', Policy: guarded }],
  ['AWS::OpenSearchService::Domain', { AccessPolicies: guarded }],
  ['AWS::Organizations::ResourcePolicy', { Content: guarded }],
  ['AWS::S3::AccessPoint', { Bucket: 'b', Policy: guarded }],
  ['AWS::S3::BucketPolicy', { Bucket: 'b', PolicyDocument: guarded }],
  ['AWS::S3Tables::TableBucketPolicy', { TableBucketARN: 'a', ResourcePolicy: guarded }],
  ['AWS::S3Tables::TablePolicy', { TableARN: 'a', ResourcePolicy: guarded }],
  ['AWS::S3Vectors::VectorBucketPolicy', { VectorBucketArn: 'a', Policy: guarded }],
  ['AWS::SecretsManager::ResourcePolicy', { SecretId: 's', ResourcePolicy: guarded }],
  ['AWS::SNS::TopicPolicy', { Topics: ['t'], PolicyDocument: guarded }],
  ['AWS::SQS::QueuePolicy', { Queues: ['q'], PolicyDocument: guarded }],
  ['AWS::VpcLattice::AuthPolicy', { ResourceIdentifier: 'a', Policy: guarded }],
])('CloudFormation: who may reach a resource, in %s', (type, properties) => {
  expect(guards(factsOf({ Resources: { R: { Type: type, Properties: properties } } }), 'R')).toEqual(['s3:GetObject']);
});

const guardedText = JSON.stringify(guarded);
const reached: readonly [string, object][] = [
  ['aws_acmpca_policy', { resource_arn: 'a', policy: guardedText }],
  ['aws_api_gateway_rest_api', { name: 'a', policy: guardedText }],
  ['aws_api_gateway_rest_api_policy', { rest_api_id: 'a', policy: guardedText }],
  ['aws_backup_vault_policy', { backup_vault_name: 'b', policy: guardedText }],
  ['aws_cloudwatch_event_bus_policy', { policy: guardedText }],
  ['aws_cloudwatch_event_permission', { principal: '*', statement_id: 's', action: 's3:GetObject' }],
  ['aws_cloudwatch_log_resource_policy', { policy_name: 'p', policy_document: guardedText }],
  ['aws_dynamodb_resource_policy', { resource_arn: 'a', policy: guardedText }],
  ['aws_ecr_repository_policy', { repository: 'r', policy: guardedText }],
  ['aws_efs_file_system_policy', { file_system_id: 'f', policy: guardedText }],
  ['aws_glue_resource_policy', { policy: guardedText }],
  ['aws_iam_role', { name: 'r', assume_role_policy: guardedText }],
  ['aws_kms_key', { policy: guardedText }],
  ['aws_kms_key_policy', { key_id: 'k', policy: guardedText }],
  ['aws_lambda_permission', { function_name: 'f', action: 's3:GetObject', principal: 's3.amazonaws.com' }],
  ['aws_lambda_layer_version_permission', { layer_name: 'l', action: 's3:GetObject', principal: '*' }],
  ['aws_opensearch_domain', { domain_name: 'd', access_policies: guardedText }],
  ['aws_opensearch_domain_policy', { domain_name: 'd', access_policies: guardedText }],
  ['aws_organizations_resource_policy', { content: guardedText }],
  ['aws_s3_bucket_policy', { bucket: 'b', policy: guardedText }],
  ['aws_s3control_multi_region_access_point_policy', { details: [{ name: 'm', policy: guardedText }] }],
  ['aws_s3tables_table_bucket_policy', { table_bucket_arn: 'a', resource_policy: guardedText }],
  ['aws_secretsmanager_secret_policy', { secret_arn: 'a', policy: guardedText }],
  ['aws_sns_topic_policy', { arn: 'a', policy: guardedText }],
  ['aws_sqs_queue_policy', { queue_url: 'q', policy: guardedText }],
  ['aws_vpc_endpoint', { vpc_id: 'v', service_name: 's', policy: guardedText }],
  ['aws_vpc_endpoint_policy', { vpc_endpoint_id: 'v', policy: guardedText }],
  ['aws_vpclattice_auth_policy', { resource_identifier: 'a', policy: guardedText }],
];

test.each(reached)('Terraform: who may reach a resource, in %s', (type, body) => {
  const resource = { [type]: { r: body } };
  expect(guards(configured({ resource }), `${type}.r`)).toEqual(['s3:GetObject']);
  expect(guards(factsIn({ 'plan.json': planOf(resource) })!, `${type}.r`)).toEqual(['s3:GetObject']);
});
