import { matchesWildcards } from '../../model/text';
import { part, type SourcePointer, type Uri } from '../../text/text';
import { resolveUri } from '../../text/uri';
import type { Stretch } from '../accounts/written-accounts';
import type { Snapshot } from '../snapshot';
import { filesMatching } from './files';
import { type Pointed, pointedAt } from './pointing';

/** As many places help somebody who looks for one. */
const MAX_PLACES = 100;

/** Where that is declared which a settings file names at an offset. */
export function settingsDefinition(snapshot: Snapshot, uri: Uri, offset: number): readonly Stretch[] {
  const pointed = pointedAt(snapshot, uri, offset);
  if (pointed?.is !== 'name') return [];
  return definitionOf(pointed, uri, snapshot).slice(0, MAX_PLACES);
}

function definitionOf(
  { names, name }: Extract<Pointed, { is: 'name' }>,
  uri: Uri,
  snapshot: Snapshot,
): readonly Stretch[] {
  const stretch = (at: SourcePointer): Stretch => ({ uri: at.uri, range: snapshot.range(at) });
  switch (names) {
    case 'account id':
    case 'account':
      return accountDeclaration(name, snapshot);
    case 'environment':
    case 'tier or environment':
      return environmentDeclarations(name, snapshot).map(stretch);
    case 'files':
      return filesMatching([name], uri, snapshot).map(file => ({ uri: file, range: { start: 0, end: 0 } }));
    case 'policy file':
      return [{ uri: resolveUri(uri, name), range: { start: 0, end: 0 } }];
    case 'resource':
      return resourcesCalled(name, snapshot).map(stretch);
    default:
      return [];
  }
}

/** The entry that declares an account, by its id or its name. */
export function accountDeclaration(account: string, snapshot: Snapshot): readonly Stretch[] {
  return snapshot.index.settings().flatMap(({ settings }) => {
    const declared = settings?.accounts.filter(({ id, name }) => id === account || name === account) ?? [];
    return declared.map(({ at }) => {
      const id: SourcePointer = { ...at, path: [...at.path, 'id'] };
      return { uri: at.uri, range: snapshot.range(id) };
    });
  });
}

function environmentDeclarations(word: string, { index }: Snapshot): readonly SourcePointer[] {
  const { name } = index.vocabulary.environmentCalled(word);
  const declared = index.settings().flatMap(({ settings }) => settings?.environments ?? []);
  return declared.filter(environment => environment.name === name).map(({ at }) => part(at, 'key'));
}

function resourcesCalled(pattern: string, snapshot: Snapshot): readonly SourcePointer[] {
  const found: SourcePointer[] = [];
  for (const uri of snapshot.documents()) {
    for (const { label, at } of snapshot.facts(uri)?.resources ?? []) {
      if (matchesWildcards(pattern, label)) found.push(part(at, 'key'));
    }
    if (found.length >= MAX_PLACES) break;
  }
  return found;
}
