/** Methods that make compute, a pipeline or a stack which acts with a role already do something else. */
import type { Method, Step } from '../escalation';
import { on, whose } from './chains';

const there = (...actions: readonly string[]): Step => on('compute', ...actions);

const changeCode = there('lambda:UpdateFunctionCode');
const changeUnsigned = whose('takes-unsigned-code', changeCode);
const session = whose('answers-sessions', there('ssm:StartSession'));
const newTemplate = there('ec2:CreateLaunchTemplateVersion');
const startSession = there('bedrock-agentcore:StartCodeInterpreterSession');

export const existing: readonly Method[] = [
  {
    id: 'change-function-code',
    does: 'replace the code of a function',
    effect: 'becomes',
    chains: [
      [changeUnsigned],
      [changeUnsigned, there('lambda:InvokeFunction', 'lambda:AddPermission')],
      [there('lambda:DeleteFunctionCodeSigningConfig'), changeCode],
    ],
  },
  {
    id: 'change-function-configuration',
    does: 'have a function load a layer or start a wrapper of its own',
    effect: 'becomes',
    chains: [[there('lambda:UpdateFunctionConfiguration')]],
  },
  {
    id: 'stack-update',
    does: 'change a stack that is deployed with the rights of a role',
    effect: 'becomes',
    chains: [
      [there('cloudformation:UpdateStack')],
      [there('cloudformation:CreateChangeSet'), there('cloudformation:ExecuteChangeSet')],
    ],
  },
  {
    id: 'stack-set',
    does: 'change a stack set, which is deployed with the rights of a role in other accounts too',
    effect: 'becomes',
    chains: [[there('cloudformation:UpdateStackSet')], [there('cloudformation:CreateStackInstances')]],
    forGraphAlone: true,
  },
  {
    id: 'start-build',
    does: 'start a build with commands of its own',
    effect: 'becomes',
    chains: [[there('codebuild:StartBuild', 'codebuild:StartBuildBatch')]],
  },
  {
    id: 'execute-command',
    does: 'run commands in a container',
    effect: 'becomes',
    chains: [
      [whose('takes-commands', there('ecs:ExecuteCommand'))],
      // Tasks that are started anew take commands then ("Monitor Amazon ECS containers with ECS Exec", Developer Guide).
      [
        whose('can-take-commands', there('ecs:ExecuteCommand')),
        { ...on('service', 'ecs:UpdateService'), saying: { 'ecs:enable-execute-command': 'true' } },
      ],
    ],
  },
  {
    id: 'host-shell',
    does: 'run commands on an instance',
    effect: 'becomes',
    chains: [
      [{ ...session, saying: { 'ssm:SessionDocumentAccessCheck': 'false' } }],
      [session, on('document', 'ssm:StartSession')],
      [whose('answers-sessions', there('ssm:SendCommand')), on('document', 'ssm:SendCommand')],
      [there('ec2-instance-connect:SendSSHPublicKey')],
      [there('ec2-instance-connect:SendSSHPublicKey'), on('any', 'ec2:DescribeInstances')],
      [there('ec2:ModifyInstanceAttribute'), there('ec2:StopInstances'), there('ec2:StartInstances')],
      // What is launched by a version's number stays with that until somebody passes its role anew.
      [whose('starts-latest', newTemplate)],
      [whose('starts-default', newTemplate), there('ec2:ModifyLaunchTemplate')],
    ],
  },
  {
    id: 'automation',
    does: 'start an automation that acts with a role',
    effect: 'becomes',
    chains: [[there('ssm:StartAutomationExecution')]],
    forGraphAlone: true,
  },
  {
    id: 'change-state-machine',
    does: 'change what a state machine does',
    effect: 'becomes',
    chains: [[there('states:UpdateStateMachine')]],
    forGraphAlone: true,
  },
  {
    id: 'change-app',
    does: 'change what a service of App Runner runs',
    effect: 'becomes',
    chains: [[there('apprunner:UpdateService')]],
    forGraphAlone: true,
  },
  {
    id: 'change-glue',
    does: 'change what Glue runs',
    effect: 'becomes',
    chains: [[there('glue:UpdateDevEndpoint')], [there('glue:UpdateJob')]],
    forGraphAlone: true,
  },
  {
    id: 'notebook',
    does: 'open a notebook, or have it start with commands of its own',
    effect: 'becomes',
    chains: [
      [there('sagemaker:CreatePresignedNotebookInstanceUrl')],
      [
        on('any', 'sagemaker:CreateNotebookInstanceLifecycleConfig'),
        there('sagemaker:StopNotebookInstance'),
        there('sagemaker:UpdateNotebookInstance'),
        there('sagemaker:StartNotebookInstance'),
      ],
    ],
    forGraphAlone: true,
  },
  {
    id: 'code-interpreter',
    does: 'run code in a code interpreter',
    effect: 'becomes',
    chains: [[startSession, there('bedrock-agentcore:InvokeCodeInterpreter')]],
    forGraphAlone: true,
  },
];

export const pipelines: readonly Method[] = [
  {
    id: 'pipeline',
    does: 'change what a pipeline does',
    effect: 'becomes',
    chains: [[there('codepipeline:UpdatePipeline')]],
  },
  {
    id: 'pipeline-run',
    does: 'start a deployment, or approve its own',
    effect: 'becomes',
    chains: [[there('codepipeline:StartPipelineExecution', 'codepipeline:PutApprovalResult')]],
    forGraphAlone: true,
  },
  {
    id: 'pipeline-source',
    does: 'change what a pipeline or a service takes its code from',
    effect: 'becomes',
    chains: [
      [on('data', 's3:PutObject', 'ecr:PutImage', 'codecommit:GitPush')],
      [on('any', 'codeconnections:UseConnection', 'codestar-connections:UseConnection')],
    ],
    forGraphAlone: true,
  },
];
