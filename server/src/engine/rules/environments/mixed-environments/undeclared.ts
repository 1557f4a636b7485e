import { environmentOfAccount } from '../../../analysis/environments/known-environment';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { DocumentFacts } from '../../../model/document-facts';
import { type SourcePointer, within } from '../../../text/text';
import type { Reported } from '../../rule';
import { declaring } from './declaring';
import { loadBalancerAccounts } from './service-accounts';

const choices = ['production', 'staging', 'development', 'shared'];

/** Accounts that a document names and that a workspace which declares its accounts does not know; those apart that do not count. */
export function* undeclaredIn(
  document: DocumentFacts,
  overruled: readonly SourcePointer[],
  index: WorkspaceIndex,
): Iterable<Reported> {
  if (document.settings || !index.settings().some(({ settings }) => settings && settings.accounts.length > 0)) return;
  for (const { id, at } of document.accounts) {
    if (index.declared(id) || isForeign(id, at) || overruled.some(place => within(at, place))) continue;
    const likely = environmentOfAccount(id, index)?.name;
    const ordered = likely === undefined ? choices : [likely, ...choices.filter(choice => choice !== likely)];
    yield {
      message: `account \`${id}\` is not declared in bulkhead.yaml, so nobody can tell what may share it`,
      at,
      severity: 'hint',
      about: id,
      fixes: ordered.map(choice => ({
        ...declaring(id, choice, document.uri, index),
        preferred: choice === likely,
      })),
    };
  }
}

/** Whether the account is AWS's or a vendor's: of a table of accounts by region, of a layer, of a service. */
export function isForeign(account: string, { path }: SourcePointer): boolean {
  return path[0] === 'Mappings' || path.some(isLayers) || loadBalancerAccounts.has(account);
}

function isLayers(step: string | number): boolean {
  return step === 'Layers' || step === 'layers';
}
