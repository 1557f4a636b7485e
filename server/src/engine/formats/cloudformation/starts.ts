/** What decides how others come to act with the roles of compute: which of them it gets, and what keeps it running. */
import type { Resource, Start } from '../../model/resource';
import { type Answer, literalOf, type Text } from '../../model/text';
import { child } from '../place';
import { familyOf } from '../task-families';
import { type Declaration, placesUnder, propertyText, textsUnder } from './declaration';
import type { Lowering } from './iam';
import { textAt } from './strings';

/** Roles that a service uses to start it. From the types' pages in the CloudFormation Template Reference, 2026. */
const starters: Readonly<Record<string, readonly string[]>> = {
  'AWS::ECS::TaskDefinition': ['ExecutionRoleArn'],
  'AWS::Batch::JobDefinition': [
    'ContainerProperties.ExecutionRoleArn',
    'EcsProperties.TaskProperties.ExecutionRoleArn',
    'NodeProperties.NodeRangeProperties.Container.ExecutionRoleArn',
  ],
  'AWS::AppRunner::Service': ['SourceConfiguration.AuthenticationConfiguration.AccessRoleArn'],
  'AWS::AutoScaling::AutoScalingGroup': ['LifecycleHookSpecificationList.RoleARN', 'ServiceLinkedRoleARN'],
};

const launchTemplates = [
  'LaunchTemplate',
  'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification',
  'LaunchTemplateConfigs.LaunchTemplateSpecification',
  'SpotFleetRequestConfigData.LaunchTemplateConfigs.LaunchTemplateSpecification',
];

export const startTypes: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ...Object.keys(starters).map(type => [type, startedWith] as const),
  ['AWS::ECS::Service', containers],
  ['AWS::AutoScaling::AutoScalingGroup', resource => ({ ...startedWith(resource), ...hosts(resource) })],
  ...['AWS::EC2::EC2Fleet', 'AWS::EC2::SpotFleet'].map(type => [type, hosts] as const),
  ...['AWS::Lambda::Function', 'AWS::Serverless::Function'].map(type => [type, signed] as const),
  ['AWS::Lambda::CodeSigningConfig', signing],
  ['AWS::IAM::User', user => (placesUnder(user, 'LoginProfile').length > 0 ? { hasPassword: true } : {})],
]);

function startedWith(resource: Declaration): Partial<Resource> {
  const roles = starters[resource.type]!.flatMap(path => textsUnder(resource, path));
  return roles.length > 0 ? { startedWith: roles } : {};
}

function containers(service: Declaration): Partial<Resource> {
  const what = propertyText(service, 'TaskDefinition');
  const takesCommands = isOn(propertyText(service, 'EnableExecuteCommand'));
  const cluster = propertyText(service, 'Cluster');
  return what ? { starts: [{ what: familyOf(what), takesCommands, ...(cluster ? { cluster } : {}) }] } : {};
}

function signed(fn: Declaration): Partial<Resource> {
  const signedBy = textsUnder(fn, 'CodeSigningConfigArn');
  return signedBy.length > 0 ? { signedBy } : {};
}

/** It warns where nothing is said. */
function signing(config: Declaration): Partial<Resource> {
  const [policy] = textsUnder(config, 'CodeSigningPolicies.UntrustedArtifactOnDeployment');
  const written = policy && literalOf(policy);
  return { refusesUnsigned: policy && written === undefined ? 'maybe' : written === 'Enforce' ? 'yes' : 'no' };
}

function isOn(text: Text | undefined): Answer {
  if (!text) return 'no';
  const written = literalOf(text)?.toLowerCase();
  return written === undefined ? 'maybe' : written === 'true' ? 'yes' : 'no';
}

function hosts(resource: Declaration): Partial<Resource> {
  const starts = launchTemplates.flatMap(path =>
    placesUnder(resource, path).flatMap((place): readonly Start[] => {
      const textIn = (name: string) => {
        const found = child(place, name);
        return found && textAt(found, resource.scope);
      };
      const [what, version] = [textIn('LaunchTemplateId') ?? textIn('LaunchTemplateName'), textIn('Version')];
      return what ? [version ? { what, version } : { what }] : [];
    }),
  );
  return starts.length > 0 ? { starts } : {};
}
