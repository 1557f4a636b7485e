/**
 * Services that run code, or make calls, that their caller chooses, under the role that they are passed. By the first part of
 * their principals; from the Service Authorization Reference and the services' own pages on their roles, read in March 2026.
 */
const names = [
  'lambda',
  'edgelambda',
  'ec2',
  'ecs',
  'ecs-tasks',
  'batch',
  'apprunner',
  'tasks.apprunner',
  'build.apprunner',
  'spotfleet',
  'autoscaling',
  'imagebuilder',
  'elasticbeanstalk',
  'opsworks',
  'cloud9',
  'gamelift',
  'cloudformation',
  'codebuild',
  'codepipeline',
  'codedeploy',
  'states',
  'scheduler',
  'events',
  'pipes',
  'ssm',
  'glue',
  'sagemaker',
  'datapipeline',
  'elasticmapreduce',
  'emr-serverless',
  'ops.emr-serverless',
  'emr-containers',
  'kinesisanalytics',
  'bedrock',
  'bedrock-agentcore',
  'braket',
  'omics',
  'greengrass',
  'credentials.iot',
  'rolesanywhere',
  'cognito-identity',
  'apigateway',
  'appsync',
  'transfer',
  'batchoperations.s3',
  'dms',
  'backup',
];

/** Some services have a principal for each region besides. */
const regional = ['states', 'codedeploy', 'dms', 'events', 'ssm'];
const regions = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1'],
  ...['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1', 'eu-north-1', 'eu-south-1'],
  ...['ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1', 'ap-northeast-2', 'us-gov-west-1'],
];

/** Their principals. */
export const codeRunningServices: readonly string[] = [
  ...names.flatMap(name => [`${name}.amazonaws.com`, `${name}.amazonaws.com.cn`]),
  ...regional.flatMap(name => regions.map(region => `${name}.${region}.amazonaws.com`)),
];

/** Principals of services that do not exist: a statement that lets a role be passed to one of these limits no service. */
export const noService: readonly string[] = ['zz-witness.amazonaws.com', 'zz-witness.amazonaws.com.cn'];

const known = new Set(codeRunningServices);

export function runsCode(service: string): boolean {
  return known.has(service);
}

export function isServicePrincipal(service: string): boolean {
  return /^[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|aws\.internal)$/.test(service);
}
