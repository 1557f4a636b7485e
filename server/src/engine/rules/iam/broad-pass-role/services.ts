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

/** Patterns of their principals, regional and Chinese ones included. */
export const codeRunningServices: readonly string[] = names.flatMap(name => [
  `${name}.amazonaws.com`,
  `${name}.amazonaws.com.cn`,
  `${name}.*.amazonaws.com`,
]);

/** Principals of services that do not exist: a statement that lets a role be passed to one of these limits no service. */
export const noService: readonly string[] = ['zz-witness.amazonaws.com', 'zz-witness.amazonaws.com.cn'];

const known = new Set(names);

export function runsCode(service: string): boolean {
  return known.has(service.replace(/(\.[a-z]{2}(-[a-z]+)+-\d)?\.amazonaws\.com(\.cn)?$/, ''));
}

export function isServicePrincipal(service: string): boolean {
  return /\.amazonaws\.com(\.cn)?$|\.aws\.internal$/.test(service);
}
