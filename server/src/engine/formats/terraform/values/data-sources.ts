import type { Hole } from '../../../model/text';
import type { SourcePointer } from '../../../text/text';
import { attribute, literalOf } from './readings';
import { type Steps, spelled } from './references';
import { holeValue, opaque, scalar, type Value } from './value';

/** What a data source says of its own account, by CloudFormation's names for it. */
const ambient: Readonly<Record<string, string>> = {
  'aws_caller_identity.account_id': 'AWS::AccountId',
  'aws_caller_identity.id': 'AWS::AccountId',
  'aws_partition.partition': 'AWS::Partition',
  'aws_partition.id': 'AWS::Partition',
  'aws_partition.dns_suffix': 'AWS::URLSuffix',
  'aws_region.name': 'AWS::Region',
  'aws_region.region': 'AWS::Region',
  'aws_region.id': 'AWS::Region',
};

/** An attribute of a data source that is looked up when it is deployed, as far as its type and its arguments tell. */
export function lookedUp(
  type: string,
  name: string,
  steps: Steps,
  argument: (name: string) => Value | undefined,
  at: SourcePointer,
): Value {
  const words = spelled(`data.${type}.${name}`, steps);
  const wanted = steps.length === 1 ? String(steps[0]) : '';
  const hole = ambient[`${type}.${wanted}`];
  if (type === 'aws_region' && hole !== undefined) return regionLookedUp(hole, words, argument, at);
  if (hole !== undefined && argument('provider') === undefined) return holeValue({ hole, kind: 'ambient' }, at);
  if (type === 'aws_organizations_organization' && wanted === '' && steps[0] === 'roots' && steps.at(-1) === 'id') {
    return holeValue({ hole: words, kind: 'reference', attribute: 'root' }, at);
  }
  const named = argument('name');
  if (type === 'aws_iam_policy' && wanted === 'arn') return argument('arn') ?? managedPolicy(named, words, at);
  if (type === 'aws_iam_role' && wanted === 'arn' && named?.kind === 'scalar') {
    return scalar(['arn:', partition, ':iam::', account, ':role/', ...named.text.parts], at);
  }
  if (named && wanted === 'name') return named;
  return /(?:^|_)(?:arn|id|name)$/.test(wanted) ? holeValue({ hole: words, kind: 'reference' }, at) : opaque(words, at);
}

/** The one that is asked for, else that of the provider: of another than the default one nobody knows it here. */
function regionLookedUp(
  hole: string,
  words: string,
  argument: (name: string) => Value | undefined,
  at: SourcePointer,
): Value {
  const named = argument('region') ?? argument('name');
  if (named?.kind === 'scalar') return named;
  return named || argument('provider') ? opaque(words, at) : holeValue({ hole, kind: 'ambient' }, at);
}

const partition: Hole = { hole: 'AWS::Partition', kind: 'ambient' };
const account: Hole = { hole: 'AWS::AccountId', kind: 'ambient' };

/** The name may be that of one of AWS's own policies or of the account's; nearly always it is AWS's. */
function managedPolicy(name: Value | undefined, words: string, at: SourcePointer): Value {
  const literal = literalOf(name);
  return literal === undefined
    ? holeValue({ hole: words, kind: 'reference' }, at)
    : scalar([`arn:aws:iam::aws:policy/${literal}`], at);
}

/** The argument of a data source that names what is looked up. From the provider's schema, 5.100 and later. */
const naming: ReadonlyMap<string, string> = new Map([
  ['aws_db_instance', 'db_instance_identifier'],
  ['aws_dynamodb_table', 'name'],
  ['aws_kinesis_stream', 'name'],
  ['aws_kms_alias', 'name'],
  ['aws_lambda_function', 'function_name'],
  ['aws_rds_cluster', 'cluster_identifier'],
  ['aws_s3_bucket', 'bucket'],
  ['aws_s3_object', 'bucket'],
  ['aws_secretsmanager_secret', 'name'],
  ['aws_secretsmanager_secret_version', 'secret_id'],
  ['aws_sns_topic', 'name'],
  ['aws_sqs_queue', 'name'],
  ['aws_ssm_parameter', 'name'],
  ['aws_ssm_parameters_by_path', 'path'],
  ['terraform_remote_state', 'config'],
]);

/** The name of what a data source of this type looks up: of another configuration's state, its key. */
export function nameLookedUp(type: string, argument: (name: string) => Value | undefined): Value | undefined {
  const name = naming.get(type);
  const value = name === undefined ? undefined : argument(name);
  return type === 'terraform_remote_state' ? attribute(value, 'key') : value;
}
