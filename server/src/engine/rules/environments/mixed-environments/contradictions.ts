import { spelled } from '../../../analysis/environments/environments';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { Deployment } from '../../../model/deployment';
import type { DocumentFacts } from '../../../model/document-facts';
import type { Text } from '../../../model/text';
import type { Reported } from '../../rule';

interface Contradiction {
  readonly landing: Deployment;
  /** Said here, and not what counts. */
  readonly account: Text;
}

/** Accounts in this document of which others say, with more weight, that something lands elsewhere: each place once. */
export function contradictionsIn(document: DocumentFacts, index: WorkspaceIndex): readonly Contradiction[] {
  const byPlace = new Map<string, Contradiction>();
  for (const landing of landingsStated(document, index)) {
    for (const account of landing.otherAccounts ?? []) {
      const place = JSON.stringify(account.at);
      if (account.at.uri === document.uri && !byPlace.has(place)) byPlace.set(place, { landing, account });
    }
  }
  return [...byPlace.values()];
}

/** As the document states them; where settings decide, as these have it. */
function landingsStated({ deployments }: DocumentFacts, index: WorkspaceIndex): readonly Deployment[] {
  const decides = index.settings().some(({ settings }) => settings?.deployments.some(({ account }) => account));
  if (!decides) return deployments;
  const documents = [...new Set(deployments.map(({ document }) => document))];
  return documents.flatMap(uri => index.landingsOf(uri).map(({ deployment }) => deployment));
}

export function contradictionReport({ landing, account }: Contradiction): Reported {
  const { name, document, account: counts, at } = landing;
  const called = `\`${name ?? document.slice(document.lastIndexOf('/') + 1)}\``;
  const [said, decided] = [spelled(account), counts ? spelled(counts) : 'another account'];
  return {
    message: `this says account \`${said}\`, but elsewhere ${called} is said to land in \`${decided}\``,
    at: account.at,
    severity: 'information',
    about: `${said} ${decided}`,
    related: [{ message: `${called} lands in account \`${decided}\``, at: counts?.at ?? at }],
  };
}
