import type { Resource } from '../../model/resource';
import { type Declaration, property, textsOf, textsUnder } from './declaration';
import type { Lowering } from './iam';

/** What is read in other regions too. From the types' pages in the CloudFormation Template Reference, 2026. */
export const replicaTypes: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ['AWS::SecretsManager::Secret', secret => replicatedIf(property(secret, 'ReplicaRegions') !== undefined)],
  ['AWS::Cassandra::Keyspace', keyspace],
  ['AWS::Cassandra::Table', table],
  ['AWS::ECR::ReplicationConfiguration', () => replicatedIf(true)],
]);

function keyspace(declaration: Declaration): Partial<Resource> {
  return replicatedIf(textsUnder(declaration, 'ReplicationSpecification.RegionList').length > 0);
}

function table(declaration: Declaration): Partial<Resource> {
  const own = property(declaration, 'ReplicaSpecifications') !== undefined;
  return { ...replicatedIf(own), replicatedWith: textsOf(declaration, 'KeyspaceName') };
}

function replicatedIf(isSo: boolean): Pick<Resource, 'isReplicated'> {
  return isSo ? { isReplicated: true } : {};
}
