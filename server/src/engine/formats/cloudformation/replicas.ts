import type { Resource } from '../../model/resource';
import { type Declaration, property } from './declaration';
import type { Lowering } from './iam';

/** What is read in other regions too ("Replicate AWS Secrets Manager secrets across Regions"). */
export const replicaTypes: ReadonlyMap<string, Lowering> = new Map([['AWS::SecretsManager::Secret', replicated]]);

function replicated(secret: Declaration): Partial<Resource> {
  return property(secret, 'ReplicaRegions') ? { isReplicated: true } : {};
}
