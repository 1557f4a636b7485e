/** Messages, secrets, and what compute answers and holds. */
import { type DataKind, kind, of } from './data-kind';

export const messages: readonly DataKind[] = [
  kind(
    'sqs',
    '*',
    'AWS::SQS::Queue aws_sqs_queue',
    of('sqs', 'ReceiveMessage', 'SendMessage PurgeQueue', 'SetQueueAttributes AddPermission DeleteQueue'),
  ),
  kind(
    'sns',
    '*',
    'AWS::SNS::Topic aws_sns_topic',
    of('sns', 'Subscribe', 'Publish', 'SetTopicAttributes AddPermission DeleteTopic'),
  ),
  kind(
    'kinesis',
    'stream/*',
    'AWS::Kinesis::Stream aws_kinesis_stream',
    of('kinesis', 'GetRecords', 'PutRecord PutRecords', 'DeleteStream PutResourcePolicy'),
  ),
  kind(
    'firehose',
    'deliverystream/*',
    'AWS::KinesisFirehose::DeliveryStream aws_kinesis_firehose_delivery_stream',
    of('firehose', '', 'PutRecord PutRecordBatch', 'UpdateDestination DeleteDeliveryStream'),
  ),
  kind(
    'kafka-cluster',
    'arn:*:kafka:*:*:topic/*/~',
    'AWS::MSK::Cluster aws_msk_cluster',
    of('kafka-cluster', 'ReadData', 'WriteData'),
  ),
  kind(
    'events',
    'event-bus/*',
    'AWS::Events::EventBus aws_cloudwatch_event_bus',
    of('events', '', 'PutEvents', 'DeleteEventBus'),
  ),
];

export const secrets: readonly DataKind[] = [
  kind(
    'secretsmanager',
    'secret:*-??????',
    'AWS::SecretsManager::Secret aws_secretsmanager_secret',
    of('secretsmanager', 'GetSecretValue', 'PutSecretValue UpdateSecret', 'PutResourcePolicy DeleteSecret'),
  ),
  kind(
    'ssm',
    'parameter/*',
    'AWS::SSM::Parameter aws_ssm_parameter',
    of('ssm', 'GetParameter GetParameters GetParameterHistory', 'PutParameter', 'DeleteParameter'),
  ),
  kind('ssm', 'parameter/*/..', 'AWS::SSM::Parameter aws_ssm_parameter', of('ssm', 'GetParametersByPath')),
  kind(
    'kms',
    'key/*',
    'AWS::KMS::Key AWS::KMS::ReplicaKey aws_kms_key aws_kms_replica_key',
    of(
      'kms',
      'Decrypt',
      'Encrypt GenerateDataKey ReEncryptTo',
      'PutKeyPolicy CreateGrant ScheduleKeyDeletion DisableKey',
    ),
  ),
];

const functions = 'AWS::Lambda::Function AWS::Serverless::Function aws_lambda_function';
export const functionTypes: ReadonlySet<string> = new Set(functions.split(' '));

/** Who calls a function has what it answers, not what it may do. */
export const compute: readonly DataKind[] = [
  {
    ...kind('lambda', 'function:*', functions, of('lambda', 'InvokeFunction')),
    method: 'invoke-function',
    says: 'may call',
  },
  {
    ...kind('lambda', 'function:*:~', functions, of('lambda', 'InvokeFunction')),
    method: 'invoke-function',
    says: 'may call',
  },
  {
    ...kind('lambda', 'function:*', functions, of('lambda', 'GetFunction GetFunctionConfiguration')),
    method: 'read-secret',
    says: 'may read the variables of',
  },
  {
    // Nobody calls it so who may not call it otherwise ("Control access to Lambda function URLs", since October 2025).
    ...kind('lambda', 'function:*', functions, of('lambda', 'InvokeFunctionUrl')),
    method: 'invoke-function',
    says: 'may call by its address',
    provided: 'it has an address',
    by: 'calls',
  },
  kind('lambda', 'function:*', functions, of('lambda', '', '', 'AddPermission')),
];
