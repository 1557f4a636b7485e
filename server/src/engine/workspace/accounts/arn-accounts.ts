import { lineStart } from '../../text/line';
import type { SourceRange, Uri } from '../../text/text';
import type { Snapshot } from '../snapshot';
import { describeAccount } from './describe-account';
import { ownAccounts } from './own-accounts';

/** An account that may stand in an ARN. */
export interface ArnAccount {
  readonly id: string;
  /** What it is called, else its environment. */
  readonly detail: string | undefined;
  readonly says: string;
}

export interface ArnAccounts {
  readonly range: SourceRange;
  readonly accounts: readonly ArnAccount[];
}

/** An ARN up to its account, which may be typed in part. */
const unfinished = /\barn:[\w-]*:[\w-]*:[\w-]*:(\d{0,11})$/;

/** Longer lines are not written by people. */
const MAX_LINE = 4_000;

/** The accounts that may be meant where somebody types the account of an ARN. */
export function arnAccountsAt(snapshot: Snapshot, uri: Uri, offset: number): ArnAccounts | undefined {
  const text = snapshot.facts(uri) && snapshot.source(uri)?.text;
  if (text === undefined) return undefined;
  const typed = unfinished.exec(text.slice(Math.max(lineStart(text, offset), offset - MAX_LINE), offset))?.[1];
  if (typed === undefined) return undefined;
  const rest = /^\d*/.exec(text.slice(offset, offset + 12))![0].length;
  const accounts = ownAccounts(snapshot.index).filter(({ id }) => id.startsWith(typed));
  return {
    range: { start: offset - typed.length, end: offset + rest },
    accounts: accounts.map(account => ({
      id: account.id,
      detail: account.name ?? account.declared?.environment,
      says: describeAccount(account),
    })),
  };
}
