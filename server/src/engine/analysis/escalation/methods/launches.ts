/** Methods that pass a role to a service, which then does what its caller says with the role's rights. */
import type { Method, Step } from '../escalation';
import { on, passTo, whose } from './chains';

const isNew = (...actions: readonly string[]): Step => on('new', ...actions);
const any = (...actions: readonly string[]): Step => on('any', ...actions);

function launch(service: string, does: string, ...chains: Method['chains']): Method {
  return { id: `pass-role-to-${service}`, does, effect: 'becomes', chains };
}

/**
 * Of services that make requests of a few kinds: a rule and a pipe call their targets ("Event bus targets" and "Pipes targets" of the
 * Amazon EventBridge User Guide), a deployment group asks for its instances ("Create a service role for CodeDeploy").
 */
function limited(method: Method): Method {
  return { ...method, isLimited: true };
}

const [ec2, lambda, stacks, builds, tasks] = ['ec2', 'lambda', 'cloudformation', 'codebuild', 'ecs-tasks'].map(
  service => passTo(service),
) as [Step, Step, Step, Step, Step];

/** A role that is in an instance profile, or one that is put into a new one first. */
function inProfile(...rest: readonly Step[]): Method['chains'] {
  const making = [isNew('iam:CreateInstanceProfile'), isNew('iam:AddRoleToInstanceProfile')];
  return [
    [whose('is-in-profile', ec2), ...rest],
    [ec2, ...making, ...rest],
  ];
}

const [glue, sagemaker] = [passTo('glue'), passTo('sagemaker')];
const createFunction = isNew('lambda:CreateFunction');
const registerTask = any('ecs:RegisterTaskDefinition');
const createCluster = isNew('ecs:CreateCluster');
const createStackSet = isNew('cloudformation:CreateStackSet');

const compute: readonly Method[] = [
  launch(
    'lambda',
    'run code of its own in a function that acts with a role',
    [
      lambda,
      createFunction,
      // Whoever else is to call it, a topic or a bucket, needs to be let in first: `lambda:AddPermission` alone lets anybody in.
      isNew('lambda:InvokeFunction', 'lambda:AddPermission', 'lambda:CreateEventSourceMapping'),
    ],
    [lambda, createFunction, isNew('lambda:CreateFunctionUrlConfig'), isNew('lambda:InvokeFunctionUrl')],
    [lambda, isNew('lambda:UpdateFunctionConfiguration'), isNew('lambda:UpdateFunctionCode')],
  ),
  launch(
    'ec2',
    'start an instance that acts with a role',
    ...inProfile(isNew('ec2:RunInstances', 'ec2:RequestSpotInstances', 'ec2:RequestSpotFleet')),
    ...inProfile(isNew('ec2:CreateLaunchTemplate'), isNew('ec2:CreateFleet', 'autoscaling:CreateAutoScalingGroup')),
    ...inProfile(isNew('autoscaling:CreateLaunchConfiguration'), isNew('autoscaling:CreateAutoScalingGroup')),
  ),
  launch(
    'instance',
    'give an instance another role',
    ...inProfile(isNew('ec2:AssociateIamInstanceProfile', 'ec2:ReplaceIamInstanceProfileAssociation')),
  ),
  launch(
    'ecs',
    'run a container that acts with a role',
    [tasks, registerTask, isNew('ecs:RunTask', 'ecs:StartTask', 'ecs:CreateService', 'ecs:UpdateService')],
    [tasks, createCluster, registerTask, isNew('ecs:RunTask', 'ecs:CreateService')],
    // A task that is registered already, with commands and a role of the caller's: ECS asks for PassRole whenever it starts one.
    [tasks, any('ecs:RunTask', 'ecs:StartTask')],
  ),
  launch('apprunner', 'run a service of App Runner that acts with a role', [
    passTo('tasks.apprunner'),
    isNew('apprunner:CreateService', 'apprunner:UpdateService'),
  ]),
];

const delivery: readonly Method[] = [
  launch(
    'cloudformation',
    'deploy a stack with the rights of a role',
    [stacks, isNew('cloudformation:CreateStack', 'cloudformation:UpdateStack')],
    [stacks, isNew('cloudformation:CreateChangeSet'), isNew('cloudformation:ExecuteChangeSet')],
    [stacks, createStackSet, isNew('cloudformation:CreateStackInstances')],
    [stacks, isNew('cloudformation:UpdateStackSet')],
  ),
  launch('codebuild', 'run a build with the rights of a role', [
    builds,
    isNew('codebuild:CreateProject', 'codebuild:UpdateProject'),
    isNew('codebuild:StartBuild', 'codebuild:StartBuildBatch'),
  ]),
  launch('codepipeline', 'make a pipeline that acts with a role', [
    passTo('codepipeline'),
    isNew('codepipeline:CreatePipeline', 'codepipeline:UpdatePipeline'),
  ]),
  limited(
    launch('codedeploy', 'deploy with the rights of a role', [
      passTo('codedeploy'),
      isNew('codedeploy:CreateDeploymentGroup', 'codedeploy:UpdateDeploymentGroup'),
      isNew('codedeploy:CreateDeployment'),
    ]),
  ),
  launch(
    'imagebuilder',
    'build an image on an instance that acts with a role',
    ...inProfile(
      isNew('imagebuilder:CreateInfrastructureConfiguration'),
      isNew('imagebuilder:CreateImage', 'imagebuilder:StartImagePipelineExecution'),
    ),
  ),
];

const orchestration: readonly Method[] = [
  launch('states', 'run a state machine with the rights of a role', [
    passTo('states'),
    isNew('states:CreateStateMachine', 'states:UpdateStateMachine'),
    isNew('states:StartExecution'),
  ]),
  limited(
    launch('events', 'have a rule act with a role', [
      passTo('events'),
      isNew('events:PutRule'),
      isNew('events:PutTargets'),
    ]),
  ),
  launch('scheduler', 'have a schedule act with a role', [
    passTo('scheduler'),
    isNew('scheduler:CreateSchedule', 'scheduler:UpdateSchedule'),
  ]),
  limited(
    launch('pipes', 'have a pipe act with a role', [passTo('pipes'), isNew('pipes:CreatePipe', 'pipes:UpdatePipe')]),
  ),
  launch('ssm', 'run an automation with the rights of a role', [
    // That of `ssm:SendCommand` publishes notifications, no more.
    passTo('ssm'),
    isNew('ssm:StartAutomationExecution'),
  ]),
];

const analytics: readonly Method[] = [
  launch(
    'glue',
    'run a job of Glue with the rights of a role',
    [glue, isNew('glue:CreateDevEndpoint')],
    [glue, isNew('glue:CreateJob', 'glue:UpdateJob'), isNew('glue:StartJobRun', 'glue:CreateTrigger')],
    [glue, isNew('glue:CreateSession'), isNew('glue:RunStatement')],
  ),
  launch('sagemaker', 'run code in SageMaker with the rights of a role', [
    sagemaker,
    isNew(
      ...['sagemaker:CreateNotebookInstance', 'sagemaker:CreateTrainingJob', 'sagemaker:CreateProcessingJob'],
      'sagemaker:CreatePipeline',
    ),
  ]),
  launch('datapipeline', 'run a data pipeline with the rights of a role', [
    ec2,
    isNew('datapipeline:CreatePipeline'),
    isNew('datapipeline:PutPipelineDefinition'),
    isNew('datapipeline:ActivatePipeline'),
  ]),
  launch('emr', 'run a cluster with the rights of a role', [ec2, isNew('elasticmapreduce:RunJobFlow')]),
  launch('emr-serverless', 'run a job of EMR Serverless with the rights of a role', [
    passTo('emr-serverless'),
    isNew('emr-serverless:StartJobRun'),
  ]),
  launch('batch', 'run a batch job with the rights of a role', [
    passTo('ecs-tasks'),
    isNew('batch:RegisterJobDefinition'),
    isNew('batch:SubmitJob'),
  ]),
  launch('kinesisanalytics', 'run an application of Kinesis Analytics with the rights of a role', [
    passTo('kinesisanalytics'),
    isNew('kinesisanalytics:CreateApplication', 'kinesisanalytics:UpdateApplication'),
    isNew('kinesisanalytics:StartApplication'),
  ]),
  launch('gamelift', 'run a fleet of GameLift with the rights of a role', [
    passTo('gamelift'),
    isNew('gamelift:CreateFleet'),
  ]),
  launch('omics', 'run a workflow of HealthOmics with the rights of a role', [
    passTo('omics'),
    isNew('omics:StartRun'),
  ]),
  launch('braket', 'run a job of Braket with the rights of a role', [passTo('braket'), isNew('braket:CreateJob')]),
  launch('bedrock-agentcore', 'run code in Bedrock AgentCore with the rights of a role', [
    passTo('bedrock-agentcore'),
    isNew('bedrock-agentcore:CreateCodeInterpreter'),
    isNew('bedrock-agentcore:StartCodeInterpreterSession'),
    isNew('bedrock-agentcore:InvokeCodeInterpreter'),
  ]),
];

const connections: readonly Method[] = [
  launch('apigateway', 'have an API call others with the rights of a role', [
    passTo('apigateway'),
    isNew('apigateway:POST', 'apigateway:PUT'),
  ]),
  launch('appsync', 'have an API of AppSync call others with the rights of a role', [
    passTo('appsync'),
    isNew('appsync:CreateDataSource', 'appsync:UpdateDataSource'),
    isNew('appsync:CreateResolver', 'appsync:UpdateResolver'),
  ]),
  launch('cognito-identity', 'have an identity pool hand out a role', [
    passTo('cognito-identity'),
    isNew('cognito-identity:SetIdentityPoolRoles'),
  ]),
  launch('iot', 'have certificates of its own hand out a role', [
    passTo('credentials.iot'),
    isNew('iot:CreateRoleAlias', 'iot:UpdateRoleAlias'),
  ]),
  launch('rolesanywhere', 'have certificates of its own hand out a role', [
    passTo('rolesanywhere'),
    any('rolesanywhere:CreateTrustAnchor'),
    any('rolesanywhere:CreateProfile'),
  ]),
];

/** To services whose roles are in every account. */
export const everydayLaunches: readonly Method[] = [...compute, ...delivery].filter(({ id }) =>
  ['lambda', 'ec2', 'ecs', 'cloudformation', 'codebuild'].includes(id.replace('pass-role-to-', '')),
);

export const launches: readonly Method[] = [...compute, ...delivery, ...orchestration, ...analytics, ...connections];
