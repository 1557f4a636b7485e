/** What the actions of the catalogue work on, by type: compute, pipelines and stacks that act with roles. */

const instances = ['AWS::EC2::Instance', 'aws_instance', 'aws_spot_instance_request'];
const templates = ['AWS::EC2::LaunchTemplate', 'aws_launch_template'];
const hosts = [
  ...instances,
  ...templates,
  ...['AWS::AutoScaling::AutoScalingGroup', 'aws_autoscaling_group', 'AWS::AutoScaling::LaunchConfiguration'],
  ...['aws_launch_configuration', 'AWS::EC2::SpotFleet', 'aws_spot_fleet_request'],
];

const byService: Readonly<Record<string, readonly string[]>> = {
  lambda: ['AWS::Lambda::Function', 'AWS::Serverless::Function', 'aws_lambda_function'],
  codebuild: ['AWS::CodeBuild::Project', 'aws_codebuild_project'],
  ecs: ['AWS::ECS::TaskDefinition', 'aws_ecs_task_definition'],
  ec2: hosts,
  'ec2-instance-connect': hosts,
  ssm: hosts,
  cloudformation: ['AWS::CloudFormation::Stack', 'aws_cloudformation_stack'],
  codepipeline: ['AWS::CodePipeline::Pipeline', 'aws_codepipeline'],
  states: ['AWS::StepFunctions::StateMachine', 'AWS::Serverless::StateMachine', 'aws_sfn_state_machine'],
  apprunner: ['AWS::AppRunner::Service', 'aws_apprunner_service'],
  glue: ['AWS::Glue::Job', 'aws_glue_job'],
  sagemaker: ['AWS::SageMaker::NotebookInstance', 'aws_sagemaker_notebook_instance'],
};

const stackSets = ['AWS::CloudFormation::StackSet', 'aws_cloudformation_stack_set'];

const byAction: Readonly<Record<string, readonly string[]>> = {
  'cloudformation:CreateStackInstances': stackSets,
  'cloudformation:UpdateStackSet': stackSets,
  'ec2:CreateLaunchTemplateVersion': templates,
  'ec2:ModifyInstanceAttribute': instances,
  'glue:UpdateDevEndpoint': ['AWS::Glue::DevEndpoint', 'aws_glue_dev_endpoint'],
  'ssm:StartAutomationExecution': ['AWS::SSM::Document', 'aws_ssm_document'],
};

/** Empty for what works on nothing that acts with a role. */
export function typesWorkedOn(action: string): readonly string[] {
  return byAction[action] ?? byService[action.split(':')[0]!] ?? [];
}
