import type { ResourceKind } from '../../model/model';

/** What is said of a type beyond its properties. */
export interface TypeFacts {
  readonly kind: ResourceKind;
  /** The property that sets its physical name; absent where a type has none, or none that tells. */
  readonly name?: string;
}

type Names = Readonly<Record<string, string | undefined>>;

const none = undefined;

const identities: Readonly<Record<string, TypeFacts>> = {
  'AWS::IAM::Role': { kind: 'role', name: 'RoleName' },
  'AWS::IAM::User': { kind: 'user', name: 'UserName' },
  'AWS::IAM::Group': { kind: 'group', name: 'GroupName' },
  'AWS::IAM::ManagedPolicy': { kind: 'policy', name: 'ManagedPolicyName' },
  'AWS::IAM::Policy': { kind: 'policy', name: 'PolicyName' },
  'AWS::IAM::RolePolicy': { kind: 'policy', name: 'PolicyName' },
  'AWS::IAM::UserPolicy': { kind: 'policy', name: 'PolicyName' },
  'AWS::IAM::GroupPolicy': { kind: 'policy', name: 'PolicyName' },
  'AWS::IAM::InstanceProfile': { kind: 'instance-profile', name: 'InstanceProfileName' },
  'AWS::IAM::OIDCProvider': { kind: 'identity-provider', name: 'Url' },
  'AWS::IAM::SAMLProvider': { kind: 'identity-provider', name: 'Name' },
  'AWS::SSO::PermissionSet': { kind: 'permission-set', name: 'Name' },
  'AWS::Organizations::Policy': { kind: 'organization-policy', name: 'Name' },
  'AWS::Organizations::OrganizationalUnit': { kind: 'organizational-unit', name: 'Name' },
  'AWS::Organizations::Account': { kind: 'account', name: 'AccountName' },
  'AWS::EC2::VPCEndpoint': { kind: 'network-endpoint' },
  'AWS::CloudFormation::Stack': { kind: 'stack' },
  'AWS::CloudFormation::StackSet': { kind: 'stack', name: 'StackSetName' },
  'AWS::Serverless::Application': { kind: 'stack' },
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
const nameless = [
  'AWS::Amplify::Branch',
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::Model',
  'AWS::ApiGateway::Stage',
  'AWS::ApiGatewayV2::Stage',
  'AWS::AppConfig::Environment',
  'AWS::CloudFront::ContinuousDeploymentPolicy',
  'AWS::Lambda::Alias',
  'AWS::Lambda::Version',
  'AWS::Serverless::Api',
  'AWS::Serverless::HttpApi',
];

const types: ReadonlyMap<string, TypeFacts> = new Map([
  ...Object.entries(identities),
  ...ofKind('data', data),
  ...ofKind('secret', secrets),
  ...ofKind('compute', compute),
  ...ofKind('pipeline', pipelines),
  ...nameless.map(type => [type, { kind: 'other' }] as const),
]);

function ofKind(kind: ResourceKind, names: Names): readonly (readonly [string, TypeFacts])[] {
  return Object.entries(names).map(([type, name]) => [type, name === undefined ? { kind } : { kind, name }]);
}

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
