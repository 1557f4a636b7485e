import type { AccountId, Settings } from '../../model/model';
import type { Place } from '../place';
import { tiers, usualNames } from './names';
import type { Reader } from './reader';

export function readEnvironments(place: Place | undefined, read: Reader): Settings['environments'] {
  return read.entries(place, '`environments`').flatMap(({ key, place: entry }) => {
    const fields = read.fields(entry, `environment \`${key}\``, ['tier', 'aliases']);
    if (!fields) return [];
    const said = read.text(fields.tier, '`tier`');
    const tier = tiers.find(known => known === said);
    if (fields.tier && said !== undefined && !tier) {
      read.unknown(fields.tier.at, 'tier', said, tiers);
      return [];
    }
    const aliases = fields.aliases ? read.texts(fields.aliases, 'an alias') : [];
    return aliases ? [{ name: key, ...(tier ? { tier } : {}), aliases, at: entry.at }] : [];
  });
}

/** Everything that an environment may be called in the rest of the file. */
export function environmentNames(environments: Settings['environments']): readonly string[] {
  return [...environments.flatMap(({ name, aliases }) => [name, ...aliases]), ...usualNames];
}

export function readAccounts(
  place: Place | undefined,
  environments: readonly string[],
  read: Reader,
): Settings['accounts'] {
  const accounts: Settings['accounts'][number][] = [];
  for (const entry of read.list(place, '`accounts`')) {
    const account = readAccount(entry, environments, read);
    if (account && isNew(account, accounts, read)) accounts.push(account);
  }
  return accounts;
}

function readAccount(
  entry: Place,
  environments: readonly string[],
  read: Reader,
): Settings['accounts'][number] | undefined {
  const fields = read.fields(entry, 'an account', ['id', 'name', 'environment']);
  if (!fields) return undefined;
  const id = read.text(fields.id, '`id`');
  if (id === undefined || !isAccountId(id)) {
    read.report((fields.id ?? entry).at, 'an account needs an `id` of twelve digits, in quotes');
    return undefined;
  }
  const name = read.text(fields.name, '`name`');
  const environment = knownEnvironment(fields.environment, environments, read);
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...(environment === undefined ? {} : { environment }),
    at: entry.at,
  };
}

/** The environment that a value names; a problem when nobody knows it. */
export function knownEnvironment(
  place: Place | undefined,
  environments: readonly string[],
  read: Reader,
): string | undefined {
  const said = read.text(place, '`environment`');
  if (!place || said === undefined) return undefined;
  if (environments.some(name => name.toLowerCase() === said.toLowerCase())) return said;
  read.unknown(place.at, 'environment', said, environments);
  return undefined;
}

function isNew(account: Settings['accounts'][number], before: Settings['accounts'], read: Reader): boolean {
  const same = before.find(({ id }) => id === account.id);
  if (same) {
    const differs = same.environment !== account.environment;
    const message = differs
      ? `account \`${account.id}\` is declared as \`${same.environment ?? 'no environment'}\` and as \`${account.environment ?? 'no environment'}\`; one account is one environment`
      : `account \`${account.id}\` is declared twice`;
    read.report(account.at, message, differs ? 'error' : 'warning');
  }
  const namesake = before.find(({ name }) => name !== undefined && name === account.name);
  if (namesake && !same) read.report(account.at, `two accounts are called \`${account.name}\``);
  return !same && !namesake;
}

export function isAccountId(text: string): text is AccountId {
  return /^\d{12}$/.test(text);
}
