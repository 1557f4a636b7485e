import { spelled } from '../../../analysis/environments/environments';
import type { Household } from '../../../analysis/environments/household';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { Reported } from '../../rule';

/** More than this many resources convince nobody further. */
const MAX_NAMED = 5;

/**
 * Resources that each Terraform workspace makes for itself, in one account for all of them. An account that is declared to be of
 * some environment holds workspaces of that one.
 */
export function* workspacesIn({ account, perWorkspace }: Household, index: WorkspaceIndex): Iterable<Reported> {
  const [first, ...others] = perWorkspace;
  if (account === undefined || !first || index.declared(account)?.environment !== undefined) return;
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
