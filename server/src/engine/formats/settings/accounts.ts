import type { AccountId } from '../../model/ids';
import type { Settings } from '../../model/settings';
import { below } from '../../text/text';
import type { Place } from '../place';
import { type EnvironmentWords, knownEnvironment } from './environments';
import { type Reader, removing } from './reader';
import { accountShape } from './settings-shape';

type Account = Settings['accounts'][number];

export function readAccounts(
  place: Place | undefined,
  environments: EnvironmentWords,
  read: Reader,
): Settings['accounts'] {
  const before: Before = { byId: new Map(), names: new Set(), profiles: new Set() };
  for (const entry of read.list(place, '`accounts`')) {
    const account = readAccount(entry, environments, read);
    if (!account || !isNew(account, before, environments, read)) continue;
    before.byId.set(account.id, account);
    if (account.name !== undefined) before.names.add(account.name);
    for (const profile of account.profiles ?? []) before.profiles.add(profile);
  }
  return [...before.byId.values()];
}

/** The accounts that stand before one, by what no two of them may have. */
interface Before {
  readonly byId: Map<AccountId, Account>;
  readonly names: Set<string>;
  readonly profiles: Set<string>;
}

function readAccount(entry: Place, environments: EnvironmentWords, read: Reader): Account | undefined {
  const fields = read.fields(entry, accountShape);
  if (!fields) return undefined;
  const id = read.text(fields.id, '`id`');
  const name = read.text(fields.name, '`name`');
  const environment = knownEnvironment(fields.environment, environments, read);
  const profiles = read.texts(fields.profiles, 'a profile');
  if (id === undefined || !isAccountId(id)) {
    if (!fields.id || id !== undefined)
      read.report((fields.id ?? entry).at, 'an account needs an `id` of twelve digits, in quotes');
    return undefined;
  }
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...(environment === undefined ? {} : { environment }),
    ...(profiles === undefined ? {} : { profiles }),
    at: entry.at,
  };
}

/** One account is one environment, and has one name of its own. */
function isNew(account: Account, before: Before, environments: EnvironmentWords, read: Reader): boolean {
  const remedies = [removing(account.at, 'the second')];
  const same = before.byId.get(account.id);
  if (same) {
    const [one, other] = [same, account].map(({ environment }) => environment ?? 'no environment');
    if (isOne(same, account, environments))
      read.report(below(account.at, 'id'), `account \`${account.id}\` is declared twice`, {
        severity: 'warning',
        remedies,
      });
    else {
      const at = below(account.at, account.environment === undefined ? 'id' : 'environment');
      const message = `account \`${account.id}\` is declared as \`${one}\` and as \`${other}\`; one account is one environment`;
      read.report(at, message, { remedies });
    }
    return false;
  }
  const isNamesake = account.name !== undefined && before.names.has(account.name);
  if (isNamesake) read.report(below(account.at, 'name'), `two accounts are called \`${account.name}\``, { remedies });
  const shared = account.profiles?.find(profile => before.profiles.has(profile));
  if (shared !== undefined)
    read.report(below(account.at, 'profiles'), `two accounts have the profile \`${shared}\`; the first is taken`, {
      severity: 'warning',
    });
  return !isNamesake;
}

function isOne(one: Account, other: Account, { called }: EnvironmentWords): boolean {
  const [a, b] = [one, other].map(({ environment }) => environment && called.get(environment.toLowerCase()));
  return a === b;
}

export function isAccountId(text: string): text is AccountId {
  return /^\d{12}$/.test(text);
}
