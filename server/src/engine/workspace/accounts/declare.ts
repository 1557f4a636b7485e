import type { KnownAccount } from '../../analysis/environments/known-accounts';
import type { WorkspaceIndex } from '../../analysis/index/workspace-index';
import { usualEnvironments } from '../../model/environment-words';
import type { Settings } from '../../model/settings';
import type { Uri } from '../../text/text';
import { pathBeside } from '../../text/uri';
import { ownAccounts } from './own-accounts';

/** An account that a settings file is to declare, or whose environment it leaves open. */
export interface Undeclared {
  /** The file where it belongs; it need not be there yet. */
  readonly settings: Uri;
  readonly id: string;
  readonly name?: string;
  /** What the workspace says of it without contradiction; absent: only its owners know. */
  readonly environment?: string;
  /** What speaks for an environment, `production: the stack is named …`; several environments contradict each other. */
  readonly evidence: readonly string[];
  /** Paths from the folder of the settings, those that people write before those that tools make. */
  readonly seenIn: readonly string[];
  /** Declared already, with its environment left open. */
  readonly isDeclared: boolean;
}

/** The accounts that the workspace mentions and of which no settings say the environment, in order of file and id. */
export function undeclaredAccounts(index: WorkspaceIndex): readonly Undeclared[] {
  const open = ownAccounts(index).filter(({ declared }) => declared?.environment === undefined);
  const found = open.map(account => undeclared(account, index)).sort((a, b) => (a.settings < b.settings ? -1 : 1));
  return distinctNames(found, new Set(namesTaken(index)));
}

function undeclared(account: KnownAccount, index: WorkspaceIndex): Undeclared {
  const { id, name, declared, seen, environments, landings } = account;
  const places = seen.length > 0 ? seen.map(at => at.uri) : landings.map(({ statedBy }) => statedBy);
  const uris = writtenFirst(new Set(places), index);
  const settings = declared?.at.uri ?? index.settingsUri(uris[0]!);
  const [environment] = environments;
  return {
    settings,
    id,
    ...(name === undefined ? {} : { name }),
    ...(environment && environments.length === 1 ? { environment: environment.name } : {}),
    evidence: environments.flatMap(one => one.evidence.map(({ message }) => `${one.name}: ${message}`)),
    seenIn: uris.map(uri => pathBeside(settings, uri) ?? uri.slice(uri.lastIndexOf('/') + 1)),
    isDeclared: declared !== undefined,
  };
}

/** What people write before what tools make, each in order. */
function writtenFirst(uris: ReadonlySet<Uri>, index: WorkspaceIndex): readonly Uri[] {
  const sorted = [...uris].sort();
  const isGenerated = (uri: Uri) => index.document(uri)?.generated === true;
  return [...sorted.filter(uri => !isGenerated(uri)), ...sorted.filter(isGenerated)];
}

function namesTaken(index: WorkspaceIndex): readonly string[] {
  return index.settings().flatMap(({ settings }) => settings?.accounts.flatMap(({ name }) => name ?? []) ?? []);
}

/** A name that two accounts would have names neither. */
function distinctNames(accounts: readonly Undeclared[], taken: ReadonlySet<string>): readonly Undeclared[] {
  const isFree = ({ name, isDeclared }: Undeclared) =>
    isDeclared || (!taken.has(name ?? '') && accounts.filter(one => one.name === name).length === 1);
  return accounts.map(account => {
    if (account.name === undefined || isFree(account)) return account;
    const { name, ...rest } = account;
    return rest;
  });
}

/** What an account may be said to be: the project's own environments, the usual ones, and one for all of them. */
export function environmentChoices(settings: readonly Settings[]): readonly string[] {
  const declared = settings.flatMap(({ environments }) => environments.map(({ name }) => name));
  return [...new Set([...declared, ...usualEnvironments.map(({ name }) => name), 'shared'])];
}
