import type { Settings } from '../../model/settings';

type Account = Settings['accounts'][number];

/** The accounts of one settings file by all that others name them by. */
export interface DeclaredAccounts {
  readonly byId: ReadonlyMap<string, Account>;
  readonly byName: ReadonlyMap<string, Account>;
  readonly byProfile: ReadonlyMap<string, Account>;
}

const known = new WeakMap<Settings['accounts'], DeclaredAccounts>();

/** Remembered for a file that says the same: every landing asks, and an organization has thousands of accounts. */
export function declaredAccounts({ accounts }: Settings): DeclaredAccounts {
  const found = known.get(accounts) ?? read(accounts);
  known.set(accounts, found);
  return found;
}

/** The id of the account that a settings file calls this: itself, or what has that name. */
export function accountCalled(called: string, settings: Settings): string | undefined {
  return /^\d{12}$/.test(called) ? called : declaredAccounts(settings).byName.get(called)?.id;
}

/** Of what two accounts are called, the first is meant. */
function read(accounts: Settings['accounts']): DeclaredAccounts {
  const lastFirst = [...accounts].reverse();
  return {
    byId: new Map(lastFirst.map(account => [account.id, account])),
    byName: new Map(lastFirst.flatMap(account => (account.name === undefined ? [] : [[account.name, account]]))),
    byProfile: new Map(
      lastFirst.flatMap(account => (account.profiles ?? []).map(profile => [profile, account] as const)),
    ),
  };
}
