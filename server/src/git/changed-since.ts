import type { Uri } from '../engine/text/text';
import type { Snapshot } from '../engine/workspace/workspace';
import { contentsOf, filesIn, ignoredAmong } from './objects';
import { pathIn } from './path-in';
import type { Revision } from './revision';
import { isSameText, textOf } from './texts-before';

/** Of these documents, those that are new since a revision or were written otherwise; what git is to ignore is neither. */
export async function changedSince(
  revision: Revision,
  uris: readonly Uri[],
  snapshot: Snapshot,
): Promise<ReadonlySet<Uri>> {
  const tracked = new Map((await filesIn(revision)).map(file => [file.path, file]));
  const inside = uris.map(uri => ({ uri, path: pathIn(revision, uri) }));
  const old = inside.flatMap(({ uri, path }) => {
    const file = tracked.get(path);
    return file ? [{ uri, file }] : [];
  });
  const contents = await contentsOf(
    revision,
    old.map(({ file }) => file),
  );
  const isOther = ({ uri, file }: (typeof old)[number]) =>
    !isSameText(textOf(file, contents) ?? '', snapshot.source(uri)?.text);
  const others = inside.filter(({ path }) => !tracked.has(path) && !path.startsWith('../'));
  const ignored = await ignoredAmong(
    revision,
    others.map(({ path }) => path),
  );
  const added = others.filter(({ path }) => !ignored.has(path));
  return new Set([...old.filter(isOther), ...added].map(({ uri }) => uri));
}
