import { type Names, type TypeFacts, typesOf } from '../type-facts';

const none = undefined;

/** Principals, what limits them, and what holds resources. */
const identities = {
  role: { 'AWS::IAM::Role': 'RoleName' },
  user: { 'AWS::IAM::User': 'UserName' },
  group: { 'AWS::IAM::Group': 'GroupName' },
  policy: {
    'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
    'AWS::IAM::Policy': 'PolicyName',
    'AWS::IAM::RolePolicy': 'PolicyName',
    'AWS::IAM::UserPolicy': 'PolicyName',
    'AWS::IAM::GroupPolicy': 'PolicyName',
  },
  'instance-profile': { 'AWS::IAM::InstanceProfile': 'InstanceProfileName' },
  'identity-provider': {
    'AWS::IAM::OIDCProvider': 'Url',
    'AWS::IAM::SAMLProvider': 'Name',
  },
  'permission-set': { 'AWS::SSO::PermissionSet': 'Name' },
  'organization-policy': { 'AWS::Organizations::Policy': 'Name' },
  'organizational-unit': { 'AWS::Organizations::OrganizationalUnit': 'Name' },
  account: { 'AWS::Organizations::Account': 'AccountName' },
  'network-endpoint': { 'AWS::EC2::VPCEndpoint': none },
  stack: {
    'AWS::CloudFormation::Stack': none,
    'AWS::CloudFormation::StackSet': 'StackSetName',
    'AWS::Serverless::Application': none,
  },
};

const data: Names = {
  'AWS::S3::Bucket': 'BucketName',
  'AWS::S3Express::DirectoryBucket': 'BucketName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::Serverless::SimpleTable': 'TableName',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::RDS::DBCluster': 'DBClusterIdentifier',
  'AWS::RDS::GlobalCluster': 'GlobalClusterIdentifier',
  'AWS::DocDB::DBCluster': 'DBClusterIdentifier',
  'AWS::Neptune::DBCluster': 'DBClusterIdentifier',
  'AWS::Redshift::Cluster': 'ClusterIdentifier',
  'AWS::RedshiftServerless::Namespace': 'NamespaceName',
  'AWS::ElastiCache::CacheCluster': 'ClusterName',
  'AWS::ElastiCache::ReplicationGroup': 'ReplicationGroupId',
  'AWS::ElastiCache::ServerlessCache': 'ServerlessCacheName',
  'AWS::MemoryDB::Cluster': 'ClusterName',
  'AWS::DAX::Cluster': 'ClusterName',
  'AWS::Timestream::Database': 'DatabaseName',
  'AWS::Timestream::Table': 'TableName',
  'AWS::Cassandra::Keyspace': 'KeyspaceName',
  'AWS::Cassandra::Table': 'TableName',
  'AWS::QLDB::Ledger': 'Name',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::Kinesis::Stream': 'Name',
  'AWS::KinesisFirehose::DeliveryStream': 'DeliveryStreamName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::MSK::Cluster': 'ClusterName',
  'AWS::AmazonMQ::Broker': 'BrokerName',
  'AWS::Events::EventBus': 'Name',
  'AWS::OpenSearchService::Domain': 'DomainName',
  'AWS::OpenSearchServerless::Collection': 'Name',
  'AWS::Elasticsearch::Domain': 'DomainName',
  'AWS::EFS::FileSystem': none,
  'AWS::FSx::FileSystem': none,
  'AWS::ECR::Repository': 'RepositoryName',
  'AWS::CodeArtifact::Repository': 'RepositoryName',
  'AWS::CodeCommit::Repository': 'RepositoryName',
  'AWS::Glue::Database': none,
  'AWS::Glue::Table': none,
  'AWS::Backup::BackupVault': 'BackupVaultName',
  'AWS::Cognito::UserPool': 'UserPoolName',
};

const secrets: Names = {
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::SSM::Parameter': 'Name',
  'AWS::KMS::Key': none,
  'AWS::KMS::ReplicaKey': none,
};

const compute: Names = {
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Serverless::Function': 'FunctionName',
  'AWS::Serverless::StateMachine': 'Name',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
  'AWS::EC2::Instance': none,
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateName',
  'AWS::EC2::SpotFleet': none,
  'AWS::EC2::EC2Fleet': none,
  'AWS::AutoScaling::LaunchConfiguration': 'LaunchConfigurationName',
  'AWS::AutoScaling::AutoScalingGroup': 'AutoScalingGroupName',
  'AWS::ECS::TaskDefinition': 'Family',
  'AWS::ECS::Service': 'ServiceName',
  'AWS::ECS::Cluster': 'ClusterName',
  'AWS::EKS::Cluster': 'Name',
  'AWS::EKS::Nodegroup': 'NodegroupName',
  'AWS::EKS::FargateProfile': 'FargateProfileName',
  'AWS::EKS::PodIdentityAssociation': none,
  'AWS::AppRunner::Service': 'ServiceName',
  'AWS::Batch::ComputeEnvironment': 'ComputeEnvironmentName',
  'AWS::Batch::JobDefinition': 'JobDefinitionName',
  'AWS::CodeBuild::Project': 'Name',
  'AWS::Glue::Job': 'Name',
  'AWS::Glue::Crawler': 'Name',
  'AWS::Glue::DevEndpoint': 'EndpointName',
  'AWS::EMR::Cluster': 'Name',
  'AWS::EMRServerless::Application': 'Name',
  'AWS::SageMaker::NotebookInstance': 'NotebookInstanceName',
  'AWS::SageMaker::Model': 'ModelName',
  'AWS::SageMaker::Domain': 'DomainName',
  'AWS::SageMaker::Pipeline': 'PipelineName',
  'AWS::DataPipeline::Pipeline': 'Name',
  'AWS::KinesisAnalyticsV2::Application': 'ApplicationName',
  'AWS::Events::Rule': 'Name',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::Pipes::Pipe': 'Name',
  'AWS::Bedrock::Agent': 'AgentName',
  'AWS::ElasticBeanstalk::Environment': 'EnvironmentName',
  'AWS::SSM::Association': none,
  'AWS::SSM::Document': 'Name',
  'AWS::ImageBuilder::ImagePipeline': 'Name',
  'AWS::GameLift::Fleet': 'Name',
  'AWS::Cloud9::EnvironmentEC2': 'Name',
};

const pipelines: Names = {
  'AWS::CodePipeline::Pipeline': 'Name',
  'AWS::CodeDeploy::DeploymentGroup': 'DeploymentGroupName',
  'AWS::Amplify::App': 'Name',
  'AWS::Proton::ServiceTemplate': 'Name',
};

/** Their `Name` says a version, a stage or somebody else's thing, never where they live. */
const nameless: Names = {
  'AWS::Amplify::Branch': none,
  'AWS::ApiGateway::Deployment': none,
  'AWS::ApiGateway::Model': none,
  'AWS::ApiGateway::Stage': none,
  'AWS::ApiGatewayV2::Stage': none,
  'AWS::AppConfig::Environment': none,
  'AWS::CloudFront::ContinuousDeploymentPolicy': none,
  'AWS::Lambda::Alias': none,
  'AWS::Lambda::Version': none,
  'AWS::Serverless::Api': none,
  'AWS::Serverless::HttpApi': none,
};

const types = typesOf({ ...identities, data, secret: secrets, compute, pipeline: pipelines, other: nameless });

const unknownType: TypeFacts = { kind: 'other' };

/** What is known of a type. */
export function factsOf(type: string): TypeFacts {
  return types.get(type) ?? unknownType;
}

/** The properties that may set the name of a resource; of a type not known, those of CloudFormation's custom: `WebACLName`, `Name`. */
export function nameProperties(type: string): readonly string[] {
  const known = types.get(type);
  if (known) return known.name === undefined ? [] : [known.name];
  return [`${type.slice(type.lastIndexOf(':') + 1)}Name`, 'Name'];
}

/** Services that receive a role, where they are not called as the type's namespace. */
const services: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'AWS::AppRunner::Service': 'tasks.apprunner',
    'AWS::Batch::JobDefinition': 'ecs-tasks',
    'AWS::EC2::SpotFleet': 'spotfleet',
    'AWS::ECS::Service': 'ecs',
    'AWS::EKS::Nodegroup': 'ec2',
    'AWS::EKS::FargateProfile': 'eks-fargate-pods',
    'AWS::EKS::PodIdentityAssociation': 'pods.eks',
    'AWS::IoT::RoleAlias': 'credentials.iot',
    'AWS::Serverless::StateMachine': 'states',
    'AWS::ApiGatewayV2': 'apigateway',
    'AWS::AutoScaling': 'ec2',
    'AWS::Cognito': 'cognito-idp',
    'AWS::ECS': 'ecs-tasks',
    'AWS::EMR': 'elasticmapreduce',
    'AWS::EMRServerless': 'emr-serverless',
    'AWS::KinesisAnalyticsV2': 'kinesisanalytics',
    'AWS::KinesisFirehose': 'firehose',
    'AWS::OpenSearchService': 'es',
    'AWS::Serverless': 'lambda',
    'AWS::StepFunctions': 'states',
  }),
);

/** The service principal that a role is passed to: `lambda.amazonaws.com`. */
export function serviceOf(type: string): string | undefined {
  const [vendor, namespace] = type.split('::');
  if (vendor !== 'AWS' || !namespace || type === 'AWS::CloudFormation::CustomResource') return undefined;
  const name = services.get(type) ?? services.get(`AWS::${namespace}`) ?? namespace.toLowerCase();
  return `${name}.amazonaws.com`;
}
