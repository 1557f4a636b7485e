import type { Condition, PolicyStatement, Principal, Resource, Text } from '../../../model/model';
import { readPrincipals } from '../../policy/principals';
import { type Declaration, statementsAt, textAt, textsAt } from './declaration';
import type { Lowering } from './iam';

/** The attribute in which a type writes who may reach it. */
const own: Readonly<Record<string, string>> = {
  aws_api_gateway_rest_api: 'policy',
  aws_ecr_registry_policy: 'policy',
  aws_elasticsearch_domain: 'access_policies',
  aws_kms_external_key: 'policy',
  aws_kms_key: 'policy',
  aws_kms_replica_key: 'policy',
  aws_opensearch_domain: 'access_policies',
  aws_s3_bucket: 'policy',
  aws_secretsmanager_secret: 'policy',
  aws_sns_topic: 'policy',
  aws_sqs_queue: 'policy',
};

/** Types that write who may reach another resource: the policy, and of what. */
const ofOthers: Readonly<Record<string, readonly [policy: string, target: string]>> = {
  aws_api_gateway_rest_api_policy: ['policy', 'rest_api_id'],
  aws_backup_vault_policy: ['policy', 'backup_vault_name'],
  aws_cloudwatch_event_bus_policy: ['policy', 'event_bus_name'],
  aws_cloudwatch_log_destination_policy: ['access_policy', 'destination_name'],
  aws_cloudwatch_log_resource_policy: ['policy_document', 'policy_name'],
  aws_codeartifact_domain_permissions_policy: ['policy_document', 'domain'],
  aws_codeartifact_repository_permissions_policy: ['policy_document', 'repository'],
  aws_dynamodb_resource_policy: ['policy', 'resource_arn'],
  aws_ecr_repository_policy: ['policy', 'repository'],
  aws_efs_file_system_policy: ['policy', 'file_system_id'],
  aws_elasticsearch_domain_policy: ['access_policies', 'domain_name'],
  aws_glacier_vault: ['access_policy', 'name'],
  aws_kinesis_resource_policy: ['policy', 'resource_arn'],
  aws_kms_key_policy: ['policy', 'key_id'],
  aws_media_store_container_policy: ['policy', 'container_name'],
  aws_opensearch_domain_policy: ['access_policies', 'domain_name'],
  aws_s3_access_point: ['policy', 'bucket'],
  aws_s3_bucket_policy: ['policy', 'bucket'],
  aws_s3control_access_point_policy: ['policy', 'access_point_arn'],
  aws_s3control_bucket_policy: ['policy', 'bucket'],
  aws_secretsmanager_secret_policy: ['policy', 'secret_arn'],
  aws_sns_topic_policy: ['policy', 'arn'],
  aws_sqs_queue_policy: ['policy', 'queue_url'],
  aws_vpc_endpoint: ['policy', 'service_name'],
  aws_vpc_endpoint_policy: ['policy', 'vpc_endpoint_id'],
};

export const resourcePolicies: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ...Object.entries(own).map(
    ([type, name]) => [type, (declaration: Declaration) => ({ trust: statementsAt(declaration, name) })] as const,
  ),
  ...Object.entries(ofOthers).map(
    ([type, names]) => [type, (declaration: Declaration) => ofOther(declaration, names)] as const,
  ),
  ['aws_lambda_permission', permission],
]);

function ofOther(declaration: Declaration, [policy, target]: readonly [string, string]): Partial<Resource> {
  return { trust: statementsAt(declaration, policy), attachedTo: textsAt(declaration, target) };
}

/** One statement of a function's policy, written as attributes. */
function permission(declaration: Declaration): Partial<Resource> {
  const attachedTo = textsAt(declaration, 'function_name');
  const actions = textsAt(declaration, 'action');
  const principal = textAt(declaration, 'principal');
  if (!principal || actions.length === 0) return { attachedTo };
  const { at } = declaration;
  const statement: PolicyStatement = {
    effect: 'Allow',
    principals: { mode: 'only', list: invoker(principal) },
    actions: { mode: 'only', list: actions, at: actions[0]!.at },
    resources: { mode: 'only', list: attachedTo, at: attachedTo[0]?.at ?? at },
    conditions: permissionConditions(declaration),
    form: 'iam-json',
    at,
  };
  return { trust: [statement], attachedTo };
}

/** `s3.amazonaws.com` is a service; an account, an ARN or `*` is what IAM calls `AWS`. */
function invoker(principal: Text): readonly Principal[] {
  const [first] = principal.parts;
  const isService = typeof first === 'string' && /^[a-z0-9-]+\.[^:]*$/i.test(first);
  return readPrincipals(isService ? 'Service' : 'AWS', [principal]);
}

const conditionKeys = [
  ['source_arn', 'ArnLike', 'aws:SourceArn'],
  ['source_account', 'StringEquals', 'aws:SourceAccount'],
  ['principal_org_id', 'StringEquals', 'aws:PrincipalOrgID'],
  ['event_source_token', 'StringEquals', 'lambda:EventSourceToken'],
  ['function_url_auth_type', 'StringEquals', 'lambda:FunctionUrlAuthType'],
] as const;

function permissionConditions(declaration: Declaration): readonly Condition[] {
  return conditionKeys.flatMap(([name, operator, key]) => {
    const value = textAt(declaration, name);
    return value && value.parts.length > 0 ? [{ operator, key, values: [value], at: value.at }] : [];
  });
}
