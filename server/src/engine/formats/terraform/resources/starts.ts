/** What decides how others come to act with the roles of compute: which of them it gets, and what keeps it running. */
import type { Resource, Start } from '../../../model/resource';
import { type Answer, literalOf, type Text } from '../../../model/text';
import { familyOf } from '../../task-families';
import { attribute, blocks, textOf, textsOf } from '../values/readings';
import type { Value } from '../values/value';
import { type Declaration, textAt, textsAt, valuesUnder } from './declaration';
import type { Lowering } from './iam';

/** Roles that a service uses to start it. From the provider's schema, 5.100 and later. */
const starters: Readonly<Record<string, readonly string[]>> = {
  aws_ecs_task_definition: ['execution_role_arn'],
  aws_apprunner_service: ['source_configuration.authentication_configuration.access_role_arn'],
  aws_autoscaling_group: ['initial_lifecycle_hook.role_arn', 'service_linked_role_arn'],
};

const launchTemplates = [
  'launch_template',
  'mixed_instances_policy.launch_template.launch_template_specification',
  'launch_template_config.launch_template_specification',
];

export const startTypes: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ...Object.keys(starters).map(type => [type, startedWith] as const),
  ['aws_ecs_service', containers],
  ['aws_autoscaling_group', group => ({ ...startedWith(group), ...hosts(group) })],
  ...['aws_ec2_fleet', 'aws_spot_fleet_request'].map(type => [type, hosts] as const),
  ['aws_ecr_repository', repository],
  ['aws_lambda_function', signed],
  ['aws_lambda_code_signing_config', signing],
  ['aws_iam_user_login_profile', profile => ({ attachedTo: textsAt(profile, 'user'), hasPassword: true })],
]);

function startedWith(declaration: Declaration): Partial<Resource> {
  const roles = starters[declaration.type]!.flatMap(path => valuesUnder(declaration, path)).flatMap(textsOf);
  return roles.length > 0 ? { startedWith: roles } : {};
}

function containers(service: Declaration): Partial<Resource> {
  const what = textAt(service, 'task_definition');
  const takesCommands = isOn(textAt(service, 'enable_execute_command'));
  const cluster = textAt(service, 'cluster');
  const inCluster = cluster && cluster.parts.length > 0 ? { cluster } : {};
  return what && what.parts.length > 0 ? { starts: [{ what: familyOf(what), takesCommands, ...inCluster }] } : {};
}

function signed(fn: Declaration): Partial<Resource> {
  const signedBy = textsAt(fn, 'code_signing_config_arn').filter(({ parts }) => parts.length > 0);
  return signedBy.length > 0 ? { signedBy } : {};
}

/** It warns where nothing is said. */
function signing(config: Declaration): Partial<Resource> {
  const [policy] = valuesUnder(config, 'policies.untrusted_artifact_on_deployment').flatMap(textsOf);
  const written = policy && literalOf(policy);
  return { refusesUnsigned: policy && written === undefined ? 'maybe' : written === 'Enforce' ? 'yes' : 'no' };
}

function repository(declaration: Declaration): Partial<Resource> {
  const [mutability] = textsAt(declaration, 'image_tag_mutability');
  return mutability && literalOf(mutability) === 'IMMUTABLE' ? { keepsTags: true } : {};
}

function isOn(text: Text | undefined): Answer {
  if (!text || text.parts.length === 0) return 'no';
  const written = literalOf(text);
  return written === undefined ? 'maybe' : written === 'true' ? 'yes' : 'no';
}

function hosts(declaration: Declaration): Partial<Resource> {
  const starts = launchTemplates.flatMap(path =>
    valuesUnder(declaration, path)
      .flatMap(blocks)
      .flatMap((block): readonly Start[] => {
        const [what] = ['id', 'name', 'launch_template_id', 'launch_template_name'].flatMap(name => said(block, name));
        const [version] = said(block, 'version');
        return what ? [version ? { what, version } : { what }] : [];
      }),
  );
  return starts.length > 0 ? { starts } : {};
}

/** What a plan or a state leaves out is empty there. */
function said(block: Value, name: string): readonly Text[] {
  const value = attribute(block, name);
  const text = value && textOf(value);
  return text && text.parts.length > 0 ? [text] : [];
}
