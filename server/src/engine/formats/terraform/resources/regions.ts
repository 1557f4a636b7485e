import type { Resource } from '../../../model/resource';
import { blocks, textOf } from '../values/readings';
import type { Declaration } from './declaration';
import type { Lowering } from './iam';

/** What is read in other regions too. */
export const replicaTypes: ReadonlyMap<string, Lowering> = new Map(
  ['aws_dynamodb_table', 'aws_secretsmanager_secret'].map(type => [type, replicated]),
);

function replicated(declaration: Declaration): Partial<Resource> {
  return blocks(declaration.attribute('replica')).length > 0 ? { isReplicated: true } : {};
}

/** Not its provider's: "Enhanced Region Support" of the provider, 6.0 and later. */
export function ownRegion(declaration: Declaration, kind: Resource['kind']): Pick<Resource, 'region'> {
  const isRegional = kind === 'data' || kind === 'secret' || kind === 'compute' || kind === 'pipeline';
  const value = isRegional ? declaration.attribute('region') : undefined;
  const region = value && textOf(value);
  return region && region.parts.length > 0 ? { region } : {};
}
