/** Where a resource stands: in an account that is known, or in the one of its stack, whichever that is. */
import type { Resource } from '../../../model/resource';
import { folderOf } from '../../../text/uri';
import type { WorkspaceIndex } from '../../index/workspace-index';

export interface Home {
  /** The account's number, else what says that things share one: the stack's document, a folder of Terraform's and its provider. */
  readonly key: string;
  /** Twelve digits, where they are known. */
  readonly account: string | undefined;
}

/** The key of who has the same rights in each account. */
export const EVERYWHERE = 'every account';

/** A permission set is given to people in accounts that no template names. */
export function homeOf(resource: Resource, index: WorkspaceIndex): Home {
  if (resource.kind === 'permission-set') return { key: resource.id, account: undefined };
  const account = index.accountOf(resource);
  if (account !== undefined) return { key: account, account };
  if (resource.declared) return { key: EVERYWHERE, account };
  const { uri } = resource.at;
  const isFolder = index.formatOf(uri) === 'terraform-config';
  const place = isFolder ? folderOf(uri) : uri;
  return { key: resource.scope === undefined ? place : `${place} ${resource.scope}`, account };
}

/** Known to be one. */
export function isSame(one: Home, other: Home): boolean {
  return one.key === other.key;
}
