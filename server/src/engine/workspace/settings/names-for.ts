import { severities, tiers } from '../../formats/settings/names';
import type { Naming, Shape } from '../../formats/settings/shape';
import { sharedEnvironments, usualEnvironments } from '../../model/environment-words';
import { isRegion } from '../../model/region';
import { managedPolicyNames } from '../../policy/managed-policies';
import { rules } from '../../rules/index';
import { get, type SyntaxNode } from '../../syntax/tree';
import type { Uri } from '../../text/text';
import { environmentChoices } from '../accounts/declare';
import { describeAccount } from '../accounts/describe-account';
import { ownAccounts } from '../accounts/own-accounts';
import type { Snapshot } from '../snapshot';
import type { Cursor } from './cursor';
import { fileGlobs, filesMatching, policyFiles } from './files';
import { parametersOf } from './parameters';

export interface Name {
  readonly label: string;
  readonly kind: 'key' | 'word' | 'account' | 'environment' | 'rule' | 'resource' | 'file' | 'region' | 'parameter';
  /** In a few words, beside the name. */
  readonly detail?: string;
  /** As Markdown. */
  readonly says?: string;
  /** What the workspace itself says. */
  readonly preselect?: boolean;
}

/** What names are asked about: the place, and who knows the rules. */
export interface Names {
  readonly snapshot: Snapshot;
  readonly uri: Uri;
  readonly cursor: Cursor;
  readonly summaryOf: (rule: string) => string | undefined;
}

/** The texts that may stand in a place, the likeliest first. */
export function namesFor(names: Naming, place: Names): readonly Name[] {
  switch (names) {
    case 'account id':
      return accountIds(place);
    case 'account':
      return accountNames(place);
    case 'environment':
      return environments(place);
    case 'tier':
      return words(tiers);
    case 'tier or environment':
      return words([...new Set([...tiers, ...environmentChoices(settingsIn(place))])]);
    case 'rule':
      return ruleNames(place);
    case 'severity':
      return words(severities);
    case 'files':
      return fileGlobs(place.snapshot, place.uri).map(({ glob, holds }) => ({
        label: glob,
        kind: 'file',
        detail: holds,
      }));
    case 'resource':
      return resources(place);
    case 'region':
      return regions(place);
    case 'policy file':
      return policyFiles(place.snapshot, place.uri).map(label => ({ label, kind: 'file' }));
    case 'managed policy':
      return words(managedPolicyNames);
    case 'parameter':
    case 'principals':
    case 'date':
    case 'reason':
    case 'anything':
      return parameterValues(place);
  }
}

/** The keys that a map may have whose keys are chosen by who writes it. */
export function keysFor(shape: Extract<Shape, { kind: 'entries' }>, place: Names): readonly Name[] {
  if (shape.keys === 'environment') return words(usualEnvironments.map(({ name }) => name));
  if (shape.keys === 'rule') return ruleNames(place);
  if (shape.keys === 'parameter')
    return parametersOf(deploymentFiles(place), place.snapshot).map(({ name }) => ({
      label: name,
      kind: 'parameter' as const,
    }));
  return words(shape.usual ?? []);
}

function words(labels: readonly string[]): readonly Name[] {
  return labels.map(label => ({ label, kind: 'word' }));
}

function settingsIn({ snapshot: { index } }: Names) {
  return index.settings().flatMap(({ settings }) => settings ?? []);
}

/** Those that nobody has declared. */
function accountIds({ snapshot }: Names): readonly Name[] {
  const open = ownAccounts(snapshot.index).filter(({ declared }) => !declared);
  return open.map(account => ({
    label: account.id,
    kind: 'account',
    detail: account.name ?? account.environments.map(({ name }) => name).join(' or '),
    says: describeAccount(account),
  }));
}

/** By name where they have one: that is what the file itself calls them. */
function accountNames({ snapshot }: Names): readonly Name[] {
  const declared = ownAccounts(snapshot.index).filter(account => account.declared);
  return declared.map(account => ({
    label: account.declared?.name ?? account.id,
    kind: 'account',
    detail: account.declared?.environment ?? account.id,
    says: describeAccount(account),
  }));
}

/** What the workspace says of the account that is being declared stands first. */
function environments(place: Names): readonly Name[] {
  const said = environmentsOfAccount(place);
  const choices = [...new Set([...said, ...environmentChoices(settingsIn(place)), ...sharedEnvironments])];
  return choices.map(label => ({
    label,
    kind: 'environment',
    ...(said.includes(label) ? { detail: 'as the workspace says', preselect: said.length === 1 } : {}),
    ...(sharedEnvironments.includes(label) ? { detail: 'serves all environments' } : {}),
  }));
}

function environmentsOfAccount({ cursor, snapshot }: Names): readonly string[] {
  const id = rawOf(get(cursor.map, 'id'));
  const account = id === undefined ? undefined : ownAccounts(snapshot.index).find(one => one.id === id);
  return account?.environments.map(({ name }) => name) ?? [];
}

function ruleNames({ summaryOf }: Names): readonly Name[] {
  return rules.map(({ id, severity }) => {
    const says = summaryOf(id);
    return { label: id, kind: 'rule', detail: severity, ...(says === undefined ? {} : { says }) };
  });
}

/** Of the files that the same allowance names, else of all. */
function resources({ snapshot, uri, cursor }: Names): readonly Name[] {
  const globs = textsIn(get(cursor.map, 'files'));
  const uris = globs.length > 0 ? filesMatching(globs, uri, snapshot) : snapshot.documents();
  const found = new Map<string, Name>();
  for (const document of uris) {
    for (const { label, type } of snapshot.facts(document)?.resources ?? []) {
      if (!found.has(label)) found.set(label, { label, kind: 'resource', detail: type });
    }
  }
  return [...found.values()];
}

/** Those that something is deployed to already. */
function regions({ snapshot: { index } }: Names): readonly Name[] {
  const said = index.documents().flatMap(({ deployments }) => deployments.flatMap(({ region }) => region?.parts ?? []));
  const written = said.filter(one => typeof one === 'string' && isRegion(one));
  return [...new Set(written as readonly string[])].sort().map(label => ({ label, kind: 'region' }));
}

/** The values that the templates of the same deployment allow for the parameter. */
function parameterValues(place: Names): readonly Name[] {
  const [section, , field, name] = place.cursor.path;
  if (section !== 'deployments' || field !== 'parameters') return [];
  const parameter = parametersOf(deploymentFiles(place), place.snapshot).find(one => one.name === name);
  return words(parameter?.values ?? []);
}

/** The files of the deployment in whose parameters somebody types. */
function deploymentFiles({ snapshot, uri, cursor }: Names): readonly Uri[] {
  const [section, index] = cursor.path;
  const deployments = get(snapshot.tree(uri)?.root, String(section));
  const entry = deployments?.kind === 'list' && typeof index === 'number' ? deployments.items[index] : undefined;
  return filesMatching(textsIn(get(entry, 'files')), uri, snapshot);
}

function textsIn(node: SyntaxNode | undefined): readonly string[] {
  if (node?.kind === 'list') return node.items.flatMap(item => rawOf(item) ?? []);
  return node ? [rawOf(node) ?? []].flat() : [];
}

function rawOf(node: SyntaxNode | undefined): string | undefined {
  return node?.kind === 'scalar' ? node.raw : undefined;
}
