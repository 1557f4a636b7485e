import type { Uri } from '../text/text';
import { folderOf } from '../text/uri';

/** The listing of folders after documents came or went in those of `moved`. */
export function withFolders(
  before: ReadonlyMap<Uri, readonly Uri[]>,
  states: ReadonlyMap<Uri, unknown>,
  moved: ReadonlySet<Uri>,
): ReadonlyMap<Uri, readonly Uri[]> {
  const lists = new Map<Uri, Uri[]>([...moved].map(folder => [folder, []]));
  for (const uri of states.keys()) lists.get(folderOf(uri))?.push(uri);
  const folders = new Map(before);
  for (const [folder, uris] of lists) folders.set(folder, uris.sort());
  return folders;
}
