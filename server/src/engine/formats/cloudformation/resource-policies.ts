import type { Resource } from '../../model/resource';
import type { Condition, PolicyStatement, Principal } from '../../model/statement';
import type { Text } from '../../model/text';
import { unqualified } from '../function-names';
import { child, type Place } from '../place';
import { readPrincipals } from '../policy/principals';
import { during } from '../possible';
import { type Declaration, possibleItems, property, propertyText, statementsAt, textsOf } from './declaration';
import type { Lowering } from './iam';
import { wordAt } from './intrinsics';
import { textAt } from './strings';

/**
 * Where a type writes who may reach it, or another resource: the property, and the one that names the other resource. From the
 * types' pages in the CloudFormation Template Reference, 2026.
 */
const places: Readonly<Record<string, readonly [policy: string, target?: string]>> = {
  'AWS::ApiGateway::DomainNameV2': ['Policy'],
  'AWS::ApiGateway::RestApi': ['Policy'],
  'AWS::Backup::BackupVault': ['AccessPolicy'],
  'AWS::Backup::LogicallyAirGappedBackupVault': ['AccessPolicy'],
  'AWS::CloudTrail::ResourcePolicy': ['ResourcePolicy', 'ResourceArn'],
  'AWS::CodeArtifact::Domain': ['PermissionsPolicyDocument'],
  'AWS::CodeArtifact::Repository': ['PermissionsPolicyDocument'],
  'AWS::DSQL::Cluster': ['PolicyDocument'],
  'AWS::DynamoDB::GlobalTable': ['Replicas.ResourcePolicy.PolicyDocument'],
  'AWS::DynamoDB::Table': ['ResourcePolicy.PolicyDocument'],
  'AWS::ECR::PublicRepository': ['RepositoryPolicyText'],
  'AWS::ECR::RegistryPolicy': ['PolicyText'],
  'AWS::ECR::Repository': ['RepositoryPolicyText'],
  'AWS::ECR::RepositoryCreationTemplate': ['RepositoryPolicy'],
  'AWS::EFS::FileSystem': ['FileSystemPolicy'],
  'AWS::Elasticsearch::Domain': ['AccessPolicies'],
  'AWS::Events::EventBus': ['Policy'],
  'AWS::EventSchemas::RegistryPolicy': ['Policy', 'RegistryName'],
  'AWS::EC2::VPCEndpoint': ['PolicyDocument'],
  'AWS::Kinesis::ResourcePolicy': ['ResourcePolicy', 'ResourceArn'],
  'AWS::KMS::Key': ['KeyPolicy'],
  'AWS::KMS::ReplicaKey': ['KeyPolicy'],
  'AWS::Lex::ResourcePolicy': ['Policy', 'ResourceArn'],
  'AWS::Logs::Destination': ['DestinationPolicy'],
  'AWS::Logs::LogGroup': ['ResourcePolicyDocument'],
  'AWS::Logs::ResourcePolicy': ['PolicyDocument', 'ResourceArn'],
  'AWS::MediaStore::Container': ['Policy', 'ContainerName'],
  'AWS::MSK::ClusterPolicy': ['Policy', 'ClusterArn'],
  'AWS::Oam::Sink': ['Policy'],
  'AWS::OpenSearchService::Domain': ['AccessPolicies'],
  'AWS::Organizations::ResourcePolicy': ['Content'],
  'AWS::Redshift::Cluster': ['NamespaceResourcePolicy'],
  'AWS::RedshiftServerless::Namespace': ['NamespaceResourcePolicy'],
  'AWS::S3::AccessPoint': ['Policy'],
  'AWS::S3::BucketPolicy': ['PolicyDocument', 'Bucket'],
  'AWS::S3::MultiRegionAccessPointPolicy': ['Policy', 'MrapName'],
  'AWS::S3Express::AccessPoint': ['Policy'],
  'AWS::S3Express::BucketPolicy': ['PolicyDocument', 'Bucket'],
  'AWS::S3ObjectLambda::AccessPointPolicy': ['PolicyDocument', 'ObjectLambdaAccessPoint'],
  'AWS::S3Outposts::AccessPoint': ['Policy'],
  'AWS::S3Outposts::BucketPolicy': ['PolicyDocument', 'Bucket'],
  'AWS::S3Tables::TableBucketPolicy': ['ResourcePolicy', 'TableBucketARN'],
  'AWS::S3Tables::TablePolicy': ['ResourcePolicy', 'TableARN'],
  'AWS::S3Vectors::VectorBucketPolicy': ['Policy', 'VectorBucketArn'],
  'AWS::SageMaker::ModelPackageGroup': ['ModelPackageGroupPolicy'],
  'AWS::SecretsManager::ResourcePolicy': ['ResourcePolicy', 'SecretId'],
  'AWS::SNS::TopicInlinePolicy': ['PolicyDocument', 'TopicArn'],
  'AWS::SNS::TopicPolicy': ['PolicyDocument', 'Topics'],
  'AWS::SQS::QueueInlinePolicy': ['PolicyDocument', 'Queue'],
  'AWS::SQS::QueuePolicy': ['PolicyDocument', 'Queues'],
  'AWS::SSM::ResourcePolicy': ['Policy', 'ResourceArn'],
  'AWS::VpcLattice::AuthPolicy': ['Policy', 'ResourceIdentifier'],
  'AWS::VpcLattice::ResourcePolicy': ['Policy', 'ResourceArn'],
  'AWS::XRay::ResourcePolicy': ['PolicyDocument'],
};

/** Properties that are policy documents, or hold them. */
export const policyProperties: ReadonlySet<string> = new Set(
  Object.values(places).map(([policy]) => policy.slice(policy.lastIndexOf('.') + 1)),
);

export const resourcePolicies: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ...Object.entries(places).map(
    ([type, [policy, target]]) =>
      [type, (resource: Declaration) => ({ trust: statementsIn(resource, policy), ...on(resource, target) })] as const,
  ),
  ['AWS::Events::EventBusPolicy', busPolicy],
  ['AWS::Lambda::Permission', resource => permission(resource, 'FunctionName')],
  ['AWS::Lambda::LayerVersionPermission', resource => permission(resource, 'LayerVersionArn')],
]);

/** Types whose properties are a statement. */
export const permissionTypes: ReadonlySet<string> = new Set([
  'AWS::Events::EventBusPolicy',
  'AWS::Lambda::Permission',
  'AWS::Lambda::LayerVersionPermission',
]);

function on(resource: Declaration, target: string | undefined): Pick<Partial<Resource>, 'attachedTo'> {
  return target === undefined ? {} : { attachedTo: textsOf(resource, target) };
}

/** The statements of the document at a path of properties, on which lists may stand. */
function statementsIn(resource: Declaration, path: string): readonly PolicyStatement[] {
  const { scope } = resource;
  const [first, ...rest] = path.split('.');
  const start = property(resource, first!);
  if (rest.length === 0) return statementsAt(start, scope);
  const holders = rest
    .slice(0, -1)
    .reduce(
      (found, key) => found.flatMap(({ value, when }) => during(when, possibleItems(child(value, key), scope))),
      possibleItems(start, scope),
    );
  return holders.flatMap(({ value, when }) => statementsAt(child(value, rest.at(-1)!), scope, when));
}

/** Its properties are the policy document, or in its older form one statement. */
function busPolicy(resource: Declaration): Partial<Resource> {
  if (!property(resource, 'Statement')) return permission(resource, 'EventBusName', defaultBus);
  return { trust: statementsAt(resource.properties.at(-1), resource.scope), ...on(resource, 'EventBusName') };
}

/** That of every account and region, and whose policy it is that names none. From "AWS::Events::EventBusPolicy". */
const defaultBus = 'default';

/** One statement of the policy of a function, layer or bus, written as properties; of `usual` where they name none. */
function permission(resource: Declaration, target: string, usual?: string): Partial<Resource> {
  const attachedTo = textsOf(resource, target).map(unqualified);
  const actions = textsOf(resource, 'Action');
  const principal = propertyText(resource, 'Principal');
  if (!principal || actions.length === 0) return { attachedTo };
  const at = resource.place.at;
  const named = attachedTo.length === 0 && usual !== undefined ? [{ parts: [usual], at }] : attachedTo;
  const statement: PolicyStatement = {
    effect: 'Allow',
    principals: { mode: 'only', list: [invoker(principal)] },
    actions: { mode: 'only', list: actions, at: actions[0]!.at },
    resources: { mode: 'only', list: named, at: named[0]?.at ?? at },
    conditions: permissionConditions(resource),
    form: 'iam-json',
    at,
  };
  return { trust: [statement], attachedTo };
}

/** `s3.amazonaws.com` is a service; an account, an ARN or `*` is what IAM calls `AWS`. */
function invoker(principal: Text): Principal {
  const [first] = principal.parts;
  const isService = typeof first === 'string' && /^[a-z0-9-]+\.(?!.*:)/i.test(first);
  return readPrincipals(isService ? 'Service' : 'AWS', [principal])[0]!;
}

const conditionKeys = [
  ['SourceArn', 'ArnLike', 'aws:SourceArn'],
  ['SourceAccount', 'StringEquals', 'aws:SourceAccount'],
  ['PrincipalOrgID', 'StringEquals', 'aws:PrincipalOrgID'],
  ['OrganizationId', 'StringEquals', 'aws:PrincipalOrgID'],
  ['EventSourceToken', 'StringEquals', 'lambda:EventSourceToken'],
  ['FunctionUrlAuthType', 'StringEquals', 'lambda:FunctionUrlAuthType'],
  ['InvokedViaFunctionUrl', 'Bool', 'lambda:InvokedViaFunctionUrl'],
] as const;

function permissionConditions(resource: Declaration): readonly Condition[] {
  const known = conditionKeys.flatMap(([name, operator, key]) => {
    const value = propertyText(resource, name);
    return value ? [{ operator, key, values: [value], at: value.at }] : [];
  });
  return [...known, ...busCondition(property(resource, 'Condition'), resource)];
}

/** `{ Type, Key, Value }`. What is not written out is a condition that nobody knows. */
function busCondition(place: Place | undefined, { scope }: Declaration): readonly Condition[] {
  if (!place) return [];
  const [operator = 'Condition', key = 'Condition'] = ['Type', 'Key'].map(name => wordAt(child(place, name)));
  const value = child(place, 'Value');
  const text = value && textAt(value, scope);
  return [{ operator, key, values: text ? [text] : [], at: place.at }];
}
