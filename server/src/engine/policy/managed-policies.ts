/** What the policies that AWS keeps for everybody grant, as far as it matters to who may become whom. */
import type { Condition, PolicyStatement } from '../model/statement';
import type { Patterns, Text } from '../model/text';
import type { SourcePointer } from '../text/text';
import table from './data/managed-policies.json';

export interface ManagedPolicy {
  readonly name: string;
  readonly statements: readonly PolicyStatement[];
  /** Whether the statements are all that it grants; else all of them that decide who may become whom are there. */
  readonly complete: boolean;
}

interface WrittenPolicy {
  readonly complete: boolean;
  /** The default version that was read; absent for one that is known by what others say of it. */
  readonly version?: string;
  readonly statements: readonly WrittenStatement[];
}

/** As in IAM's JSON; the effect is Allow where none is written. */
interface WrittenStatement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

const policies: ReadonlyMap<string, WrittenPolicy> = new Map(Object.entries(table.policies));

/** In order. */
export const managedPolicyNames: readonly string[] = [...policies.keys()].sort();

/**
 * The AWS managed policy of this name, with or without its path (`job-function/ViewOnlyAccess`); undefined for one that is not in
 * the table. All its statements stand at `at`, the place that names it.
 */
export function managedPolicy(pathAndName: string, at: SourcePointer): ManagedPolicy | undefined {
  const name = pathAndName.slice(pathAndName.lastIndexOf('/') + 1);
  const written = policies.get(name);
  return (
    written && {
      name,
      complete: written.complete,
      statements: written.statements.map(statement => read(statement, at)),
    }
  );
}

/**
 * What a policy that is not in the table says by its name alone: `AmazonKinesisFirehoseFullAccess` has to do with all of Firehose. It
 * may say more, and less.
 */
export function policyByName(pathAndName: string, at: SourcePointer): readonly PolicyStatement[] {
  const name = pathAndName.slice(pathAndName.lastIndexOf('/') + 1);
  const [, called = '', does = ''] =
    /^(?:Amazon|AWS)_?(\w+?)(?:Service)?_?(ReadOnly|Full|ReadWrite)(?:Access)?$/.exec(name) ?? [];
  const service = servicesByName.get(called);
  if (service === undefined) return [];
  const actions = does === 'ReadOnly' ? reading.map(action => `${service}:${action}`) : `${service}:*`;
  return [read({ Action: actions, Resource: '*' }, at)];
}

const reading = ['Get*', 'BatchGet*', 'Query', 'Scan', 'Select'];

/** What names of policies call services that hold data. */
const servicesByName: ReadonlyMap<string, string> = new Map([
  ...[
    'S3',
    'DynamoDB',
    'RDS',
    'SQS',
    'SNS',
    'Kinesis',
    'SSM',
    'Redshift',
    'ElastiCache',
    'MemoryDB',
    'QLDB',
    'Timestream',
  ].map(name => [name, name.toLowerCase()] as const),
  ...['SecretsManager', 'CodeArtifact', 'CodeCommit'].map(name => [name, name.toLowerCase()] as const),
  ['KinesisFirehose', 'firehose'],
  ['ElasticFileSystem', 'elasticfilesystem'],
  ['OpenSearch', 'es'],
  ['ES', 'es'],
  ['Keyspaces', 'cassandra'],
  ['DocDB', 'rds'],
  ['Neptune', 'rds'],
  ['EventBridge', 'events'],
]);

function read(written: WrittenStatement, at: SourcePointer): PolicyStatement {
  const text = (value: string): Text => ({ parts: [value], at });
  const texts = (value: string | readonly string[]) => [value].flat().map(text);
  const actions: Patterns = written.NotAction
    ? { mode: 'except', list: texts(written.NotAction), at }
    : { mode: 'only', list: texts(written.Action ?? []), at };
  const conditions = Object.entries(written.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]): Condition => ({ operator, key, values: texts(values), at })),
  );
  const resources: Patterns = written.NotResource
    ? { mode: 'except', list: texts(written.NotResource), at }
    : { mode: 'only', list: texts(written.Resource ?? []), at };
  return { effect: written.Effect === 'Deny' ? 'Deny' : 'Allow', actions, resources, conditions, form: 'iam-json', at };
}
