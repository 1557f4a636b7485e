import type { Resource } from '../../model/resource';
import { folderOf } from '../../text/uri';
import type { WorkspaceIndex } from '../index/workspace-index';

/** Known to stand in one account: by its number, or as a stack and a folder of Terraform's do. */
export function sharesAccount(one: Resource, other: Resource, index: WorkspaceIndex): boolean {
  const account = index.accountOf(other);
  if (account !== undefined) return account === index.accountOf(one);
  if (one.scope !== other.scope) return false;
  if (one.at.uri === other.at.uri) return true;
  return folderOf(one.at.uri) === folderOf(other.at.uri) && index.formatOf(one.at.uri) === 'terraform-config';
}

/** Not known to be in different accounts. */
export function mayShareAccount(one: Resource, other: Resource, index: WorkspaceIndex): boolean {
  const here = index.accountOf(one);
  const there = here === undefined ? undefined : index.accountOf(other);
  return here === undefined || there === undefined || here === there;
}
