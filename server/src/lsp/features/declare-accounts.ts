import type { Uri } from '../../engine/text/text';
import { environmentChoices, type Undeclared, undeclaredAccounts } from '../../engine/workspace/accounts/declare';
import { withDeclared } from '../../engine/workspace/accounts/declared-text';
import { difference } from '../../engine/workspace/render-fix';
import type * as protocol from '../../protocol';
import { converterFor } from '../convert';
import type { Session } from '../session';

type Answer<Request> = Request extends protocol.RequestKind<infer _, infer Result> ? Result : never;

/** What a client asks its user about. */
export function accountsToDeclare({ snapshot: { index } }: Session): Answer<typeof protocol.accountsToDeclare> {
  return {
    accounts: undeclaredAccounts(index).map(({ settings, isDeclared, ...account }) => account),
    environments: environmentChoices(index.settings().flatMap(({ settings }) => settings ?? [])),
  };
}

/** What is written when the answers are in; the workspace may have changed in between. */
export function declareAccounts(
  chosen: Readonly<Record<string, string>>,
  session: Session,
): Answer<typeof protocol.declareAccounts> {
  const accounts = undeclaredAccounts(session.snapshot.index).map(account => {
    const environment = account.environment ?? (Object.hasOwn(chosen, account.id) ? chosen[account.id] : undefined);
    return environment === undefined ? account : { ...account, environment };
  });
  const changes: protocol.SettingsChange[] = [];
  const refused: string[] = [];
  for (const uri of new Set(accounts.map(({ settings }) => settings))) {
    const ofFile = accounts.filter(({ settings }) => settings === uri);
    const change = changeOf(uri, ofFile, session);
    if (change === 'refused') refused.push(session.clientUri(uri));
    else if (change) changes.push(change);
  }
  return { changes, refused };
}

/** Undefined when nothing is to be written. */
function changeOf(
  uri: Uri,
  accounts: readonly Undeclared[],
  session: Session,
): protocol.SettingsChange | 'refused' | undefined {
  const before = session.snapshot.source(uri);
  const after = withDeclared(before ?? { uri, text: '' }, accounts);
  if (after === undefined) return 'refused';
  if (after === (before?.text ?? '')) return undefined;
  const { range, text } = difference(before?.text ?? '', after);
  const { places } = converterFor(session);
  return { uri: session.clientUri(uri), isNew: before === undefined, range: places.range(uri, range), text };
}
