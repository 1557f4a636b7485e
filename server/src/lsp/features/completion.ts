import type { CompletionList, CompletionParams } from 'vscode-languageserver';
import { arnAccountsAt } from '../../engine/workspace/accounts/arn-accounts';
import { type Offer, settingsOffers } from '../../engine/workspace/settings/complete';
import { canonicalUri } from '../../files/uri';
import { completionItem, converterFor } from '../convert';
import type { Session } from '../session';
import { summaryOfRule } from './explain';

/** After these the client asks of its own accord: what follows a key, an account of an ARN, a quote, an item's dash. */
export const completionTriggers = [' ', ':', '"', "'", '-', '/'];

const nothing: CompletionList = { isIncomplete: false, items: [] };

/** What may be written at a place: anything of a settings file, and the accounts of ARNs in all others. */
export function completionsAt({ textDocument, position }: CompletionParams, session: Session): CompletionList {
  const uri = canonicalUri(textDocument.uri);
  const { snapshot } = session;
  if (!snapshot.source(uri)) return nothing;
  const converter = converterFor(session);
  const offset = converter.places.lines(uri).offset(position);
  const offered = settingsOffers(snapshot, uri, offset, summaryOfRule);
  if (offered) {
    const items = offered.offers.map((offer, i) => completionItem(offer, i, uri, offered.range, converter));
    return { isIncomplete: offered.isPartial, items };
  }
  const accounts = arnAccountsAt(snapshot, uri, offset);
  if (!accounts) return nothing;
  const offers = accounts.accounts.map(
    ({ id, detail, says }): Offer => ({
      ...{ label: id, text: id, filter: id, kind: 'account', says },
      ...(detail === undefined ? {} : { detail }),
    }),
  );
  return {
    isIncomplete: false,
    items: offers.map((offer, i) => completionItem(offer, i, uri, accounts.range, converter)),
  };
}
