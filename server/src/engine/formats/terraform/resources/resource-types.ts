import { type Names, type TypeFacts, typesOf } from '../../type-facts';

const none = undefined;

/** Principals, what limits them, and what holds resources. */
const identities = {
  role: { aws_iam_role: 'name' },
  user: { aws_iam_user: 'name' },
  group: { aws_iam_group: 'name' },
  policy: {
    aws_iam_policy: 'name',
    aws_iam_role_policy: none,
    aws_iam_user_policy: none,
    aws_iam_group_policy: none,
    aws_ssoadmin_permission_set_inline_policy: none,
  },
  'instance-profile': { aws_iam_instance_profile: 'name' },
  'identity-provider': {
    aws_iam_openid_connect_provider: 'url',
    aws_iam_saml_provider: 'name',
  },
  'permission-set': { aws_ssoadmin_permission_set: 'name' },
  'organization-policy': {
    aws_organizations_policy: 'name',
    aws_organizations_policy_attachment: none,
  },
  'organizational-unit': { aws_organizations_organizational_unit: 'name' },
  account: { aws_organizations_account: 'name' },
  'network-endpoint': {
    aws_vpc_endpoint: none,
    aws_vpc_endpoint_policy: none,
  },
  stack: {
    aws_cloudformation_stack: 'name',
    aws_cloudformation_stack_set: 'name',
  },
};

const data: Names = {
  aws_s3_bucket: 'bucket',
  aws_s3_directory_bucket: 'bucket',
  aws_dynamodb_table: 'name',
  aws_dynamodb_global_table: 'name',
  aws_db_instance: 'identifier',
  aws_rds_cluster: 'cluster_identifier',
  aws_rds_global_cluster: 'global_cluster_identifier',
  aws_docdb_cluster: 'cluster_identifier',
  aws_neptune_cluster: 'cluster_identifier',
  aws_redshift_cluster: 'cluster_identifier',
  aws_redshiftserverless_namespace: 'namespace_name',
  aws_elasticache_cluster: 'cluster_id',
  aws_elasticache_replication_group: 'replication_group_id',
  aws_elasticache_serverless_cache: 'name',
  aws_memorydb_cluster: 'name',
  aws_dax_cluster: 'cluster_name',
  aws_timestreamwrite_database: 'database_name',
  aws_timestreamwrite_table: 'table_name',
  aws_keyspaces_keyspace: 'name',
  aws_keyspaces_table: 'table_name',
  aws_qldb_ledger: 'name',
  aws_sqs_queue: 'name',
  aws_sns_topic: 'name',
  aws_kinesis_stream: 'name',
  aws_kinesis_firehose_delivery_stream: 'name',
  aws_msk_cluster: 'cluster_name',
  aws_mq_broker: 'broker_name',
  aws_cloudwatch_event_bus: 'name',
  aws_opensearch_domain: 'domain_name',
  aws_elasticsearch_domain: 'domain_name',
  aws_efs_file_system: none,
  aws_ecr_repository: 'name',
  aws_codeartifact_repository: 'repository',
  aws_codecommit_repository: 'repository_name',
  aws_backup_vault: 'name',
  aws_cognito_user_pool: 'name',
  aws_cloudwatch_log_group: 'name',
  aws_glue_catalog_database: none,
  aws_glue_catalog_table: none,
};

const secrets: Names = {
  aws_secretsmanager_secret: 'name',
  aws_ssm_parameter: 'name',
  aws_kms_key: none,
  aws_kms_replica_key: none,
  aws_kms_alias: 'name',
};

const compute: Names = {
  aws_lambda_function: 'function_name',
  aws_sfn_state_machine: 'name',
  aws_instance: none,
  aws_spot_instance_request: none,
  aws_spot_fleet_request: none,
  aws_launch_template: 'name',
  aws_launch_configuration: 'name',
  aws_autoscaling_group: 'name',
  aws_ecs_task_definition: 'family',
  aws_ecs_service: 'name',
  aws_ecs_cluster: 'name',
  aws_eks_cluster: 'name',
  aws_eks_node_group: 'node_group_name',
  aws_eks_fargate_profile: 'fargate_profile_name',
  aws_eks_pod_identity_association: none,
  aws_apprunner_service: 'service_name',
  aws_batch_compute_environment: 'compute_environment_name',
  aws_batch_job_definition: 'name',
  aws_codebuild_project: 'name',
  aws_glue_job: 'name',
  aws_glue_crawler: 'name',
  aws_glue_dev_endpoint: 'name',
  aws_emr_cluster: 'name',
  aws_emrserverless_application: 'name',
  aws_sagemaker_notebook_instance: 'name',
  aws_sagemaker_model: 'name',
  aws_sagemaker_domain: 'domain_name',
  aws_sagemaker_pipeline: 'pipeline_name',
  aws_datapipeline_pipeline: 'name',
  aws_kinesisanalyticsv2_application: 'name',
  aws_cloudwatch_event_rule: 'name',
  aws_cloudwatch_event_target: none,
  aws_scheduler_schedule: 'name',
  aws_pipes_pipe: 'name',
  aws_bedrockagent_agent: 'agent_name',
  aws_elastic_beanstalk_environment: 'name',
  aws_ssm_association: none,
  aws_ssm_document: 'name',
  aws_ssm_activation: none,
  aws_gamelift_fleet: 'name',
  aws_cloud9_environment_ec2: 'name',
};

const pipelines: Names = {
  aws_codepipeline: 'name',
  aws_codedeploy_deployment_group: 'deployment_group_name',
  aws_amplify_app: 'name',
};

/** Their `name` says a version, a stage or somebody else's thing, never where they live. */
const nameless: Names = {
  aws_amplify_branch: none,
  aws_api_gateway_deployment: none,
  aws_api_gateway_model: none,
  aws_api_gateway_stage: none,
  aws_apigatewayv2_stage: none,
  aws_appconfig_environment: none,
  aws_cloudfront_continuous_deployment_policy: none,
  aws_lambda_alias: none,
  aws_iam_policy_attachment: none,
  aws_iam_group_membership: none,
};

const types = typesOf({ ...identities, data, secret: secrets, compute, pipeline: pipelines, other: nameless });

/** What is known of a type. Others of AWS are named by `name`, those of other providers by nothing that we know. */
export function factsOf(type: string): TypeFacts {
  return types.get(type) ?? (type.startsWith('aws_') ? { kind: 'other', name: 'name' } : { kind: 'other' });
}

/** Types whose `id` is their name, or their ARN. */
const idIsArn: ReadonlySet<string> = new Set([
  'aws_iam_policy',
  'aws_iam_openid_connect_provider',
  'aws_iam_saml_provider',
  'aws_sns_topic',
  'aws_secretsmanager_secret',
  'aws_sfn_state_machine',
]);
const idIsName: ReadonlySet<string> = new Set([
  'aws_iam_role',
  'aws_iam_user',
  'aws_iam_group',
  'aws_iam_instance_profile',
  'aws_s3_bucket',
  'aws_dynamodb_table',
  'aws_lambda_function',
  'aws_ssm_parameter',
  'aws_codebuild_project',
  'aws_codepipeline',
  'aws_kms_alias',
]);

/** `arn`, `name`, `root` of an organization, or the provider's word for another attribute. */
export function attributeMeant(type: string, word: string): string {
  if (word === 'id' && idIsArn.has(type)) return 'arn';
  if (word === 'id' && idIsName.has(type)) return 'name';
  if (word === 'roots' && type === 'aws_organizations_organization') return 'root';
  return word === factsOf(type).name ? 'name' : word;
}

/** The beginnings of types whose service is not called as the type's second word. */
const services: readonly (readonly [string, string])[] = [
  ['aws_apprunner_', 'tasks.apprunner'],
  ['aws_api_gateway_', 'apigateway'],
  ['aws_apigatewayv2_', 'apigateway'],
  ['aws_autoscaling_', 'autoscaling'],
  ['aws_batch_job_definition', 'ecs-tasks'],
  ['aws_bedrockagent_', 'bedrock'],
  ['aws_cloudwatch_event_', 'events'],
  ['aws_cloudwatch_metric_stream', 'streams.metrics.cloudwatch'],
  ['aws_cloudwatch_log_', 'logs'],
  ['aws_codedeploy_', 'codedeploy'],
  ['aws_cognito_', 'cognito-idp'],
  ['aws_config_', 'config'],
  ['aws_db_', 'rds'],
  ['aws_ecs_service', 'ecs'],
  ['aws_ecs_', 'ecs-tasks'],
  ['aws_eks_node_group', 'ec2'],
  ['aws_eks_fargate_profile', 'eks-fargate-pods'],
  ['aws_eks_pod_identity_association', 'pods.eks'],
  ['aws_elastic_beanstalk_', 'elasticbeanstalk'],
  ['aws_emr_', 'elasticmapreduce'],
  ['aws_emrserverless_', 'emr-serverless'],
  ['aws_flow_log', 'vpc-flow-logs'],
  ['aws_iot_role_alias', 'credentials.iot'],
  ['aws_instance', 'ec2'],
  ['aws_kinesis_firehose_', 'firehose'],
  ['aws_kinesisanalyticsv2_', 'kinesisanalytics'],
  ['aws_launch_', 'ec2'],
  ['aws_opensearch_', 'es'],
  ['aws_sfn_', 'states'],
  ['aws_spot_fleet_request', 'spotfleet'],
  ['aws_spot_instance_request', 'ec2'],
];

/** The service principal that a role is passed to: `lambda.amazonaws.com`. */
export function serviceOf(type: string): string | undefined {
  const [vendor, service] = type.split('_');
  if (vendor !== 'aws' || !service) return undefined;
  const known = services.find(([start]) => type.startsWith(start))?.[1];
  return `${known ?? service}.amazonaws.com`;
}
