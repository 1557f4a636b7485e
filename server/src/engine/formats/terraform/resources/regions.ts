import type { Resource } from '../../../model/resource';
import { attribute, blocks, textOf } from '../values/readings';
import type { MapValue } from '../values/value';
import { type Declaration, textsAt, valuesUnder } from './declaration';
import type { Lowering } from './iam';

/** What is read in other regions too, or says so of others. From the provider's schema, 6.0 and later. */
export const replicaTypes: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ['aws_dynamodb_table', withReplicas],
  ['aws_secretsmanager_secret', withReplicas],
  ['aws_dynamodb_table_replica', replica => ({ isReplicated: true, attachedTo: textsAt(replica, 'global_table_arn') })],
  ['aws_keyspaces_keyspace', keyspace],
  ['aws_keyspaces_table', table => ({ replicatedWith: textsAt(table, 'keyspace_name') })],
  ['aws_ecr_replication_configuration', () => ({ isReplicated: true })],
]);

function withReplicas(declaration: Declaration): Partial<Resource> {
  const made = blocks(declaration.attribute('dynamic')).flatMap(all => blocks(attribute(all, 'replica')));
  const isReplicated = blocks(declaration.attribute('replica')).length > 0 || made.some(makesAny);
  return isReplicated ? { isReplicated } : {};
}

function makesAny(dynamic: MapValue): boolean {
  const each = attribute(dynamic, 'for_each');
  return each?.kind !== 'list' || each.items.length > 0;
}

function keyspace(declaration: Declaration): Partial<Resource> {
  return valuesUnder(declaration, 'replication_specification.region_list').length > 0 ? { isReplicated: true } : {};
}

/** Not its provider's: "Enhanced Region Support" of the provider, 6.0 and later. */
export function ownRegion(declaration: Declaration, kind: Resource['kind']): Pick<Resource, 'region'> {
  const isRegional = kind === 'data' || kind === 'secret' || kind === 'compute' || kind === 'pipeline';
  const value = isRegional ? declaration.attribute('region') : undefined;
  const region = value && textOf(value);
  return region && region.parts.length > 0 ? { region } : {};
}
