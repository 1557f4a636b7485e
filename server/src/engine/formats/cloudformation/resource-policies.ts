import type { Condition, PolicyStatement, Principal, Resource, Text } from '../../model/model';
import { readPrincipals } from '../policy/principals';
import { type Declaration, property, propertyText, statementsAt, textsOf } from './declaration';
import type { Lowering } from './iam';

/** The property in which a type writes who may reach it. */
const own: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::RestApi': 'Policy',
  'AWS::Backup::BackupVault': 'AccessPolicy',
  'AWS::CodeArtifact::Domain': 'PermissionsPolicyDocument',
  'AWS::CodeArtifact::Repository': 'PermissionsPolicyDocument',
  'AWS::ECR::Repository': 'RepositoryPolicyText',
  'AWS::EFS::FileSystem': 'FileSystemPolicy',
  'AWS::Elasticsearch::Domain': 'AccessPolicies',
  'AWS::Events::EventBus': 'Policy',
  'AWS::KMS::Key': 'KeyPolicy',
  'AWS::KMS::ReplicaKey': 'KeyPolicy',
  'AWS::OpenSearchService::Domain': 'AccessPolicies',
  'AWS::S3::AccessPoint': 'Policy',
};

/** Types that write who may reach another resource: the policy, and of what. */
const ofOthers: Readonly<Record<string, readonly [policy: string, target: string]>> = {
  'AWS::EC2::VPCEndpointService': ['PolicyDocument', 'ServiceId'],
  'AWS::Kinesis::ResourcePolicy': ['ResourcePolicy', 'ResourceArn'],
  'AWS::Logs::ResourcePolicy': ['PolicyDocument', 'ResourceArn'],
  'AWS::MediaStore::Container': ['Policy', 'ContainerName'],
  'AWS::S3::BucketPolicy': ['PolicyDocument', 'Bucket'],
  'AWS::S3Express::BucketPolicy': ['PolicyDocument', 'Bucket'],
  'AWS::SecretsManager::ResourcePolicy': ['ResourcePolicy', 'SecretId'],
  'AWS::SNS::TopicPolicy': ['PolicyDocument', 'Topics'],
  'AWS::SNS::TopicInlinePolicy': ['PolicyDocument', 'TopicArn'],
  'AWS::SQS::QueuePolicy': ['PolicyDocument', 'Queues'],
  'AWS::SQS::QueueInlinePolicy': ['PolicyDocument', 'Queue'],
};

export const resourcePolicies: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ...Object.entries(own).map(
    ([type, name]) =>
      [type, (resource: Declaration) => ({ trust: statementsAt(property(resource, name), resource.scope) })] as const,
  ),
  ...Object.entries(ofOthers).map(
    ([type, names]) => [type, (resource: Declaration) => ofOther(resource, names)] as const,
  ),
  ['AWS::DynamoDB::Table', tablePolicy],
  ['AWS::Events::EventBusPolicy', busPolicy],
  ['AWS::Lambda::Permission', permission],
  ['AWS::Lambda::LayerVersionPermission', permission],
]);

function ofOther(resource: Declaration, [policy, target]: readonly [string, string]): Partial<Resource> {
  const trust = statementsAt(property(resource, policy), resource.scope);
  return { trust, attachedTo: textsOf(resource, target) };
}

/** `ResourcePolicy: { PolicyDocument }`. */
function tablePolicy(resource: Declaration): Partial<Resource> {
  const wrapper = property(resource, 'ResourcePolicy');
  if (!wrapper) return {};
  const inner: Declaration = { ...resource, properties: [wrapper] };
  return { trust: statementsAt(property(inner, 'PolicyDocument'), resource.scope) };
}

/** Its properties are the policy document. */
function busPolicy(resource: Declaration): Partial<Resource> {
  const trust = property(resource, 'Statement') ? statementsAt(resource.properties.at(-1), resource.scope) : [];
  return { trust, attachedTo: textsOf(resource, 'EventBusName') };
}

/** One statement of a function's policy, written as properties. */
function permission(resource: Declaration): Partial<Resource> {
  const target = resource.type === 'AWS::Lambda::Permission' ? 'FunctionName' : 'LayerVersionArn';
  const attachedTo = textsOf(resource, target);
  const actions = textsOf(resource, 'Action');
  const principal = propertyText(resource, 'Principal');
  if (!principal || actions.length === 0) return { attachedTo };
  const at = resource.place.at;
  const statement: PolicyStatement = {
    effect: 'Allow',
    principals: { mode: 'only', list: [invoker(principal)] },
    actions: { mode: 'only', list: actions, at: actions[0]!.at },
    resources: { mode: 'only', list: attachedTo, at: attachedTo[0]?.at ?? at },
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
] as const;

function permissionConditions(resource: Declaration): readonly Condition[] {
  return conditionKeys.flatMap(([name, operator, key]) => {
    const value = propertyText(resource, name);
    return value ? [{ operator, key, values: [value], at: value.at }] : [];
  });
}
