import type { Resource } from '../../../model/resource';
import type { Condition, PolicyStatement, Principal } from '../../../model/statement';
import type { Text } from '../../../model/text';
import { unqualified } from '../../function-names';
import { readPrincipals } from '../../policy/principals';
import { statementsOf } from '../policies/policies';
import { attribute, blocks, literalOf, textsOf } from '../values/readings';
import type { MapValue, Value } from '../values/value';
import { type Declaration, statementsAt, textAt, textsAt } from './declaration';
import type { Lowering } from './iam';

/**
 * Where a type writes who may reach it, or another resource: the attribute, and the one that names the other resource. From the
 * provider's schema, 5.100 and later.
 */
const places: Readonly<Record<string, readonly [policy: string, target?: string]>> = {
  aws_acmpca_policy: ['policy', 'resource_arn'],
  aws_api_gateway_domain_name: ['policy'],
  aws_api_gateway_rest_api: ['policy'],
  aws_api_gateway_rest_api_policy: ['policy', 'rest_api_id'],
  aws_backup_vault_policy: ['policy', 'backup_vault_name'],
  aws_cloudsearch_domain_service_access_policy: ['access_policy', 'domain_name'],
  aws_cloudwatch_event_bus_policy: ['policy', 'event_bus_name'],
  aws_cloudwatch_log_delivery_destination_policy: ['delivery_destination_policy', 'delivery_destination_name'],
  aws_cloudwatch_log_destination_policy: ['access_policy', 'destination_name'],
  aws_cloudwatch_log_resource_policy: ['policy_document'],
  aws_codeartifact_domain_permissions_policy: ['policy_document', 'domain'],
  aws_codeartifact_repository_permissions_policy: ['policy_document', 'repository'],
  aws_codebuild_resource_policy: ['policy', 'resource_arn'],
  aws_dsql_cluster_policy: ['policy', 'identifier'],
  aws_dynamodb_resource_policy: ['policy', 'resource_arn'],
  aws_ecr_registry_policy: ['policy'],
  aws_ecr_repository_creation_template: ['repository_policy'],
  aws_ecr_repository_policy: ['policy', 'repository'],
  aws_ecrpublic_repository_policy: ['policy', 'repository_name'],
  aws_efs_file_system_policy: ['policy', 'file_system_id'],
  aws_elasticsearch_domain: ['access_policies'],
  aws_elasticsearch_domain_policy: ['access_policies', 'domain_name'],
  aws_glacier_vault: ['access_policy'],
  aws_glacier_vault_lock: ['policy', 'vault_name'],
  aws_glue_resource_policy: ['policy'],
  aws_kinesis_resource_policy: ['policy', 'resource_arn'],
  aws_kms_external_key: ['policy'],
  aws_kms_key: ['policy'],
  aws_kms_key_policy: ['policy', 'key_id'],
  aws_kms_replica_external_key: ['policy'],
  aws_kms_replica_key: ['policy'],
  aws_media_store_container_policy: ['policy', 'container_name'],
  aws_msk_cluster_policy: ['policy', 'cluster_arn'],
  aws_networkfirewall_resource_policy: ['policy', 'resource_arn'],
  aws_oam_sink_policy: ['policy', 'sink_identifier'],
  aws_opensearch_domain: ['access_policies'],
  aws_opensearch_domain_policy: ['access_policies', 'domain_name'],
  aws_organizations_resource_policy: ['content'],
  aws_redshift_resource_policy: ['policy', 'resource_arn'],
  aws_redshiftserverless_resource_policy: ['policy', 'resource_arn'],
  aws_s3_access_point: ['policy', 'bucket'],
  aws_s3_bucket: ['policy'],
  aws_s3_bucket_policy: ['policy', 'bucket'],
  aws_s3control_access_grants_instance_resource_policy: ['policy'],
  aws_s3control_access_point_policy: ['policy', 'access_point_arn'],
  aws_s3control_bucket_policy: ['policy', 'bucket'],
  aws_s3control_multi_region_access_point_policy: ['details.policy', 'details.name'],
  aws_s3control_object_lambda_access_point_policy: ['policy', 'name'],
  aws_s3tables_table_bucket_policy: ['resource_policy', 'table_bucket_arn'],
  aws_s3tables_table_policy: ['resource_policy', 'name'],
  aws_sagemaker_model_package_group_policy: ['resource_policy', 'model_package_group_name'],
  aws_schemas_registry_policy: ['policy', 'registry_name'],
  aws_secretsmanager_secret: ['policy'],
  aws_secretsmanager_secret_policy: ['policy', 'secret_arn'],
  aws_ses_identity_policy: ['policy', 'identity'],
  aws_sesv2_email_identity_policy: ['policy', 'email_identity'],
  aws_sns_topic: ['policy'],
  aws_sns_topic_policy: ['policy', 'arn'],
  aws_sqs_queue: ['policy'],
  aws_sqs_queue_policy: ['policy', 'queue_url'],
  aws_vpc_endpoint: ['policy'],
  aws_vpc_endpoint_policy: ['policy', 'vpc_endpoint_id'],
  aws_vpclattice_auth_policy: ['policy', 'resource_identifier'],
  aws_vpclattice_resource_policy: ['policy', 'resource_arn'],
  aws_xray_resource_policy: ['policy_document'],
};

export const resourcePolicies: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ...Object.entries(places).map(
    ([type, [policy, target]]) =>
      [
        type,
        (declaration: Declaration) => ({ trust: statementsIn(declaration, policy), ...on(declaration, target) }),
      ] as const,
  ),
  ['aws_cloudwatch_event_permission', declaration => permission(declaration, 'event_bus_name', defaultBus)],
  ['aws_lambda_layer_version_permission', declaration => permission(declaration, 'layer_name')],
  ['aws_lambda_permission', declaration => permission(declaration, 'function_name')],
]);

/** Types whose attributes are a statement. */
export const permissionTypes: ReadonlySet<string> = new Set([
  'aws_cloudwatch_event_permission',
  'aws_lambda_layer_version_permission',
  'aws_lambda_permission',
]);

function on(declaration: Declaration, target: string | undefined): Pick<Partial<Resource>, 'attachedTo'> {
  return target === undefined ? {} : { attachedTo: valuesAt(declaration, target).flatMap(textsOf) };
}

function statementsIn(declaration: Declaration, path: string): readonly PolicyStatement[] {
  if (!path.includes('.')) return statementsAt(declaration, path);
  return valuesAt(declaration, path).flatMap(value => statementsOf(value, declaration.policies));
}

/** What an attribute holds, of a block in which it stands: `details.policy`. */
function valuesAt(declaration: Declaration, path: string): readonly (Value | undefined)[] {
  const [first = path, inner] = path.split('.');
  const outer = declaration.attribute(first);
  return inner === undefined ? [outer] : blocks(outer).map(block => attribute(block, inner));
}

/** That of every account and region, and whose policy it is that names none. From the provider's page of the type. */
const defaultBus = 'default';

/** One statement of the policy of a function, layer or bus, written as attributes; of `usual` where they name none. */
function permission(declaration: Declaration, target: string, usual?: string): Partial<Resource> {
  const attachedTo = textsAt(declaration, target).map(unqualified);
  const actions = actionsOf(declaration);
  const principal = textAt(declaration, 'principal');
  if (!principal || actions.length === 0) return { attachedTo };
  const { at } = declaration;
  const named = attachedTo.length === 0 && usual !== undefined ? [{ parts: [usual], at }] : attachedTo;
  const statement: PolicyStatement = {
    effect: 'Allow',
    principals: { mode: 'only', list: invoker(principal) },
    actions: { mode: 'only', list: actions, at: actions[0]!.at },
    resources: { mode: 'only', list: named, at: named[0]?.at ?? at },
    conditions: permissionConditions(declaration),
    form: 'iam-json',
    at,
  };
  return { trust: [statement], attachedTo };
}

/** A bus has one that is usual. */
function actionsOf(declaration: Declaration): readonly Text[] {
  const written = textsAt(declaration, 'action');
  if (written.length > 0 || declaration.type !== 'aws_cloudwatch_event_permission') return written;
  return [{ parts: ['events:PutEvents'], at: declaration.at }];
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
  ['invoked_via_function_url', 'Bool', 'lambda:InvokedViaFunctionUrl'],
  ['organization_id', 'StringEquals', 'aws:PrincipalOrgID'],
] as const;

function permissionConditions(declaration: Declaration): readonly Condition[] {
  const known = conditionKeys.flatMap(([name, operator, key]) => {
    const value = textAt(declaration, name);
    return value && value.parts.length > 0 ? [{ operator, key, values: [value], at: value.at }] : [];
  });
  return [...known, ...blocks(declaration.attribute('condition')).map(busCondition)];
}

/** `{ type, key, value }`. What is not written out is a condition that nobody knows. */
function busCondition(block: MapValue): Condition {
  const [operator = 'condition', key = 'condition'] = ['type', 'key'].map(name => literalOf(attribute(block, name)));
  return { operator, key, values: textsOf(attribute(block, 'value')), at: block.at };
}
