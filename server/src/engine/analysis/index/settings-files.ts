/** Which settings files speak for a document: those whose folder it lies in, and the one that speaks for all. */
import type { DocumentFacts } from '../../model/document-facts';
import type { Settings } from '../../model/settings';
import type { Uri } from '../../text/text';
import { folderOf } from '../../text/uri';
import type { IndexData } from './index-data';

type Folders = Pick<IndexData, 'everywhere' | 'roots'>;

/** Outer folders first. */
export function inOrder(files: readonly DocumentFacts[]): readonly DocumentFacts[] {
  return [...files].sort((a, b) => a.uri.length - b.uri.length || (a.uri < b.uri ? -1 : 1));
}

/** As `WorkspaceIndex.settingsFor`; of `files` in order. */
export function settingsFor(
  documents: readonly Uri[],
  files: readonly DocumentFacts[],
  folders: Folders,
): readonly Settings[] {
  const holding = files.filter(file => documents.every(document => holds(file, document, folders)));
  const nearest = holding.sort((a, b) => folderOf(b.uri).length - folderOf(a.uri).length);
  return nearest.flatMap(({ settings }) => settings ?? []);
}

/** As `WorkspaceIndex.settingsUri`; of `files` in order. */
export function settingsUri(near: Uri, files: readonly DocumentFacts[], folders: Folders): Uri {
  const nearest = files.filter(file => holds(file, near, folders)).at(-1);
  const root = folders.roots.find(candidate => near.startsWith(candidate)) ?? folderOf(near);
  return nearest?.uri ?? (`${root}bulkhead.yaml` as Uri);
}

function holds({ uri }: DocumentFacts, document: Uri, { everywhere }: Folders): boolean {
  return uri === everywhere || document.startsWith(folderOf(uri));
}
