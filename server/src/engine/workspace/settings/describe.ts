import { code, some } from '../../analysis/describe/markdown';
import type { Tier } from '../../model/environment';
import { show } from '../../model/text';
import { managedPolicy } from '../../policy/managed-policies';
import type { Uri } from '../../text/text';
import { pathBeside } from '../../text/uri';
import { describeAccount } from '../accounts/describe-account';
import { ownAccounts } from '../accounts/own-accounts';
import type { HoverText } from '../hover-text';
import type { Snapshot } from '../snapshot';
import { filesMatching } from './files';
import { type Pointed, pointedAt } from './pointing';

/** What a place of a settings file means, as Markdown; `summaryOf` a rule says it in a line. */
export function settingsHover(
  snapshot: Snapshot,
  uri: Uri,
  offset: number,
  summaryOf: (rule: string) => string | undefined,
): HoverText | undefined {
  const pointed = pointedAt(snapshot, uri, offset);
  const markdown =
    pointed && (pointed.is === 'key' ? pointed.field.says : describeName(pointed, uri, snapshot, summaryOf));
  return markdown === undefined ? undefined : { markdown, range: pointed!.range };
}

function describeName(
  { names, name }: Extract<Pointed, { is: 'name' }>,
  uri: Uri,
  snapshot: Snapshot,
  summaryOf: (rule: string) => string | undefined,
): string | undefined {
  switch (names) {
    case 'account id':
    case 'account':
      return accountWords(name, snapshot);
    case 'environment':
    case 'tier or environment':
      return environmentWords(name, snapshot);
    case 'rule':
      return summaryOf(name);
    case 'managed policy':
      return managedWords(name);
    case 'files':
      return fileWords(filesMatching([name], uri, snapshot), uri);
    default:
      return undefined;
  }
}

function accountWords(name: string, { index }: Snapshot): string | undefined {
  const account = ownAccounts(index).find(({ id, declared }) => id === name || declared?.name === name);
  return account && describeAccount(account);
}

const tierWords: Readonly<Record<Tier, string>> = {
  production: 'production',
  staging: 'a stage before production',
  test: 'a test environment',
  development: 'a development environment',
};

function environmentWords(word: string, { index }: Snapshot): string {
  const { name, tier } = index.vocabulary.environmentCalled(word);
  const called = name === word ? code(word) : `${code(word)} is ${code(name)},`;
  if (tier === undefined) return `${code(name)} has no tier: nothing in it is a mix`;
  return name === word ? `${called} is ${tierWords[tier]}` : `${called} ${tierWords[tier]}`;
}

function managedWords(name: string): string {
  const known = managedPolicy(name, nowhere);
  if (!known) return `${code(name)} is no policy of AWS whose statements are known here: what it allows is in no path`;
  const allowing = known.statements.filter(({ effect }) => effect === 'Allow').map(({ actions }) => actions);
  const named = (mode: 'only' | 'except') =>
    some([...new Set(allowing.filter(one => one.mode === mode).flatMap(({ list }) => list.map(show)))].map(code));
  const but = named('except');
  const allowed = [...(but ? [`everything but ${but}`] : []), named('only')]
    .filter(words => words !== '')
    .join(', and ');
  return `${code(known.name)} of AWS allows ${allowed}${known.complete ? '' : ', among others'}`;
}

const nowhere = { uri: '' as Uri, path: [], part: 'value' } as const;

function fileWords(uris: readonly Uri[], settings: Uri): string {
  const paths = uris.map(uri => code(pathBeside(settings, uri) ?? uri));
  return paths.length === 0 ? 'No file of the workspace is meant by this' : `These files: ${some(paths)}`;
}
