import type { Hole } from '../../model/text';
import type { Place } from '../place';
import { intrinsicOf, wordAt } from './intrinsics';
import { opaque } from './parts';
import type { Part, Parts, Scope } from './template';

/** What every deployment has, and what most of them say. */
const pseudoParameters: ReadonlyMap<string, Hole> = new Map(
  [
    { hole: 'AWS::AccountId' },
    { hole: 'AWS::Region' },
    { hole: 'AWS::Partition', default: 'aws' },
    { hole: 'AWS::URLSuffix', default: 'amazonaws.com' },
    { hole: 'AWS::StackName' },
    { hole: 'AWS::StackId' },
    { hole: 'AWS::NotificationARNs' },
  ].map(known => [known.hole, { ...known, kind: 'ambient' } as const]),
);

/** Types whose `Ref` is their ARN. From the "Return values" of each type's page in the CloudFormation reference, 2026. */
const arnTypes: ReadonlySet<string> = new Set([
  'AWS::CertificateManager::Certificate',
  'AWS::CloudFormation::Stack',
  'AWS::ECS::Service',
  'AWS::ECS::TaskDefinition',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::ElasticLoadBalancingV2::TargetGroup',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::OIDCProvider',
  'AWS::IAM::SAMLProvider',
  'AWS::Lambda::Alias',
  'AWS::Lambda::LayerVersion',
  'AWS::Lambda::Version',
  'AWS::SecretsManager::Secret',
  'AWS::Serverless::LayerVersion',
  'AWS::Serverless::StateMachine',
  'AWS::SNS::Topic',
  'AWS::StepFunctions::Activity',
  'AWS::StepFunctions::StateMachine',
]);

/** Attributes that are the resource's ARN under another name, such that are its name, and an organization's root. */
const attributeNames: ReadonlyMap<string, string> = new Map([
  ['Arn', 'arn'],
  ['PolicyArn', 'arn'],
  ['PermissionSetArn', 'arn'],
  ['TopicArn', 'arn'],
  ['LoadBalancerArn', 'arn'],
  ['ServiceArn', 'arn'],
  ['DBInstanceArn', 'arn'],
  ['DBClusterArn', 'arn'],
  ['QueueName', 'name'],
  ['TopicName', 'name'],
  ['RootId', 'root'],
]);

/** Types whose `Ref` is their name and whose attribute `Arn` is their ARN, among those that policies name. */
const nameTypes: ReadonlySet<string> = new Set([
  'AWS::CodeBuild::Project',
  'AWS::DynamoDB::Table',
  'AWS::ECR::Repository',
  'AWS::ECS::Cluster',
  'AWS::IAM::Group',
  'AWS::IAM::InstanceProfile',
  'AWS::IAM::Role',
  'AWS::IAM::User',
  'AWS::KMS::Key',
  'AWS::Kinesis::Stream',
  'AWS::KinesisFirehose::DeliveryStream',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::Serverless::Function',
  'AWS::Serverless::SimpleTable',
]);

export function refIsArn(type: string): boolean {
  return arnTypes.has(type);
}

export function hasArnAttribute(type: string): boolean {
  return nameTypes.has(type);
}

/** What `Ref: name` and `${name}` stand for. */
export function reference(name: string, { template, bindings }: Scope): Part {
  const bound = bindings.get(name) ?? pseudoParameters.get(name) ?? template.parameters.get(name)?.hole;
  if (bound !== undefined) return bound;
  const declared = template.resources.get(name);
  if (!declared) return opaque(name);
  const attribute = refIsArn(declared.type) ? 'arn' : declared.type === 'AWS::SQS::Queue' ? 'url' : 'name';
  return { hole: name, kind: 'reference', resource: declared.id, attribute };
}

/** What `Fn::GetAtt: [name, attribute]` and `${name.attribute}` stand for. */
function attributeOf(name: string, attribute: string, { template }: Scope): Hole {
  const hole = `${name}.${attribute}`;
  const declared = template.resources.get(name);
  if (!declared) return opaque(hole);
  const said = attributeNames.get(attribute) ?? attribute;
  return { hole, kind: 'reference', resource: declared.id, attribute: said };
}

/** `A.Outputs.X`, or the same in two pieces. */
export function getAtt(argument: Place, scope: Scope): Parts | undefined {
  const { node } = argument;
  const words = node.kind === 'list' ? node.items.map(item => wordOrRef(item, argument, scope)) : [wordAt(argument)];
  if (words.some(word => word === undefined)) return undefined;
  const [name, ...attribute] = bound(words.join('.'), scope).split('.');
  return attribute.length === 0 ? undefined : [attributeOf(name!, attribute.join('.'), scope)];
}

/** An attribute may be chosen by a parameter: it is called by its name then. */
function wordOrRef(node: Place['node'], { at }: Place, scope: Scope): string | undefined {
  const found = intrinsicOf({ node, at });
  if (!found) return wordAt({ node, at });
  const name = found.name === 'Ref' ? wordAt(found.argument) : undefined;
  const value = name === undefined ? undefined : scope.bindings.get(name);
  return typeof value === 'string' ? value : `\${${name ?? found.name}}`;
}

/** Text with the values of the loops around it in place of `${Identifier}` and `&{Identifier}`, where they are words. */
export function bound(text: string, { bindings }: Scope): string {
  if (bindings.size === 0) return text;
  return text.replace(/[$&]\{(\w+)\}/g, (whole, name: string) => {
    const value = bindings.get(name);
    return typeof value === 'string' ? value : whole;
  });
}

/** Bounded, so that a text of open braces costs no more than its length. */
const hole = /\$\{([^}]{0,300})\}/;

/** The parts of a `Fn::Sub` text: `${Name}`, `${Name.Attribute}`, and `${!Literal}`, which is no hole. */
export function substituted(text: string, values: ReadonlyMap<string, Parts>, scope: Scope): Parts {
  return bound(text, scope)
    .split(hole)
    .flatMap((piece, i): Parts => (i % 2 === 0 ? [piece] : named(piece, values, scope)));
}

function named(written: string, values: ReadonlyMap<string, Parts>, scope: Scope): Parts {
  if (written.startsWith('!')) return [`\${${written.slice(1)}}`];
  const name = written.trim();
  const value = values.get(name);
  if (value) return value;
  const dot = name.indexOf('.');
  return [dot < 0 ? reference(name, scope) : attributeOf(name.slice(0, dot), name.slice(dot + 1), scope)];
}
