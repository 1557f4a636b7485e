import type { Uri } from '../engine/text/text';
import type { Snapshot } from '../engine/workspace/workspace';
import { contentsOf, filesIn, ignoredAmong } from './objects';
import { pathIn } from './path-in';
import type { Revision } from './revision';
import type { At } from './revisions';
import { isSameText, textOf } from './texts-before';
import { documentsOf } from './workspace-before';

/** Of these documents, those that are new since then or were written otherwise; what git is to ignore is neither. */
export async function changedSince(
  repositories: readonly At[],
  uris: readonly Uri[],
  snapshot: Snapshot,
): Promise<ReadonlySet<Uri>> {
  const documents = documentsOf(repositories, uris);
  const all = await Promise.all(
    repositories.map(async (at): Promise<readonly Uri[]> => {
      const own = documents.get(at.root) ?? [];
      if ('reason' in at) return [];
      return at.commit === undefined ? notIgnored(at, own) : changedIn(at, own, snapshot);
    }),
  );
  return new Set(all.flat());
}

async function changedIn(revision: Revision, uris: readonly Uri[], snapshot: Snapshot): Promise<readonly Uri[]> {
  const tracked = new Map((await filesIn(revision)).map(file => [file.path, file]));
  const old = uris.flatMap(uri => {
    const file = tracked.get(pathIn(revision, uri));
    return file ? [{ uri, file }] : [];
  });
  const contents = await contentsOf(
    revision,
    old.map(({ file }) => file),
  );
  const isOther = ({ uri, file }: (typeof old)[number]) =>
    !isSameText(textOf(file, contents) ?? '', snapshot.source(uri)?.text);
  const added = uris.filter(uri => !tracked.has(pathIn(revision, uri)));
  return [...old.filter(isOther).map(({ uri }) => uri), ...(await notIgnored(revision, added))];
}

async function notIgnored(repository: Pick<Revision, 'root'>, uris: readonly Uri[]): Promise<readonly Uri[]> {
  const paths = new Map(uris.map(uri => [uri, pathIn(repository, uri)]));
  const ignored = await ignoredAmong(repository, [...paths.values()]);
  return uris.filter(uri => !ignored.has(paths.get(uri)!));
}
