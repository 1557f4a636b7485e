import type { WorkspaceIndex } from '../../analysis/index/workspace-index';
import type { Resource } from '../../model/resource';

export function isOfProduction(resource: Resource, index: WorkspaceIndex): boolean {
  return index.environmentOf(resource)?.tier === 'production';
}

export function isOfDevelopment(principal: Resource, index: WorkspaceIndex): boolean {
  const tier = index.environmentOf(principal)?.tier;
  return tier === 'development' || tier === 'test';
}
