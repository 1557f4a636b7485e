/** Profiles of the command line: which account they stand for, `bulkhead.yaml` says. */
import type { Deployment } from '../../model/deployment';
import type { SourcePointer } from '../../text/text';
import type { WorkspaceIndex } from '../index/workspace-index';
import { declaredAccounts } from './declared-accounts';

/** The profile with which something is deployed whose account nothing else says. */
export function profileOf({
  account,
  claims,
}: Deployment): { readonly name: string; readonly at: SourcePointer } | undefined {
  if (account) return undefined;
  const claim = claims.find(({ source, key }) => source === 'deployment' && key === 'profile');
  const [only, ...more] = claim?.text.parts ?? [];
  return claim && more.length === 0 && typeof only === 'string' ? { name: only, at: claim.text.at } : undefined;
}

/** The profiles that are declared to deploy into an account. */
export function profilesOf(account: string, index: WorkspaceIndex): readonly string[] {
  return index.settings().flatMap(({ settings }) => {
    const declared = settings && declaredAccounts(settings).byId.get(account);
    return declared?.profiles ?? [];
  });
}

/** The deployment with the account that its profile is declared for; the same object where nothing is. */
export function withProfile(deployment: Deployment, index: WorkspaceIndex): Deployment {
  const profile = profileOf(deployment);
  if (!profile) return deployment;
  for (const { settings } of index.settings()) {
    const found = settings && declaredAccounts(settings).byProfile.get(profile.name);
    if (found) return remembered(deployment, found.id, profile.at);
  }
  return deployment;
}

/** What is known of a landing is known by its deployment, so that it is to be the same object each time. */
const known = new WeakMap<Deployment, Deployment>();

function remembered(deployment: Deployment, account: string, at: SourcePointer): Deployment {
  const before = known.get(deployment);
  if (before?.account?.parts[0] === account) return before;
  const settled = { ...deployment, account: { parts: [account], at } };
  known.set(deployment, settled);
  return settled;
}
