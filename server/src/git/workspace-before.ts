/** What a workspace was, which may lie in several repositories. */
import type { Uri } from '../engine/text/text';
import { pathOfUri } from '../files/uri';
import { innermost } from './nested';
import type { At } from './revisions';
import { type Asked, newIn, type Objects, type TextsBefore, textsBefore, unremembered } from './texts-before';

/** What lies in no repository, or in one of which nothing is known, is what it is now. */
export async function workspaceBefore(
  repositories: readonly At[],
  asked: Omit<Asked, 'revision' | 'documents'>,
  objects: Objects = unremembered,
): Promise<TextsBefore> {
  const { snapshot, called } = asked;
  const documents = documentsOf(repositories, snapshot.documents());
  const all = await Promise.all(
    repositories.map(async (at): Promise<Partial<TextsBefore>> => {
      const own = documents.get(at.root) ?? [];
      if ('reason' in at) return {};
      if (at.commit === undefined) return newIn(own, at, snapshot, objects);
      return textsBefore({ ...asked, revision: at, documents: own }, objects);
    }),
  );
  return {
    called,
    documents: all.flatMap(({ documents = [] }) => documents),
    without: all.flatMap(({ without = [] }) => without),
    untracked: all.flatMap(({ untracked = [] }) => untracked),
    unread: all.flatMap(({ unread = [] }) => unread),
  };
}

/** By the root of the repository that they lie in. */
export function documentsOf<T extends { readonly root: string }>(
  repositories: readonly T[],
  uris: readonly Uri[],
): ReadonlyMap<string, readonly Uri[]> {
  const found = new Map<string, Uri[]>(repositories.map(({ root }) => [root, []]));
  for (const uri of uris) {
    const path = pathOfUri(uri);
    const at = path === undefined ? undefined : innermost(path, repositories);
    if (at) found.get(at.root)!.push(uri);
  }
  return found;
}
