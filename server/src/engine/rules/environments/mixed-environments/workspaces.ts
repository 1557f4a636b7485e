import { spelled } from '../../../analysis/environments/environments';
import { type Household, includes } from '../../../analysis/environments/household';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { Claim } from '../../../model/environment';
import type { Resource } from '../../../model/resource';
import { literalOf } from '../../../model/text';
import type { Reported } from '../../rule';

/** More than this many resources convince nobody further. */
const MAX_NAMED = 5;

/**
 * Resources that each Terraform workspace makes for itself, in one account for all of them. An account that is declared to be of
 * some environment holds workspaces of that one; and where it is known which workspaces land in it, their mixes are told.
 */
export function* workspacesIn({ account, perWorkspace }: Household, index: WorkspaceIndex): Iterable<Reported> {
  if (account === undefined || index.declared(account)?.environment !== undefined) return;
  const [first, ...others] = perWorkspace.filter(({ resource }) => !areKnown(resource, account, index));
  if (!first) return;
  yield {
    message: `every workspace makes its own \`${spelled(first.text)}\` in account \`${account}\`: whoever works in one environment can reach the others`,
    at: first.text.at,
    severity: 'warning',
    about: account,
    related: others.slice(0, MAX_NAMED).map(({ resource, text }) => ({
      message: `\`${resource.label}\` is \`${spelled(text)}\``,
      at: text.at,
    })),
  };
}

/** Whether every landing of a resource in this account says of which workspace it is. */
function areKnown(resource: Resource, account: string, index: WorkspaceIndex): boolean {
  const all = index.landingsOf(resource.at.uri).filter(one => one.account === account);
  const own = all.filter(({ deployment }) => includes(deployment, resource));
  return own.length > 0 && own.every(({ deployment: { claims } }) => claims.some(saysWorkspace));
}

function saysWorkspace({ source, text }: Claim): boolean {
  return source === 'workspace' && literalOf(text) !== undefined;
}
