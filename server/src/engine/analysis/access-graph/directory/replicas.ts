/** What is read in other regions than its own, as what others say of it tells. */
import type { Resource } from '../../../model/resource';
import type { WorkspaceIndex } from '../../index/workspace-index';
import { homeOf, isSame } from './homes';

/** Whether any of those that say something of one thing says that it is, or what holds it does. */
export function areReplicated(said: readonly Resource[], index: WorkspaceIndex): boolean {
  return said.some(({ isReplicated, replicatedWith = [], at }) => {
    const holders = replicatedWith.flatMap(text => index.named(text, ['data'], at.uri));
    return isReplicated || holders.some(({ resource }) => resource.isReplicated);
  });
}

/** Those of the registry that it configures: "Private image replication in Amazon ECR". */
export function repositoriesBeside(configuration: Resource, index: WorkspaceIndex): readonly Resource[] {
  const home = homeOf(configuration, index);
  const repositories = index
    .ofKind('data')
    .filter(({ type }) => /^AWS::ECR::Repository$|^aws_ecr_repository$/.test(type));
  return repositories.filter(repository => isSame(homeOf(repository, index), home));
}
